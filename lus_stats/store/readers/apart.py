"""Files that libraries open are opened in a process of their own, with a limit to its memory and its time. # D49"""

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import polars as pl

from lus_stats.errors import Refused

_CHILD: Final = Path(__file__).with_name("child.py")
_MEMORY: Final = 4 * 2**30
_SECONDS: Final = 300
_TOO_MUCH: Final = (
    "tar för mycket minne eller tid att öppna: den är mycket stor, eller har celler långt utanför tabellen. "
    "Spara bladet som CSV med semikolon (UTF-8) och importera den filen."
)
_OUT_OF_MEMORY: Final = {"MemoryError", "ArrowMemoryError", "_TooMuchError"}


class Part(NamedTuple):
    """One table that came out, and what was said about it."""

    about: dict[str, Any]
    cells: pl.DataFrame


class Unreadable(Exception):
    """The library could not read the file; the text is its own, for the caller to read and not to show."""


def opened(kind: str, raw: bytes, sheet: str | None = None) -> list[Part]:
    """The tables of a file.

    Errors: Unreadable for what the library does not read; Refused for what takes it too much memory or time.
    """
    command = [sys.executable, "-I", str(_CHILD), kind, sheet or "", str(_MEMORY)]
    try:
        done = subprocess.run(
            command, input=raw, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise Refused(_TOO_MUCH) from None
    parts = list(_parts(done.stdout))
    last = parts.pop().about if parts else {}
    if "done" in last:
        return parts
    if "error" not in last or last["error"] in _OUT_OF_MEMORY:  # without a word: it was killed, or fell over
        raise Refused(_TOO_MUCH)
    raise Unreadable(f"{last['error']}: {last['message']}")


def _parts(answer: bytes) -> Iterator[Part]:
    """The parts of an answer, as far as it was written in full."""
    view, start = memoryview(answer), 0
    while (end := answer.find(b"\n", start)) >= 0:
        about = json.loads(answer[start:end])
        start = end + 1 + about.pop("bytes")
        if start > len(answer):
            return
        payload = view[end + 1 : start]
        yield Part(about, pl.read_ipc_stream(io.BytesIO(payload)) if payload else pl.DataFrame())
