"""A workbook that adds up: sums as live formulas beside the values they were written with, in sheets we lay out.

Only what this package writes is ever a formula; every text goes in as text, whatever it begins with (D76).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from typing import Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from lus_stats.exports.invoice import Kind, Value
from lus_stats.exports.workbook import OPTIONS, write_value

_SHOWN: Final[Mapping[Kind, str]] = {
    "date": "yyyy-mm-dd",
    "month": "yyyy-mm",
    "days": "#,##0",
    "tenths": "#,##0.0",
    "mean": "0.00",
    "kronor": "#,##0",
    "hundredths": "#,##0.00",
    "number": "General",
}
_MADE: Final = datetime(2000, 1, 1)  # the same file each time the same is written


class Ledger:
    """Sheets with cells in a few styles; each row and column is counted from 0."""

    def __init__(self, file: BytesIO, title: str, content_id: str) -> None:
        """Begin an empty one."""
        self._book = xlsxwriter.Workbook(file, OPTIONS)
        self._book.set_properties({"title": title, "author": "LUS-statistik", "created": _MADE})
        if content_id:
            self._book.set_custom_property("Innehålls-id", content_id, "text")
        self._styles: dict[tuple[Any, ...], Any] = {}

    def sheet(self, name: str, widths: Sequence[int], *, wide: bool = False) -> Worksheet:
        """A new sheet, printed on A4 with as many pages in height as it takes."""
        sheet = self._book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&F&R&P av &N")
        if wide:
            sheet.set_landscape()
        return sheet

    def style(self, kind: Kind = "text", *, strong: bool = False, wrapped: bool = False, above: bool = False) -> Any:
        """How a cell is dressed."""
        known = (kind, strong, wrapped, above)
        if known not in self._styles:
            dressed = {"valign": "top", "bold": strong, "text_wrap": wrapped, "top": int(above)}
            shown = {"num_format": _SHOWN[kind]} if kind in _SHOWN else {}
            self._styles[known] = self._book.add_format(dressed | shown)
        return self._styles[known]

    def write(self, sheet: Worksheet, row: int, column: int, value: Value, form: Any = None) -> None:
        """A number as a number, a date as a date, anything else as the text it is."""
        write_value(sheet, row, column, value, form or self.style())

    def formula(self, sheet: Worksheet, row: int, column: int, formula: str, value: Value, form: Any) -> None:
        """One of our own formulas, with the value that it comes to."""
        sheet.write_formula(row, column, formula, form, value)

    def named(self, sheet: Worksheet, at: int, headings: Sequence[str]) -> None:
        """A row of headings."""
        for column, heading in enumerate(headings):
            self.write(sheet, at, column, heading, self.style(strong=True, wrapped=True))

    def meanings(self, sheet: Worksheet, at: int, tables: Iterable[tuple[str, Sequence[Sequence[str]]]]) -> None:
        """Tables below each other of names, what they mean, and who says so."""
        for heading, rows in tables:
            self.named(sheet, at, (heading, "Betyder", "Källa"))
            for below, row in enumerate(rows, at + 1):
                for place, said in enumerate(row):
                    self.write(sheet, below, place, said, self.style(wrapped=True))
            at += len(rows) + 2

    def close(self) -> None:
        """Write the file."""
        self._book.close()


@contextmanager
def ledger(file: BytesIO, title: str, content_id: str) -> Iterator[Ledger]:
    """A workbook to add sheets to, written to `file` when they are all there."""
    book = Ledger(file, title, content_id)
    yield book
    book.close()


def cell(row: int, column: int) -> str:
    """`C7`."""
    return str(xl_rowcol_to_cell(row, column))


def span(first: int, last: int, column: int, *, sheet: str = "") -> str:
    """`Underlag!$C$7:$C$20`, of one column."""
    start, end = (xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True) for row in (first, last))
    return f"{sheet}!{start}:{end}" if sheet else f"{cell(first, column)}:{cell(last, column)}"
