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
    with _turns:
        _run.has_turn = True
        try:
            yield
        finally:
            _run.has_turn = False


@contextmanager
def aside() -> Iterator[None]:
    """Let others draw while this run waits, or counts for long; it has to wait for its turn again afterwards."""
    had = getattr(_run, "has_turn", False)
    if had:
        _run.has_turn = False
        _turns.release()
    try:
        yield
    finally:
        if had:
            _turns.acquire()
            _run.has_turn = True
