"""Fakturaunderlag of one municipality, for those who may see its rows."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from lus_stats.answers import Bill
from lus_stats.geography import municipality_name
from lus_stats.months import key
from lus_stats.rules import Rulebook
from lus_stats.text import Sum, invoice_basis_sentence, numbers
from lus_stats.ui.filters import Filters
from lus_stats.ui.tables import Column, csv_bytes
from lus_stats.ui.views import lines as line_table
from lus_stats.ui.views.amounts import amount_words, mark
from lus_stats.ui.views.terms import Counting, basis_status
from lus_stats.vocabulary import SWEDISH, AmountStatus, Outcome


@dataclass(frozen=True)
class InvoiceBasisView:
    """What the page draws; its rows are of the outcome asked for, each named in `labels` by its id."""

    status: tuple[str, ...]
    sentence: str
    changed: tuple[str, ...]
    subtitle: str
    columns: tuple[Column, ...]
    caption: str
    file_name: str
    labels: dict[str, str] = field(repr=False)
    _lines: pl.DataFrame = field(repr=False)

    @property
    def ids(self) -> list[str]:
        """The episodes in the table's order."""
        return list(self.labels)

    def rows(self, first: int, count: int) -> pl.DataFrame:
        """Some of the table's rows, in words."""
        return line_table.read(self._lines.slice(first, count))

    def csv(self) -> bytes:
        """The lines as a file."""
        return csv_bytes(line_table.file_rows(self._lines), line_table.FILE_COLUMNS)


def may_see_rows(chosen: Filters) -> bool:
    """Whether the view's reader may open the view's municipality line by line."""
    return chosen.municipality is not None and chosen.viewer.sees_rows(chosen.municipality)


def invoice_basis(bill: Bill, chosen: Filters, counted: Counting, rulebook: Rulebook) -> InvoiceBasisView:
    """The view of one municipality's lines in one care form.

    `bill` is the county's. Call only for a reader who `may_see_rows`.
    """
    lines = line_table.in_order(bill.lines_of(chosen.municipality, chosen.care_form))
    group = bill.group_of(chosen.municipality, chosen.care_form)
    asked = lines if chosen.outcome is None else lines.filter(pl.col("outcome") == chosen.outcome)
    name = municipality_name(chosen.municipality or "")
    amounts = amount_words(rulebook, bill.amounts_behind(lines)["year"])
    return InvoiceBasisView(
        status=(name, *basis_status(chosen, bill.extracts, counted, bill.month, first="utskrivna"), amounts),
        sentence=_sentence(name, bill.month, counted, group, lines),
        changed=counted.said,
        subtitle=_subtitle(lines, asked, chosen),
        columns=line_table.columns(counted.terms, _mark(group)),
        caption=f"Fakturaunderlag, {name}, {numbers.month_and_year(bill.month)}",
        file_name=f"fakturaunderlag-{chosen.municipality}-{key(bill.month)}-{SWEDISH[chosen.care_form]}.csv",
        labels=line_table.labels(asked),
        _lines=asked,
    )


def _mark(group: dict[str, Any] | None) -> str | None:
    return mark(group["amount_status"], invented=group["invented"]) if group and group["amount_sek"] else None


def _sentence(name: str, month: date, counted: Counting, group: dict[str, Any] | None, lines: pl.DataFrame) -> str:
    nothing: dict[str, Any] = {"billed_tenths": 0, "amount_sek": 0, "amount_status": "confirmed", "invented": False}
    found = group or nothing
    status = AmountStatus(found["amount_status"])
    return invoice_basis_sentence(
        municipality=name,
        month=month,
        model=counted.terms.model,
        threshold_tenths=counted.terms.threshold_tenths,
        liable=bool(found.get("liable")),
        episodes=lines.height,
        billed_episodes=found.get("billed_episodes", 0),
        billed=Sum(found["billed_tenths"], found["amount_sek"], status, found["invented"]),
        pivotal=int(lines["pivotal"].sum()),
        mean=found.get("mean_ready_days"),
    )


def _subtitle(lines: pl.DataFrame, asked: pl.DataFrame, chosen: Filters) -> str:
    """`52 vårdtillfällen · visar: debiteras (11)`."""
    every = numbers.episodes(lines.height)
    if chosen.outcome is None:
        costs = asked["outcome"].cast(pl.String).is_in([Outcome.BILLED, Outcome.CRITERIA_UNMET]).any()
        return f"{every}, {'debiterade och stoppade' if costs else 'de längsta'} först"
    return f"{every} · visar: {SWEDISH[chosen.outcome]} ({asked.height})"
