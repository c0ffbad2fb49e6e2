"""Every file that a page offers, built and read back: what it must say, and that its figures are the page's."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from lus_stats.ui import entries
from lus_stats.ui.entries import Entry
from tests.oracle.places import NAMES
from tests.pages.billing_material import CONFIRMED, ROOT, SMALL, Data, billing_rows, data_in
from tests.properties.command import answer

SHEETS = ["Siffror", "Definitioner", "Villkor"]
FACTS = ("Räknat på", "Räknas enligt", "Hämtad som", "Dolda tal", "Ord i stället för tal", "Uppgifter")
BESIDE = {"Version", "Uttag", "Innehåll", "Sida", "Ändrade villkor", "Villkor", "Definitioner", *FACTS}
PLAIN = {"Månad", "Kommunkod", "Kommun", "Märkning, Kommun", "Vårdform", "Beloppets status", "Anmärkning"}
HIDDEN = "dolt: färre än 5"
EMPTY = "1862"  # the municipality without anybody in these rows
# Pages whose files are not figures under the hidden-number rule, and what they are.
OTHERS = {
    "data.py": "the store's own lists, for its operators",
    "method.py": "no files",
    "invoice_basis.py": "single lines, only for those who may open them; documents of their own",
    "region_invoice.py": "single lines held against an invoice; a workbook of its own",
}
READERS = ("region-18", "network-18")


@dataclass(frozen=True)
class File:
    """What a button gives."""

    page: str
    reader: str
    name: str
    content: Callable[[], bytes]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Data:
    return data_in(tmp_path_factory.mktemp("downloads"), billing_rows())


@pytest.fixture(scope="module")
def offered(data: Data) -> list[File]:
    """Every button of every page of figures, for each kind of reader."""
    with pytest.MonkeyPatch.context() as patch:
        return [file for reader in READERS for file in _walk(data.folder, reader, patch)]


def _walk(folder: Path, reader: str, patch: pytest.MonkeyPatch) -> Iterator[File]:
    found: list[tuple[str, Callable[[], bytes]]] = []
    patch.setenv("LUS_DATA", str(folder))
    patch.setattr("streamlit.download_button", lambda _, content, name, *__, **___: found.append((name, content)))
    app = AppTest.from_file(ROOT / "lus_stats" / "ui" / "frame.py", default_timeout=120)
    for name, value in {"som": reader, "manad": CONFIRMED, "lan": "18", "vardform": "somatic"}.items():
        app.query_params[name] = value
    app.run()
    for entry in pages():
        found.clear()
        app.switch_page(str(ROOT / "pages" / entry.file)).run()
        assert not app.exception, entry.file
        yield from [File(entry.file, reader, *one) for one in found]


def pages() -> list[Entry]:
    """The pages of figures."""
    return [entry for entry in entries.ENTRIES if entry.file not in OTHERS]


def tables(offered: list[File], kind: str) -> list[File]:
    return [file for file in offered if file.name.endswith(kind)]


@cache
def text(file: File) -> list[dict[str, str]]:
    """A text file's rows."""
    content = file.content().decode("utf-8-sig")
    head, *rows = csv.reader(StringIO(content), delimiter=";")
    assert len(set(head)) == len(head), f"{file.name}: {head}"
    return [dict(zip(head, row, strict=True)) for row in rows]


@cache
def book(file: File) -> dict[str, list[list[Any]]]:
    """A workbook's sheets."""
    opened = load_workbook(BytesIO(file.content()))
    assert all(sheet.freeze_panes == "A2" for sheet in opened.worksheets[:2]), file.name
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in opened}


def test_every_page_offers_both_kinds_of_each_table(offered: list[File]) -> None:
    assert set(OTHERS) <= {entry.file for entry in entries.ENTRIES}, "a page that is gone needs no excuse"
    statistics = {entry.file for entry in entries.ENTRIES if entry.section == "Statistik"}
    assert {file.page for file in offered} >= {*statistics, "billing.py"}
    for reader in READERS:
        own = [file for file in offered if file.reader == reader]
        assert {f.name[:-4] for f in tables(own, ".csv")} == {f.name[:-5] for f in tables(own, ".xlsx")}


def test_no_page_offers_a_file_past_the_one_place_for_it() -> None:
    code = [*(ROOT / "lus_stats").rglob("*.py"), *(ROOT / "pages").glob("*.py")]
    assert [path.name for path in code if ".download_button(" in path.read_text()] == ["downloads.py"]


def test_every_text_file_says_what_it_is_on_every_row(offered: list[File]) -> None:
    for file in tables(offered, ".csv"):
        for row in text(file):
            assert set(row) >= BESIDE, file.name
            assert all(row[name] for name in BESIDE), (file.page, file.name, [n for n in BESIDE if not row[n]])
            assert "färre än 5" in row["Dolda tal"]
            assert row["Uppgifter"].startswith("Demodata")
            assert row["Version"] in {"1", "saknas"}
            assert "Fristdagar: 3" in row["Villkor"]


