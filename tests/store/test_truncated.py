"""A file that was cut short is never taken for a whole one, wherever that can be known."""

import os
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest
import xlwt

from lus_stats import store
from lus_stats.schema import HEADERS
from lus_stats.store import FileReport, Incoming
from tests.store.material import NOW, csv_text, episode, held

ROWS = [episode(f"e{number}", sjukhus='"Örebro; ""söder"""' if number % 2 else "Örebro") for number in range(6)]
WHOLE = csv_text(ROWS).encode()
LONG = bool(os.environ.get("LUS_SOAK"))
PARTS = 40 if LONG else 5
LAST = WHOLE.rindex(b"\n", 0, -1) + 1  # where the last row begins


def uploaded(base: Path, content: bytes, name: str = "feb.csv", *, dry_run: bool = True) -> FileReport:
    """What an upload of these bytes would come to."""
    folder = store.open_data(base / "data")
    report = store.import_files(folder, [Incoming(name, content)], now=NOW, max_rejected=1.0, dry_run=dry_run)
    return report.files[0]


def test_a_row_that_is_cut_anywhere_is_rejected_or_refuses_the_file(tmp_path: Path) -> None:
    whole_rows = {LAST - 1, LAST, len(WHOLE) - 1, len(WHOLE)}  # with or without the last line break
    for end in sorted({*range(LAST - 1, len(WHOLE) + 1, 1 if LONG else 3), *whole_rows}):
        report = uploaded(tmp_path, WHOLE[:end])
        if end in whole_rows:
            assert (report.refused, report.accepted, report.rejected) == (None, 5 + (end > LAST), 0)
        elif report.refused is None:
            assert report.accepted < 6, end
            assert report.rejected == 1, end
            assert report.rejected_rows["row"].to_list()[0] >= 6, end


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_half_a_character_or_half_a_quotation_changes_no_row_before_it(tmp_path: Path, encoding: str) -> None:
    """Half a letter of UTF-8 must not make the file look like Windows-1252."""
    whole = csv_text(ROWS).encode(encoding)
    letter = whole.rindex("Ö".encode(encoding.replace("16", "16-le")))
    for number, end in enumerate((letter, letter + 1, letter + 5)):
        base = tmp_path / str(number)
        if uploaded(base, whole[:end], dry_run=False).refused is None:
            rows = held(base).scan(held(base).extracts("newest")).sort("episode_id").collect()
            assert set(rows["hospital"]) <= {"Örebro", 'Örebro; "söder"'}
            assert len(rows) < 6


def test_a_workbook_or_table_that_is_cut_anywhere_is_refused(tmp_path: Path) -> None:
    for name, content in (("feb.xlsx", as_xlsx()), ("feb.parquet", as_parquet()), ("feb.xls", as_xls())):
        assert uploaded(tmp_path, content, name).accepted == len(ROWS)
        ends = {len(content) * part // PARTS for part in range(1, PARTS)} | {len(content) - 100, len(content) - 512}
        for end in ends:
            said = uploaded(tmp_path, content[:end], name)
            assert said.refused is not None, (name, end)
            assert said.refused.startswith(name)
            assert (said.accepted, said.months) == (0, ())


def table() -> pl.DataFrame:
    return pl.DataFrame([{header: row.get(header, "") for header in HEADERS} for row in ROWS])


def as_xlsx() -> bytes:
    out = BytesIO()
    table().write_excel(out)
    return out.getvalue()


def as_parquet() -> bytes:
    out = BytesIO()
    table().write_parquet(out)
    return out.getvalue()


def as_xls() -> bytes:
    book, out = xlwt.Workbook(), BytesIO()
    sheet = book.add_sheet("feb")
    for column, header in enumerate(table().columns):
        for row, value in enumerate([header, *table()[header]]):
            sheet.write(row, column, value)
    book.save(out)
    return out.getvalue()
