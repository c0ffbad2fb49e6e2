"""How past months would have fallen within the bands that the months before them gave: the calibration."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import polars as pl

from lus_stats import months
from lus_stats.answers.ahead import BAND, recent, stream
from lus_stats.answers.ahead_outcomes import Outcomes, Prices, outcomes, together
from lus_stats.answers.ahead_past import HISTORY, Past, Unit
from lus_stats.uncertainty import SEED, Drawn, drawn_months

TRIED: Final = 24  # months that are held out, the newest
AT_A_TIME: Final = 3
BACK: Final = HISTORY + TRIED
LARGE: Final = 10  # episodes a month: with fewer a month's mean can take so few values that a band says little
FUTURES: Final = 250  # enough to tell whether a month fell within

HELD_OUT: Final = {
    "municipality_code": pl.String(),
    "month": pl.Date(),
    "months": pl.Int64(),
    "measure": pl.String(),
    "value": pl.Float64(),
    "low": pl.Float64(),
    "high": pl.Float64(),
    "a_month": pl.Float64(),
}


@dataclass(frozen=True)
class Calibration:
    """Of so many held-out months (or sums of months), how many fell within the band."""

    tried: int
    within: int


def held_out(
    past: Past,
    municipalities: Sequence[str] | None = None,
    *,
    at_a_time: int = AT_A_TIME,
    tried: int = TRIED,
    futures: int = FUTURES,
    seed: int = SEED,
) -> pl.DataFrame:
    """Each of the past's last months beside the band that the months before it gave; all municipalities, or some.

    From time to time the past is cut off, and the months after the cut are drawn from the `HISTORY` before it: so many
    `at_a_time`, until `tried` months have been held out.

    Shape: HELD_OUT, a row per municipality, held-out month and measure: `mean` of each month, `sek` and `days` billed
    of each month and (months = at_a_time) of all that were held out together. No mean without a threshold or without
    episodes in it; no kronor where a day lacks its amount. `crossing` has the chance at both ends, and 1 for value
    where the month did cross. `a_month` is the history's episodes a month.
    """
    rows: list[dict[str, Any]] = []
    for cut in range(len(past.months) - at_a_time, HISTORY - 1, -at_a_time):
        if cut < len(past.months) - tried or not _follow(past, cut, at_a_time):
            continue
        for code, unit in past.units.items():
            before = recent(past, code, cut) if municipalities is None or code in municipalities else None
            if before is not None:
                rows += _beside(past, code, before, unit, cut, at_a_time, futures, seed)
    return pl.DataFrame(rows, schema=HELD_OUT)


def calibration(held: pl.DataFrame, measure: str, of_months: int = 1, *, large_only: bool = False) -> Calibration:
    """How many of the held-out values fell within. Needs: HELD_OUT."""
    asked = held.filter(pl.col("measure") == measure, pl.col("months") == of_months)
    if large_only:
        asked = asked.filter(pl.col("a_month") >= LARGE)
    within = asked.select(pl.col("value").is_between("low", "high").sum()).item()
    return Calibration(asked.height, int(within))


def _follow(past: Past, cut: int, count: int) -> bool:
    """Whether the months held out are those that follow on the last of the history; a store may lack some."""
    return past.months[cut : cut + count] == tuple(
        months.span(months.following(past.months[cut - 1]), months.following(past.months[cut - 1], count))
    )


def _beside(
    past: Past, code: str, before: Unit, unit: Unit, cut: int, count: int, futures: int, seed: int
) -> Iterator[dict[str, Any]]:
    prices, after = Prices(past.amounts), past.months[cut : cut + count]
    drawn = drawn_months(before.history, count, stream(past, code), futures=futures, seed=seed)
    coming = [outcomes(before, one, month, past.terms, prices) for one, month in zip(drawn, after, strict=True)]
    came = [outcomes(unit, _as_it_was(unit, cut + at), month, past.terms, prices) for at, month in enumerate(after)]
    about = {"municipality_code": code, "a_month": before.history.days.size / before.history.months}
    for one, actual in zip(coming, came, strict=True):
        at = about | {"month": actual.month, "months": 1}
        yield from (at | row for row in (*_mean(past, one, actual), *_bill([one], [actual])))
    yield from (about | {"month": after[-1], "months": count} | row for row in _bill(coming, came) if count > 1)


def _as_it_was(unit: Unit, month: int) -> Drawn:
    """The month's own episodes, as if drawn."""
    own = np.flatnonzero(unit.history.month == month)
    return Drawn(np.array([own.size]), own)


def _mean(past: Past, coming: Outcomes, came: Outcomes) -> Iterator[dict[str, Any]]:
    if past.terms.threshold_tenths is not None and came.in_mean[0] and coming.in_mean.any():
        low, _, high = np.quantile(coming.mean[coming.in_mean > 0], BAND)
        yield {"measure": "mean", "value": float(came.mean[0]), "low": float(low), "high": float(high)}
        chance = float(coming.liable.mean())
        yield {"measure": "crossing", "value": float(came.liable[0]), "low": chance, "high": chance}


def _bill(coming: Sequence[Outcomes], came: Sequence[Outcomes]) -> Iterator[dict[str, Any]]:
    (tenths, sek, unpriced), (days, paid, unknown) = together(coming), together(came)
    for measure, drawn, value in (("days", tenths / 10, days[0] / 10), ("sek", sek, paid[0])):
        if measure == "days" or not (unpriced.any() or unknown.any()):
            low, _, high = np.quantile(drawn, BAND)
            yield {"measure": measure, "value": float(value), "low": float(low), "high": float(high)}
