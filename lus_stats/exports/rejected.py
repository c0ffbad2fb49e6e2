"""Rejected rows as a workbook, for whoever can put them right in the source."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, Final

import polars as pl

from lus_stats.exports.workbook import MOST_ROWS, Heading, workbook

SHEET: Final = "Avvisade rader"
ABOUT: Final = "Om filen"
_HEADINGS: Final = (
    Heading("fil", 28),
    Heading("rad", 9),
    Heading("kolumn", 24),
    Heading("värde", 28, wrapped=True),
    Heading("skäl", 70, wrapped=True),
)
_WORDS: Final = {
    "fil": "Filen som lästes.",
    "rad": "Radens nummer så som kalkylprogrammet visar det. Rubriken är rad 1 om inget annat sägs i mappningen.",
    "kolumn": "Kolumnen som felet gäller. Tom när hela raden avses.",
    "värde": "Det som stod i cellen.",
    "skäl": "Vad som är fel. En rad med flera fel står en gång för varje skäl.",
    "(dolt)": "Ett personnummer eller samordningsnummer skrivs aldrig ut. Där en cell innehöll ett står ”(dolt)”.",
    "Så här gör du": "Rätta raderna i källsystemet, gör ett nytt uttag och läs in hela filen på nytt. Rader som redan "
    "har lästs in skrivs inte två gånger.",
}


@dataclass(frozen=True)
class RejectedFile:
    """One file's rejected rows; what the import came to, as far as that is known.

    `reasons` has an entry per reason: row, column, value, reason; `rejected` counts rows.
    """

    name: str
    reasons: pl.DataFrame
    rejected: int
    accepted: int | None = None
    read_at: datetime | None = None

    def rows(self) -> list[tuple[Any, ...]]:
        """Its lines of the sheet."""
        return [(self.name, *rest) for rest in self.reasons.select("row", "column", "value", "reason").rows()]


def rejected_workbook(files: Sequence[RejectedFile], made_at: datetime) -> bytes:
    """A workbook with the sheets "Avvisade rader" and "Om filen".

    Shape: one line per reason; of more than `MOST_ROWS` the first, and the second sheet says so.
    """
    content = BytesIO()
    rows = [row for file in files for row in file.rows()]
    with workbook(content) as book:
        book.table(SHEET, _HEADINGS, rows)
        book.facts(ABOUT, _facts(files, len(rows), made_at))
    return content.getvalue()


def _facts(files: Sequence[RejectedFile], lines: int, made_at: datetime) -> dict[str, Any]:
    facts: dict[str, Any] = {"Gjord": f"{made_at:%Y-%m-%d %H:%M}"}
    for number, file in enumerate(files, 1):
        mark = f" {number}" if len(files) > 1 else ""
        facts[f"Fil{mark}"] = file.name
        if file.read_at is not None:
            facts[f"Inläst{mark}"] = f"{file.read_at:%Y-%m-%d %H:%M}"
        if file.accepted is not None:
            facts[f"Godkända rader{mark}"] = file.accepted
        facts[f"Avvisade rader{mark}"] = file.rejected
        facts[f"Skäl{mark}"] = file.reasons.height
    if lines > MOST_ROWS:
        facts["Avkortad"] = (
            f"Bladet har de första {MOST_ROWS} av {lines} skäl. Rätta först dem som återkommer oftast, och pröva igen."
        )
    return facts | _WORDS
