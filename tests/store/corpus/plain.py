"""The plain rows that the corpus dresses up, and the plain ways to write them."""

from collections.abc import Sequence

from tests.generate import HEADERS
from tests.store.material import Row, csv_text, episode

PLAIN: list[Row] = [
    episode("räk-1", sjukhus="Östra sjukhuset", spår="grön"),
    episode("räk-2", sjukhus="Lindesbergs lasarett", beräknad_utskrivning="2020-02-05", hemgångsklar="ja"),
    episode("räk-3", kommunkod="0180", stadsdelsområde="Älvsjö", underrättelse="2020-02-01 11:00:30"),
]
TEXT = csv_text(PLAIN, HEADERS)
HEAD, *LINES = TEXT.splitlines()
DATED = ["inskriven", "inskrivningsmeddelande", "beräknad_utskrivning", "fast_vårdkontakt", "sip_kallelse"]
DATED += ["utskrivningsklar", "underrättelse", "utskriven", "registrerad"]


def with_cells(number: int, **cells: str) -> list[Row]:
    """The plain rows, some cells of one of them (from 1) replaced."""
    return [row | (cells if place == number else {}) for place, row in enumerate(PLAIN, 1)]


def with_column(header: str, *cells: str) -> str:
    """The plain file with one more column."""
    rows = [row | {header: cell} for row, cell in zip(PLAIN, cells, strict=True)]
    return csv_text(rows, [*HEADERS, header])


def table(rows: Sequence[Row] = PLAIN, headers: Sequence[str] = HEADERS) -> list[list[str]]:
    """Rows as lists of cells, the headers first."""
    return [list(headers), *([row.get(header, "") for header in headers] for row in rows)]


def quoted(
    rows: Sequence[Sequence[str]], delimiter: str = ";", line_end: str = "\n", *, all_of_them: bool = False
) -> str:
    """Cells as a text in some dialect, quoted where they have to be, or all of them."""

    def written(cell: str) -> str:
        needs = all_of_them or any(sign in cell for sign in (delimiter, '"', "\n", "\r"))
        return '"' + cell.replace('"', '""') + '"' if needs else cell

    return "".join(delimiter.join(map(written, cells)) + line_end for cells in rows)
