"""One episode's days as a numbered calendar strip."""

from html import escape
from typing import Any

import polars as pl

from lus_stats.figures import theme


def day_strip(days: pl.DataFrame) -> str:
    """The days as an ordered list in HTML, which wraps on a phone and is read out in order.

    Needs: day, number, state ("free", "billed", "blocked" or "unbilled"), amount_sek (null where it is unknown).
    Shape: one row per ready day in order.
    """
    tiles = "".join(_tile(row) for row in days.iter_rows(named=True))
    return f'<ol class="day-strip">{tiles}</ol>'


def _tile(row: dict[str, Any]) -> str:
    """One day: its date, its number, and what it costs or why it does not."""
    said = {
        "free": "fri",
        "billed": theme.kronor(row["amount_sek"]),
        "blocked": "stoppad",
        "unbilled": "debiteras inte",
    }[row["state"]]
    return (
        f'<li class="day {row["state"]}"><span>{escape(theme.day_short(row["day"]))}</span>'
        f"<strong>{row['number']}</strong><span>{escape(said)}</span></li>"
    )
