"""Coming months drawn from a unit's own episodes: the past as the only guide to what may come."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from lus_stats.uncertainty.possible import Flags, History, Possible, Whole, pools_of, possible, share_in

FUTURES: Final = 1_000
SEED: Final = 20_200_201  # any number does; that it is always the same one makes an answer repeatable
_OF_EACH, _OF_MONTHS = 0, 1  # streams of random numbers


@dataclass(frozen=True, eq=False)
class Drawn:
    """One coming month in every future: how many episodes each future has, and which of the history's, in order."""

    counts: Whole
    episode: Whole

    def summed(self, values: npt.NDArray[Any]) -> Whole:
        """What a whole number of each episode of the history adds up to in each future."""
        running = np.concatenate([[0], values[self.episode].cumsum(dtype=np.int64)])
        ends = self.counts.cumsum()
        total: Whole = running[ends] - running[ends - self.counts]
        return total


def drawn_months(
    history: History, ahead: int, stream: tuple[int, ...], *, futures: int = FUTURES, seed: int = SEED
) -> Iterator[Drawn]:
    """Draw the coming months one after the other, each episode whole: its days, its criteria, its place in the month.

    `stream` is the unit's own stream of random numbers. A month is the same however many are asked for.

    Shape: a `Drawn` per coming month; no episodes at all where the history has none.
    """
    rng = _generator(seed, *stream, _OF_EACH)
    each = possible(rng, history, futures)
    pools = _Pools(rng, history, futures)
    for month in range(ahead):
        yield _month(_generator(seed, *stream, _OF_MONTHS, month), each, pools, month + 1)


def _month(rng: np.random.Generator, each: Possible, pools: "_Pools", months_ahead: int) -> Drawn:
    counts = _counts(rng, each)
    share, tilt = (np.repeat(one.astype(np.float32), counts) for one in (share_in(each, months_ahead), each.tilt))
    met = rng.random(share.size, dtype=np.float32) < share
    rank = np.exp(-rng.standard_exponential(share.size, dtype=np.float32) * tilt)  # a uniform number to the power tilt
    return Drawn(counts, pools.at(counts, met, rank))


def _counts(rng: np.random.Generator, each: Possible) -> Whole:
    """How many episodes each future has in a month: as many as chance gives, or more unevenly where the months were."""
    if each.spread <= 1:
        return rng.poisson(each.rate)
    return rng.poisson(rng.gamma(each.rate / (each.spread - 1), each.spread - 1))


class _Pools:
    """Bootstrapped histories, each for some of the futures; in it the episodes by criteria met or not, then by days."""

    def __init__(self, rng: np.random.Generator, history: History, futures: int) -> None:
        """Take each episode none, one or several times into each pool."""
        size, pools = history.days.size, pools_of(history.days.size)
        order = np.lexsort((rng.random(size), history.days, history.met))
        times = rng.poisson(1.0, (pools, size))
        times[times.sum(axis=1) == 0] = 1  # of very few episodes a pool may be left without any
        self.episodes = np.tile(order, pools).repeat(times.ravel())
        unmet = times[:, : size - int(history.met.sum())].sum(axis=1)
        self.sizes = np.stack([unmet, times.sum(axis=1) - unmet], axis=1).ravel()
        self.starts = self.sizes.cumsum() - self.sizes
        self.of = 2 * (np.arange(futures) % pools)
        # Where a part is empty, the other one serves for it.
        self.part = np.where(self.sizes > 0, np.arange(2 * pools), np.arange(2 * pools) ^ 1)

    def at(self, counts: Whole, met: Flags, rank: npt.NDArray[np.float32]) -> Whole:
        """The episodes at these ranks (0 the shortest, 1 the longest) among those that met the criteria, or did not."""
        part = self.part[np.repeat(self.of, counts) + met]
        size = self.sizes[part]
        place = np.minimum((rank * size).astype(np.int64), size - 1)
        episodes: Whole = self.episodes[self.starts[part] + place]
        return episodes


def _generator(*stream: int) -> np.random.Generator:
    """A stream of its own; the bit generator is named so that a newer NumPy draws the same."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(stream)))
