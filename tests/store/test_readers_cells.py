"""A workbook's cells as text: dates, moments and times of day, numbers, truths and errors. # D50, D51"""

import io
from datetime import date, datetime, time
from typing import Any

import openpyxl
import pytest
import xlsxwriter
import xlwt
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from lus_stats.store.readers import read
from lus_stats.store.readers.cell_texts import fault_text
from tests.store.corpus.books import ods
from tests.store.material import csv_text, episode, imported_one, reasons

ELEVEN = 43_862 + 11 / 24  # 2020-02-01 11:00 as a spreadsheet counts

NUMBERS = [
    (43_862, "yyyy-mm-dd hh:mm", "2020-02-01 00:00"),
    (43_862, "yyyy-mm-dd", "2020-02-01"),
    (43_862, "d mmm yy", "2020-02-01"),
    (43_862, '[$-41D]d mmmm yyyy" h";@', "2020-02-01"),
    (43_862, 'yyyy-mm-dd\\ h:mm;"s"@', "2020-02-01 00:00"),
    (ELEVEN, "yyyy-mm-dd", "2020-02-01 11:00"),
    (ELEVEN, "yyyy-mm-dd hh:mm", "2020-02-01 11:00"),
    (ELEVEN + 7 / 86_400, "yyyy-mm-dd hh:mm", "2020-02-01 11:00:07"),
    (ELEVEN - 0.0005 / 86_400, "yyyy-mm-dd hh:mm", "2020-02-01 11:00"),  # 10:59:59.9995
    (ELEVEN - 0.6 / 86_400, "yyyy-mm-dd hh:mm", "2020-02-01 10:59:59"),
    (11 / 24, "hh:mm", "11:00"),
    (0, "hh:mm", "00:00"),
    (180, "0000", "180"),
    (180.0, "0.00", "180"),
    (1_880, "0", "1880"),
    (0.1 + 0.2, "0.00", "0.3"),
    (-7, "0", "-7"),
    (202_002_011_234, "0", "202002011234"),
    (999_999_999_999_999, "0", "999999999999999"),
]


def column(raw: bytes, name: str = "x.xlsx") -> list[str]:
    """The second column under its name."""
    return read(raw, name).cells["1"].to_list()


def test_numbers_are_what_their_format_says() -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["a", "b"])
        for row, (number, shown, _) in enumerate(NUMBERS, start=1):
            sheet.write_number(row, 1, number, made.add_format({"num_format": shown}))
    assert column(content.getvalue()) == [text for _, _, text in NUMBERS]


def test_truths_errors_formulas_and_texts() -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["a", "b"])
        sheet.write_boolean(1, 1, True)
        sheet.write_boolean(2, 1, False)
        sheet.write_formula(3, 1, "=NA()", None, "#N/A")
        sheet.write_formula(4, 1, "=1/0", None, "#DIV/0!")
        sheet.write_formula(5, 1, "=A1&A2", None, "ihop")
        sheet.write_formula(6, 1, "=NOW()", made.add_format({"num_format": "yyyy-mm-dd hh:mm"}), ELEVEN)
        sheet.write_string(7, 1, " 2020-02-01 ")
        sheet.write_string(8, 1, "0180")
        sheet.merge_range(9, 0, 9, 1, "sammanfogad")
    sheet_read = read(content.getvalue(), "x.xlsx")
    assert sheet_read.cells["1"].to_list() == [
        "ja", "nej", "#N/A", "#DIV/0!", "ihop", "2020-02-01 11:00", " 2020-02-01 ", "0180", "",
    ]  # fmt: skip
    assert sheet_read.cells["0"].to_list()[-1] == "sammanfogad"


VALUES: list[Any] = [datetime(2020, 2, 1, 11), date(2020, 2, 1), datetime(2020, 2, 1), time(11, 0)]


@pytest.mark.parametrize("iso", [False, True])
@pytest.mark.parametrize("calendar", [None, CALENDAR_MAC_1904])
def test_both_calendars_and_dates_as_text_are_read_alike(calendar: datetime | None, iso: bool) -> None:
    made = openpyxl.Workbook()
    made.epoch = calendar or made.epoch
    made.iso_dates = iso
    for value in ("b", *VALUES):
        made.active.append(["a", value])
    content = io.BytesIO()
    made.save(content)
    said = ["2020-02-01 11:00", "2020-02-01", "2020-02-01 00:00", "11:00:00" if iso else "11:00"]
    assert column(content.getvalue()) == said


def test_an_old_workbook_takes_every_midnight_for_a_date() -> None:
    made, content = xlwt.Workbook(), io.BytesIO()
    sheet = made.add_sheet("Blad1")
    formats = ["yyyy-mm-dd hh:mm", "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "hh:mm"]
    for row, (value, shown) in enumerate([("b", "@"), *zip(VALUES, formats, strict=True)]):
        sheet.write(row, 0, "a")
        sheet.write(row, 1, value, xlwt.easyxf(num_format_str=shown))
    sheet.write(5, 1, True)
    made.save(content)
    assert column(content.getvalue(), "x.xls") == ["2020-02-01 11:00", "2020-02-01", "2020-02-01", "11:00", "ja"]


def test_open_document_writes_the_time_of_day_or_not() -> None:
    assert column(ods([["a", "b"], *(["x", value] for value in VALUES[:3])]), "x.ods") == [
        "2020-02-01 11:00",
        "2020-02-01",
        "2020-02-01 00:00",
    ]


@pytest.mark.parametrize(
    ("detail", "text"),
    [
        ("Expected string but got 'Error(Ref)'", "#REF!"),
        ("Expected string but got 'Error(Nytt)'", "#FEL!"),
        ("Expected string but got 'DurationIso(\"PT11H05M00S\")'", "11:05"),
        ("Expected string but got 'DurationIso(\"PT1H05M07.2S\")'", "01:05:07"),
        ("Expected string but got 'DurationIso(\"P1D\")'", "#FEL!"),
        ("något annat", "#FEL!"),
    ],
)
def test_a_cell_that_is_no_value_says_what_it_is(detail: str, text: str) -> None:
    assert fault_text(detail) == text


def test_an_error_or_a_date_alone_where_a_moment_is_due_rejects_its_row(tmp_path: Any) -> None:
    made = openpyxl.Workbook()
    rows = [line.split(";") for line in csv_text([episode("e1"), episode("e2"), episode("e3")]).splitlines()]
    place = rows[0].index("utskriven")
    rows[1][place], rows[2][place] = "#N/A", date(2020, 2, 4)  # type: ignore[call-overload]  # openpyxl takes both
    for row in rows:
        made.active.append(row)
    content = io.BytesIO()
    made.save(content)
    report = imported_one(tmp_path, content.getvalue())
    assert [(row, column, value) for row, column, value, _ in reasons(report)] == [
        (2, "utskriven", "#N/A"),
        (3, "utskriven", "2020-02-04"),
    ]
    assert report.accepted == 1
