"""Locks on this machine: each goes with its holder, so that a killed one leaves none behind."""

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lus_stats.errors import Refused

LOCK: Final = ".lock"
_PATIENCE_SECONDS: Final = 30.0
_BUSY: Final = "En annan import skriver i {root} just nu. Vänta tills den är klar och försök igen."


@contextlib.contextmanager
def held(root: Path) -> Iterator[None]:
    """Hold a folder's lock.

    Errors: Refused where another holds it for long; OSError.
    """
    with (root / LOCK).open("w") as lock:
        _wait(lock.fileno(), root)
        yield


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Write in a folder without its lock, and without being taken for a killed writer meanwhile."""
    with _locked(folder, fcntl.LOCK_SH):
        yield


@contextlib.contextmanager
def nobody_writing(folder: Path) -> Iterator[bool]:
    """Keep such writers out for a moment; false where one is there, or where nobody can tell."""
    with _locked(folder, fcntl.LOCK_EX | fcntl.LOCK_NB) as alone:
        yield alone


@contextlib.contextmanager
def _locked(folder: Path, how: int) -> Iterator[bool]:
    """The folder itself locked; false where it is not there or busy, or its file system cannot do that."""
    with contextlib.ExitStack() as done:
        locked = False
        with contextlib.suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY)
            done.callback(os.close, descriptor)
            fcntl.flock(descriptor, how)
            locked = True
        yield locked


def _wait(descriptor: int, root: Path) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise Refused(_BUSY.format(root=root)) from None
            time.sleep(0.05)
