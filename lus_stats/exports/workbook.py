"""A workbook whose texts stay texts: nothing becomes a formula, a link or a number, and nothing touches the disk."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

MOST_ROWS: Final = 50_000  # a sheet of them takes seconds to write; Excel's own limit lies far beyond
_LONGEST_TEXT: Final = 32_767  # characters in a cell; a longer one would be left out without a word
_CUT: Final = "…"
OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a sheet: its name, its width in characters, whether long texts are wrapped, how numbers are shown.

    `shown` is a number format as Excel keeps it, which each language's Excel writes in its own way.
    """

    name: str
    width: int
    wrapped: bool = False
    shown: str | None = None


class Book:
    """The sheets of a workbook, in the order they are added."""

    def __init__(self, file: BytesIO) -> None:
        """Begin an empty one."""
        self._book = xlsxwriter.Workbook(file, OPTIONS)
        self._head = self._book.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
        self._plain = self._book.add_format({"valign": "top"})
        self._wrapped = self._book.add_format({"valign": "top", "text_wrap": True})
        self._forms: dict[str, Any] = {}

    def table(self, name: str, headings: Sequence[Heading], rows: Sequence[Sequence[Any]]) -> None:
        """A sheet with a table: the headings stay in sight, and every column has a filter."""
        sheet = self._book.add_worksheet(name)
        for column, heading in enumerate(headings):
            sheet.set_column(column, column, heading.width)
            sheet.write_string(0, column, heading.name, self._head)
        for at, row in enumerate(rows[:MOST_ROWS], 1):
            for column, value in enumerate(row):
                write_value(sheet, at, column, value, self._form(headings[column]))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, min(len(rows), MOST_ROWS), len(headings) - 1)

    def facts(self, name: str, facts: Mapping[str, Any]) -> None:
        """A sheet that tells about the others: a name and what it stands for on each line."""
        sheet = self._book.add_worksheet(name)
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 90)
        for at, (label, said) in enumerate(facts.items()):
            sheet.write_string(at, 0, label, self._head)
            write_value(sheet, at, 1, said, self._wrapped)

    def _form(self, heading: Heading) -> Any:
        """How a column's cells are dressed; one for each number format."""
        if heading.shown is None:
            return self._wrapped if heading.wrapped else self._plain
        if heading.shown not in self._forms:
            self._forms[heading.shown] = self._book.add_format({"valign": "top", "num_format": heading.shown})
        return self._forms[heading.shown]

    def close(self) -> None:
        """Write the file."""
        self._book.close()


@contextmanager
def workbook(file: BytesIO) -> Iterator[Book]:
    """A workbook to add sheets to, written to `file` when they are all there."""
    book = Book(file)
    yield book
    book.close()


def write_value(sheet: Worksheet, row: int, column: int, value: Any, form: Any) -> None:
    """A number as a number, a date as a date, anything else as the text it is."""
    if value is None:
        sheet.write_blank(row, column, None, form)
    elif isinstance(value, bool):
        sheet.write_string(row, column, "ja" if value else "nej", form)
    elif isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
        sheet.write_datetime(row, column, moment, form)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, form)
    else:
        said = str(value)
        shown = said if len(said) <= _LONGEST_TEXT else said[: _LONGEST_TEXT - 1] + _CUT
        sheet.write_string(row, column, shown, form)
