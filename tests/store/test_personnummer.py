"""Personnummer never get in, and never show (rules.md §2)."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from lus_stats import store
from lus_stats.schema import HEADERS
from lus_stats.store.personnummer import HIDDEN, holds_personnummer
from tests.store.material import csv_text, episode, episodes, held, imported_one, kept, personnummer, reasons, written

TODAY = date(2026, 11, 20)
TEN = personnummer()
SAMORDNING = personnummer(plus=60)
LEAP = personnummer(date(2000, 2, 29))
DATES = [header for header, field in HEADERS.items() if field.name.endswith(("_at", "_on"))]
TEXTS = [header for header in HEADERS if header not in DATES]


def holds(*texts: str | None) -> list[bool]:
    return holds_personnummer(pl.Series(texts, dtype=pl.String), TODAY).to_list()


def wrong(ten: str) -> str:
    """The same digits with another check digit."""
    return ten[:-1] + str((int(ten[-1]) + 1) % 10)


@pytest.mark.parametrize(
    "text",
    [
        TEN,
        f"{TEN[:6]}-{TEN[6:]}",
        f"{TEN[:6]}+{TEN[6:]}",
        f"19{TEN}",
        f"19{TEN[:6]}-{TEN[6:]}",
        f"20{personnummer(date(2012, 5, 31))}",
        SAMORDNING,
        f"19{SAMORDNING[:6]}-{SAMORDNING[6:]}",
        LEAP,
        f"pat{TEN}x",
        f"1-{TEN}",
        f"{wrong(TEN)} {TEN}",
        f"{wrong(TEN)}/{TEN}-1",
        f"rad\n{TEN}\n",
        f"{TEN[:6]}\u2013{TEN[6:]}",
    ],
    ids=str.isdigit,
)
def test_a_personnummer_is_found(text: str) -> None:
    assert holds(text) == [True]


@pytest.mark.parametrize(
    "text",
    [
        wrong(TEN),
        f"1{TEN}",
        f"{TEN}1",
        f"1{TEN}1",
        f"{TEN[:5]}-{TEN[5:]}",
        f"{TEN[:6]}--{TEN[6:]}",
        f"{TEN[:6]} {TEN[6:]}",
        f"21{TEN}",
        f"20{TEN}",  # born in 2064
        f"19{LEAP}",  # 1900 was no leap year
        personnummer(date(1964, 8, 31), plus=61),
        TEN[:9],
        "2020-02-01 11:00",
        "",
        None,
    ],
)
def test_what_is_near_one_is_none(text: str | None) -> None:
    assert holds(text) == [False]


def test_each_text_is_judged_by_itself() -> None:
    assert holds(None, TEN, "", wrong(TEN), SAMORDNING) == [False, True, False, False, True]


def test_a_month_or_day_that_does_not_exist_is_none() -> None:
    no_month = wrong_date("641323323")
    no_day = wrong_date("640230323")
    assert holds(no_month, no_day) == [False, False]


def wrong_date(nine: str) -> str:
    """Nine digits with their right check digit, whatever the date."""
    total = 0
    for place, digit in enumerate(nine):
        product = int(digit) * (2 if place % 2 == 0 else 1)
        total += product // 10 + product % 10
    return f"{nine}{-total % 10}"


@pytest.mark.parametrize("header", [*TEXTS, "kommentar"])
def test_in_any_column_but_the_dates_it_refuses_the_file(tmp_path: Path, header: str) -> None:
    rows = [episode("a"), episode("b") | {header: f"se {TEN}"}]
    report = imported_one(tmp_path, csv_text(rows, [*HEADERS, "kommentar"]))
    assert report.refused is not None
    assert f"rad 3 kolumnen {header}" in report.refused
    assert HIDDEN in report.refused
    assert TEN not in str(report)
    assert kept(tmp_path) == set()


@pytest.mark.parametrize("header", DATES)
def test_in_a_date_it_rejects_the_row_and_is_hidden(tmp_path: Path, header: str) -> None:
    report = imported_one(tmp_path, [*episodes(3), episode("x") | {header: TEN}])
    assert [(row, column, value) for row, column, value, _ in reasons(report)] == [(5, header, HIDDEN)]
    assert TEN not in str(report.as_json())
    assert report.rejected_path is not None
    assert TEN not in Path(report.rejected_path).read_text(encoding="utf-8")


def test_a_rejected_row_is_searched_too(tmp_path: Path) -> None:
    assert imported_one(tmp_path, [episode(kommunkod="9999", sjukhus=TEN)]).refused is not None


def test_so_is_a_row_with_too_many_cells(tmp_path: Path) -> None:
    text = csv_text([episode()]) + ";" * (len(HEADERS) - 1) + f";{TEN}\n"
    report = imported_one(tmp_path, text)
    assert report.refused is not None
    assert "rad 3" in report.refused
    assert TEN not in report.refused


def test_so_are_the_headers(tmp_path: Path) -> None:
    report = imported_one(tmp_path, csv_text([episode()], [*HEADERS, TEN]))
    assert report.refused is not None
    assert "rad 1" in report.refused
    assert TEN not in report.refused


def test_a_file_without_headers_does_not_show_its_first_patient(tmp_path: Path) -> None:
    report = imported_one(tmp_path, csv_text(episodes(2, "hemlig")).partition("\n")[2])
    assert report.refused is not None
    assert "hemlig" not in report.refused


def test_the_file_name_is_hidden_where_it_holds_one(tmp_path: Path) -> None:
    path = written(tmp_path, episodes(1), f"{TEN}.csv")
    report = store.import_files(store.open_data(tmp_path / "data"), [path])
    assert report.files[0].file == HIDDEN
    assert held(tmp_path).revisions()["source"].to_list() == [HIDDEN]
