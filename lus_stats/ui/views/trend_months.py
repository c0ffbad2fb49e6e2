"""Trender's table: every municipality's last months of one indicator, as its panels show them."""

from dataclasses import dataclass
from html import escape
from typing import Any, Final

import polars as pl

from lus_stats.disclosure import UNCERTAIN_BELOW
from lus_stats.figures.theme import number
from lus_stats.ui.months_table import Line, months_table, value_cell, word_cell
from lus_stats.ui.tables import Column, LinkTo, place_link
from lus_stats.ui.views.trend_measures import EMPTY, Measure
from lus_stats.vocabulary import SWEDISH, State

SHORT: Final = {EMPTY: ("inga", EMPTY), SWEDISH[State.HIDDEN]: ("dolt", "färre än 5 vårdtillfällen")}
"""What is said where a month's column has no room for the words, and how that is explained."""


@dataclass(frozen=True, eq=False)
class MonthsTable:
    """Municipality × month on the page, and one row of each in the file, with the number of episodes.

    Needs (rows): trend_panels.Panels.rows.
    """

    measure: Measure
    rows: pl.DataFrame
    caption: str

    def html(self, link_to: LinkTo) -> str:
        """The table, each name a link."""
        return months_table(
            self.rows["month"].unique().sort().to_list(),
            [self._line(line, link_to) for line in self.rows.partition_by("label", maintain_order=True)],
            first="Kommun",
            caption=self.caption,
        )

    @property
    def remark(self) -> str:
        """How it is read."""
        unit = " i procent" if self.measure.is_share else ""
        few = f"Inom parentes: osäkert, färre än {UNCERTAIN_BELOW} vårdtillfällen."
        said = self.rows["said"].unique().to_list()
        parts = [
            f"{self.measure.label}{unit}.",
            *([few] if self.rows["few"].any() else []),
            *(f"”{short}”: {meant}." for words, (short, meant) in SHORT.items() if words in said),
            "Antalet vårdtillfällen står i filen.",
        ]
        return " ".join(parts)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The file's."""
        measure = self.measure
        return (
            Column("label", "Kommun"),
            Column("month", "Månad", "month"),
            Column("n", "Vårdtillfällen", "count", instead="said", means="episodes"),
            Column("value", measure.heading, measure.kind, instead="said", means=measure.key),
        )

    def _line(self, rows: pl.DataFrame, link_to: LinkTo) -> Line:
        name, code = rows.select("label", "municipality_code").row(0)
        cells = [self._cell(row) for row in rows.select("value", "few", "said").iter_rows(named=True)]
        return Line(place_link(escape(name), link_to(code)), cells)

    def _cell(self, row: dict[str, Any]) -> str:
        """One month as its panel says it; hidden and missing in words."""
        if row["value"] is None:
            said = row["said"] or SWEDISH[State.MISSING]
            return word_cell(SHORT.get(said, (said,))[0], said)
        share, whole = self.measure.is_share, self.measure.is_sum
        said = number(row["value"] * 100) if share else number(row["value"], 0 if whole else 1)
        return value_cell(f"({said})" if row["few"] else said)
