"""Series cut out of the cached ones: the last months of a figure, and of the outcome as one reader may see it."""

from datetime import date
from typing import Any

import polars as pl

from lus_stats import months
from lus_stats.disclosure import FEWEST_SHOWN, tells_of_the_bill
from lus_stats.rules import Terms
from lus_stats.text import Mean
from lus_stats.ui.filters import Filters
from lus_stats.viewer import Role
from lus_stats.vocabulary import MeanPopulation, State

SPARK = 13
XMR = 24

Values = tuple[float | None, ...]


def window(month: date, count: int) -> list[date]:
    """The `count` months that end with one."""
    return list(months.span(months.following(month, 1 - count), month))


def figure_of(figures: pl.DataFrame, month: date, indicator: str) -> dict[str, Any] | None:
    """One month's figure as a row; None where there is none.

    Needs (figures): answers.Statistics.figures of one unit and care form.
    """
    found = figures.filter(pl.col("month") == month, pl.col("indicator") == indicator)
    return None if found.is_empty() else found.row(0, named=True)


def mean_of(figures: pl.DataFrame, month: date) -> Mean:
    """A month's mean for a sentence."""
    row = figure_of(figures, month, "mean_ready_days")
    if row is None:
        return Mean(month, None, 0)
    return Mean(month, row["value"], row["denominator"], State(row["state"]))


def month_before(figures: pl.DataFrame, month: date) -> Mean | None:
    """The mean of the month before; None where the series begins."""
    before = months.following(month, -1)
    first = figures["month"].min()
    return mean_of(figures, before) if isinstance(first, date) and first <= before else None


def last_values(figures: pl.DataFrame, month: date, indicator: str) -> Values:
    """A figure's last months, None where a month has none or it is hidden."""
    rows = figures.filter(pl.col("indicator") == indicator).select("month", "value")
    return aligned(rows, month)


def aligned(rows: pl.DataFrame, month: date) -> Values:
    """The last months of a value.

    Needs: month, value.
    """
    by_month = dict(rows.iter_rows())
    known = (by_month.get(one) for one in window(month, SPARK))
    return tuple(None if value is None else float(value) for value in known)


def telling_of_the_bill(figures: pl.DataFrame, terms: Terms) -> pl.DataFrame:
    """The figures that tell how many a month's bill rests on.

    Needs: answers.Statistics.figures.
    """
    of_the_met = terms.mean_population is MeanPopulation.CRITERIA_MET
    return figures.filter(tells_of_the_bill(mean_of_the_met=of_the_met))


def seen_outcomes(groups: pl.DataFrame, counts: pl.DataFrame, chosen: Filters) -> pl.DataFrame:
    """The outcomes of all months that this reader may see; the hidden ones are left out of every sum.

    Needs: billing.groups of one county and care form; its municipalities' `telling_of_the_bill` with their state,
    which where it is hidden hides the outcome too (the one would give the other away).
    """
    if chosen.viewer.sees_small(chosen.county):
        return groups
    own = pl.lit(value=False)
    if chosen.viewer.role is Role.MUNICIPALITY:
        own = pl.col("municipality_code") == chosen.viewer.scope
    on = ["month", "municipality_code"]
    small = pl.any_horizontal(pl.col(c).is_between(1, FEWEST_SHOWN - 1) for c in ("episodes", "episodes_in_mean"))
    hidden = counts.filter(pl.col("state") == State.HIDDEN).select(on)
    others = groups.filter(~small | own).join(hidden, on=on, how="anti")
    return pl.concat([others, groups.filter(own).join(others, on=on, how="anti")])


def last_sums(outcomes: pl.DataFrame, month: date, value: pl.Expr) -> Values:
    """One value of the outcomes per month."""
    return aligned(outcomes.group_by("month").agg(value=value), month)
