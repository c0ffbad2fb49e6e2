"""Files with names and natures that programs stumble on: taken as any other, or refused before they are read."""

import os
import time
from pathlib import Path

import pytest

from tests.store import trial
from tests.store.corpus.plain import with_cells
from tests.store.material import csv_text
from tests.store.trying import watchdog
from tests.unit.lus import Called, lus

__all__ = ["watchdog"]

CONTENT = csv_text(with_cells(1, spår="lila")).encode()
NAMES = {
    "a line break": "feb\n2020.csv",
    "a tab and a bell": "feb\t\x07.csv",
    "bytes that are no text": os.fsdecode(b"feb\xe5\xff.csv"),
    "an option": "--replace.csv",
    "hidden": ".feb.csv",
    "only dots": "...csv",
    "only spaces": "  .csv",
    "a shell's signs": "feb;'$(id)`id`&|<>.csv",
    "read from right to left": "\u202efeb.csv",
    "decomposed": "fe\u0301b.csv",
    "as long as can be": "å" * 125 + ".csv",
    "without an ending": "feb",
    "a formula": "=1+1.csv",
}


def imported(path: Path, data: Path, *options: str) -> Called:
    """`lus import` of a file."""
    return lus("import", path, "--data", data, "--max-rejected", "1", *options)


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_file_of_any_name_is_taken_and_its_rejected_row_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / name
    path.write_bytes(CONTENT)
    called = imported(path, tmp_path / "data", "--format", "json")
    (file,) = called.json["files"]
    assert (called.code, file["accepted"], file["rejected"]) == (0, 2, 1)
    file["file"].encode()
    (rejected,) = (tmp_path / "data" / "rejected").iterdir()
    assert rejected.suffix == ".csv"
    assert rejected.name[0] not in ".-"
    assert "lila" in rejected.read_text(encoding="utf-8-sig")
    assert {footer["source"] for footer in trial.footers(tmp_path / "data").values()} == {file["file"]}
    assert not [sign for sign in called.err if not sign.isprintable() and sign != "\n"]


def test_an_endless_file_is_refused_unread(tmp_path: Path) -> None:
    called = imported(Path("/dev/zero"), tmp_path / "data")
    assert called.code == 3
    assert "zero är ingen fil utan en enhet" in called.err
    assert trial.footers(tmp_path / "data") == {}


def test_a_file_of_many_gigabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "feb.csv"
    with path.open("wb") as file:
        file.write(CONTENT)
        file.truncate(64 * 2**30)  # most of which is nothing but a number in the directory
    begun = time.monotonic()
    called = imported(path, tmp_path / "data")
    assert time.monotonic() - begun < 20
    assert called.code == 3
    assert "feb.csv är större än 2 GB. Dela den" in called.err
    assert trial.footers(tmp_path / "data") == {}


@pytest.mark.parametrize("name", ["missing.csv", "loop.csv", "folder.csv"])
def test_a_path_that_leads_to_no_file_is_a_wrong_call(tmp_path: Path, name: str) -> None:
    (tmp_path / "loop.csv").symlink_to(tmp_path / "loop.csv")
    (tmp_path / "folder.csv").mkdir()
    called = imported(tmp_path / name, tmp_path / "data")
    assert called.code == 2
    assert name in called.err
    assert not (tmp_path / "data").exists()


def test_a_link_to_a_file_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_bytes(CONTENT)
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    assert imported(tmp_path / "link.csv", tmp_path / "data").code == 0
    assert (tmp_path / "real.csv").read_bytes() == CONTENT
