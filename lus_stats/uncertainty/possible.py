"""What differs between possible futures: how many episodes, how long the stays, and how often the criteria are met.

Drawn once for each future from the unit's own months, because nobody knows them better than those months tell (D126).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

YEAR: Final = 12
_LEVEL_LASTS: Final = 4  # months [A]
_MOST_POOLED: Final = 20_000  # episodes in all bootstrapped pools together: where there are many, pools differ little
_FEWEST_POOLS, _MOST_POOLS = 5, 50
_SHARE_EDGE: Final = 0.01
_STRENGTHS: Final = np.exp(np.linspace(-1.5, 1.5, 41))  # of the tilt towards short (above 1) or long stays


@dataclass(frozen=True, eq=False)
class History:
    """A unit's own episodes: for each its month (0 the oldest), its ready days and whether all criteria were met."""

    month: Whole
    days: Whole
    met: Flags
    months: int

    @property
    def counts(self) -> Whole:
        """How many episodes each month had."""
        return np.bincount(self.month, minlength=self.months)


@dataclass(frozen=True, eq=False)
class Possible:
    """What each possible future has for its own, an element per future.

    `rate` episodes a month, varying between months by `spread` (the variance over the mean); the stays' `tilt`; `share`
    of the episodes meet the criteria, and `drift` more of them a year later.
    """

    rate: Floats
    spread: float
    tilt: Floats
    share: Floats
    drift: Floats


def possible(rng: np.random.Generator, history: History, futures: int) -> Possible:
    """Draw what each future has for its own.

    Unit: episodes a month; shares between 0 and 1.
    """
    counts = history.counts
    drawn = rng.integers(0, history.months, (futures, history.months))
    rate = counts[drawn].mean(axis=1)
    spread = max(1.0, counts.var(ddof=1) / counts.mean()) if counts.any() else 1.0
    level = _level(rng, history.months, futures) * np.sqrt(_level_variance(history, drawn))
    share, drift = _shares(rng, history, futures)
    return Possible(rate, float(spread), _tilt(history.days, level), share, drift)


def _level(rng: np.random.Generator, months: int, futures: int) -> Floats:
    """How many standard deviations a future's level lies from the history's.

    Months beside each other have much the same level, so that a history knows no more of it than a handful of
    independent ones would: a new one is then spread as Student's t around their mean.
    """
    known = max(months / _LEVEL_LASTS, 3)
    level: Floats = rng.standard_t(known - 1, futures) * np.sqrt(1 + 1 / known)
    return level


def _level_variance(history: History, drawn: Whole) -> Floats:
    """How much the months' means vary beyond what chance among the episodes gives, relative to the mean, per future.

    Needs (drawn): a row per future of the months its estimate rests on.
    Source: DerSimonian and Laird (1986), the method of moments; here of bootstrapped months, so that a unit whose
    months happen to look alike is not taken to never change.
    """
    counts, mean = history.counts.astype(float), history.days.mean() if history.days.size else 0.0
    if mean == 0 or history.days.size < 2:
        return np.zeros(len(drawn))
    total = np.bincount(history.month, history.days, history.months)
    off = np.where(counts > 0, (total - counts * mean) ** 2 / np.maximum(counts, 1), 0.0)
    chance = history.days.var(ddof=1) * (counts > 0)
    weight = counts[drawn].sum(axis=1)
    room = weight - (counts[drawn] ** 2).sum(axis=1) / np.maximum(weight, 1)
    beyond = off[drawn].sum(axis=1) - chance[drawn].sum(axis=1) * (1 - 1 / history.months)
    variance: Floats = np.maximum(beyond, 0) / np.maximum(room, 1) / mean**2
    return variance


def _tilt(days: Whole, level: Floats) -> Floats:
    """The tilt that makes the history's stays longer or shorter on average by a factor, given as its logarithm.

    Drawing the stay of rank u^tilt instead of u gives the longest stays more weight, or less, and leaves each stay as
    long as it was.
    Source: Wang (1996), the proportional hazards transform.
    """
    if not days.any():
        return np.ones(level.size)
    lengths, counts = np.unique(days, return_counts=True)
    shorter = np.concatenate([[0], counts.cumsum()]) / days.size
    weights = np.diff(shorter[None, :] ** (1 / _STRENGTHS[:, None]), axis=1)
    factors = np.log(weights @ lengths / days.mean())
    tilt: Floats = np.interp(level, factors[::-1], _STRENGTHS[::-1])
    return tilt


def _shares(rng: np.random.Generator, history: History, futures: int) -> tuple[Floats, Floats]:
    """The share meeting the criteria in the last year, and how much of its change from before goes on for a year.

    Anything between nothing and twice the change, which counts for no more than stands out from chance.
    """
    recent = history.month >= history.months - YEAR
    now, before = history.met[recent], history.met[~recent]
    if now.size == 0 or before.size == 0:
        return np.full(futures, history.met.mean() if history.met.size else 0.0), np.zeros(futures)
    share = rng.binomial(now.size, now.mean(), futures) / now.size
    change = now.mean() - before.mean()
    chance = now.var() / now.size + before.var() / before.size
    stands_out = max(0.0, 1 - chance / change**2) if change else 0.0
    return share, change * stands_out * rng.uniform(0, 2, futures)


def share_in(future: Possible, months_ahead: int) -> Floats:
    """The share that meets the criteria so many months ahead; the last year's share is that of its middle.

    Unit: share between 0 and 1.
    """
    years = (YEAR / 2 + months_ahead) / YEAR
    return np.clip(future.share + years * future.drift, _SHARE_EDGE, 1 - _SHARE_EDGE)


def pools_of(episodes: int) -> int:
    """How many bootstrapped pools the futures share."""
    return int(np.clip(_MOST_POOLED // max(episodes, 1), _FEWEST_POOLS, _MOST_POOLS))
