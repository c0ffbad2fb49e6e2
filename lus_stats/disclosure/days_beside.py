"""Days that are hidden because of what they leave: too few for the others to have waited as the sums say."""

from collections.abc import Sequence

import polars as pl

from lus_stats.disclosure.following import BEYOND, DAYS, SKR_MEAN, WAITED
from lus_stats.disclosure.suppression import FEWEST_SHOWN


def with_days_beside(figures: pl.LazyFrame, cell: Sequence[str], within: Sequence[str]) -> pl.LazyFrame:
    """Hide the days of the cells where it is hidden how many waited, if the days of one of them narrow its number.

    Each stay beyond the free days took more days than those, and every other one that waited took one. With any of 1–4
    of them in the cell itself, the rest of the hidden cells must still find the days for theirs.

    Needs: indicators.compute's columns, free_days (of the month's terms; null where they have none), hidden, of_family
    (whether all of the cell is hidden); `cell` and `within` name the columns of a cell and of its whole.
    Shape: a row per row.
    """
    waits = _is(SKR_MEAN)
    told = figures.with_columns(
        _days=pl.col("numerator").filter(waits).max().over(cell),
        _waited=pl.col("denominator").filter(waits).max().over(cell),
        _open=(pl.col("hidden") & _is(*WAITED)).any().over(cell) & ~pl.col("of_family"),
    )
    narrowed = pl.any_horizontal(_narrows(so_many, within) for so_many in range(1, FEWEST_SHOWN))
    narrows = (_is(BEYOND) & pl.col("_open") & narrowed).fill_null(False).any().over(within)
    beside = pl.col("hidden") | (narrows & pl.col("_open") & _is(*DAYS))
    return told.with_columns(hidden=beside).drop("_days", "_waited", "_open")


def _narrows(so_many: int, within: Sequence[str]) -> pl.Expr:
    """Whether the other hidden cells had too few days, if so many waited in this one; on the rows of BEYOND."""
    free, days = pl.col("free_days"), pl.col("_days")
    could = (pl.col("denominator") >= so_many) & (days >= so_many) & pl.col("_waited").is_between(1, FEWEST_SHOWN - 1)
    here = pl.min_horizontal(pl.lit(so_many), (days - so_many) // free)
    beyond, waited, all_days = (_all_hidden(name, within) for name in ("numerator", "_waited", "_days"))
    return could & (free * (beyond - here) + waited - so_many > all_days - days)


def _all_hidden(column: str, within: Sequence[str]) -> pl.Expr:
    return pl.col(column).filter("hidden").sum().over([*within, "indicator"])


def _is(*indicators: str) -> pl.Expr:
    return pl.col("indicator").is_in(indicators)
