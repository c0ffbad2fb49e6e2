"""A hostile file tried: what an import made of it is held against what its maker says, and against itself."""

import csv
import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl

from lus_stats.store import FileReport
from tests.store.corpus import Denied, Taken

# How a cure begins: the last sentence of every refusal tells the reader what to do.
CURES = (
    "Ange", "Be", "Dela", "Döp", "Ersätt", "Gör", "Hämta", "Kontrollera", "Packa", "Rätta", "Skriv", "Spara", "Ta",
    "Välj", "Öppna",
)  # fmt: skip
FOREIGN = re.compile(
    r"\b(arrow|byte|calamine|cannot|codec|column|could|error|exception|expected|failed|fastexcel|file|found|invalid|"
    r"line|missing|none|openpyxl|panic\w*|polars|pyarrow|row|sheet|traceback|true|unable|unexpected|valid|zipfile)\b",
    re.IGNORECASE,
)
LONGEST_MESSAGE = 700
LONGEST_ENTRY = 4096

Tree = dict[str, str]


@contextmanager
def cells_of_any_length() -> Iterator[None]:
    """For the reading of a file here; the app is tried with the limit that the module has."""
    limit = csv.field_size_limit(2**31 - 1)
    try:
        yield
    finally:
        csv.field_size_limit(limit)


def tree(folder: Path) -> Tree:
    """Every file below a folder but the import log's, by the SHA-256 of its bytes."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and path.parent != folder / "log")
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def check_untouched(folder: Path, before: Tree) -> None:
    """Nothing is other than it was; the log tells that a file was refused, and holds nothing of it."""
    assert tree(folder) == before
    assert all(path.stat().st_size < LONGEST_ENTRY for path in (folder / "log").rglob("*") if path.is_file())


def footers(folder: Path) -> dict[str, dict[str, Any]]:
    """What each stored file says about itself."""
    found = sorted(folder.rglob("*.parquet"))
    return {str(path.relative_to(folder)): json.loads(pl.read_parquet_metadata(path)["lus"]) for path in found}


def contents(folder: Path, *, but: Tree) -> dict[str, str]:
    """The content hash of each stored file that was not there before."""
    return {file: footer["content_hash"] for file, footer in footers(folder).items() if file not in but}


def check_denied(report: FileReport, expected: Denied) -> None:
    """The message names file, fault and cure, in Swedish, and nothing was counted as written."""
    assert report.refused is not None, f"taken: {report.accepted} accepted, {report.rejected_rows.rows()}"
    check_message(report.refused, report.file)
    for word in expected.words:
        assert word in report.refused, f"{word!r} is not in {report.refused!r}"
    assert report.months == ()
    assert report.rejected_path is None


def check_message(message: str, file: str) -> None:
    """A refusal begins with the file, ends with what to do, and is nobody's exception."""
    assert message.startswith(f"{file} "), message
    said = message.removeprefix(file)
    assert not FOREIGN.search(said), FOREIGN.search(said)
    last = re.split(r"(?<=[.!?]) (?=[A-ZÅÄÖ])", said)[-1]
    assert last.startswith(CURES), f"no cure: {last!r}"
    assert "\n" not in message
    assert len(said) < LONGEST_MESSAGE, f"{len(said)} characters"


def check_taken(report: FileReport, expected: Taken) -> None:
    """Accepted and rejected add up, and each rejected row has its reasons, and they lie in the rejected file."""
    assert report.refused is None, report.refused
    assert said(report) == {row: tuple(sorted(columns, key=str)) for row, columns in expected.rejected.items()}
    assert (report.accepted, report.rejected) == (expected.accepted, len(expected.rejected))
    assert int(report.restored["rows"].sum()) == expected.restored
    for word in expected.noted:
        assert any(word in note for note in report.notes), report.notes


def said(report: FileReport) -> dict[int, tuple[str | None, ...]]:
    """Each rejected row's columns, one for each reason."""
    columns: dict[int, list[str | None]] = {}
    for row, column, _, _ in report.rejected_rows.rows():
        columns.setdefault(row, []).append(column)
    return {row: tuple(sorted(names, key=str)) for row, names in columns.items()}


def check_rejected_file(report: FileReport) -> None:
    """The rejected file has the report's reasons, each once and in order, and nothing that would be a formula."""
    if report.rejected_rows.is_empty():
        assert report.rejected_path is None
        return
    assert report.rejected_path is not None
    path = Path(report.rejected_path)
    assert path.stat().st_mode & 0o777 == 0o600
    with path.open(encoding="utf-8-sig", newline="") as file, cells_of_any_length():
        lines = [tuple(line) for line in csv.reader(file, delimiter=";")]
    reasons = [(report.file, str(row), *(text or "" for text in rest)) for row, *rest in report.rejected_rows.rows()]
    assert [tuple(map(unprotected, line)) for line in lines[1:]] == [tuple(map(unprotected, line)) for line in reasons]
    assert not [cell for line in lines for cell in line if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def unprotected(cell: str) -> str:
    """A cell without the mark that keeps a spreadsheet from calculating it."""
    return cell.removeprefix("'")


def check_stored(folder: Path, before: Tree, report: FileReport) -> None:
    """What was there is untouched; what is new has the accepted rows, no more and no fewer."""
    after = tree(folder)
    changed = [file for file in before if after.get(file) != before[file] and not file.endswith(".lock")]
    assert not changed
    new = {file: footer for file, footer in footers(folder).items() if file not in before}
    assert sum(footer["rows"] for footer in new.values()) == report.accepted
    assert all(len(pl.read_parquet(folder / file)) == footer["rows"] for file, footer in new.items())


def shown(folder: Path) -> str:
    """Everything that lies in a folder, as text: names, bytes, and the cells and footers of Parquet."""
    texts = []
    for path in sorted(folder.rglob("*")):
        texts.append(path.name)
        if path.suffix == ".parquet":
            texts += [pl.read_parquet(path).write_csv(), str(pl.read_parquet_metadata(path))]
        elif path.is_file():
            texts.append(path.read_bytes().decode("utf-8", "replace"))
    return "\n".join(texts)


def check_secret(digits: str, text: str) -> None:
    """Ten digits stand nowhere in a text, however they are written."""
    written = re.compile(rf"{digits[:6]}\D?{digits[6:]}")
    assert not written.search(text), "a personnummer shows"
