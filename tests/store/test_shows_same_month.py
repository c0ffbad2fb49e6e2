"""Shows: the same month is the same rows in the store, whatever file it comes in."""

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from lus_stats import store
from lus_stats.schema import PreparedEpisode
from lus_stats.store import Incoming
from lus_stats.store.mapping import Mapping, load
from tests.generate import HEADERS, Row, episodes
from tests.store import trial
from tests.store.corpus.books import ods, typed, xls, xlsx
from tests.store.corpus.plain import quoted, table
from tests.store.corpus.tables import written
from tests.store.material import NOW, csv_text

DRAWN = date(2020, 3, 6)
MAPPING = """
key = "annat"
label = "Ett annat system"

[file]
encoding = "iso-8859-1"
delimiter = ","
header_row = 3
"""
COLUMN = """
[columns."{header}"]
from = ["{theirs}"]
"""
FLAG = 'values = {{ "J" = "ja", "N" = "nej"{unclear} }}\n'
UNCLEAR = ', "?" = "oklart"'
MOMENT = 'formats = ["%d/%m %Y kl %H.%M", "%d/%m %Y kl %H.%M.%S"]\n'
FLAGS = {"ja": "J", "nej": "N", "oklart": "?"}
FLAGGED = ("sip_krävs", "hemgångsklar", "öppenvård_tillgänglig")
MOMENTS = ("inskriven", "utskrivningsklar", "utskriven", "registrerad")


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """February of Örebro and Stockholm, with patients still in hospital; seconds and a T between here and there."""
    return episodes(120, 3, counties=("18", "01"), first="2020-02", last="2020-02", in_hospital=9)


def theirs(header: str, cell: str) -> str:
    """A cell as the other system writes it."""
    if header in FLAGGED:
        return FLAGS.get(cell, cell)
    if header in MOMENTS and cell:
        day, clock = cell[:10], cell[11:].replace(":", ".")
        return f"{day[8:10]}/{day[5:7]} {day[:4]} kl {clock}"
    return cell


def their_name(header: str) -> str:
    """A header of the other system's: ours backwards."""
    return header[::-1].upper()


def through_a_mapping(rows: list[Row]) -> bytes:
    """ISO-8859-1, commas, a title and a blank row above, other headers, other words and dates."""
    head = [their_name(header) for header in HEADERS]
    body = [[theirs(header, row[header]) for header in HEADERS] for row in rows]
    return ("Rapport över utskrivningsklara\r\n\r\n" + quoted([head, *body], ",", "\r\n")).encode("iso-8859-1")


@pytest.fixture(scope="module")
def mapping(tmp_path_factory: pytest.TempPathFactory) -> Mapping:
    """What reads that."""
    text = MAPPING
    for header in HEADERS:
        text += COLUMN.format(header=header, theirs=their_name(header))
        unclear = UNCLEAR if header == "öppenvård_tillgänglig" else ""
        text += (FLAG.format(unclear=unclear) if header in FLAGGED else "") + (MOMENT if header in MOMENTS else "")
    path = tmp_path_factory.mktemp("mapping") / "annat.toml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def parquet(rows: list[Row]) -> bytes:
    """Text columns, empty cells null."""
    head, *body = table(rows)
    return written(pl.DataFrame([[cell or None for cell in row] for row in body], schema=head, orient="row"))


def with_midnights_as_text(cells: list[list[Any]]) -> list[list[Any]]:
    """The old format's reader does not tell midnight from a date alone (D50)."""
    return [[f"{cell:%Y-%m-%d %H:%M}" if is_midnight(cell) else cell for cell in row] for row in cells]


def is_midnight(cell: Any) -> bool:
    """Whether a cell is a moment at midnight."""
    return isinstance(cell, datetime) and cell.time() == time(0)


