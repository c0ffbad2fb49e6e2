"""Trender's small multiples: every municipality's last months of one indicator, beside the county's."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from html import escape
from typing import Any, Final

import polars as pl

from lus_stats.disclosure import UNCERTAIN_BELOW, is_uncertain
from lus_stats.figures.theme import number
from lus_stats.geography import swedish_order
from lus_stats.ui.months_table import Line, months_table, value, word
from lus_stats.ui.tables import Column, LinkTo, place_link
from lus_stats.ui.views import held
from lus_stats.ui.views.months_back import XMR, window
from lus_stats.ui.views.trend_measures import EMPTY, Measure, with_words
from lus_stats.vocabulary import SWEDISH, State

COLUMNS: Final = 3  # on a wide screen; on a phone they are set below each other
SHORT: Final = {EMPTY: ("inga", EMPTY), SWEDISH[State.HIDDEN]: ("dolt", "färre än 5 vårdtillfällen")}
"""What is said where a month's column has no room for the words, and how that is explained."""


@dataclass(frozen=True, eq=False)
class Panels:
    """The months of every municipality and of the county, where an aligned axis ends, and what they are in words."""

    measure: Measure
    alt: str
    rows: pl.DataFrame
    county: pl.DataFrame
    top: float | None
    columns: tuple[Column, ...]

    @cached_property
    def parts(self) -> list[pl.DataFrame]:
        """The rows in columns that are read downwards."""
        names = self.rows["label"].unique(maintain_order=True).to_list()
        each = max(-(-len(names) // COLUMNS), 1)
        return [self.rows.filter(pl.col("label").is_in(names[at : at + each])) for at in range(0, len(names), each)]

    def months(self, link_to: LinkTo) -> str:
        """Municipality × month as a table."""
        return months_table(
            self.rows["month"].unique().sort().to_list(),
            [_line(line, self.measure, link_to) for line in self.rows.partition_by("label", maintain_order=True)],
            first="Kommun",
            caption=self.alt,
        )

    @cached_property
    def remark(self) -> str:
        """How the table is read."""
        unit = " i procent" if self.measure.is_share else ""
        few = self.rows["few"].any()
        return " ".join(
            (
                f"{self.measure.label}{unit}.",
                *([f"Inom parentes: osäkert, färre än {UNCERTAIN_BELOW} vårdtillfällen."] if few else []),
                *(
                    f"”{short}”: {meant}."
                    for said, (short, meant) in SHORT.items()
                    if (self.rows["said"] == said).any()
                ),
                "Antalet vårdtillfällen står i filen.",
            )
        )

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
        alt=alt,
        rows=rows,
        county=seen,
        top=_top(rows, seen, threshold) if aligned else None,
        columns=(
            Column("label", "Kommun", place="municipality_code"),
            Column("month", "Månad", "month", ahead=True),
            Column("n", "Vårdtillfällen", "count", instead="said", means="episodes"),
            Column("value", measure.heading, measure.kind, instead="said", means=measure.key),
        ),
    )


def _top(rows: pl.DataFrame, county: pl.DataFrame, threshold: float | None) -> float:
    """Where every axis ends: nothing that is shown is cut off, and the threshold is in sight."""
    values = [float(value) for one in (rows, county) for value in one["value"].drop_nulls()]
    return max([*values, threshold or 0.0]) or 1.0


def _line(rows: pl.DataFrame, measure: Measure, link_to: LinkTo) -> Line:
    name, code = rows.select("label", "municipality_code").row(0)
    cells = [_cell(row, measure) for row in rows.select("value", "few", "said").iter_rows(named=True)]
    return Line(place_link(escape(name), link_to(code)), cells)


def _cell(row: dict[str, Any], measure: Measure) -> str:
    """One month as its panel says it; hidden and missing in words."""
    if row["value"] is None:
        said = row["said"] or SWEDISH[State.MISSING]
        return word(SHORT.get(said, (said,))[0], said)
    said = number(row["value"] * 100) if measure.is_share else number(row["value"], 0 if measure.is_sum else 1)
    return value(f"({said})" if row["few"] else said)
