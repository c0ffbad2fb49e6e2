"""The comparison to send back, read with another library: texts stay texts, and every sum counted again agrees."""

import io
import re
from collections.abc import Iterator
from typing import Any

import openpyxl
import polars as pl
import pytest

from lus_stats.exports.reconciliation import COLUMNS, HEAD, ComparisonFile, comparison_workbook
from lus_stats.ui.views.region_invoice import FIGURES

HOSTILE = "=HYPERLINK(1)"
NAMES = [column.name for column in COLUMNS]
LINES = [
    ("skiljer", "annat antal dagar", HOSTILE, 2, "somatisk", 3.0, 1.0, 2.0, 24600.5, 8200.0, 16400.5, "+skäl"),
    ("skiljer", "annat antal dagar", "b", 3, "somatisk", 1.0, 2.0, -1.0, 8200.0, 16400.0, -8200.0, "skäl"),
    ("saknas hos oss", "okänd beteckning", None, 4, None, -1.0, 0.0, -1.0, -8200.0, 0.0, -8200.0, "skäl"),
    ("lika", "stämmer", "d", 5, "psykiatrisk", 4.0, 4.0, 0.0, 32800.0, 32800.0, 0.0, "skäl"),
]


def file(rows: list[tuple[Any, ...]]) -> ComparisonFile:
    lines = pl.DataFrame(rows, NAMES[:-1], orient="row", infer_schema_length=None)
    figures = [pl.when(pl.col(name).null_count() == 0).then(pl.col(name).sum()).alias(name) for name in FIGURES]
    sums = lines.group_by("match", "ground", maintain_order=True).agg(*figures, lines=pl.len())
    total = lines.select(*figures, lines=pl.len()).row(0, named=True)
    return ComparisonFile("Titel", "=mening", lines, sums, total, [("Gjord", "=nu")])


def books(content: bytes) -> Iterator[Any]:
    for values in (False, True):
        yield openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def counted(formula: str, lines: Any, row: Any) -> float:
    """What one of the workbook's formulas comes to, worked out here from the sheet of lines."""
    spans = [
        [cell.value for (cell,) in lines[f"{first}:{last}"]]
        for first, last in re.findall(r"Jämförelse!\$(\w+\$\d+):\$(\w+\$\d+)", formula)
    ]
    asked = [row[0].value, row[1].value]
    match formula.partition("(")[0]:
        case "=SUM":
            return float(sum(value or 0 for value in spans[0]))
        case "=COUNTA":
            return float(sum(value is not None for value in spans[0]))
        case "=COUNTIFS":
            return float(sum([match, ground] == asked for match, ground in zip(*spans, strict=True)))
        case "=SUMIFS":
            return float(sum(n or 0 for n, match, ground in zip(*spans, strict=True) if [match, ground] == asked))
    raise AssertionError(formula)


@pytest.mark.parametrize("unsaid", [False, True])
def test_every_sum_is_live_and_agrees(unsaid: bool) -> None:
    rows = [(*row[:8], None, row[9], None, row[11]) if unsaid else row for row in LINES]
    content = comparison_workbook(file(rows))
    formulas, values = books(content)
    lines = values["Jämförelse"]
    live = 0
    for sheet in ("Jämförelse", "Summor"):
        for row in formulas[sheet].iter_rows(min_row=HEAD + 2):
            for cell in row:
                if cell.data_type == "f" and "(" in cell.value:
                    shown = values[sheet][cell.coordinate].value
                    assert shown == pytest.approx(counted(cell.value, lines, values[sheet][cell.row]))
                    live += 1
    figures = 4 if unsaid else 6
    groups = 3
    assert live == figures + groups * (figures + 1) + figures + 1


def test_each_line_s_difference_is_live() -> None:
    formulas, values = books(comparison_workbook(file(LINES)))
    for at in range(HEAD + 2, HEAD + 2 + len(LINES)):
        row = {name: values["Jämförelse"].cell(at, place).value for place, name in enumerate(NAMES, 1)}
        assert formulas["Jämförelse"].cell(at, NAMES.index("days_apart") + 1).value == f"=F{at}-G{at}"
        assert row["days_apart"] == row["their_days"] - row["our_days"]
        assert row["sek_apart"] == row["their_sek"] - row["our_sek"]


def test_what_could_run_as_a_formula_is_text() -> None:
    formulas, _ = books(comparison_workbook(file(LINES)))
    sheet = formulas["Jämförelse"]
    texts = [sheet.cell(HEAD + 2, 3), sheet.cell(HEAD + 2, 12), sheet.cell(2, 1), formulas["Om jämförelsen"].cell(1, 2)]
    assert [cell.data_type for cell in texts] == ["s"] * 4
    assert texts[0].value == HOSTILE


def test_nothing_to_compare_is_a_workbook_too() -> None:
    empty = file(LINES[:1])
    none = ComparisonFile(
        "Titel", "", empty.lines.clear(), empty.sums.clear(), dict.fromkeys(FIGURES, 0) | {"lines": 0}, []
    )
    _, values = books(comparison_workbook(none))
    assert values.sheetnames == ["Jämförelse", "Summor", "Om jämförelsen"]
