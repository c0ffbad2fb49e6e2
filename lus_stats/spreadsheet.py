"""What a spreadsheet would run: a text that begins like a formula is made plain text before it leaves in a file."""

import re
from typing import Final

import polars as pl

# D76: before the mark that starts a formula, spreadsheets pass over spaces, quotes and what cannot be seen. The
# full-width marks are those an East Asian spreadsheet reads as the plain ones.
_SKIPPED: Final = r"\s\x00-\x1f\x7f-\x9f\"\u00ad\u200b-\u200f\u2028-\u202f\u2060\ufeff"
_STARTS: Final = rf"[{_SKIPPED}]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]"
_FORMULA: Final = re.compile(_STARTS)
_HARMLESS: Final = "'"


def is_formula(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula."""
    return _FORMULA.match(text) is not None


def harmless(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet could take it for a formula.

    For cells that are text; a number is written as a number, so that a negative one stays one.
    """
    return _HARMLESS + text if is_formula(text) else text


def quoted(text: str) -> str:
    """A text as a cell of a CSV file: harmless, and in quotes where it would else end the cell or the line."""
    safe = harmless(text)
    return '"' + safe.replace('"', '""') + '"' if any(mark in safe for mark in ';"\n\r') else safe


def harmless_texts() -> pl.Expr:
    """Every column of text, each as `harmless` makes it."""
    return pl.col(pl.String).str.replace(f"^({_STARTS})", f"{_HARMLESS}${{1}}")
