"""Several imports at once, each a process of its own: none lost, none twice, and readers see nothing between."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from lus_stats import store
from tests.store.crash import children
from tests.store.crash.material import all_written_once, leftovers, told
from tests.store.crash.stage import Stage
from tests.store.material import Row, episode, episodes, held, imported, written

AT_ONCE = 3


def trouble(data: Path, *files: Path) -> list[str]:
    """What went wrong with `lus import` of each of these, started together."""
    paths = [str(file) for file in files]
    return children.trouble([children.started(children.importing, str(data), path) for path in paths], paths)


def at_once(base: Path, *contents: list[Row]) -> list[str]:
    """The same of files with these rows."""
    return trouble(base / "data", *(written(base, rows, f"{number}.csv") for number, rows in enumerate(contents)))


def ids(base: Path) -> list[set[str]]:
    """The episodes of each revision."""
    extracts = [held(base).extracts(number) for number in held(base).revisions()["revision"].to_list()]
    return [set(held(base).scan(extract, "episode_id").collect()["episode_id"]) for extract in extracts]


def test_the_same_file_at_once_is_one_revision(tmp_path: Path) -> None:
    rows = [*episodes(9), episode("bad", kommunkod="9999")]
    assert at_once(tmp_path, *[rows] * AT_ONCE) == []
    assert held(tmp_path).revisions()["revision"].to_list() == [1]
    assert store.verify(held(tmp_path)) == []
    assert leftovers(tmp_path) == []
    assert len(list((tmp_path / "data/rejected").iterdir())) == AT_ONCE


def test_different_files_at_once_are_a_revision_each(tmp_path: Path) -> None:
    imported(tmp_path, episodes(9))
    extra = [f"new{number}" for number in range(AT_ONCE)]
    assert at_once(tmp_path, *[[*episodes(9), episode(name)] for name in extra]) == []
    first, *others = ids(tmp_path)
    assert {frozenset(each - first) for each in others} == {frozenset({name}) for name in extra}
    assert held(tmp_path).revisions()["revision"].to_list() == [1, 2, 3, 4]
    assert store.verify(held(tmp_path)) == []
    assert leftovers(tmp_path) == []


def test_the_importers_of_these_tests_start_without_the_parents_main_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = ModuleType("__main__")
    gone.__file__ = str(tmp_path / "gone.py")
    monkeypatch.setitem(sys.modules, "__main__", gone)
    assert at_once(tmp_path, episodes(1)) == []


def test_two_correct_a_store_at_once_while_others_read(stage: Stage) -> None:
    data = stage.raised()
    assert trouble(data, *[stage.material.second] * 2) == []
    folder = store.open_data(data)
    assert told(folder) == stage.material.new
    assert all_written_once(folder)
    assert store.verify(folder.store) == []
    assert leftovers(data) == []
    stage.struck()
    assert all(look.looks for look in stage.looks)
