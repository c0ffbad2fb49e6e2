"""Readers take turns: no more at a time than are to be, and nobody is kept out by one who only waits."""

import threading
from contextlib import ExitStack

import pytest

from lus_stats.ui import cache, turns

PATIENCE = 60.0


class Reader(threading.Thread):
    """Takes a turn and keeps it until told; `aside` lets it give the turn away meanwhile."""

    def __init__(self, *, aside: bool = False) -> None:
        super().__init__(daemon=True)
        self.aside, self.began, self.may_end = aside, threading.Event(), threading.Event()
        self.start()

    def run(self) -> None:
        with turns.turn(), turns.aside() if self.aside else ExitStack():
            self.began.set()
            self.may_end.wait(PATIENCE)

    def end(self) -> None:
        """Let it go, and wait until it has."""
        self.may_end.set()
        self.join(PATIENCE)
        assert not self.is_alive()


def test_no_more_than_so_many_draw_at_a_time_and_the_next_begins_when_one_ends() -> None:
    first = [Reader() for _ in range(turns.AT_ONCE)]
    assert all(reader.began.wait(PATIENCE) for reader in first)
    late = Reader()
    assert not late.began.wait(0.1)
    first[0].end()
    assert late.began.wait(PATIENCE)
    for reader in [*first[1:], late]:
        reader.end()


def test_one_who_only_waits_keeps_nobody_out() -> None:
    waiting = [Reader(aside=True) for _ in range(turns.AT_ONCE + 1)]
    assert all(reader.began.wait(PATIENCE) for reader in waiting)
    for reader in waiting:
        reader.end()


def test_a_fault_gives_the_turn_back() -> None:
    for _ in range(turns.AT_ONCE + 1):
        with pytest.raises(ZeroDivisionError), turns.turn():
            _ = 1 / 0
    last = Reader()
    assert last.began.wait(PATIENCE)
    last.end()


def test_who_has_no_turn_has_none_to_give() -> None:
    with turns.aside():
        pass
    test_no_more_than_so_many_draw_at_a_time_and_the_next_begins_when_one_ends()


def test_a_turn_given_away_twice_is_given_away_once() -> None:
    """What takes long may ask for something that does too."""
    with turns.turn(), turns.aside():
        with turns.aside():
            pass
        others = [Reader() for _ in range(turns.AT_ONCE)]
        assert all(reader.began.wait(PATIENCE) for reader in others)
        for reader in others:
            reader.end()
    test_no_more_than_so_many_draw_at_a_time_and_the_next_begins_when_one_ends()


def test_what_takes_long_is_worked_out_once_and_keeps_nobody_out() -> None:
    asked, may_end = [], threading.Event()

    @cache.kept(4, long=True)
    def answer(question: int) -> int:
        asked.append(question)
        may_end.wait(PATIENCE)
        return question + 1

    found: list[int] = []

    def ask() -> None:
        with turns.turn():
            found.append(answer(1))

    readers = [threading.Thread(target=ask, daemon=True) for _ in range(turns.AT_ONCE + 2)]
    for reader in readers:
        reader.start()
    test_no_more_than_so_many_draw_at_a_time_and_the_next_begins_when_one_ends()
    assert found == []
    may_end.set()
    for reader in readers:
        reader.join(PATIENCE)
    assert found == [2] * len(readers)
    assert asked == [1]
    assert answer(1) == 2


def test_nobody_waits_with_a_turn_for_one_who_needs_it() -> None:
    """A page's answer rests on one that takes long, and others ask for the page meanwhile."""
    begun, may_end = threading.Event(), threading.Event()

    @cache.kept(4, long=True)
    def series(question: int) -> int:
        begun.set()
        may_end.wait(PATIENCE)
        return question + 1

    @cache.kept(4)
    def page(question: int) -> int:
        return series(question) * 10

    found: list[int] = []

    def ask() -> None:
        with turns.turn():
            found.append(page(1))

    first, *others = [threading.Thread(target=ask, daemon=True) for _ in range(turns.AT_ONCE + 2)]
    first.start()
    assert begun.wait(PATIENCE)
    for reader in others:
        reader.start()
    test_no_more_than_so_many_draw_at_a_time_and_the_next_begins_when_one_ends()
    may_end.set()
    for reader in [first, *others]:
        reader.join(PATIENCE)
    assert found == [20] * (turns.AT_ONCE + 2)
