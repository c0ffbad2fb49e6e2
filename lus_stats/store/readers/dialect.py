"""How a text file's columns are told apart, and where their names stand."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from lus_stats.errors import Refused
from lus_stats.store.readers.heading import LOOKED_AT, canonical, filled, heading
from lus_stats.store.readers.reading import Reading

DELIMITERS: Final = {";": "semikolon", "\t": "tabb", ",": "komma", "|": "lodstreck"}
_EXCELS_OWN: Final = re.compile(rb'"?sep=([;,\t|])"?(?:\r\n|\r|\n)', re.IGNORECASE)  # Excel shows no such row
_ANYTHING: Final = re.compile(rb'[^ \t\r\n;,|"]')
_HEAD: Final = 2**20


class Record(NamedTuple):
    """One row of the file's beginning: where it starts, its number as a spreadsheet shows it, and its cells."""

    start: int
    row: int
    cells: list[str]


class Dialect(NamedTuple):
    """How a text is split: `start` is the byte at which the row of names begins, `row` its number.

    `first` is the number of the first row with anything in it, `above` the rows over the names: number and cells.
    """

    delimiter: str
    start: int
    row: int
    first: int
    headers: tuple[str, ...]
    above: tuple[tuple[int, list[str]], ...]

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.headers)


def dialect_of(text: bytes, how: Reading) -> Dialect:
    """How a text in UTF-8 is split: as the mapping or the file says, else as most names are recognised.

    Errors: Refused where there are no columns; the message lacks the file's name.
    """
    if not _ANYTHING.search(text):
        raise Refused("har inga kolumnnamn och inga rader. Kontrollera att uttaget gick klart.")
    own = _EXCELS_OWN.match(text)
    offset = own.end() if own else 0
    head = text[offset : offset + _HEAD].decode("utf-8", errors="ignore")
    said = own.group(1).decode() if own else how.delimiter
    tried = [_tried(head, delimiter, how) for delimiter in ([said] if said else DELIMITERS)]
    best = max(tried, key=lambda one: one[0])[1]
    if best is None:
        raise Refused("har inga kolumnnamn och inga rader. Kontrollera att uttaget gick klart.")
    if best.width == 1:
        raise Refused(
            _ONE_COLUMN.format(row=best.row, said=f" med {DELIMITERS[said]} som skiljetecken" if said else "")
        )
    if best.width > _MOST_COLUMNS:
        raise Refused(_TOO_WIDE.format(row=best.row, width=best.width))
    return best._replace(start=offset + len(head[: best.start].encode()))


_MOST_COLUMNS: Final = 16_384  # a sheet of Excel has no more
_TOO_WIDE: Final = (
    "har {width} kolumner i raden med kolumnernas namn (rad {row}), fler än ett kalkylblad kan ha. "
    "Kontrollera att filen är hel och har ett radbyte efter varje rad."
)
_ONE_COLUMN: Final = (
    "har bara en kolumn i raden med kolumnernas namn (rad {row}){said}. "
    "Spara den med semikolon mellan kolumnerna, och med kolumnernas namn i första raden."
)


def _tried(head: str, delimiter: str, how: Reading) -> tuple[tuple[int, int, int], Dialect | None]:
    """The file split by one delimiter, and how well that went: names known, rows of the same width, columns."""
    rows = [record for record in islice(_records(head, delimiter), _most(how)) if filled(record.cells)]
    if how.header_row:
        names = next((place for place, record in enumerate(rows) if record.row == how.header_row), None)
        if names is None:
            raise Refused(f"har inga kolumnnamn på rad {how.header_row}, där mappningen säger att de står.")
    else:
        rows = rows[:LOOKED_AT]
        names = heading([record.cells for record in rows])
    if not rows:
        return (0, 0, 0), None
    found = rows[names or 0]
    alike = sum(len(record.cells) == len(found.cells) > 1 for record in rows)
    above = tuple((record.row, record.cells) for record in rows[: names or 0])
    dialect = Dialect(delimiter, found.start, found.row, rows[0].row, tuple(found.cells), above)
    return (len(canonical(found.cells)), alike, len(found.cells)), dialect


def _most(how: Reading) -> int:
    """How many rows are read: blank ones above the names are many in some reports."""
    return max(how.header_row or 0, 1_000)


def _records(head: str, delimiter: str) -> Iterator[Record]:
    """The rows of the file's beginning, as far as they can be split."""
    lines = io.StringIO(head, newline="")
    reader = csv.reader(lines, delimiter=delimiter)
    row = 0
    while True:
        start = lines.tell()
        try:
            cells = next(reader)
        except (StopIteration, csv.Error):  # the latter: a cell longer than the module takes
            return
        row += 1
        yield Record(start, row, cells)
