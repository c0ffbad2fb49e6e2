"""The coming months of a municipality, drawn from its own episodes: the mean, the bill, and the chance of crossing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import polars as pl

from lus_stats import months
from lus_stats.answers.ahead_outcomes import Outcomes, Prices, Whole, outcomes, over_tenths, together
from lus_stats.answers.ahead_past import COMING, FEWEST_EPISODES, FEWEST_MONTHS, HISTORY, SUMMED, Past, Unit
from lus_stats.uncertainty import FUTURES, SEED, drawn_months
from lus_stats.vocabulary import CareForm

BAND: Final = (0.1, 0.5, 0.9)  # four futures of five lie between the outer two

MONTHS: Final = {
    "month": pl.Date(),
    "mean_low": pl.Float64(),
    "mean_mid": pl.Float64(),
    "mean_high": pl.Float64(),
    "crossing": pl.Float64(),
    "days_low": pl.Float64(),
    "days_mid": pl.Float64(),
    "days_high": pl.Float64(),
    "days_average": pl.Float64(),
    "sek_low": pl.Float64(),
    "sek_mid": pl.Float64(),
    "sek_high": pl.Float64(),
    "sek_average": pl.Float64(),
    "costs": pl.Float64(),
}
_BILL: Final = ("days", "sek", "costs")
SUMS: Final = {"months": pl.Int64(), **{name: dtype for name, dtype in MONTHS.items() if name.startswith(_BILL)}}
CAME: Final = {"month": pl.Date(), "in_mean": pl.Int64(), "mean": pl.Float64()}
SHOWN_BEFORE: Final = 12  # months that were, in front of those that come

NextMonth = Mapping[str, tuple[Whole, Whole] | None]


@dataclass(frozen=True, eq=False)
class Ahead:
    """A municipality's coming months in one care form.

    `came` are the last months that were: CAME, null where nobody is in the mean. `months` has a row per coming month,
    `sums` one per number of months: MONTHS and SUMS, days and kronor each as the band's low end, middle, high end and
    average; `crossing` and `costs` are the shares of futures over the threshold, and with anything billed. No mean and
    no crossing where the terms have none; no kronor where a day that may be billed lacks its amount.
    `first` … `last` are the history's months, of which `held` are there, with so many `episodes`, the newest of them
    extracted on `extracted_on`.
    """

    came: pl.DataFrame
    months: pl.DataFrame
    sums: pl.DataFrame
    first: date
    last: date
    extracted_on: date | None
    held: int
    episodes: int
    futures: int
    seed: int


def ahead(past: Past, municipality: str, *, futures: int = FUTURES, seed: int = SEED) -> Ahead | None:
    """The coming months after the past's last; None where the history is too short to draw from (D127)."""
    unit = recent(past, municipality)
    if unit is None:
        return None
    after = list(months.span(months.following(past.months[-1]), months.following(past.months[-1], COMING)))
    coming = list(_coming(past, unit, municipality, after, futures, seed))
    rows = [{"month": one.month, **_of_month(past, one)} for one in coming]
    sums = [{"months": count, **_bill(*together(coming[:count]))} for count in SUMMED]
    return Ahead(
        _came(past.months[-unit.history.months :], unit).tail(SHOWN_BEFORE),
        pl.DataFrame(rows, schema=MONTHS),
        pl.DataFrame(sums, schema=SUMS),
        past.months[-unit.history.months],
        past.months[-1],
        past.extracted_on,
        unit.history.months,
        int(unit.history.days.size),
        futures,
        seed,
    )


def next_month(past: Past, only: str | None = None, *, futures: int = FUTURES, seed: int = SEED) -> NextMonth:
    """The month after the past's last in every future, for each municipality that has episodes, or for one of them.

    How many episodes are in its mean, and their days; None where the history is too short (D127). No threshold and no
    amount has a part in it, so that another one asks for no new draw. The same draw as the first month of `ahead`.
    """
    found: dict[str, tuple[Whole, Whole] | None] = {}
    for code in sorted(past.units) if only is None else [only]:
        unit = recent(past, code)
        drawn = unit and next(drawn_months(unit.history, 1, stream(past, code), futures=futures, seed=seed))
        found[code] = over_tenths(unit, drawn, past.terms)[:2] if unit and drawn else None
    return found


def crossing(drawn: NextMonth, threshold_tenths: int) -> dict[str, float | None]:
    """Each municipality's chance that its next month lies over the threshold; None where the history is too short."""
    return {
        code: None if one is None else float((one[1] * 10 > threshold_tenths * one[0]).mean())
        for code, one in drawn.items()
    }


def recent(past: Past, municipality: str, upto: int | None = None) -> Unit | None:
    """The history that a municipality's coming months are drawn from: its last ones, before the month number `upto`.

    None where it is too short (D127).
    """
    unit, end = past.units.get(municipality), len(past.months) if upto is None else upto
    first = max(end - HISTORY, 0)
    history = None if unit is None else unit.of_months(first, end - first)
    long_enough = history is not None and history.history.months >= FEWEST_MONTHS
    return history if history and long_enough and history.history.days.size >= FEWEST_EPISODES else None


def _coming(past: Past, unit: Unit, code: str, after: Sequence[date], futures: int, seed: int) -> Iterator[Outcomes]:
    prices = Prices(past.amounts)
    drawn = drawn_months(unit.history, len(after), stream(past, code), futures=futures, seed=seed)
    for month, one in zip(after, drawn, strict=True):
        yield outcomes(unit, one, month, past.terms, prices)


def _came(held: Sequence[date], unit: Unit) -> pl.DataFrame:
    in_mean = np.bincount(unit.history.month, unit.in_mean, unit.history.months)
    days = np.bincount(unit.history.month, unit.history.days * unit.in_mean, unit.history.months)
    rows = [(month, int(n), total / n if n else None) for month, n, total in zip(held, in_mean, days, strict=True)]
    return pl.DataFrame(rows, schema=CAME, orient="row")


def stream(past: Past, code: str) -> tuple[int, int]:
    """A municipality's own random numbers, so that what it is told does not hang on who else is asked about."""
    return int(code), list(CareForm).index(past.terms.care_form)


def _of_month(past: Past, one: Outcomes) -> dict[str, Any]:
    has_mean = past.terms.threshold_tenths is not None and bool(one.in_mean.any())
    mean = _band("mean", one.mean[one.in_mean > 0]) if has_mean else {}
    chance = {"crossing": float(one.liable.mean())} if past.terms.threshold_tenths is not None else {}
    return mean | chance | _bill(*together([one]))


def _bill(tenths: npt.NDArray[np.int64], sek: npt.NDArray[np.int64], unpriced: npt.NDArray[np.int64]) -> dict[str, Any]:
    days = _band("days", tenths / 10) | {"days_average": float(tenths.mean() / 10), "costs": float((tenths > 0).mean())}
    return days if unpriced.any() else days | _band("sek", sek) | {"sek_average": float(sek.mean())}


def _band(name: str, values: npt.NDArray[Any]) -> dict[str, float]:
    """The band's low end, middle and high end."""
    ends = np.quantile(values, BAND)
    return {f"{name}_{end}": float(value) for end, value in zip(("low", "mid", "high"), ends, strict=True)}
