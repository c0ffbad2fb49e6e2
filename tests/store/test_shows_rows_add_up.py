"""Shows: accepted and rejected are the rows in the file, and each rejected row is told with all its reasons."""

import csv
import io
import re
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

import openpyxl
import polars as pl
import pytest

from lus_stats.exports import RejectedFile, rejected_workbook
from lus_stats.schema import FIELDS
from lus_stats.store import FileReport, import_files, open_data
from tests.generate import HEADERS, Row, episodes
from tests.oracle.intake import Intake, intake
from tests.store import trial
from tests.store.corpus.books import xlsx
from tests.store.corpus.plain import quoted, table
from tests.store.material import NOW
from tests.store.test_against_the_oracle import spoiled

DRAWN = date(2021, 3, 5)
SEEDS = (11, 12)
KINDS = ("csv", "xlsx")
IDS = [field.name for field in FIELDS]
MOMENT = re.compile(r"(.{10})[T ](..:..)(?::00)?")  # a workbook's reader writes moments in one way
Tried = tuple[FileReport, Intake, list[Row], Path]


@pytest.fixture(scope="module", params=[(seed, kind) for seed in SEEDS for kind in KINDS], ids=str)
def tried(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Tried:
    """Three hundred rows, a third of them spoiled, some of them blank; what the import and what the oracle say."""
    seed, kind = request.param
    rows = spoiled(episodes(300, seed), Random(seed))
    for place in range(0, 300, 37):
        rows[place] = dict.fromkeys(HEADERS, "")
    base = tmp_path_factory.mktemp("rows")
    path = base / f"uttag.{kind}"
    path.write_bytes(xlsx(table(rows)) if kind == "xlsx" else quoted(table(rows)).encode())
    (report,) = import_files(open_data(base / "data"), [path], extracted_on=DRAWN, max_rejected=1.0, now=NOW).files
    return report, intake(rows, DRAWN, NOW), rows, base / "data"


def reasons(report: FileReport) -> list[tuple[int, str, str, str]]:
    """Every reason in the report, a missing column or value as nothing."""
    return [(row, *(text or "" for text in rest)) for row, *rest in report.rejected_rows.rows()]


def test_accepted_and_rejected_are_the_rows_that_are_not_blank(tried: Tried) -> None:
    report, theirs, rows, _ = tried
    filled = sum(any(cell.strip() for cell in row.values()) for row in rows)
    assert filled < 300
    assert report.accepted + report.rejected == filled == theirs.rows
    assert report.rejected > 60


def test_each_row_is_accepted_or_rejected_and_never_both(tried: Tried) -> None:
    report, theirs, _, data = tried
    stored = pl.concat([pl.read_parquet(path, columns=IDS) for path in data.rglob("*.parquet")])
    assert len(stored) == report.accepted == len(theirs.accepted)
    assert sorted(stored["episode_id"]) == sorted(episode.episode_id for episode in theirs.accepted)
    assert report.rejected_rows["row"].n_unique() == report.rejected
    assert {row for row, *_ in reasons(report)} == theirs.rejected_rows


def test_a_rejected_row_has_all_its_reasons_each_once(tried: Tried) -> None:
    report, theirs, _, _ = tried
    assert Counter((row, column) for row, column, _, _ in reasons(report)) == Counter(
        (row, column or "") for row, column, _ in theirs.rejected
    )
    assert max(Counter(row for row, *_ in reasons(report)).values()) > 2
    assert len(set(reasons(report))) == len(reasons(report))


def test_the_file_of_rejected_rows_has_them_all_in_order(tried: Tried) -> None:
    report, _, _, _ = tried
    trial.check_rejected_file(report)
    assert report.rejected_path is not None
    text = Path(report.rejected_path).read_text(encoding="utf-8-sig")
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert lines[0] == ["fil", "rad", "kolumn", "värde", "skäl"]
    assert [int(line[1]) for line in lines[1:]] == sorted(row for row, *_ in reasons(report))


def test_so_has_the_workbook_of_them(tried: Tried) -> None:
    report, _, _, _ = tried
    made = rejected_workbook([RejectedFile(report.file, report.rejected_rows, report.rejected)], NOW)
    sheet = openpyxl.load_workbook(io.BytesIO(made)).worksheets[0]
    rows = [
        [trial.unprotected(str(cell or "")) for cell in row] for row in sheet.iter_rows(min_row=2, values_only=True)
    ]
    wanted = [[report.file, str(row), *map(trial.unprotected, rest)] for row, *rest in reasons(report)]
    assert [row[:2] for row in rows] == [row[:2] for row in wanted]
    assert [[cell.strip() for cell in row] for row in rows] == [[cell.strip() for cell in row] for row in wanted]


def test_and_the_value_is_what_stood_in_the_file(tried: Tried) -> None:
    report, _, rows, _ = tried
    for row, column, value, _ in reasons(report):
        assert MOMENT.sub(r"\1 \2", value) == MOMENT.sub(r"\1 \2", rows[row - 2][column].strip())
