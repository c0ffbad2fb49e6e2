"""A page's figures as files, their bytes read back: numbers, dates, the three states apart, and what is said beside."""

import csv
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

import polars as pl
import pytest
from openpyxl import load_workbook

from lus_stats.exports.figures_file import About, Version, figures_csv, figures_workbook
from lus_stats.text.columns import meanings
from lus_stats.ui.files import Sheet
from lus_stats.ui.tables import Column

FEB, MARCH = date(2023, 2, 1), date(2023, 3, 1)
MADE_AT = datetime(2023, 4, 8, 9, 5)
ROWS = pl.DataFrame(
    {
        "label": ["Karlskoga", "=Örebro;x", "Laxå", "Ljusnarsberg"],
        "over": ["över gränsen", None, None, None],
        "month": [FEB, MARCH, FEB, FEB],
        "n": [12, 1234, 0, None],
        "mean": [3.25, 2.0, None, None],
        "low": [1.5, 1.0, None, None],
        "share": [0.125, 1.0, None, None],
        "sek": [8200, None, 0, None],
        "room": [-1.5, 3.0, None, None],
        "written": ["−1 234,5", "7", "–", "belopp saknas"],
        "note": [None, None, None, "dolt: färre än 5"],
        "said": [None, None, "inga vårdtillfällen", None],
        "remark": ["osäkert", None, None, None],
    }
)
COLUMNS = (
    Column("label", "Kommun", tag="over"),
    Column("month", "Månad", "month"),
    Column("n", "Vårdtillfällen", "count", instead="said", means="episodes"),
    Column("mean", "Medel, dagar", "mean", instead="said", means="mean_ready_days"),
    Column("low", "Osäkerhet från", "mean", instead="said", means="interval"),
    Column("low", "till", "mean", instead="said", means="interval"),
    Column("share", "Andel", "share", missing="ej tillämpligt", means="share_zero_days"),
    Column("sek", "Kronor", "kronor", missing="belopp saknas", means="amount"),
    Column("room", "Utrymme", "signed", means="headroom"),
    Column("written", "Skrivet", "figure", means="step_days"),
    Column("remark", "Anmärkning", missing=""),
)
TABLE = Sheet(ROWS, COLUMNS, "Per kommun", note="note").table(FEB)
ABOUT = About(
    {"Räknat på": "februari 2023", "Dolda tal": "färre än 5", "Uppgifter": "=Demodata"},
    [("Fristdagar", "3", "[Ö]"), ("Utskrivningsdagen", "räknas", "")],
    {FEB: Version(1, date(2023, 3, 10)), MARCH: Version(4, date(2023, 4, 7))},
    {"Ö": "Örebro län", "L": "lagen"},
)


@pytest.fixture(scope="module")
def book() -> dict[str, Any]:
    """The workbook's sheets, read back."""
    opened = load_workbook(BytesIO(figures_workbook(TABLE, ABOUT, MADE_AT)))
    return {sheet.title: sheet for sheet in opened}


@pytest.fixture(scope="module")
def lines() -> list[list[str]]:
    """The text file's cells."""
    return list(csv.reader(StringIO(figures_csv(TABLE, ABOUT).decode("utf-8-sig")), delimiter=";"))


def test_numbers_are_numbers_dates_are_dates_and_words_say_why_there_is_none(book: dict[str, Any]) -> None:
    rows = [[cell.value for cell in row] for row in book["Siffror"].iter_rows(min_row=2)]
    month = datetime(2023, 2, 1)
    assert rows[0] == ["Karlskoga", "över gränsen", month, 12, 3.25, 1.5, 1.5, 0.125, 8200, -1.5, -1234.5, "osäkert"]
    assert rows[1][3:11] == [1234, 2.0, 1.0, 1.0, 1.0, "belopp saknas", 3, 7]
    empty = "inga vårdtillfällen"
    assert rows[2][3:] == [0, empty, empty, empty, "ej tillämpligt", 0, "saknas", "ej tillämpligt", None]
    assert rows[3] == ["Ljusnarsberg", None, *["dolt: färre än 5"] * 10]


def test_each_column_is_shown_as_what_it_is(book: dict[str, Any]) -> None:
    formats = [cell.number_format for cell in next(book["Siffror"].iter_rows(min_row=2))]
    assert formats[2:5] == ["mmm yyyy", "#,##0", "0.00"]
    assert formats[7:10] == ["0.0%", "#,##0", "+#,##0.0;-#,##0.0;0.0"]
    assert book["Siffror"].freeze_panes == "A2"
    widths = [book["Siffror"].column_dimensions[letter].width for letter in "ABCDEFGHIJKL"]
    assert min(widths) >= 12
    assert max(widths) <= 61


def test_the_other_sheets_say_what_the_columns_mean_and_under_which_terms(book: dict[str, Any]) -> None:
    meant = {row[0].value: (row[1].value, row[2].value) for row in book["Definitioner"].iter_rows(min_row=2)}
    numbers = {column.heading for column in TABLE.columns if column.kind not in {"text", "month"}}
    assert set(meant) == numbers
    assert meant["Medel, dagar"][0] == meanings()["mean_ready_days"].definition
    assert book["Definitioner"].freeze_panes == "A2"
    said = {row[0].value: row[1].value for row in book["Villkor"].iter_rows()}
    assert said["Fristdagar"] == "3 ([Ö])"
    assert said["Version, 2023-02"] == "version 1, uttag 2023-03-10"
    assert said["Version, 2023-03"] == "version 4, uttag 2023-04-07"
    assert said["Hämtad"] == "2023-04-08 09:05"
    assert said["[Ö]"] == "Örebro län"
    assert "[L]" not in said


def test_no_text_becomes_a_formula_anywhere(book: dict[str, Any], lines: list[list[str]]) -> None:
    assert {cell.data_type for sheet in book.values() for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert [row[0] for row in lines] == ["Kommun", "Karlskoga", "'=Örebro;x", "Laxå", "Ljusnarsberg"]
    assert {row[lines[0].index("Uppgifter")] for row in lines[1:]} == {"'=Demodata"}


def test_the_text_file_has_a_line_per_row_and_on_each_what_it_is(lines: list[list[str]]) -> None:
    head, *rows = lines
    assert {len(row) for row in rows} == {len(head)}
    assert len(set(head)) == len(head)
    assert head[:2] + head[5:7] == ["Kommun", "Märkning, Kommun", "Osäkerhet från", "Osäkerhet till"]
    read = [dict(zip(head, row, strict=True)) for row in rows]
    assert read[0]["Medel, dagar"] == "3,25"
    assert read[0]["Skrivet"] == "-1234,5"
    assert [(row["Version"], row["Uttag"]) for row in read[:2]] == [("1", "2023-03-10"), ("4", "2023-04-07")]
    assert {row["Räknat på"] for row in read} == {"februari 2023"}
    assert all("Medel, dagar: Utskrivningsklara dagar delat med" in row["Definitioner"] for row in read)
    assert read[2]["Andel"] == "ej tillämpligt"
    assert read[3]["Kronor"] == "dolt: färre än 5"


@pytest.mark.parametrize("write", [figures_csv, lambda table, about: figures_workbook(table, about, MADE_AT)])
def test_a_table_without_rows_is_a_file_too(write: Callable[..., bytes]) -> None:
    assert write(Sheet(ROWS.clear(), COLUMNS, "Per kommun").table(FEB), ABOUT)
