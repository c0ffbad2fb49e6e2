"""Workbooks: which sheet and which row, and that the rows are the CSV's own, whatever the format."""

import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
import xlsxwriter
import xlwt

from lus_stats.errors import Refused
from lus_stats.store.readers import Reading, Sheet, read
from tests.store.corpus.books import ods, parts, zipped
from tests.store.material import csv_text, episode

TABLE = [line.split(";") for line in csv_text([episode("räk", kommunkod="0180"), episode("e2")]).splitlines()]
HEADERS = tuple(TABLE[0])
Rows = Sequence[Sequence[Any]]


def book(**sheets: Rows) -> bytes:
    """An xlsx file of these sheets; one whose name begins with `dold` is hidden."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for down, cells in enumerate(rows):
                sheet.write_row(down, 0, cells)
            if name.startswith("dold"):
                sheet.hide()
            else:
                sheet.activate()
    return content.getvalue()


def old_book(rows: Rows) -> bytes:
    """An xls file."""
    made, content = xlwt.Workbook(), io.BytesIO()
    sheet = made.add_sheet("Blad1")
    for down, cells in enumerate(rows):
        for across, cell in enumerate(cells):
            sheet.write(down, across, cell)
    made.save(content)
    return content.getvalue()


def canonical(sheet: Sheet) -> None:
    """The sheet holds the table, and has nothing to say about it."""
    plain = read(csv_text([episode("räk", kommunkod="0180"), episode("e2")]).encode(), "feb.csv")
    assert sheet.headers == plain.headers
    assert sheet.cells.equals(plain.cells)
    assert sheet.ragged.is_empty()
    assert sheet.notes == ()


def test_each_kind_of_workbook_gives_the_cells_of_the_csv() -> None:
    canonical(read(book(Blad1=TABLE), "feb.xlsx"))
    canonical(read(old_book(TABLE), "feb.xls"))
    canonical(read(ods(TABLE), "feb.ods"))


def test_titles_blank_rows_and_an_empty_first_column_keep_the_spreadsheets_row_numbers() -> None:
    """Calamine begins a sheet at its first cell; a date's mark must find its column all the same."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet["B3"] = "Utskrivningsklara"
    sheet["C5"], sheet["D5"], sheet["C8"], sheet["D8"] = "a", "b", 1, date(2020, 2, 1)
    content = io.BytesIO()
    made.save(content)
    read_back = read(content.getvalue(), "feb.xlsx")
    assert (read_back.headers, read_back.header_row) == (("a", "b"), 5)
    assert read_back.cells.rows() == [(6, "", ""), (7, "", ""), (8, "1", "2020-02-01")]
    assert read_back.notes == ("Kolumnernas namn står på rad 5; det som står ovanför används inte.",)


def test_a_column_without_a_name_stays_where_it_holds_anything() -> None:
    sheet = read(book(Blad1=[["a", "", "", "b"], ["1", "", "2", "3"]]), "feb.xlsx")
    assert (sheet.headers, sheet.cells.rows()) == (("a", "", "b"), [(2, "1", "2", "3")])


def test_names_alone_are_no_rows() -> None:
    assert read(book(Blad1=TABLE[:1]), "feb.xlsx").cells.is_empty()


def test_a_cover_sheet_is_passed_over_and_a_hidden_sheet_too() -> None:
    sheet = read(book(dold=TABLE, Om=[["Rapport", "X"], ["Uttag", "6 mars"]], Data=TABLE, tomt=[]), "feb.xlsx")
    assert sheet.headers == HEADERS
    assert sheet.notes == ("Läst från bladet Data; Om lästes inte.",)


def test_alike_sheets_are_not_chosen_between_unless_the_mapping_does() -> None:
    raw = book(januari=TABLE, februari=TABLE)
    with pytest.raises(Refused, match=r"samma kolumner: januari och februari\. Spara"):
        read(raw, "feb.xlsx")
    canonical(read(raw, "feb.xlsx", Reading(sheet=" Februari")))
    canonical(read(book(dold=TABLE, tomt=[]), "feb.xlsx", Reading(sheet="dold")))
    with pytest.raises(Refused, match=r"inget blad som heter mars, .* Bladen är januari, februari\."):
        read(raw, "feb.xlsx", Reading(sheet="mars"))


def test_the_mapping_says_the_row_of_names() -> None:
    raw = book(Blad1=[["x", "y"], [], ["a", "b"], ["1", "2"]])
    assert read(raw, "feb.xlsx").headers == ("x", "y")
    assert read(raw, "feb.xlsx", Reading(header_row=3)).cells.rows() == [(4, "1", "2")]
    with pytest.raises(Refused, match="har inga kolumnnamn på rad 2, där"):
        read(raw, "feb.xlsx", Reading(header_row=2))


def test_nothing_to_read_is_refused() -> None:
    for raw in (book(Blad1=[]), book(Blad1=[["bara en cell"]]), book(dold=TABLE, tomt=[])):
        with pytest.raises(Refused, match="är tom: inget synligt blad"):
            read(raw, "feb.xlsx")


@pytest.mark.parametrize("number", [1_234_567_890_123_456, 12_345_678_901_234_567, -4.1e15])
def test_a_number_that_has_lost_digits_refuses_the_file(number: float) -> None:
    with pytest.raises(Refused, match="fler än 15 siffror i cell B3"):
        read(book(Blad1=[["a", "b"], ["1234567890123456", 123_456_789_012_345], ["x", number]]), "feb.xlsx")


def test_a_number_that_has_lost_digits_is_seen_by_its_zeros_where_numbers_are_not_told_from_text() -> None:
    with pytest.raises(Refused, match="fler än 15 siffror i cell A2"):
        read(old_book([["a", "b"], [1.23456789012345e16, "x"]]), "feb.xls")
    assert read(old_book([["a", "b"], ["12345678901234567", "x"]]), "feb.xls").cells["0"].item() == "12345678901234567"


def test_a_sheet_without_cell_places_takes_every_midnight_for_a_date() -> None:
    """Some writers leave the places out; then a cell's format cannot be found."""
    made = openpyxl.Workbook()
    made.active.append(["a", "b"])
    made.active.append(["x", datetime(2020, 2, 1)])
    content = io.BytesIO()
    made.save(content)
    assert read(content.getvalue(), "feb.xlsx").cells["1"].item() == "2020-02-01 00:00"
    assert read(_without_places(content.getvalue()), "feb.xlsx").cells["1"].item() == "2020-02-01"


def _without_places(raw: bytes) -> bytes:
    files = dict(parts(raw))
    files["xl/worksheets/sheet1.xml"] = re.sub(rb' r="[A-Z0-9]+"', b"", files["xl/worksheets/sheet1.xml"])
    return zipped(files)
