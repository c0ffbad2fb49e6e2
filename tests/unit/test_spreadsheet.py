"""No text becomes a formula in anything that leaves as a file; a negative number stays a number."""

import csv
import io
import re
from datetime import datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lus_stats.cli import output
from lus_stats.exports import RejectedFile, rejected_workbook
from lus_stats.exports.rejected import ABOUT, SHEET
from lus_stats.exports.workbook import OPTIONS, Heading, workbook
from lus_stats.spreadsheet import harmless, harmless_texts, is_formula
from lus_stats.store import open_data
from lus_stats.store.reasons import REASONS
from lus_stats.store.rejected import write_rejected
from lus_stats.ui.tables import Column, csv_bytes
from tests.house.source import modules

NOW = datetime(2026, 11, 20, 12, 0)
STARTS = ("=", "+", "-", "@", "\t", "\r")
HIDING = ("", " ", "  ", "\u00a0", '"', '" ', "\ufeff", "\x00")
RISKY = [f"{before}{start}1+1" for start in STARTS for before in HIDING]
PLAIN = ["Örebro", "a=1", "'=1", "1-2", "−3", "", "–", "dolt: färre än 5"]
LOOSE = re.compile(r'[\s\x00"\ufeff]*[=+\-@\t\r\n]')  # written on its own: what a spreadsheet would run
WRITES = re.compile(r'write_csv\(.*separator|csv\.(Dict)?[wW]riter\(|write_excel\(|xlsxwriter\.Workbook\(|";"\.join\(')
OPENED = "xlsxwriter.Workbook(file, OPTIONS)"
EXPORTERS = {
    "lus_stats/cli/output.py",
    "lus_stats/exports/figures_file.py",
    "lus_stats/exports/ledger.py",
    "lus_stats/exports/workbook.py",
    "lus_stats/store/rejected.py",
    "lus_stats/ui/tables.py",
}


def reasons(values: list[str]) -> pl.DataFrame:
    """A rejected row for each value."""
    rows = [(number, "spår", value, "okänt spår") for number, value in enumerate(values, 2)]
    return pl.DataFrame(rows, schema=REASONS, orient="row")


@pytest.mark.parametrize("text", RISKY)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", PLAIN)
def test_any_other_text_is_left_as_it_is(text: str) -> None:
    assert harmless(text) == text


@given(
    st.text(
        st.one_of(st.sampled_from('=+-@\t\r\n "\u00a0\u200b\ufeff\uff1da1'), st.characters(exclude_categories=["Cs"]))
    )
)
def test_columns_are_made_harmless_as_cells_are_and_once_is_enough(text: str) -> None:
    (column,) = pl.DataFrame({"text": [text]}).with_columns(harmless_texts())["text"]
    assert column == harmless(text) == harmless(harmless(text))
    assert not LOOSE.match(column)
    assert not is_formula(column)


def test_columns_that_are_no_text_are_left_alone() -> None:
    rows = pl.DataFrame({"number": [-1.5], "count": [-3]})
    assert rows.with_columns(harmless_texts()).equals(rows)


def of_the_command_line(values: list[str], capsys: pytest.CaptureFixture[str]) -> list[list[str]]:
    """What `lus … --format csv` writes."""
    output.write_csv(("text", "list", "number"), [{"text": v, "list": [v], "number": -1.5} for v in values])
    return list(csv.reader(io.StringIO(capsys.readouterr().out, newline=""), delimiter=";"))[1:]


def test_nothing_runs_in_what_the_command_line_writes(capsys: pytest.CaptureFixture[str]) -> None:
    lines = of_the_command_line(RISKY, capsys)
    assert [line[2] for line in lines] == ["-1,5"] * len(RISKY)
    assert [cell for line in lines for cell in line[:2] if LOOSE.match(cell)] == []
    assert [line[:2] for line in lines] == [[f"'{text}"] * 2 for text in RISKY]


def test_nothing_runs_in_a_page_s_file() -> None:
    rows = pl.DataFrame({"text": RISKY, "word": RISKY, "days": [-2] * len(RISKY), "mean": [-1.5] * len(RISKY)})
    rows = rows.with_columns(gone=pl.lit(None, pl.Int64))
    columns = [
        Column("text", "Text"),
        Column("days", "Dagar"),
        Column("mean", "Medel"),
        Column("gone", "Ord", instead="word"),
    ]
    content = csv_bytes(rows, columns).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(content, newline=""), delimiter=";"))[1:]
    assert [line[1:3] for line in lines] == [["-2", "-1,5"]] * len(RISKY)
    assert [cell for line in lines for cell in (line[0], line[3]) if LOOSE.match(cell)] == []


