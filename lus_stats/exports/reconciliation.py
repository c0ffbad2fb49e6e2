"""The comparison of the region's invoice with ours, as a workbook to send back: lines, live sums, what it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final, NamedTuple

import polars as pl
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from lus_stats.exports.workbook import MOST_ROWS

LINES: Final = "Jämförelse"
SUMS: Final = "Summor"
ABOUT: Final = "Om jämförelsen"
HEAD: Final = 3  # the row of headings, counted from 0; the lines begin under it
MISSING: Final = "saknas"
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class _Column(NamedTuple):
    """A column of the lines: its heading, its width, and how its numbers are shown."""

    name: str
    heading: str
    width: int
    shown: str = ""


_DAYS: Final = "#,##0.##"
_SEK: Final = "#,##0.00"
COLUMNS: Final = (
    _Column("match", "Utfall", 25),
    _Column("ground", "Skäl", 30),
    _Column("episode_id", "Vårdtillfälle", 28),
    _Column("row", "Rad i fakturan", 9, "0"),
    _Column("care_form", "Vårdform", 12),
    _Column("their_days", "Regionens dagar", 11, _DAYS),
    _Column("our_days", "Våra dagar", 11, _DAYS),
    _Column("days_apart", "Skillnad, dagar", 11, _DAYS),
    _Column("their_sek", "Regionens kronor", 14, _SEK),
    _Column("our_sek", "Våra kronor", 14, _SEK),
    _Column("sek_apart", "Skillnad, kronor", 14, _SEK),
    _Column("why", "Vår förklaring", 60),
    _Column("answer", "Regionens svar", 40),
)
_PLACE: Final = {column.name: at for at, column in enumerate(COLUMNS)}
_APART: Final = {"days_apart": ("their_days", "our_days"), "sek_apart": ("their_sek", "our_sek")}
_FIGURES: Final = tuple(column for column in COLUMNS if column.shown in (_DAYS, _SEK))


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
    with xlsxwriter.Workbook(content, _OPTIONS) as book:
        book.set_properties({"title": file.title, "author": "LUS-statistik"})
        sheets = _Sheets(book, file)
        sheets.write_lines()
        sheets.write_sums()
        sheets.write_facts()
    return content.getvalue()


class _Sheets:
    """The sheets of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook, file: ComparisonFile) -> None:
        self._book, self._file = book, file
        self._strong = book.add_format({"bold": True, "valign": "top", "text_wrap": True})
        self._text = book.add_format({"valign": "top", "text_wrap": True})
        self._shown = {form: book.add_format({"valign": "top", "num_format": form}) for form in ("0", _DAYS, _SEK)}
        self._sum = {form: book.add_format({"bold": True, "top": 1, "num_format": form}) for form in ("0", _DAYS, _SEK)}
        self._rows = file.lines.head(MOST_ROWS).to_dicts()
        self._last = HEAD + len(self._rows)

    def write_lines(self) -> None:
        """Every line, its differences live, and their sums under them with an empty row between."""
        sheet = self._begun(LINES, [column.heading for column in COLUMNS], [column.width for column in COLUMNS])
        for at, row in enumerate(self._rows, HEAD + 1):
            for place, column in enumerate(COLUMNS):
                self._cell(sheet, at, place, row.get(column.name), column.shown)
            for name, (theirs, ours) in _APART.items():
                if row[name] is not None:
                    formula = f"={_at(at, _PLACE[theirs])}-{_at(at, _PLACE[ours])}"
                    self._formula(sheet, at, _PLACE[name], formula, row[name], self._shown[COLUMNS[_PLACE[name]].shown])
        sheet.freeze_panes(HEAD + 1, 3)
        sheet.autofilter(HEAD, 0, max(self._last, HEAD + 1), len(COLUMNS) - 1)
        sheet.write_string(self._last + 2, 0, "Summa", self._strong)
        for column in _FIGURES:
            self._summed(sheet, self._last + 2, _PLACE[column.name], column, self._file.total, "=SUM({})")

    def write_sums(self) -> None:
        """The lines by how they stand and why, counted in the workbook itself."""
        headings = ["Utfall", "Skäl", "Rader", *(column.heading for column in _FIGURES)]
        sheet = self._begun(SUMS, headings, [25, 30, 8, *(column.width + 3 for column in _FIGURES)])
        match, ground = (self._span(name) for name in ("match", "ground"))
        parts = self._file.sums.to_dicts()
        for at, part in enumerate(parts, HEAD + 1):
            sheet.write_string(at, 0, part["match"], self._text)
            sheet.write_string(at, 1, part["ground"], self._text)
            same = f"{match},{_at(at, 0)},{ground},{_at(at, 1)}"
            self._formula(sheet, at, 2, f"=COUNTIFS({same})", part["lines"], self._shown["0"])
            for place, column in enumerate(_FIGURES, 3):
                self._summed(sheet, at, place, column, part, f"=SUMIFS({{}},{same})", below=False)
        last = HEAD + 1 + len(parts)
        sheet.write_string(last, 0, "Summa", self._strong)
        count = f"=COUNTA({match})" if self._rows else "=0"
        self._formula(sheet, last, 2, count, self._file.total["lines"], self._sum["0"])
        for place, column in enumerate(_FIGURES, 3):
            self._summed(sheet, last, place, column, self._file.total, "=SUM({})")

    def write_facts(self) -> None:
        """What the comparison is of, and what its words mean."""
        sheet = self._book.add_worksheet(ABOUT)
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, 1, 100)
        for at, (name, said) in enumerate(self._file.facts):
            sheet.write_string(at, 0, name, self._strong)
            sheet.write_string(at, 1, said, self._text)

    def _begun(self, name: str, headings: Sequence[str], widths: Sequence[int]) -> Worksheet:
        sheet = self._book.add_worksheet(name)
        for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(HEAD, column, heading, self._strong)
        bold = self._book.add_format({"bold": True, "font_size": 13})
        sheet.write_string(0, 0, self._file.title, bold)
        sheet.write_string(1, 0, self._file.sentence)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD)
        return sheet

    def _cell(self, sheet: Worksheet, at: int, place: int, value: Any, shown: str) -> None:
        """A number as a number, anything else as the text it is."""
        if shown and value is not None:
            sheet.write_number(at, place, float(value), self._shown[shown])
        else:
            sheet.write_string(at, place, "" if value is None else str(value), self._text)

    def _summed(
        self,
        sheet: Worksheet,
        at: int,
        place: int,
        column: _Column,
        of: Mapping[str, Any],
        how: str,
        *,
        below: bool = True,
    ) -> None:
        """A sum of one of the lines' columns; a word where not every line says it."""
        form = (self._sum if below else self._shown)[column.shown]
        if of[column.name] is None:
            sheet.write_string(at, place, MISSING, form)
        elif not self._rows:
            sheet.write_number(at, place, 0, form)
        else:
            self._formula(sheet, at, place, how.format(self._span(column.name)), of[column.name], form)

    def _span(self, name: str) -> str:
        """`Jämförelse!$F$5:$F$20`, one column of the lines."""
        letter = xl_col_to_name(_PLACE[name])
        return f"{LINES}!${letter}${HEAD + 2}:${letter}${max(self._last, HEAD + 1) + 1}"

    @staticmethod
    def _formula(sheet: Worksheet, at: int, place: int, formula: str, value: Any, form: Any) -> None:
        sheet.write_formula(at, place, formula, form, float(value))


def _at(row: int, column: int) -> str:
    return f"{xl_col_to_name(column)}{row + 1}"
