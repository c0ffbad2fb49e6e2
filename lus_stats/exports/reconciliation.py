"""The comparison of the region's invoice with ours, as a workbook to send back: lines, live sums, what it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final, NamedTuple

import polars as pl
from xlsxwriter.worksheet import Worksheet

from lus_stats.exports.invoice import Kind
from lus_stats.exports.ledger import Ledger, cell, ledger, span
from lus_stats.exports.workbook import MOST_ROWS

LINES: Final = "Jämförelse"
SUMS: Final = "Summor"
ABOUT: Final = "Om jämförelsen"
HEAD: Final = 3  # the row of headings, counted from 0; the lines begin under it
MISSING: Final = "saknas"


class _Column(NamedTuple):
    """A column of the lines: its heading, its width, and what its values are."""

    name: str
    heading: str
    width: int
    kind: Kind = "text"


COLUMNS: Final = (
    _Column("match", "Utfall", 25),
    _Column("ground", "Skäl", 30),
    _Column("episode_id", "Vårdtillfälle", 28),
    _Column("row", "Rad i fakturan", 9, "number"),
    _Column("care_form", "Vårdform", 12),
    _Column("their_days", "Regionens dagar", 11, "number"),
    _Column("our_days", "Våra dagar", 11, "number"),
    _Column("days_apart", "Skillnad, dagar", 11, "number"),
    _Column("their_sek", "Regionens kronor", 14, "hundredths"),
    _Column("our_sek", "Våra kronor", 14, "hundredths"),
    _Column("sek_apart", "Skillnad, kronor", 14, "hundredths"),
    _Column("why", "Vår förklaring", 60),
    _Column("answer", "Regionens svar", 40),
)
_PLACE: Final = {column.name: at for at, column in enumerate(COLUMNS)}
_APART: Final = {"days_apart": ("their_days", "our_days"), "sek_apart": ("their_sek", "our_sek")}
_FIGURES: Final = COLUMNS[_PLACE["their_days"] : _PLACE["why"]]


@dataclass(frozen=True)
class ComparisonFile:
    """What the workbook is of: every text in Swedish, `lines` and `sums` with the columns' names, `facts` about it."""

    title: str
    sentence: str
    lines: pl.DataFrame
    sums: pl.DataFrame
    total: Mapping[str, Any]
    facts: Sequence[tuple[str, str]]


def comparison_workbook(file: ComparisonFile) -> bytes:
    """The workbook.

    Needs: file.lines with the names of COLUMNS but `answer`; file.sums with match, ground, lines and the figures.
    """
    content = BytesIO()
    rows = file.lines.head(MOST_ROWS).to_dicts()
    with ledger(content, file.title, "") as book:
        _lines(book, file, rows)
        _sums(book, file, len(rows))
        _facts(book, file)
    return content.getvalue()


def _lines(book: Ledger, file: ComparisonFile, rows: Sequence[Mapping[str, Any]]) -> None:
    """Every line, its differences live, and their sums under them with an empty row between."""
    sheet = _begun(book, file, LINES, {column.heading: column.width for column in COLUMNS})
    for at, row in enumerate(rows, HEAD + 1):
        for place, column in enumerate(COLUMNS):
            form, value = book.style(column.kind, wrapped=column.kind == "text"), row.get(column.name)
            if column.name in _APART and value is not None:
                theirs, ours = (cell(at, _PLACE[side]) for side in _APART[column.name])
                book.formula(sheet, at, place, f"={theirs}-{ours}", value, form)
            else:
                book.write(sheet, at, place, value, form)
    last = HEAD + len(rows)
    sheet.freeze_panes(HEAD + 1, 3)
    sheet.autofilter(HEAD, 0, max(last, HEAD + 1), len(COLUMNS) - 1)
    book.write(sheet, last + 2, 0, "Summa", book.style(strong=True))
    for column in _FIGURES:
        _summed(book, sheet, last + 2, _PLACE[column.name], column, file.total, "=SUM({})", len(rows))


def _sums(book: Ledger, file: ComparisonFile, count: int) -> None:
    """The lines by how they stand and why, counted in the workbook itself."""
    widths = {"Utfall": 25, "Skäl": 30, "Rader": 8} | {column.heading: column.width + 3 for column in _FIGURES}
    sheet = _begun(book, file, SUMS, widths)
    match, ground = (_span(name, count) for name in ("match", "ground"))
    parts = file.sums.to_dicts()
    for at, part in enumerate(parts, HEAD + 1):
        book.write(sheet, at, 0, part["match"], book.style(wrapped=True))
        book.write(sheet, at, 1, part["ground"], book.style(wrapped=True))
        same = f"{match},{cell(at, 0)},{ground},{cell(at, 1)}"
        book.formula(sheet, at, 2, f"=COUNTIFS({same})", part["lines"], book.style("number"))
        for place, column in enumerate(_FIGURES, 3):
            _summed(book, sheet, at, place, column, part, f"=SUMIFS({{}},{same})", count, below=False)
    last = HEAD + 1 + len(parts)
    book.write(sheet, last, 0, "Summa", book.style(strong=True))
    lines = f"=COUNTA({match})" if count else "=0"
    book.formula(sheet, last, 2, lines, file.total["lines"], book.style("number", strong=True, above=True))
    for place, column in enumerate(_FIGURES, 3):
        _summed(book, sheet, last, place, column, file.total, "=SUM({})", count)


def _facts(book: Ledger, file: ComparisonFile) -> None:
    """What the comparison is of, and what its words mean."""
    sheet = book.sheet(ABOUT, [30, 100])
    for at, (name, said) in enumerate(file.facts):
        book.write(sheet, at, 0, name, book.style(strong=True, wrapped=True))
        book.write(sheet, at, 1, said, book.style(wrapped=True))


def _begun(book: Ledger, file: ComparisonFile, name: str, widths: Mapping[str, int]) -> Worksheet:
    sheet = book.sheet(name, list(widths.values()), wide=True)
    book.write(sheet, 0, 0, file.title, book.style(strong=True))
    book.write(sheet, 1, 0, file.sentence)
    book.named(sheet, HEAD, list(widths))
    sheet.repeat_rows(HEAD)
    return sheet


def _summed(
    book: Ledger,
    sheet: Worksheet,
    at: int,
    place: int,
    column: _Column,
    of: Mapping[str, Any],
    how: str,
    count: int,
    *,
    below: bool = True,
) -> None:
    """A sum of one of the lines' columns; a word where not every line says it."""
    form, value = book.style(column.kind, strong=below, above=below), of[column.name]
    if value is None:
        book.write(sheet, at, place, MISSING, form)
    elif not count:
        book.write(sheet, at, place, 0, form)
    else:
        book.formula(sheet, at, place, how.format(_span(column.name, count)), float(value), form)


def _span(name: str, count: int) -> str:
    """`Jämförelse!$F$5:$F$20`, one column of the lines; of no lines the empty row under the headings."""
    return span(HEAD + 1, HEAD + max(count, 1), _PLACE[name], sheet=LINES)
