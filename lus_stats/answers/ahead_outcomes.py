"""What each possible future's month comes to, by the rules of the bill, on columns of numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from lus_stats import months
from lus_stats.answers.ahead_past import Unit
from lus_stats.billing.cost import sek_by_year
from lus_stats.rules import Terms
from lus_stats.uncertainty import Drawn
from lus_stats.vocabulary import Model

Whole = npt.NDArray[np.int64]
_DAY_ZERO: Final = date(2009, 1, 1)  # rules.table.FIRST_YEAR: no day that is billed lies before it


@dataclass(frozen=True, eq=False)
class Outcomes:
    """One month in every future, an element per future; as `billing.groups` has it of a month that was.

    `ready_days` are of the episodes in the mean. `unpriced` are the billed days, in tenths, whose amount is missing;
    `amount_sek` is without them.
    """

    month: date
    episodes: Whole
    in_mean: Whole
    ready_days: Whole
    liable: npt.NDArray[np.bool_]
    billed_tenths: Whole
    amount_sek: Whole
    unpriced: Whole

    @property
    def mean(self) -> npt.NDArray[np.float64]:
        """The mean of each future; not a number where no episode is in it."""
        mean: npt.NDArray[np.float64] = np.full(self.in_mean.size, np.nan)
        np.divide(self.ready_days, self.in_mean, out=mean, where=self.in_mean > 0)
        return mean


class Prices:
    """What a stretch of days costs, from the running sums of all days since `_DAY_ZERO` and of those unpriced."""

    def __init__(self, amounts: pl.DataFrame) -> None:
        """Lay every year's days after each other. Needs: rules.AMOUNT_COLUMNS, one row per year without a gap."""
        self.of_year = sek_by_year(amounts)
        years = [year for year in sorted(self.of_year) if year >= _DAY_ZERO.year]
        lengths = [(date(year + 1, 1, 1) - date(year, 1, 1)).days for year in years]
        known = [self.of_year[year] for year in years]
        self.sek = np.concatenate([[0], np.repeat([sek or 0 for sek in known], lengths).cumsum()])
        self.missing = np.concatenate([[0], np.repeat([sek is None for sek in known], lengths).cumsum()])

    def of(self, last: Whole, days: Whole) -> tuple[Whole, Whole]:
        """The kronor of so many days up to a last one, and how many of them lack their amount."""
        return self.sek[last + 1] - self.sek[last + 1 - days], self.missing[last + 1] - self.missing[last + 1 - days]


def outcomes(unit: Unit, drawn: Drawn, month: date, terms: Terms, prices: Prices) -> Outcomes:
    """What the episodes drawn for a month come to.

    Each is discharged on its own day of the month, or on the last one, so that its billed days have their calendar
    year's amount.

    Source: rules.md §6.
    """
    in_mean, ready_days, over = over_tenths(unit, drawn, terms)
    liable = over > 0 if terms.model != Model.INDIVIDUAL else np.ones(over.size, np.bool_)
    if terms.model == Model.MEAN_EXCESS:
        billed, sek, unpriced = _excess(np.maximum(over, 0), prices.of_year[month.year])
    else:
        cost, missing = prices.of(_last_days(unit, month), unit.beyond)
        parts = (unit.beyond * 10, cost, missing * 10)
        billed, sek, unpriced = (drawn.summed(part * unit.history.met) * liable for part in parts)
    return Outcomes(month, drawn.counts, in_mean, ready_days, liable, billed, sek, unpriced)


def over_tenths(unit: Unit, drawn: Drawn, terms: Terms) -> tuple[Whole, Whole, Whole]:
    """How many episodes are in each future's mean, their days, and by how many tenths of days they lie over it."""
    in_mean = drawn.summed(unit.in_mean)
    ready_days = drawn.summed(unit.history.days * unit.in_mean)
    return in_mean, ready_days, ready_days * 10 - (terms.threshold_tenths or 0) * in_mean


def _excess(tenths: Whole, amount: int | None) -> tuple[Whole, Whole, Whole]:
    """The days over the threshold, at the amount of the month's year: kronor half up, in integers."""
    if amount is None:
        return tenths, np.zeros_like(tenths), tenths
    return tenths, (tenths * amount + 5) // 10, np.zeros_like(tenths)


def _last_days(unit: Unit, month: date) -> Whole:
    """The last ready day of each episode, were it discharged in the month; days since `_DAY_ZERO`."""
    first = (month - _DAY_ZERO) // timedelta(days=1)
    last: Whole = first + np.minimum(unit.day, months.last_day(month).day) - 1 - unit.uncounted
    return last


def together(coming: Iterable[Outcomes]) -> tuple[Whole, Whole, Whole]:
    """Billed tenths, kronor and unpriced tenths of several months, summed future by future."""
    parts = list(coming)
    tenths, sek, unpriced = (
        np.sum([getattr(part, name) for part in parts], axis=0) for name in ("billed_tenths", "amount_sek", "unpriced")
    )
    return tenths, sek, unpriced
