"""Fakturaunderlag's files read back: a workbook with its formulas worked out, a PDF's text, and Swedish numbers."""

import re
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfReader

SWEDISH_NUMBER = re.compile(r"−?(0|[1-9][0-9]{0,2}(\u00a0[0-9]{3})*)(,[0-9]+)?")
# The range that a formula names first, and the one that it holds beside it.
RANGE = r"(?:(?P<sheet>[^\W\d]+)!)?(?P<cells>\$?[A-Z]+\$?[0-9]+:\$?[A-Z]+\$?[0-9]+)"


BESIDE = RANGE.replace("sheet", "other").replace("cells", "by")


def swede(text: str) -> Decimal:
    """A number written as Swedes write it, and in no other way."""
    assert SWEDISH_NUMBER.fullmatch(text), text
    return Decimal(text.replace("\u00a0", "").replace("−", "-").replace(",", "."))


class Workbook:
    """A workbook's values as they were written, and its formulas worked out here from the cells that they name."""

    def __init__(self, content: bytes) -> None:
        """Open it with the values that stand beside its formulas."""
        self._content = content
        self.values = openpyxl.load_workbook(BytesIO(content), data_only=True)

    def rows(self, sheet: str, head: int) -> list[dict[str, Any]]:
        """A sheet's rows below its row of headings, up to the first empty one."""
        found = self.values[sheet].iter_rows(min_row=head, values_only=True)
        names = [str(name) for name in next(found)]
        rows = []
        for row in found:
            if row[0] is None:
                break
            rows.append(dict(zip(names, row, strict=True)))
        return rows

    def all_formulas(self) -> list[tuple[str, str, Any, str]]:
        """Every formula: its sheet, its cell, the value beside it, and itself."""
        formulas = openpyxl.load_workbook(BytesIO(self._content))
        return [
            (sheet.title, cell.coordinate, self.values[sheet.title][cell.coordinate].value, cell.value)
            for sheet in formulas.worksheets
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f"
        ]

    def worked_out(self, sheet: str, formula: str) -> Any:
        """What a formula of ours comes to."""
        said = formula.removeprefix("=")
        for name, work in (("SUM", _sum), ("COUNTA", _count)):
            if match := re.fullmatch(rf"{name}\({RANGE}\)", said):
                return work(self._cells(sheet, match))
        if match := re.fullmatch(rf"SUMPRODUCT\({RANGE},{BESIDE}\)", said):
            by = self._range(match["other"] or sheet, match["by"])
            return sum(one * two for one, two in zip(self._cells(sheet, match), by, strict=True))
        if match := re.fullmatch(rf'COUNTIF\({RANGE},"(?P<word>[^"]*)"\)', said):
            return self._cells(sheet, match).count(match["word"])
        if match := re.fullmatch(rf"SUMIFS\({RANGE},{BESIDE},(?P<key>[A-Z]+[0-9]+)\)", said):
            key = self.values[sheet][match["key"]].value
            by = self._range(match["other"] or sheet, match["by"])
            return _sum([one for one, two in zip(self._cells(sheet, match), by, strict=True) if two == key])
        return self._arithmetic(sheet, said)

    def _arithmetic(self, sheet: str, said: str) -> Any:
        """Cells with +, -, *, / and MAX; or a check that answers in a word."""
        if match := re.fullmatch(r'IF\(ROUND\((.*),6\)=0,"(.*)","(.*)"\)', said):
            return match[2] if round(self._arithmetic(sheet, match[1]), 6) == 0 else match[3]
        value = self.values[sheet]
        plain = re.sub(r"\b[A-Z]+[0-9]+\b", lambda cell: repr(value[cell[0]].value), said).replace("MAX", "max")
        assert re.fullmatch(r"[0-9.,()*/+\-max ]+", plain), plain
        return eval(plain, {"__builtins__": {}, "max": max})  # only digits and signs are left

    def _cells(self, sheet: str, match: re.Match[str]) -> list[Any]:
        return self._range(match["sheet"] or sheet, match["cells"])

    def _range(self, sheet: str, cells: str) -> list[Any]:
        left, top, right, bottom = range_boundaries(cells.replace("$", ""))
        within: Worksheet = self.values[sheet]
        rows = within.iter_rows(top, bottom, left, right, values_only=True)
        return [value for row in rows for value in row]


def _sum(values: list[Any]) -> Any:
    return sum(value for value in values if isinstance(value, int | float))


def _count(values: list[Any]) -> int:
    return sum(value is not None for value in values)


def pdf_text(content: bytes, until: str = "") -> str:
    """A PDF's text, page after page, through the one with a line that begins so."""
    said = ""
    for page in PdfReader(BytesIO(content)).pages:
        said += page.extract_text() + "\n"
        if until and f"\n{until}" in said:
            break
    return said
