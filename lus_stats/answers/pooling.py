"""Pooled months: what is counted of several months together, each window named by its last month."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

import polars as pl

from lus_stats import months
from lus_stats.derive import CELL
from lus_stats.indicators import BEDS_OCCUPIED, Indicator, compute

POOLS: Final = (1, 3, 12)
_WHOLE: Final = ("county", "care_form", "window")
_BEDS: Final = replace(BEDS_OCCUPIED, denominator=pl.col("window_days").first().cast(pl.Int64))
"""Over all days of the window, also those of a month without episodes."""


def first_month(month: date, pool: int) -> date:
    """The first month of the window that ends with one."""
    return months.following(month, 1 - pool)


def windows(extracts: pl.DataFrame, first: date, last: date, pool: int) -> pl.DataFrame:
    """The months of the windows that end with `first` … `last`; one that lacks a month is left out.  # D99

    Needs: derive.CELL.
    Shape: one row per window and CELL in it: CELL, window (its last month), window_days.
    """
    pairs = [(end, month) for end in months.span(first, last) for month in months.span(first_month(end, pool), end)]
    known = pl.DataFrame(pairs, schema={"window": pl.Date, "month": pl.Date}, orient="row")
    parts = extracts.select(CELL).unique().join(known, on="month", how="inner", validate="m:m")
    days = pl.col("month").dt.days_in_month().cast(pl.Int64).sum().over(_WHOLE)
    return parts.filter(pl.len().over(_WHOLE) == pool).with_columns(window_days=days)


def pooled(
    episodes: pl.LazyFrame, within: pl.DataFrame, indicators: Sequence[Indicator], columns: Sequence[str]
) -> pl.LazyFrame:
    """Indicators of the episodes of each window, never an average of the months' figures.

    Needs: derive.complete's columns and `columns`; `windows`.
    Shape: as indicators.compute by month (the window's last), `columns` and care form.
    """
    of_windows = episodes.join(within.lazy(), on=CELL, how="inner", validate="m:m")
    asked = [_BEDS if one is BEDS_OCCUPIED else one for one in indicators]
    return compute(of_windows, asked, ["window", *columns, "care_form"]).rename({"window": "month"})


def hidden_in_a_month(monthly: pl.LazyFrame, within: pl.DataFrame, columns: Sequence[str]) -> pl.LazyFrame:
    """The figures that one of a window's months hides: pooled they would tell what the month does not.  # D98

    Needs: the months' figures with their state; `windows`.
    Shape: one row per window's figure: month (the window's last), `columns`, care_form, indicator, of_a_month.
    """
    withheld = monthly.filter(pl.col("population").is_null()).join(within.lazy(), on=CELL, how="inner", validate="m:m")
    figure = withheld.select(*columns, "care_form", "indicator", month="window")
    return figure.unique().with_columns(of_a_month=pl.lit(True))
