"""A disk that is full, broken or not ours to write on: refused in Swedish, and what lay there lies there unchanged."""

import errno
import resource
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lus_stats import store
from lus_stats.errors import Refused
from tests.store.crash.calls import refusing, watched
from tests.store.crash.material import LONG, leftovers
from tests.store.material import episode, episodes, held, imported, kept

FIRST = episodes(9)
SECOND = [*episodes(8), episode("late"), episode("p", vårdform="psykiatrisk"), episode("bad", kommunkod="9999")]
NEED_SPACE = ("open", "mkdir", "link", "fsync")
EVERY = 1 if LONG else 5


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the first import in it, to be copied."""
    base = tmp_path_factory.mktemp("starved")
    imported(base, FIRST)
    return base


def copied(first: Path, base: Path) -> Path:
    """A folder of its own with the first import in it."""
    return Path(shutil.copytree(first, base))


def contents(base: Path) -> dict[str, bytes]:
    """Every file of the data folder but the log, and what is in it."""
    return {name: (base / "data" / name).read_bytes() for name in kept(base)}


def calls_of(base: Path) -> list[str]:
    """The calls of an import that nothing hinders."""
    names: list[str] = []
    with watched(lambda _, name: names.append(name)):
        imported(base, SECOND)
    return names


def full(moment: int) -> Callable[[int, str], None]:
    """From that call on there is no space; taking away still works."""
    refuse = refusing(errno.ENOSPC, moment)
    return lambda number, name: refuse(number, name) if name in NEED_SPACE else None


def once(moment: int) -> Callable[[int, str], None]:
    """That call alone fails."""
    return refusing(errno.EIO, moment, moment)


@pytest.mark.parametrize(("hindered", "said"), [(full, "disken är full"), (once, "disken svarar med fel")])
def test_whatever_call_is_refused_the_import_is_whole_or_nothing(
    tmp_path: Path, first: Path, hindered: Callable[[int], Callable[[int, str], None]], said: str
) -> None:
    moments = range(1, len(calls_of(copied(first, tmp_path / "free"))) + 1, EVERY)
    refused = [n for n in moments if _hindered(copied(first, tmp_path / str(n)), hindered(n), said)]
    assert 0 < len(refused) < len(moments)  # after the last name the import is done, whatever fails then
    assert refused == list(moments)[: len(refused)] or hindered is once


def _hindered(base: Path, hindrance: Callable[[int, str], None], said: str) -> bool:
    """Whether the import was refused; if so, nothing has changed. The next one makes all good."""
    before = contents(base)
    refusal = _refusal(base, hindrance)
    if refusal is None:
        assert held(base).revisions()["revision"].to_list() == [1, 1, 2]
    else:
        assert refusal.startswith(f"Det går inte att skriva i {base}")
        assert f": {said}; inget importerades. " in refusal
        assert contents(base) == before
    assert store.verify(held(base)) == []
    imported(base, SECOND)
    assert held(base).revisions()["revision"].to_list() == [1, 1, 2]
    assert store.verify(held(base)) == []
    assert leftovers(base) == []
    return refusal is not None


def _refusal(base: Path, hindrance: Callable[[int, str], None]) -> str | None:
    """What an import that is hindered says, if it is refused."""
    try:
        with watched(hindrance):
            imported(base, SECOND)
    except Refused as error:
        return str(error)
    return None


def test_a_disk_that_goes_for_good_leaves_what_the_next_import_puts_in_order(tmp_path: Path, first: Path) -> None:
    """Nothing can be taken back then: the months may be half there, each of them whole, and the message says so."""
    names = calls_of(copied(first, tmp_path / "free"))
    naming = [number for number, name in enumerate(names, start=1) if name == "link"]
    said = set()
    for moment in naming:
        base = copied(first, tmp_path / str(moment))
        said.add("avbröts halvvägs" in str(_refusal(base, refusing(errno.EIO, moment))))
        assert store.verify(held(base)) == []
        imported(base, SECOND)
        assert held(base).revisions()["revision"].to_list() == [1, 1, 2]
        assert store.verify(held(base)) == []
        assert leftovers(base) == []
    assert said == {True, False}


def test_a_limit_on_the_size_of_files_is_said(tmp_path: Path) -> None:
    imported(tmp_path, FIRST)
    before = contents(tmp_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, hard))
    try:
        with pytest.raises(Refused, match="filen blir större än den får vara; inget importerades"):
            imported(tmp_path, SECOND)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert contents(tmp_path) == before
    assert leftovers(tmp_path) == []
