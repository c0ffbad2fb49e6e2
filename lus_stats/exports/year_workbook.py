"""One municipality's year in one workbook: twelve months with live sums, and every line behind them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Final

from xlsxwriter.worksheet import Worksheet

from lus_stats.exports.invoice import KEYS, LINE_COLUMNS, InvoiceDocument, Value, sum_of
from lus_stats.exports.ledger import Ledger, cell, ledger, span

YEAR: Final = "Året"
LINES: Final = "Underlag"
TERMS: Final = "Villkor"
HEAD: Final = 4
_OF_A_MONTH: Final = (
    ("lines", "Vårdtillfällen"),
    ("in_mean", "I medelvärdet"),
    ("mean_days", "Dagar i medelvärdet"),
    ("mean", "Medelvärde"),
    ("limit", "Gräns"),
    ("liable", "Över gränsen"),
    ("billed", "Debiterade vårdtillfällen"),
    ("billed_days", "Debiterade dagar"),
    ("amount_sek", "Att betala, kronor"),
    ("blocked_days", "Stoppade dagar"),
    ("blocked_sek", "Stoppat, kronor"),
    ("shadow_sek", "Skuggfaktura, kronor"),
    ("status", "Beloppens status"),
)
_FROM_LINES: Final = ("in_mean", "billed_days", "amount_sek", "blocked_days", "blocked_sek")
_SUMMED: Final = frozenset({"lines", "billed", "shadow_sek", *_FROM_LINES[1:]})
_AFTER: Final = ("Version och uttag", "Innehålls-id")


@dataclass(frozen=True, slots=True)
class YearMonth:
    """A month of the year; where there is no document, `why` says so."""

    month: date
    document: InvoiceDocument | None
    why: str = ""

    @property
    def lines(self) -> tuple[tuple[Value, ...], ...]:
        """Its lines."""
        return () if self.document is None else self.document.lines


def year_workbook(title: str, subtitle: str, months: Sequence[YearMonth]) -> bytes:
    """The workbook; the months in order."""
    content = BytesIO()
    with ledger(content, title, "") as book:
        sheet = book.sheet(YEAR, [11, *([14] * len(_OF_A_MONTH)), 34, 68], wide=True)
        _all_lines(book, months)
        marks = sorted({mark for one in months if one.document for mark in one.document.marks})
        book.write(sheet, 0, 0, " · ".join((title, *marks)), book.style(strong=True))
        book.write(sheet, 1, 0, subtitle)
        _year(book, sheet, months)
        _terms(book, months)
    return content.getvalue()


def _year(book: Ledger, sheet: Worksheet, months: Sequence[YearMonth]) -> None:
    book.named(sheet, HEAD, ("Månad", *(label for _, label in _OF_A_MONTH), *_AFTER))
    spans = _spans(months)
    for at, one in enumerate(months, HEAD + 1):
        book.write(sheet, at, 0, one.month, book.style("month"))
        if one.document is None:
            book.write(sheet, at, 1, one.why)
        else:
            _month(book, sheet, at, one.document, spans)
    last = HEAD + len(months)
    for place, (key, _) in enumerate(_OF_A_MONTH, 1):
        form = book.style("kronor", strong=True, above=True)
        value = sum_of([one.document.figure[key].value for one in months if one.document]) if key in _SUMMED else None
        if isinstance(value, str) or value is None:
            book.write(sheet, last + 1, place, value, form)
        else:
            book.formula(sheet, last + 1, place, f"=SUM({span(HEAD + 1, last, place)})", value, form)
    book.write(sheet, last + 1, 0, "Summa", book.style(strong=True, above=True))
    sheet.freeze_panes(HEAD + 1, 1)


def _month(book: Ledger, sheet: Worksheet, at: int, document: InvoiceDocument, spans: dict[str, str]) -> None:
    for place, (key, _) in enumerate(_OF_A_MONTH, 1):
        figure = document.figure[key]
        form = book.style(figure.kind)
        on_the_lines = key in spans and document.lines and _are_numbers(document, key)
        if on_the_lines and isinstance(figure.value, int):
            formula = f"=SUMIFS({spans[key]},{spans['month']},{cell(at, 0)})"
            book.formula(sheet, at, place, formula, figure.value, form)
        else:
            book.write(sheet, at, place, figure.value, form)
    facts = dict(document.facts)
    book.write(sheet, at, len(_OF_A_MONTH) + 1, f"Version {facts['Version']}, uttag {facts['Uttag']}")
    book.write(sheet, at, len(_OF_A_MONTH) + 2, document.content_id)


def _are_numbers(document: InvoiceDocument, key: str) -> bool:
    return all(isinstance(line[KEYS.index(key)], int) for line in document.lines)


def _spans(months: Sequence[YearMonth]) -> dict[str, str]:
    """Where the columns of all the lines stand, by their key; the first is the month."""
    last = HEAD + sum(len(one.lines) for one in months)
    places = {"month": 0} | {key: KEYS.index(key) + 1 for key in _FROM_LINES}
    return {key: span(HEAD + 1, last, place, sheet=LINES) for key, place in places.items()}


def _all_lines(book: Ledger, months: Sequence[YearMonth]) -> None:
    sheet = book.sheet(LINES, [11, *(column.width for column in LINE_COLUMNS)], wide=True)
    book.write(sheet, 0, 0, "Årets alla rader", book.style(strong=True))
    book.named(sheet, HEAD, ("Månad", *(column.heading for column in LINE_COLUMNS)))
    at = HEAD
    for at, (month, line) in enumerate(_rows(months), HEAD + 1):
        book.write(sheet, at, 0, month, book.style("month"))
        for place, column in enumerate(LINE_COLUMNS, 1):
            book.write(sheet, at, place, line[place - 1], book.style(column.kind))
    sheet.freeze_panes(HEAD + 1, 2)
    sheet.repeat_rows(HEAD)
    if at > HEAD:
        sheet.autofilter(HEAD, 0, at, len(LINE_COLUMNS))


def _rows(months: Sequence[YearMonth]) -> Iterator[tuple[date, tuple[Value, ...]]]:
    for one in months:
        for line in one.lines:
            yield one.month, line


def _terms(book: Ledger, months: Sequence[YearMonth]) -> None:
    """Each version of the terms that the year was counted under, and what the words mean."""
    sheet = book.sheet(TERMS, [34, 100, 22])
    documents = [one.document for one in months if one.document]
    tables = {document.subtitle: document.terms for document in documents}
    if documents:
        tables["Ord och källor"] = documents[-1].definitions
    book.meanings(sheet, 0, tables.items())
