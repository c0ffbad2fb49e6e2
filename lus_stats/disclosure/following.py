"""Figures that are hidden because another is: beside it they would tell it, or leave it less than 1–4 to be.  # D155"""

from collections.abc import Sequence
from typing import Final

import polars as pl

from lus_stats.criteria import CATALOGUE

SKR_MEAN: Final = "mean_ready_days_skr"
ZERO_SHARE: Final = "share_zero_days"
WAITED: Final = (ZERO_SHARE, SKR_MEAN)
"""Both tell how many had a day at all, so the one is hidden where the other is."""
BEYOND: Final = "share_beyond_free_days"
OF_THE_WAITED: Final = (*WAITED, BEYOND, "median_ready_days", "p90_ready_days")
"""At least so many had a day as had more than the free ones; and of few episodes a quantile tells one's days."""
MEAN: Final = "mean_ready_days"
DAYS: Final = ("ready_days", MEAN, "beds_occupied")
"""Each tells a cell's days, to a reader who knows its episodes."""
MET: Final = "share_criteria_met"
OF_THE_MET: Final = tuple(f"share_{criterion.key}" for criterion in CATALOGUE)
"""No more met all criteria than met one of them, and no fewer than all less those who failed each."""


def needed_beside(indicators: Sequence[str]) -> tuple[str, ...]:
    """The indicators that decide whether others are shown, and are not asked for themselves."""
    asked = {*indicators}
    waited = WAITED if {*OF_THE_WAITED, *DAYS} & asked else ()
    beyond = (BEYOND,) if {*DAYS} & asked else ()
    met = (MET, *OF_THE_MET) if {MET, *OF_THE_MET} & asked else ()
    return tuple(one for one in (*waited, *beyond, *met) if one not in asked)


def with_followers(figures: pl.LazyFrame, cell: Sequence[str]) -> pl.LazyFrame:
    """Hide what follows a hidden figure of the same cell, and take away the interval of its mean.

    The interval holds the sum of squares: of a few episodes' days that often is the days of each.

    Needs: indicators.compute's columns, hidden; `cell` names the columns of one cell, its month and care form too.
    Shape: a row per row.
    """
    all_met = (MET, *OF_THE_MET)
    waited, met = (_hidden_of(some).over(cell) for some in (WAITED, all_met))
    follows = (_is(OF_THE_WAITED) & waited) | (_is(all_met) & met)
    bare = (pl.col("indicator") == MEAN) & waited
    return figures.with_columns(
        pl.when(~bare).then("low").alias("low"),
        pl.when(~bare).then("high").alias("high"),
        hidden=pl.col("hidden").fill_null(False) | follows,
    )


def with_room(figures: pl.LazyFrame, unit: Sequence[str], within: Sequence[str]) -> pl.LazyFrame:
    """Hide one figure more of those beyond the free days, beside any that is hidden.

    Each of them took more than the free days' days. Where the hidden ones' sum left them no other place, it would tell
    how many waited; the smallest that has as many again gives it one.

    Needs: indicators.compute's columns, hidden, fixed; `unit` and `within` as for with_state.
    Shape: a row per row.
    """
    whole = [*within, "indicator"]
    as_many = pl.col("numerator") >= pl.max_horizontal("_gone", pl.lit(1))
    able = ~pl.col("hidden") & ~pl.col("fixed") & as_many & pl.col("hidden").any().over(whole)
    order = pl.when(_is([BEYOND]) & able).then(pl.struct("population", *unit).rank("ordinal"))
    return (
        figures.with_columns(_gone=pl.col("numerator").filter("hidden").sum().over(whole))
        .with_columns(_order=order)
        .with_columns(
            hidden=pl.col("hidden") | (pl.col("_order") == pl.col("_order").min().over(whole)).fill_null(False)
        )
        .drop("_gone", "_order")
    )


def _is(indicators: Sequence[str]) -> pl.Expr:
    return pl.col("indicator").is_in(indicators)


def _hidden_of(indicators: Sequence[str]) -> pl.Expr:
    return (pl.col("hidden").fill_null(False) & _is(indicators)).any()
