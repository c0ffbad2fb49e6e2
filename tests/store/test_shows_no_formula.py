"""Shows: text that begins with `=`, `+`, `-` or `@` is a formula in nothing that comes out."""

import csv
import io
import re
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from lus_stats.answers import Question, bill
from lus_stats.exports import RejectedFile, rejected_workbook
from lus_stats.store import import_files, open_data
from lus_stats.ui.tables import Column, csv_bytes
from tests.generate import HEADERS, Row
from tests.store.corpus.cells import FORMULAS
from tests.store.corpus.plain import quoted, table
from tests.store.material import NOW, episode
from tests.unit.lus import lus

RUNS = re.compile(r'[\s"\x00-\x1f\u200b\ufeff]*[=+\-@＝＋－＠]')
NUMBER = re.compile(r"-?[0-9]+([.,][0-9]+)?")
FILE = "=2+5+cmd.csv"
COMMANDS = {
    "import": ("import", "--max-rejected", "1"),
    "bill": ("bill", "--month", "2020-02"),
    "stats by hospital": ("stats", "--month", "2020-02", "--by", "hospital", "--show-small"),
    "months": ("months",),
    "months --diff": ("months", "--diff", "--month", "2020-02"),
    "log": ("log",),
}


def hostile_rows() -> list[Row]:
    """Sound rows whose ids and hospitals are formulas, and rows that are rejected for formulas."""
    sound = [episode(text, sjukhus=text) for text in FORMULAS]
    columns = [header for header in HEADERS if header not in ("vårdtillfälle", "sjukhus")]
    faulty = [episode(f"{text}{place}", **{header: text}) for place, header in enumerate(columns) for text in FORMULAS]
    return sound + faulty


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with all of them, twice, the second time with one fact changed."""
    base = tmp_path_factory.mktemp("formulas")
    for rows in (hostile_rows(), [hostile_rows()[0] | {"spår": "röd"}, *hostile_rows()[1:]]):
        (base / FILE).write_text(quoted(table(rows)), encoding="utf-8")
        called = lus("import", base / FILE, "--max-rejected", "1", "--data", base)
        assert called.code == 0, called.err
    return base


def running(text: str) -> list[str]:
    """The cells of a CSV text that a spreadsheet would take for formulas; a negative number is none."""
    lines = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";")
    return [cell for line in lines for cell in line if RUNS.match(cell) and not NUMBER.fullmatch(cell)]


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_in_what_the_command_line_writes(folder: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    first, *rest = command
    data = tmp_path if first == "import" else folder
    called = lus(first, *([folder / FILE] if first == "import" else []), *rest, "--data", data, "--format", "csv")
    assert called.code == 0, called.err
    assert "=" in called.out
    assert running(called.out) == []


def test_in_the_files_of_rejected_rows(folder: Path) -> None:
    paths = sorted((folder / "rejected").glob("*.csv"))
    assert len(paths) == 2
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert text.count("HYPERLINK") >= 16
        assert running(text) == []


def test_in_the_workbook_of_rejected_rows(folder: Path, tmp_path: Path) -> None:
    (report,) = import_files(open_data(tmp_path), [folder / FILE], max_rejected=1.0, now=NOW, dry_run=True).files
    made = rejected_workbook([RejectedFile(report.file, report.rejected_rows, report.rejected)], NOW)
    book = openpyxl.load_workbook(io.BytesIO(made))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert sum(str(cell.value).lstrip("'").startswith("=") for cell in cells) > 30
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not [cell.value for cell in cells if cell.hyperlink]
    with ZipFile(io.BytesIO(made)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert not [name for name in sheets if b"<f" in archive.read(name)]


def test_in_the_lines_a_page_hands_out(folder: Path) -> None:
    lines = bill(open_data(folder), Question(date(2020, 2, 1))).lines
    assert set(FORMULAS[:1]) <= set(lines["episode_id"])
    assert running(csv_bytes(lines, (Column("episode_id", "Vårdtillfälle"),)).decode()) == []


def test_the_check_finds_a_formula() -> None:
    assert running('a;=1;-2;"+x"\n') == ["=1", "+x"]