def test_nothing_runs_in_the_file_of_rejected_rows(tmp_path: Path) -> None:
    folder = open_data(tmp_path).rejected
    write_rejected(folder, "=1.csv", reasons(RISKY), NOW)
    (path,) = (tmp_path / "rejected").iterdir()
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file, delimiter=";"))[1:]
    assert [line[3] for line in lines] == [f"'{text}" for text in RISKY]
    assert [cell for line in lines for cell in line if LOOSE.match(cell)] == []


def test_every_text_of_the_workbook_is_a_text() -> None:
    links = ["https://example.test", "mailto:a@b.se", "internal:x!A1", "12", "1e5", "{=1+1}"]
    texts = [*RISKY, *links]
    content = rejected_workbook([RejectedFile("=2+2", reasons(texts), rejected=3, accepted=7, read_at=NOW)], NOW)
    book = openpyxl.load_workbook(BytesIO(content))
    sheet = book[SHEET]
    assert [cell.value for cell in sheet[1]] == ["fil", "rad", "kolumn", "värde", "skäl"]
    read = [(row[0].data_type, row[1].data_type, row[3].data_type) for row in sheet.iter_rows(min_row=2)]
    assert read == [("s", "n", "s")] * len(texts)
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == list(range(2, len(texts) + 2))
    assert sheet["A2"].value == "=2+2"
    assert [row[3].value for row in sheet.iter_rows(min_row=2)][-len(links) :] == links
    assert all(cell.hyperlink is None for row in sheet.iter_rows() for cell in row)
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:E{len(texts) + 1}"
    said = {row[0].value: row[1].value for row in book[ABOUT].iter_rows()}
    assert (said["Fil"], said["Godkända rader"], said["Avvisade rader"]) == ("=2+2", 7, 3)
    assert book[ABOUT]["B2"].data_type == "s"


def test_a_text_longer_than_a_cell_is_cut_and_not_lost() -> None:
    content = rejected_workbook([RejectedFile("a", reasons(["x" * 40_000]), rejected=1)], NOW)
    value = openpyxl.load_workbook(BytesIO(content))[SHEET]["D2"].value
    assert (len(value), value[-1]) == (32_767, "…")


def test_a_workbook_without_rows_keeps_its_columns() -> None:
    content = rejected_workbook([], NOW)
    assert openpyxl.load_workbook(BytesIO(content))[SHEET].dimensions == "A1:E1"


def test_more_rows_than_a_sheet_should_hold_are_cut_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("workbook", "rejected"):
        monkeypatch.setattr(f"lus_stats.exports.{module}.MOST_ROWS", 2)
    book = openpyxl.load_workbook(BytesIO(rejected_workbook([RejectedFile("a", reasons(["1", "2", "3"]), 3)], NOW)))
    assert book[SHEET].max_row == 3
    said = {row[0].value: row[1].value for row in book[ABOUT].iter_rows()}
    assert said["Avkortad"].startswith("Bladet har de första 2 av 3 skäl.")


def test_numbers_in_a_workbook_stay_numbers() -> None:
    content = BytesIO()
    with workbook(content) as book:
        book.table("Blad", [Heading("tal", 10)], [(-5,), (-1.5,), (None,)])
    sheet = openpyxl.load_workbook(content)["Blad"]
    assert [cell.value for (cell,) in sheet.iter_rows(min_row=2)] == [-5, -1.5, None]


def test_a_file_for_a_spreadsheet_is_written_in_these_places_only() -> None:
    """A new exporter belongs in the tests above, or has tests like them of its own."""
    found = {module.path: module for module in modules("lus_stats/") if WRITES.search(module.text)}
    assert set(found) == EXPORTERS
    books = [module for module in found.values() if "xlsxwriter.Workbook(" in module.text]
    assert all(module.text.count("xlsxwriter.Workbook(") == module.text.count(OPENED) for module in books)
    assert not any(OPTIONS[f"strings_to_{kind}"] for kind in ("formulas", "urls", "numbers"))
    assert all(
        "lus_stats.spreadsheet" in {name.rpartition(".")[0] for _, name in module.imports()}
        for module in found.values()
        if module not in books
    )
