"""Trender's small multiples: every municipality's last months of one indicator, beside the county's."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

import polars as pl

from lus_stats.disclosure import is_uncertain
from lus_stats.geography import swedish_order
from lus_stats.ui.views import held
from lus_stats.ui.views.months_back import XMR, window
from lus_stats.ui.views.trend_measures import Measure, with_words
from lus_stats.ui.views.trend_months import MonthsTable
from lus_stats.vocabulary import State

COLUMNS: Final = 3  # on a wide screen; on a phone they are set below each other


@dataclass(frozen=True)
class Panels:
    """The months of every municipality and of the county, where an aligned axis ends, and the same as a table."""

    measure: Measure
    rows: pl.DataFrame
    county: pl.DataFrame
    top: float | None
    table: MonthsTable

    @cached_property
    def parts(self) -> list[pl.DataFrame]:
        """The rows in columns that are read downwards."""
        names = self.rows["label"].unique(maintain_order=True).to_list()
        each = max(-(-len(names) // COLUMNS), 1)
        return [self.rows.filter(pl.col("label").is_in(names[at : at + each])) for at in range(0, len(names), each)]

    @cached_property
    def spans(self) -> list[str]:
        """What each of the parts is of: `Askersund–Hällefors`."""
        ends = [part["label"].unique(maintain_order=True) for part in self.parts]
        return ["–".join(dict.fromkeys([names[0], names[-1]])) for names in ends]


def panels_of(
    municipalities: pl.DataFrame,
    county: pl.DataFrame,
    place: str,
    month: date,
    measure: Measure,
    *,
    aligned: bool,
    threshold: float | None,
    alt: str,
) -> Panels:
    """The months that end with the chosen one; `few` is where so few make a figure uncertain (a sum never is).

    Needs: statistics by municipality and by county, of one care form.
    Shape (rows): one row per municipality and month that the county has: label, month, value, low, high, n, state,
    said, few.
    """
    when = pl.col("month").is_in(window(month, XMR)) & (pl.col("indicator") == measure.key)
    whole = county.filter(when).sort("month")
    known = municipalities.filter(when).select(
        "municipality_code", "month", "value", "low", "high", "state", n="population"
    )
    listed = held.municipalities(place)
    every = listed.select("municipality_code", label="municipality").join(whole.select("month"), how="cross")
    rows = every.join(known, on=["municipality_code", "month"], how="left", validate="1:1")
    uncertain = pl.lit(value=False) if measure.is_sum else is_uncertain("n").fill_null(value=False)
    rows = with_words(rows).with_columns(few=uncertain).sort(swedish_order("label"), "month")
    seen = whole.select("month", value=pl.when(pl.col("state") == State.SHOWN).then(pl.col("value")))
    return Panels(
        measure=measure,
        rows=rows,
        county=seen,
        top=_top(rows, seen, threshold) if aligned else None,
        table=MonthsTable(measure, rows, alt),
    )


def _top(rows: pl.DataFrame, county: pl.DataFrame, threshold: float | None) -> float:
    """Where every axis ends: nothing that is shown is cut off, and the threshold is in sight."""
    values = [float(value) for one in (rows, county) for value in one["value"].drop_nulls()]
    return max([*values, threshold or 0.0]) or 1.0
