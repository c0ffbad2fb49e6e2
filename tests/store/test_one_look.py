"""One look at the store serves a whole page, and for a moment the next readers too."""

import threading
from pathlib import Path

import pytest

from lus_stats.store import layout
from lus_stats.store.places import LocalFolder

LONG = 3_600.0


@pytest.fixture
def root(tmp_path: Path) -> LocalFolder:
    """A store of one file."""
    (tmp_path / "r0001.parquet").write_bytes(b"1")
    return LocalFolder(tmp_path)


def another(root: LocalFolder) -> None:
    """One more file, from somewhere else."""
    (root.path / f"r{len(list(root.path.iterdir())) + 1:04}.parquet").write_bytes(b"another")


def test_what_comes_during_a_look_is_seen_after_it(root: LocalFolder) -> None:
    """The page rests on one state of the store from its first figure to its last."""
    with layout.one_look():
        before, stamp = layout.listing(root), layout.stamp(root)
        another(root)
        assert (layout.listing(root), layout.stamp(root)) == (before, stamp)
    assert len(layout.listing(root)) == len(before) + 1
    assert layout.stamp(root) != stamp


def test_a_look_that_does_not_ask_for_it_uses_no_others(root: LocalFolder) -> None:
    """A command finds what has just been written."""
    layout.listing(root)
    another(root)
    with layout.one_look():
        assert len(layout.listing(root)) == 2


def test_readers_within_a_moment_share_a_look(root: LocalFolder) -> None:
    """Also from other threads; with the moment over, each looks anew."""
    with layout.one_look(LONG):
        layout.listing(root)
    another(root)
    counted: list[int] = []

    def read(seconds: float) -> None:
        with layout.one_look(seconds):
            counted.append(len(layout.listing(root)))

    for seconds in (LONG, 0.0):
        reader = threading.Thread(target=read, args=(seconds,))
        reader.start()
        reader.join()
    assert counted == [1, 2]


def test_looking_again_forgets_the_shared_look(root: LocalFolder) -> None:
    """An import from the page is seen by its reader at once."""
    layout.listing(root)
    another(root)
    layout.look_again(root)
    with layout.one_look(LONG):
        assert len(layout.listing(root)) == 2
