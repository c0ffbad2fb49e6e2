"""Rejected rows are their owner's alone, and go with the next import once their time is out (D65)."""

import json
import os
import stat
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from lus_stats import store
from tests.store.material import episode, episodes, imported_one

FAULTY = [*episodes(3), episode("x", kommunkod="9999")]
WRITTEN = datetime(2026, 8, 22, 12, 0)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Rejected rows of an import, written at noon on 22 August."""
    path = imported_one(tmp_path, FAULTY).rejected_path
    assert path is not None
    moment = WRITTEN.timestamp()
    os.utime(path, (moment, moment))
    return Path(path)


def later(base: Path, days: int, **options: object) -> store.FileReport:
    """Another month's import so many days after."""
    rows = episodes(3, "m", utskriven="2020-03-04 14:00", registrerad="2020-03-04 15:00")
    return imported_one(base, rows, now=WRITTEN + timedelta(days=days), **options)


def removed(base: Path) -> list[str]:
    """The files that the log's entries say were removed, and why."""
    entries = sorted((base / "data/log").glob("*.json"))
    said = [one for entry in entries for one in json.loads(entry.read_text(encoding="utf-8"))["removed"]]
    return [f"{one['file']}: {one['why']}" for one in said]


def test_they_are_readable_by_their_owner_only(old: Path) -> None:
    assert stat.S_IMODE(old.stat().st_mode) == 0o600
    assert stat.S_IMODE(old.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(("days", "stays"), [(90, True), (91, False)])
def test_after_90_days_the_next_import_removes_them_and_says_so(
    tmp_path: Path, old: Path, days: int, stays: bool
) -> None:
    report = later(tmp_path, days)
    assert report.accepted == 3
    assert old.exists() == stays
    said = [note for note in report.notes if "togs bort" in note]
    gone = "Avvisade rader från tidigare importer, äldre än 90 dagar, togs bort (antal filer: 1)."
    assert said == ([] if stays else [gone])
    assert removed(tmp_path) == ([] if stays else [f"rejected/{old.name}: sparas 90 dagar"])


def test_the_period_is_the_data_folders_own(tmp_path: Path, old: Path) -> None:
    (tmp_path / "data/retention.toml").write_text("rejected_days = 5\n", encoding="utf-8")
    later(tmp_path, 6)
    assert not old.exists()


def test_a_dry_run_and_a_refused_file_remove_nothing(tmp_path: Path, old: Path) -> None:
    later(tmp_path, 91, dry_run=True)
    assert imported_one(tmp_path, "nonsens;här\n1;2\n", now=WRITTEN + timedelta(days=91)).refused
    assert old.exists()


def test_what_hinders_it_is_said_and_the_import_stands(tmp_path: Path, old: Path) -> None:
    (tmp_path / "data/retention.toml").write_text("rejected_days = 'många'\n", encoding="utf-8")
    report = later(tmp_path, 91)
    assert len(report.months) == 1
    assert old.exists()
    (said,) = [note for note in report.notes if "ligger kvar" in note]
    assert "retention.toml" in said
