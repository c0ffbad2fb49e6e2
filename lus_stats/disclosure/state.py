"""Why a figure is shown or not, and nothing left of what is hidden."""

from collections.abc import Sequence
from typing import Final

import polars as pl

from lus_stats.disclosure.alike import with_one_more
from lus_stats.disclosure.days_beside import with_days_beside
from lus_stats.disclosure.following import with_followers, with_room
from lus_stats.disclosure.suppression import FEWEST_SHOWN, UNCERTAIN_BELOW, suppressed
from lus_stats.vocabulary import STATE, State

FIGURES: Final = ("numerator", "denominator", "value", "low", "high", "population", "smallest", "among")
TELLING: Final = ("episodes", "late_registrations", "share_zero_days", "share_criteria_met")
"""The figures that may tell how many a month's bill rests on: see `tells_of_the_bill`."""


def with_state(
    figures: pl.LazyFrame, unit: Sequence[str], within: Sequence[str], seen: pl.Expr, hidden: pl.Expr
) -> pl.LazyFrame:
    """Add why a figure is shown or not, and take away what is hidden.

    Hidden are the family's cells, whatever the indicator; beside them, for one indicator, those whose own population
    is 1–4, with as many others as it takes; and one more where what the hidden ones add up to would tell each of them
    (they have 0 days together, or all of them met a criterion). What would tell one of these follows it.

    Needs: indicators.compute's columns, free_days (the month's terms'); `unit` names the columns of one cell, `within`
    those of the whole that its total is shown for; `seen` is true where the reader may see small numbers, `hidden` for
    a cell of the family's.
    Shape: a row per row, with state; the FIGURES of a hidden row are null.
    """
    whole = [*within, "indicator"]
    small = hidden | (pl.col("smallest").is_between(1, FEWEST_SHOWN - 1) & ~seen)
    size = pl.col("smallest").fill_null(0)
    # Of a cell of the family nobody knows how many the smallest are among, but of all of them together how many.
    room = pl.col("among") - pl.col("smallest")
    kinds = {"small": small.fill_null(False), "fixed": seen, "of_family": hidden}
    cells = figures.with_columns(size=size, room=room, **kinds)
    cell = list(dict.fromkeys([*within, *unit]))
    following = suppressed(cells, unit, whole)
    for _ in range(2):  # the sum of what follows may tell it in its turn
        following = with_followers(with_one_more(following, unit, within), cell)
    beside = with_days_beside(with_room(following, unit, within), cell, within)
    return with_nothing_left_of(beside).drop(*kinds, "size", "room", "unprotected")


def with_nothing_left_of(figures: pl.LazyFrame) -> pl.LazyFrame:
    """Add the state of figures of which it is known which are hidden, and take those away.

    What is not applicable is said to be so, and tells no number of a hidden cell either.

    Needs: indicators.compute's columns, hidden.
    Shape: a row per row, with state and without hidden; the FIGURES of a hidden row are null.
    """
    hidden = pl.col("hidden").fill_null(False)
    stated = figures.with_columns(state=_state(hidden))
    return stated.with_columns(pl.when(~hidden).then(pl.col(c)).alias(c) for c in FIGURES).drop("hidden")


def tells_of_the_bill(*, mean_of_the_met: bool) -> pl.Expr:
    """Whether a figure tells how many a month's bill rests on, so that where it is hidden the bill is too.

    The share with 0 days does: what is billed and what is stopped is of those who waited. So does the share meeting
    all criteria where the terms' mean is of the episodes that met them.

    Needs: indicator.
    """
    return pl.col("indicator").is_in(TELLING if mean_of_the_met else TELLING[:-1])


def shown_to_all(figures: pl.LazyFrame) -> pl.LazyFrame:
    """Add the state of figures nobody hides.

    Needs: indicators.compute's columns. Shape: a row per row, with state.
    """
    return figures.with_columns(state=_state(pl.lit(False)))


def is_uncertain(population: str = "population") -> pl.Expr:
    """Whether a shown figure rests on so few episodes that it is marked "osäkert, få vårdtillfällen".

    Needs: the column with the episodes it rests on.
    """
    return pl.col(population).is_between(1, UNCERTAIN_BELOW - 1)


def _state(hidden: pl.Expr) -> pl.Expr:
    return (
        pl.when(~pl.col("applies"))
        .then(pl.lit(State.NOT_APPLICABLE.value))
        .when(hidden)
        .then(pl.lit(State.HIDDEN.value))
        .when(pl.col("value").is_null())
        .then(pl.lit(State.MISSING.value))
        .otherwise(pl.lit(State.SHOWN.value))
        .cast(STATE)
    )
