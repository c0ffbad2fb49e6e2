"""What a command writes: its answer on stdout as a table, JSON or CSV, and everything else on stderr."""

import io
import json
import os
import re
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, TextIO

from lus_stats.errors import WrongCall
from lus_stats.spreadsheet import quoted

UNFORCED_WIDTH = 10_000  # in a file or a pipe nothing is folded to fit a screen
LONGEST_CELL = 200  # characters of a table's cell; JSON and CSV have the whole
_COMMANDS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def chosen_format(text: str) -> Format:
    """The format asked for.

    Errors: WrongCall.
    """
    try:
        return Format(text.lower())
    except ValueError:
        raise WrongCall(f"Formatet {text!r} finns inte. Välj bland: {', '.join(Format)}.") from None


def note(text: str) -> None:
    """Say something beside the answer."""
    _write(sys.stderr, f"{_visible(text)}\n")


def write_json(answer: Any) -> None:
    """The answer as JSON, alone on stdout."""
    _write(sys.stdout, json.dumps(answer, ensure_ascii=False, indent=1, default=_as_text) + "\n")


def write_text(text: str) -> None:
    """A text that is an answer of its own."""
    _write(sys.stdout, text if text.endswith("\n") else f"{text}\n")


def write_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Rows as a Swedish spreadsheet reads them: semicolons, decimal commas, no text that could run as a formula."""
    lines = [";".join(columns), *(";".join(cell(row.get(column)) for column in columns) for row in rows)]
    _write(sys.stdout, "".join(f"{line}\n" for line in lines))


def cell(value: Any) -> str:
    """One value in a CSV file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return repr(value).replace(".", ",")
    if isinstance(value, int):
        return str(value)
    return quoted(", ".join(map(str, value)) if isinstance(value, list | tuple) else _as_text(value))


def write_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[str] = ()) -> None:
    """Rows as a table for the eye; `right` names the columns of numbers."""
    from rich.table import Table  # only for tables

    table = Table(title=title or None, title_justify="left", title_style="bold", box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, justify="right" if column in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(_plain(text) for text in row))
    _print(table, "")


def write_markdown(lines: Iterable[str]) -> None:
    """Sentences with bold figures, for the eye."""
    _print(*(_bold(line) for line in lines))


def _bold(sentence: str) -> Any:
    from rich.text import Text

    parts = sentence.split("**")
    return Text.assemble(*((part, "bold" if place % 2 else "") for place, part in enumerate(parts)))


def _plain(text: str) -> Any:
    from rich.text import Text

    return Text(_visible(text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"))


def _visible(text: str) -> str:
    """A text for a terminal: what would move its cursor, colour it or turn its reading order shows as a mark. # D79"""
    return _COMMANDS.sub("\ufffd", text)


def _print(*lines: Any) -> None:
    from rich.console import Console

    terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if terminal else UNFORCED_WIDTH
    buffer = io.StringIO()
    console = Console(file=buffer, force_terminal=terminal, width=width, highlight=False, emoji=False)
    for line in lines:
        console.print(line)
    text = buffer.getvalue()
    _write(sys.stdout, text if terminal else "".join(f"{line.rstrip()}\n" for line in text.splitlines()))


def _as_text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    return str(value)


def _write(stream: TextIO, text: str) -> None:
    """Write, and let a reader who has gone (`lus bill | head`) go in peace."""
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
