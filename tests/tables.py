"""Tables drawn with pipes, so that a controller can read a test."""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

NUMBER = re.compile(r"-?[0-9][0-9 ]*(\.[0-9]+|/[0-9]+)?")
WORDS = {"–": None, "yes": True, "no": False}


def drawn(table: str) -> list[dict[str, str]]:
    """The rows of a drawn table under its first line's names. A cell that says nothing is drawn `–`."""
    lines = [[cell.strip() for cell in line.split("|")] for line in table.splitlines() if line.strip()]
    names, *rows = lines
    assert rows, "a table without rows"
    return [dict(zip(names, row, strict=True)) for row in rows]


def read_as_drawn(rows: Sequence[Mapping[str, Any]], table: str) -> list[dict[str, str]]:
    """Values in the words of a drawn table, so that the two are equal where the drawing is right.

    A value takes the drawing's own words where they say the same (8 200, 10/3, yes); else it shows itself.
    """
    drawing = drawn(table)
    assert len(rows) == len(drawing), f"{len(drawing)} rows are drawn, there are {len(rows)}: {rows}"
    return [
        {name: text if says(text, value := row[name]) else f"not so, but {value!r}" for name, text in asked.items()}
        for row, asked in zip(rows, drawing, strict=True)
    ]


def says(text: str, value: Any) -> bool:
    """Whether a drawn cell says a value."""
    if value is None or isinstance(value, bool):
        return text in WORDS and WORDS[text] is value
    if isinstance(value, int | float):
        return NUMBER.fullmatch(text) is not None and float(Fraction(text.replace(" ", ""))) == value
    if isinstance(value, list):
        return text == (", ".join(value) or "–")
    return text == str(value)
