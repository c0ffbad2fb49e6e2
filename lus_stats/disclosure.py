"""Small numbers: which figures a reader without a right to the rows must not see (rules.md §8)."""

from collections.abc import Sequence
from typing import Final

import polars as pl

from lus_stats.vocabulary import STATE, State

FEWEST_SHOWN: Final = 5
UNCERTAIN_BELOW: Final = 20
_MANY: Final = 1_000_000  # more units than any table has, so that ties in size are broken by the unit's name
FIGURES: Final = ("numerator", "denominator", "value", "low", "high", "population")


def with_state(figures: pl.LazyFrame, unit: Sequence[str], within: Sequence[str], seen: pl.Expr) -> pl.LazyFrame:
    """Add why a figure is shown or not, and take away what is hidden.

    A figure that rests on 1–4 episodes is hidden. Where the hidden ones of a whole whose total is shown could be
    worked back from it, the smallest of the others is hidden too.

    Needs: indicators.compute's columns; `unit` names the columns of one cell, `within` those of the whole that its
    total is shown for; `seen` is true where the reader may see small numbers.
    Shape: a row per row, with state; the FIGURES of a hidden row are null.
    """
    whole = [*within, "indicator"]
    small = pl.col("population").is_between(1, FEWEST_SHOWN - 1) & ~seen
    spare = pl.when((pl.col("population") >= FEWEST_SHOWN) & ~seen).then(pl.col("population"))
    return (
        figures.with_columns(_small=small, _spare=spare * _MANY + pl.struct(unit).rank("dense"))
        .with_columns(_exposed=_can_be_worked_back().over(whole), _first_spare=pl.col("_spare").min().over(whole))
        .with_columns(_beside=(pl.col("_exposed") & (pl.col("_spare") == pl.col("_first_spare"))).fill_null(False))
        .with_columns(state=_state(pl.col("_small") | pl.col("_beside")))
        .with_columns(pl.when(pl.col("state") != State.HIDDEN).then(pl.col(c)).alias(c) for c in FIGURES)
        .drop("_small", "_spare", "_exposed", "_first_spare", "_beside")
    )


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


def _can_be_worked_back() -> pl.Expr:
    """Whether the hidden counts' known sum narrows any of them below the range 1–4.

    With k hidden cells that add up to T, each may be anything from 1 to 4 only if k + 3 <= T <= 4k - 3.
    """
    hidden = pl.col("_small").sum().cast(pl.Int64)
    total = pl.col("population").filter(pl.col("_small")).sum()
    widest = FEWEST_SHOWN - 1
    safe = (total >= hidden + widest - 1) & (total <= widest * hidden - widest + 1)
    return (hidden > 0) & ~safe


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
