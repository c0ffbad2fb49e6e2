"""Nothing at all, and far too much."""

import codecs

from tests.generate import HEADERS
from tests.store.corpus.case import Taken, denied, hostile, same
from tests.store.corpus.plain import HEAD, LINES, PLAIN, TEXT, with_cells
from tests.store.material import csv_text

MANY = 300_000
LARGE = 1_000_000


@hostile("feb.csv", denied("tom"))
def empty() -> bytes:
    """No bytes."""
    return b""


@hostile("feb.csv", denied("tom"))
def only_a_mark() -> bytes:
    """A byte order mark and nothing after it."""
    return codecs.BOM_UTF8


@hostile("feb.csv", denied("tom"))
def only_a_mark_of_utf_16() -> bytes:
    """UTF-16's byte order mark and nothing after it."""
    return codecs.BOM_UTF16_LE


@hostile("feb.csv", denied("tom"))
def only_spaces() -> bytes:
    """Spaces, tabs and line ends."""
    return b" \t \r\n\r\n   \n" * 100


@hostile("feb.csv", denied("inga kolumnnamn"))
def only_separators() -> bytes:
    """Separators without anything to separate."""
    return b";;;;\n" * 50


@hostile("feb.csv", denied("kolumn"))
def one_letter() -> bytes:
    """A single letter."""
    return b"a"


@hostile("feb.csv", same())
def ten_thousand_columns() -> bytes:
    """Ten thousand columns, all but eighteen of them nobody's."""
    more = ";".join(f"k{number}" for number in range(10_000 - len(HEADERS)))
    cells = ";" * (10_000 - len(HEADERS))
    return "\n".join([f"{HEAD};{more}", *(line + cells for line in LINES), ""]).encode()


@hostile("feb.csv", Taken(3))
def a_cell_of_five_megabytes() -> bytes:
    """Five megabytes in one cell."""
    return csv_text(with_cells(1, sjukhus="Ö" * 2_621_440), HEADERS).encode()


@hostile("feb.csv", Taken(3, {3: ("kommunkod",)}))
def a_rejected_cell_of_a_megabyte() -> bytes:
    """A megabyte in the cell that its row is rejected for."""
    return csv_text(with_cells(2, kommunkod="9" * 1_048_576), HEADERS).encode()


@hostile("feb.csv", Taken(3, {3: (None,)}))
def a_row_of_a_million_cells() -> bytes:
    """A row with a million cells too many."""
    return f"{HEAD}\n{LINES[0]}\n{LINES[1]}{';x' * 1_000_000}\n{LINES[2]}\n".encode()


@hostile("feb.csv", denied("kolumner", "rad 1"))
def a_header_of_a_megabyte() -> bytes:
    """A first row of a megabyte, which is no header."""
    return b"a;" * 524_288 + b"\n" + TEXT.encode()


def _rows(count: int) -> bytes:
    line = csv_text([PLAIN[0]], HEADERS).splitlines()[1].partition(";")[2]
    return "\n".join([HEAD, *(f"e{number};{line}" for number in range(count)), ""]).encode()


@hostile("feb.csv", Taken(MANY))
def three_hundred_thousand_rows() -> bytes:
    """As many rows as the whole country has in a year."""
    return _rows(MANY)


@hostile("feb.csv", Taken(LARGE), soak=True)
def a_million_rows() -> bytes:
    """A million rows."""
    return _rows(LARGE)


@hostile("feb.csv", Taken(200, dict.fromkeys(range(2, 102), (None,))), soak=True)
def two_hundred_megabytes() -> bytes:
    """Two hundred megabytes in two hundred rows, half of them with a cell too many."""
    long = [f"e{number};{LINES[0].partition(';')[2]}" for number in range(200)]
    filled = [line.replace("Östra", "Ö" * 524_288) for line in long]
    return "\n".join([HEAD, *(line + ";" for line in filled[:100]), *filled[100:], ""]).encode()


@hostile("feb.csv", Taken(100_000, dict.fromkeys(range(2, 100002), ("kommunkod", "vårdform"))), soak=True)
def a_hundred_thousand_rejected() -> bytes:
    """A hundred thousand rows, each wrong in two ways."""
    line = LINES[0].partition(";")[2].replace("1880", "9999").replace("somatisk", "okänd")
    return "\n".join([HEAD, *(f"e{number};{line}" for number in range(100_000)), ""]).encode()
