"""Which of a file's first rows holds the columns' names: reports often have a title above them."""

from collections.abc import Sequence
from statistics import median_high
from typing import Final

from lus_stats import schema
from lus_stats.errors import Refused
from lus_stats.store.headers import SPACES, normal
from lus_stats.store.readers.sheet import Sheet

LOOKED_AT: Final = 30
"""How many rows that are not blank are tried."""

_CANONICAL: Final = frozenset(schema.HEADERS)
_MUST: Final = frozenset(field.header for field in schema.FIELDS if field.required)


def heading(rows: Sequence[Sequence[str | None]]) -> int | None:
    """The place of the row of names: the first with every must-column, else the first that is about full.

    A title has a cell or two where the names have many: a row of at least half the usual number of cells is no title.
    None where no row has two cells. # D53
    """
    for place, row in enumerate(rows):
        if canonical(row) >= _MUST:
            return place
    counts = [filled(row) for row in rows]
    enough = max(2, (median_high([count for count in counts if count >= 2] or [0]) + 1) // 2)
    return next((place for place, count in enumerate(counts) if count >= enough), None)


def canonical(row: Sequence[str | None]) -> set[str]:
    """The canonical names among a row's cells."""
    return {normal(cell) for cell in row if cell and len(cell) < 200} & _CANONICAL


def filled(row: Sequence[str | None]) -> int:
    """How many of a row's cells hold something."""
    return sum(bool(cell and cell.strip(SPACES)) for cell in row)


def refuse_rows_above(sheet: Sheet) -> None:
    """Let no row be lost that stands over the names and is no title: two exports put together, the second first. # D78

    Errors: Refused naming the row.
    """
    enough = max(3, (filled(sheet.headers) + 1) // 2)
    for row, cells in sheet.above.rows():
        if filled(cells) >= enough:
            raise Refused(_ABOVE.format(row=row, header=sheet.header_row))


_ABOVE: Final = (
    "har rader ovanför kolumnernas namn: rad {row} ser ut som en rad i tabellen, och namnen står på rad "
    "{header}. Kontrollera att filen är ett enda uttag och att kolumnernas namn står överst."
)


def note(row: int, *, first: int) -> tuple[str, ...]:
    """What the reader is told where the names did not stand in the first row with anything in it."""
    if row == first:
        return ()
    return (f"Kolumnernas namn står på rad {row}; det som står ovanför används inte.",)
