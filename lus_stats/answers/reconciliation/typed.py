"""An invoice typed by hand or pasted: one line for each episode."""

import re
from datetime import datetime
from typing import Final

import polars as pl

from lus_stats.answers.reconciliation import columns
from lus_stats.answers.reconciliation.invoice import Invoice
from lus_stats.answers.reconciliation.lines import invoice_of
from lus_stats.errors import Refused
from lus_stats.store.naming import rows_named
from lus_stats.store.readers.sheet import Sheet, loose_rows
from lus_stats.store.scanning import refuse_personnummer

NAME: Final = "det inskrivna"
_PLACES: Final = {"episode_id": 0, "days": 1, "sek": 2}
_DELIMITER: Final = re.compile(r"\s*[;\t]\s*")
_MOST_LINES: Final = 5_000


def typed_invoice(text: str, now: datetime) -> Invoice | None:
    """What was typed as `vårdtillfälle; dagar; kronor`, a line each; pasted from a spreadsheet, tabs will do.

    None where nothing was. A first line with the columns' names may give them another order.
    Errors: Refused for a personnummer, too few or too many parts, or a figure that cannot be read.
    """
    typed = [(at, _DELIMITER.split(line.strip(" \r"))) for at, line in enumerate(text.split("\n"), 1)]
    rows = [(at, cells) for at, cells in typed if any(cells)]
    if not rows:
        return None
    try:
        return _invoice(rows, now)
    except Refused as refusal:
        raise Refused(f"{NAME.capitalize()} {refusal}") from None


def _invoice(rows: list[tuple[int, list[str]]], now: datetime) -> Invoice:
    if len(rows) > _MOST_LINES:
        raise Refused(f"har fler än {_MOST_LINES} rader. Ladda upp en fil i stället.")
    refuse_personnummer(_as_sheet(rows), now.date())
    named = columns.found(rows[0][1])
    places, lines = (named, rows[1:]) if columns.is_enough(named) else (_PLACES, rows)
    wide = [at for at, cells in lines if not 1 < len(cells) <= max(3, max(places.values()) + 1)]
    if wide:
        raise Refused(
            f"ska ha vårdtillfälle, dagar och kronor med semikolon mellan, men har det inte på "
            f"{rows_named(wide, len(wide))}."
        )
    found = [
        {"row": at} | {field: cells[place] for field, place in places.items() if place < len(cells)}
        for at, cells in lines
    ]
    return invoice_of(found, NAME)


def _as_sheet(rows: list[tuple[int, list[str]]]) -> Sheet:
    """The lines as loose rows, to be searched like a file's."""
    return Sheet(("",), pl.DataFrame(schema={"row": pl.UInt32(), "0": pl.String()}), loose_rows(rows))
