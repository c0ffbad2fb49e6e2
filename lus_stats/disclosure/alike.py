"""Hidden figures that their own sum would tell: they have nothing together, or everything.  # D96, D168"""

from collections.abc import Sequence
from typing import Final

import polars as pl

from lus_stats.disclosure.following import BEYOND, DAYS, MET, SKR_MEAN
from lus_stats.disclosure.suppression import FEWEST_SHOWN

_MERE_COUNTS: Final = ("episodes", "late_registrations", "weekend_discharges")  # none of them is no secret
_SOME: Final = pl.col("numerator")
_REST: Final = pl.when(pl.col("indicator").str.starts_with("share_")).then(pl.col("denominator") - _SOME)


def with_one_more(figures: pl.LazyFrame, unit: Sequence[str], within: Sequence[str]) -> pl.LazyFrame:
    """Hide the smallest other figure that leaves the sum of the hidden ones open, where it is not.

    Open it is with something of what is counted, but for a share not all; with days enough for somebody to have had
    more than the free ones; and with room for any of 1–4 that met all criteria, or failed one. Where no other has
    enough for that, the one is hidden that has the most.

    Needs: indicators.compute's columns, free_days, hidden, fixed, size; `unit` and `within` as for with_state.
    Shape: a row per row.
    """
    whole = [*within, "indicator"]
    cell = list(dict.fromkeys([*within, *unit]))
    waited = pl.col("denominator").filter(pl.col("indicator") == SKR_MEAN).max().over(cell)
    lacks = {"_lacks": _least() - _SOME.filter("hidden").sum(), "_left": _least_left() - _REST.filter("hidden").sum()}
    told = ~pl.col("indicator").is_in(_MERE_COUNTS) & pl.col("hidden").any() & _SOME.is_not_null().any()
    figures = figures.with_columns(_waited=waited.fill_null(0))
    summed = figures.with_columns(_told=told.over(whole), **{name: short.over(whole) for name, short in lacks.items()})
    own = pl.when(pl.col("indicator").is_in(DAYS)).then(_SOME - pl.col("_waited")).otherwise(_SOME)
    adds = pl.when(pl.col("_lacks") > 0).then(own).when(pl.col("_left") > 0).then(_REST).otherwise(0)
    opens = (pl.col("_lacks") <= own) & (pl.col("_left") <= _REST).fill_null(True)
    able = pl.col("_told") & ~pl.col("hidden") & ~pl.col("fixed") & (pl.col("size") >= FEWEST_SHOWN) & (adds > 0)
    by = pl.struct(~opens, pl.when(opens).then(0).otherwise(-adds).alias("most"), "size", *unit)
    order = pl.when(able.fill_null(False)).then(by.rank("ordinal"))
    first = (order == order.min()).over(whole).fill_null(False)  # outside `over` a rank is one of all months together
    return summed.with_columns(hidden=pl.col("hidden") | first).drop("_waited", "_told", *lacks)


def _least() -> pl.Expr:
    """How much of what is counted the hidden ones must have together; following.with_room sees to those beyond.

    Of days more than the free ones for one who waited, and a day for each of the others.
    """
    indicator, free = pl.col("indicator").first(), pl.col("free_days").first().fill_null(0)
    days_each = pl.max_horizontal(pl.col("_waited").filter("hidden").sum(), pl.lit(1))
    days = pl.when(indicator.is_in(DAYS)).then(free + days_each)
    return days.when(indicator == MET).then(FEWEST_SHOWN - 1).when(indicator == BEYOND).then(0).otherwise(1)


def _least_left() -> pl.Expr:
    """How many episodes without it."""
    return pl.when(pl.col("indicator").first() == MET).then(FEWEST_SHOWN - 1).otherwise(1)
