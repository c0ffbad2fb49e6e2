"""Totals that are hidden because nothing else can be: how many waited in all would tell of one of the cells."""

from collections.abc import Sequence

import polars as pl

from lus_stats.disclosure.following import ZERO_SHARE
from lus_stats.disclosure.state import with_state
from lus_stats.disclosure.suppression import FEWEST_SHOWN
from lus_stats.vocabulary import State


def telling_totals(
    figures: pl.LazyFrame, unit: Sequence[str], within: Sequence[str], seen: pl.Expr, hidden: pl.Expr
) -> pl.LazyFrame:
    """The wholes whose number who waited leaves one of the hidden cells less than 1–4 to be.

    So it is where fewer waited in all of these than could have in the one, or more than the others have room for.

    Needs: as with_state, of following.WAITED.
    Shape: one row per such whole: `within`.
    """
    cell = [*within, *unit]
    stated = with_state(figures, unit, within, seen, hidden).filter(indicator=ZERO_SHARE, state=State.HIDDEN.value)
    cells = figures.filter(indicator=ZERO_SHARE).join(stated.select(cell), on=cell, how="semi", nulls_equal=True)
    waited = pl.col("denominator") - pl.col("numerator")
    most = pl.when(hidden).then("denominator").otherwise("among")  # the days of a cell of the family are not known
    in_all, room = (part.sum().over(within) for part in (waited, most))
    short = in_all < pl.min_horizontal(most, pl.lit(FEWEST_SHOWN - 1))
    few = waited.is_between(1, FEWEST_SHOWN - 1)
    return cells.filter(few & (short | (in_all - 1 > room - most))).select(within).unique()
