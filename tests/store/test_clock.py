"""Revisions are numbered by order, never by time: a clock that jumps moves no frozen basis and loses no month."""

import os
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from lus_stats import answers, store
from lus_stats.answers import Question
from lus_stats.store import sums
from lus_stats.store.sums import FINISHED, as_list
from tests.store.material import Row, episode, episodes, held, imported, imported_one

FEBRUARY = Question(date(2020, 2, 1))
RIGHT = datetime(2020, 3, 9, 10, 0)
LATER = [*episodes(9), episode("late", registrerad="2020-03-20 08:00")]
LISTS = "data/store/checksums"


def billed(base: Path) -> list[tuple[object, ...]]:
    return answers.bill(store.open_data(base / "data"), FEBRUARY).groups.rows()


def in_order(base: Path) -> list[tuple[int, bool, date]]:
    return held(base).revisions().select("revision", "basis", "extracted_on").rows()


@pytest.mark.parametrize(
    ("second", "drawn"),
    [
        (datetime(2020, 3, 8, 9, 0), date(2020, 3, 6)),  # a day back
        (datetime(2020, 2, 20, 9, 0), date(2020, 2, 20)),  # into the month itself: preliminary, and no basis
        (datetime(2099, 1, 1, 0, 0), date(2020, 3, 6)),
        (datetime(2020, 12, 31, 23, 59, 59), date(2020, 3, 6)),
    ],
)
def test_a_jump_between_two_imports_moves_no_basis(tmp_path: Path, second: datetime, drawn: date) -> None:
    imported(tmp_path, episodes(9), now=RIGHT)
    before = billed(tmp_path)
    assert imported_one(tmp_path, episodes(8), now=second).months[0].revision == 2
    assert imported_one(tmp_path, episodes(7), now=RIGHT).months[0].revision == 3
    assert in_order(tmp_path) == [(1, True, date(2020, 3, 6)), (2, False, drawn), (3, False, date(2020, 3, 6))]
    assert held(tmp_path).extracts("newest")["revision"].to_list() == [3]
    assert billed(tmp_path) == before
    assert store.verify(held(tmp_path)) == []


def test_a_first_import_under_a_clock_far_ahead_is_the_basis_all_the_same(tmp_path: Path) -> None:
    imported(tmp_path, episodes(9), now=datetime(2099, 6, 1, 8, 0))
    before = billed(tmp_path)
    imported(tmp_path, LATER, now=datetime(2020, 4, 1, 8, 0))
    assert in_order(tmp_path) == [(1, True, date(2020, 3, 6)), (2, False, date(2020, 3, 6))]
    assert billed(tmp_path) == before


def test_a_clock_behind_the_rows_refuses_them_and_loses_nothing(tmp_path: Path) -> None:
    imported(tmp_path, episodes(9), now=RIGHT)
    (report,) = imported(tmp_path, LATER, now=datetime(2019, 12, 24, 15, 0)).files
    assert report.refused
    assert in_order(tmp_path) == [(1, True, date(2020, 3, 6))]


@pytest.mark.parametrize(
    "moments",
    [
        [datetime(2026, 10, 25, 2, 30), datetime(2026, 10, 25, 2, 10), datetime(2026, 10, 25, 2, 30)],  # an hour twice
        [datetime(2026, 3, 29, 1, 59, 59), datetime(2026, 3, 29, 3, 0)],
        [datetime(2026, 12, 31, 23, 59, 59), datetime(2027, 1, 1, 0, 0)],
    ],
)
def test_imports_over_the_turn_of_an_hour_or_a_year(tmp_path: Path, moments: list[datetime]) -> None:
    bad: Row = episode("bad", kommunkod="9999")
    reports = [imported_one(tmp_path, [*episodes(9 + n), bad], now=now) for n, now in enumerate(moments)]
    assert len({report.rejected_path for report in reports}) == len(moments)
    assert held(tmp_path).revisions()["imported_at"].to_list() == moments
    assert [basis for _, basis, _ in in_order(tmp_path)] == [True] + [False] * (len(moments) - 1)
    assert store.verify(held(tmp_path)) == []


def test_lists_of_sums_whose_names_run_backwards_are_still_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(["20990101T000000", "20200101T000000", "20261025T023000", "20261025T021000"])
    monkeypatch.setattr(sums, "time", SimpleNamespace(strftime=lambda _: next(clock)))
    for more in range(4):
        imported(tmp_path, episodes(9 + more))
    assert len(list((tmp_path / LISTS).iterdir())) == len(in_order(tmp_path)) == 4
    assert store.verify(held(tmp_path)) == []


@pytest.mark.parametrize("name", ["20000101T000000-x", "20990101T000000-x"])
def test_a_file_that_two_lists_tell_of_is_as_either_says(tmp_path: Path, name: str) -> None:
    """Such as one taken back from a copy of another time; neither list's name says which of them is the later."""
    imported(tmp_path, episodes(9))
    (file,) = (found.name for found in held(tmp_path).root.files() if found.name.endswith(".parquet"))
    (tmp_path / LISTS / f"{name}{FINISHED}").write_bytes(as_list([("0" * 64, file)]))
    assert store.verify(held(tmp_path)) == []


def test_files_from_the_future_are_read_as_any_other(tmp_path: Path) -> None:
    imported(tmp_path, episodes(9))
    seen = held(tmp_path).stamp()
    for path in (tmp_path / "data/store").rglob("*.parquet"):
        os.utime(path, (4_102_444_800, 4_102_444_800))
    assert held(tmp_path).stamp() != seen
    assert imported_one(tmp_path, LATER).months[0].revision == 2
    assert held(tmp_path).extracts("newest")["revision"].to_list() == [2]
    assert store.verify(held(tmp_path)) == []