SPREADSHEETS: dict[str, Callable[[list[Row]], bytes]] = {
    "feb.xlsx": lambda rows: xlsx(typed(table(rows))),
    "feb.xls": lambda rows: xls(with_midnights_as_text(typed(table(rows)))),
    "feb.ods": lambda rows: ods(typed(table(rows))),
    "text.xlsx": lambda rows: xlsx(table(rows)),
    "feb.parquet": parquet,
    "feb.txt": lambda rows: csv_text(rows, HEADERS).encode("utf-16"),
}


@pytest.fixture(scope="module")
def canonical(tmp_path_factory: pytest.TempPathFactory, rows: list[Row]) -> Path:
    """The data folder that the canonical file was read into."""
    return imported(tmp_path_factory.mktemp("canonical"), "feb.csv", csv_text(rows, HEADERS).encode())


def imported(base: Path, name: str, content: bytes, mapping: Mapping | None = None, *, lie: bool = True) -> Path:
    """A data folder with one file read in: from the disk, or as an upload that never lay there."""
    folder = store.open_data(base / "data")
    (base / name).write_bytes(content)
    file = base / name if lie else Incoming(name, content)
    (report,) = store.import_files(folder, [file], mapping=mapping, extracted_on=DRAWN, now=NOW).files
    assert report.refused is None, report.refused
    assert (report.accepted, report.rejected) == (129, 0), report.rejected_rows
    return base / "data"


def rows_of(data: Path) -> dict[str, pl.DataFrame]:
    """The rows of each stored file."""
    columns = list(PreparedEpisode.columns())
    return {file: pl.read_parquet(data / file, columns=columns) for file in trial.footers(data)}


def check_same(data: Path, canonical: Path) -> None:
    """The same files, with the same content hashes in their footers and the same rows."""
    assert trial.contents(data, but={}) == trial.contents(canonical, but={})
    ours, theirs = rows_of(data), rows_of(canonical)
    assert ours.keys() == theirs.keys()
    assert all(ours[file].equals(theirs[file]) for file in ours)


def test_the_month_holds_several_revisions_and_a_snapshot(canonical: Path) -> None:
    files = list(trial.footers(canonical))
    assert len(files) == 8
    assert sum("in_hospital" in file for file in files) == 4


def test_in_iso_8859_1_with_other_headers_through_a_mapping(
    tmp_path: Path, rows: list[Row], mapping: Mapping, canonical: Path
) -> None:
    data = imported(tmp_path, "export.csv", through_a_mapping(rows), mapping)
    check_same(data, canonical)
    assert {footer["mapping"] for footer in trial.footers(data).values()} == {"annat"}
    assert {footer["mapping"] for footer in trial.footers(canonical).values()} == {"kanonisk"}


@pytest.mark.parametrize("name", SPREADSHEETS)
def test_in_a_workbook_or_a_table(tmp_path: Path, rows: list[Row], canonical: Path, name: str) -> None:
    check_same(imported(tmp_path, name, SPREADSHEETS[name](rows)), canonical)


@pytest.mark.parametrize("name", ["feb.csv", "feb.xlsx"])
def test_as_an_upload(tmp_path: Path, rows: list[Row], canonical: Path, name: str) -> None:
    content = csv_text(rows, HEADERS).encode() if name == "feb.csv" else SPREADSHEETS[name](rows)
    check_same(imported(tmp_path, name, content, lie=False), canonical)


def test_in_another_order_of_rows(tmp_path: Path, rows: list[Row], canonical: Path) -> None:
    check_same(imported(tmp_path, "feb.csv", csv_text(rows[::-1], HEADERS[::-1]).encode()), canonical)


def test_another_fact_is_another_hash(tmp_path: Path, rows: list[Row], canonical: Path) -> None:
    other = [rows[0] | {"spår": "röd" if rows[0]["spår"] != "röd" else "gul"}, *rows[1:]]
    data = imported(tmp_path, "feb.csv", csv_text(other, HEADERS).encode())
    found, plain = trial.contents(data, but={}), trial.contents(canonical, but={})
    assert sum(found[file] != plain[file] for file in plain) == 1