def test_every_workbook_says_it_too_and_defines_each_column_of_numbers(offered: list[File]) -> None:
    for file in tables(offered, ".xlsx"):
        sheets = book(file)
        assert list(sheets) == SHEETS, file.name
        said = {row[0]: row[1] for row in sheets["Villkor"]}
        assert all(said.get(name) for name in FACTS), file.name
        assert said["Fristdagar"].startswith("3 ")
        assert said[f"Version, {CONFIRMED}"].startswith("version 1, uttag 2023-03-")
        head, *rows = sheets["Siffror"]
        meant = {row[0]: row[1] for row in sheets["Definitioner"][1:]}
        numeric = {name for at, name in enumerate(head) if any(isinstance(row[at], int | float) for row in rows)}
        assert numeric <= set(meant), (file.page, file.name, numeric - set(meant))
        assert all(meant.values())


def test_both_kinds_hold_the_same_rows(offered: list[File]) -> None:
    for plain in tables(offered, ".csv"):
        (twin,) = [f for f in offered if (f.reader, f.name) == (plain.reader, plain.name[:-4] + ".xlsx")]
        head, *rows = book(twin)["Siffror"]
        read = text(plain)
        assert len(read) == len(rows)
        for one, other in zip(read, rows, strict=True):
            assert all(_same(one[name], cell) for name, cell in zip(head, other, strict=True)), plain.name


def _same(written: str, cell: Any) -> bool:
    """Whether a workbook's cell is what the text file says; a workbook keeps fifteen digits."""
    if isinstance(cell, int | float):
        return float(written.replace(",", ".")) == pytest.approx(cell, rel=1e-14)
    return written == ("" if cell is None else f"{cell:%Y-%m-%d}" if isinstance(cell, datetime) else cell)


def of(offered: list[File], reader: str, begins: str) -> File:
    """One text file."""
    (found,) = [f for f in tables(offered, ".csv") if f.reader == reader and f.name.startswith(begins)]
    return found


def number(cell: str) -> float:
    return float(cell.replace(",", "."))


def test_the_months_figures_are_those_of_the_command_line(data: Data, offered: list[File]) -> None:
    """Läget's and Fakturering's files beside `lus stats` and `lus bill`, in full precision."""
    asked = ("stats", "--month", CONFIRMED, "--by", "municipality", "--care-form", "somatic", "--show-small")
    means = answer(data.folder, *asked, "--indicator", "mean_ready_days")["rows"]
    groups = [
        one for one in answer(data.folder, "bill", "--month", CONFIRMED)["groups"] if one["care_form"] == "somatic"
    ]
    places = {row["Kommun"]: row for row in text(of(offered, "region-18", "laget-"))}
    for row in means:
        own = places[NAMES[row["municipality_code"]]]
        assert (number(own["Vårdtillfällen"]), number(own["Medel, dagar"])) == (row["denominator"], row["value"])
        assert [_or_none(own[name]) for name in ("Osäkerhet från", "Osäkerhet till")] == [row["low"], row["high"]]
    bills = {row["Kommunkod"]: row for row in text(of(offered, "region-18", "fakturering-"))}
    assert len(bills) == len(places) == 12
    for group in groups:
        own, place = bills[group["municipality_code"]], places[group["municipality"]]
        assert number(own["Medel"]) == group["mean_ready_days"] == number(place["Underlagets medel"])
        assert number(own["Utrymme, dagar"]) == group["headroom_days"]
        assert (own["Betalningsansvarig"] == "ja") == group["liable"] == (place["Märkning, Kommun"] == "över gränsen")
        assert number(own["Debiterade dagar"]) == group["billed_days"]
        assert [own["Debiteras, kronor"], own["Stoppat, kronor"]] == [
            str(group[k]) for k in ("amount_sek", "blocked_sek")
        ]


def _or_none(cell: str) -> float | None:
    return None if cell == "färre än 5" else number(cell)


def test_hidden_missing_and_not_applicable_stay_apart_in_every_file(offered: list[File]) -> None:
    """The network's files hide what its pages hide, in the same word; in nobody's file is a figure's cell empty."""
    small = NAMES[SMALL]
    assert (
        number(next(r for r in text(of(offered, "region-18", "laget-")) if r["Kommun"] == small)["Vårdtillfällen"]) == 2
    )
    for begins, name in (("laget-", "Kommun"), ("karta-", "Kommun"), ("fakturering-", "Kommun"), ("tratt-", "Kommun")):
        rows = {row[name]: row for row in text(of(offered, "network-18", begins))}
        own = {column: cell for column, cell in rows[small].items() if column not in BESIDE | PLAIN}
        assert set(own.values()) == {HIDDEN}, (begins, own)
        assert rows[NAMES[EMPTY]]["Vårdtillfällen"] in {"0", "inga vårdtillfällen"}
    for file in tables(offered, ".xlsx"):
        head, *rows = book(file)["Siffror"]
        for at, name in enumerate(head):
            cells = [row[at] for row in rows]
            if any(isinstance(cell, int | float) for cell in cells):
                assert None not in cells, (file.page, file.name, name)
