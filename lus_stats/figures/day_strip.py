"""One episode's days as a numbered calendar strip."""

from html import escape
from typing import Any, Final

import polars as pl

from lus_stats.figures import theme

LONGEST: Final = 42  # a longer strip shows its beginning and its end
HEAD: Final = 28
TAIL: Final = 7
SAID: Final = {
    "free": "fri",
    "blocked": "stoppad",
    "unbilled": "debiteras inte",
    "in_mean": "ingår",
    "beyond": "kan debiteras",
}


def day_strip(days: pl.DataFrame) -> str:
    """The days as an ordered list in HTML, which wraps on a phone and is read out in order.

    Needs: day, number, state ("billed" or one of SAID), amount_sek (null where it is unknown).
    Shape: one row per ready day in order.
    """
    if days.height <= LONGEST:
        return f'<ol class="day-strip">{_tiles(days)}</ol>'
    between = days.slice(HEAD, days.height - HEAD - TAIL)
    return f'<ol class="day-strip">{_tiles(days.head(HEAD))}{_gap(between)}{_tiles(days.tail(TAIL))}</ol>'


def _tiles(days: pl.DataFrame) -> str:
    return "".join(_tile(row) for row in days.iter_rows(named=True))


def _tile(row: dict[str, Any]) -> str:
    """One day: its date, its number, and what it costs or why it does not."""
    said = theme.kronor(row["amount_sek"]) if row["state"] == "billed" else SAID[row["state"]]
    return (
        f'<li class="day {row["state"]}"><span>{escape(theme.day_short(row["day"]))}</span>'
        f"<strong>{row['number']}</strong><span>{escape(said)}</span></li>"
    )


def _gap(days: pl.DataFrame) -> str:
    """The days that are not drawn, which are all of one kind: the last day before them and the first after are."""
    first, last = days["number"][0], days["number"][-1]
    same = escape("på samma sätt")
    return f'<li class="day gap"><span>dag {first}–{last}</span><strong>…</strong><span>{same}</span></li>'
