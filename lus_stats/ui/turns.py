"""Readers take turns: a few pages are drawn at a time, each at its full speed, in the order they were asked for.

Where all are drawn at once each waits for Python's one lock at every look at a file and at every query, and a click
takes seconds while the processor has time to spare. Nor does a page wait for another that counts for long.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

AT_ONCE: Final = max(2, os.cpu_count() or 1)
_turns = threading.BoundedSemaphore(AT_ONCE)
_run = threading.local()  # whether this run of the script has a turn


@contextmanager
def turn() -> Iterator[None]:
    """Wait for one's turn, and have it for what is done inside."""
    _take()
    try:
        yield
    finally:
        _give_away()


@contextmanager
def aside() -> Iterator[None]:
    """Let others draw while this run waits, or counts for long; it has to wait for its turn again afterwards."""
    had = _give_away()
    try:
        yield
    finally:
        if had:
            _take()


class Meeting(threading.Condition):
    """A condition that nobody waits for with a turn: the one who is waited for may need it."""

    def wait(self, timeout: float | None = None) -> bool:
        """As every condition; the lock is not held either while the turn is waited for."""
        had = _give_away()
        try:
            return super().wait(timeout)
        finally:
            if had:
                self.release()
                _take()
                self.acquire()


def _take() -> None:
    _turns.acquire()
    _run.has_turn = True


def _give_away() -> bool:
    """Whether there was one to give."""
    had = getattr(_run, "has_turn", False)
    if had:
        _run.has_turn = False
        _turns.release()
    return had
