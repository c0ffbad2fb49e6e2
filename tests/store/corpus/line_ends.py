"""Where a row ends, and where it only seems to."""

from tests.store.corpus.case import Taken, denied, hostile, same
from tests.store.corpus.plain import HEAD, LINES, TEXT, quoted, table, with_cells

U2028 = "\u2028"


@hostile("feb.csv", same())
def carriage_returns() -> bytes:
    """Carriage returns alone, as an old Macintosh ends its lines."""
    return TEXT.replace("\n", "\r").encode()


@hostile("feb.csv", same())
def both() -> bytes:
    """Carriage return and line feed, as Windows ends them."""
    return TEXT.replace("\n", "\r\n").encode()


@hostile("feb.csv", same())
def mixed_line_ends() -> bytes:
    """Each row ends in its own way."""
    return f"{HEAD}\r\n{LINES[0]}\n{LINES[1]}\r{LINES[2]}\r\n".encode()


@hostile("feb.csv", same())
def no_end() -> bytes:
    """No line end after the last row."""
    return TEXT.rstrip("\n").encode()


@hostile("feb.csv", Taken(3, {3: ("kommunkod",)}))
def quoted_line_breaks() -> bytes:
    """Line breaks of every kind inside a quoted cell: they start no row."""
    rows = with_cells(1, sjukhus="Östra\nsjuk\r\nhuset\r!")
    rows[1] = rows[1] | {"kommunkod": "9999"}
    return quoted(table(rows)).encode()


@hostile("feb.csv", Taken(3, {4: ("kommunkod",)}))
def unicode_line_separators() -> bytes:
    """U+2028, U+2029, U+0085 and a vertical tab inside cells: they start no row either."""
    rows = with_cells(1, sjukhus=f"Östra{U2028}sjuk\u2029huset\x85\x0b\x0c")
    rows[2] = rows[2] | {"kommunkod": "9999", "stadsdelsområde": ""}
    return quoted(table(rows)).encode()


@hostile("feb.csv", Taken(3, {9: ("kommunkod",)}))
def blank_rows() -> bytes:
    """Blank rows before the header, within and after: they count as rows of the spreadsheet, not as data."""
    last = LINES[2].replace("0180", "9999").replace("Älvsjö", "")
    return f"\r\n;;;\r\n{HEAD}\r\n\r\n{LINES[0]}\r\n{LINES[1]}\r\n   \r\n;;;\r\n{last}\r\n\r\n;\r\n".encode()


@hostile("feb.csv", same())
def thousands_of_blank_rows() -> bytes:
    """Ten thousand rows of separators under the data, as a sheet saved as CSV leaves them."""
    return (TEXT + (";" * 17 + "\r\n") * 10_000).encode()


@hostile("feb.csv", denied("rad 3", "citattecken"))
def unclosed_below_a_header_of_two_lines() -> bytes:
    """A quoted header with a line break, and an unclosed quote: named by the row that the spreadsheet shows."""
    return TEXT.replace("sjukhus;", '"sjukhus\n";', 1).replace(";Lindes", ';"Lindes').encode()


@hostile("feb.csv", same(noted=("avdelning",)))
def line_break_in_an_unknown_header() -> bytes:
    """A quoted header with a line break in it; the row after is still row 2."""
    return "\n".join([HEAD + ';"avdelning\noch rum"', *(line + ";" for line in LINES), ""]).encode()
