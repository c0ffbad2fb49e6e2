"""Workbooks: the first visible sheet that holds the columns, every cell as the text a canonical file would have."""

from typing import Final, NamedTuple

import polars as pl

from lus_stats.errors import Refused
from lus_stats.store.headers import SPACES, normal
from lus_stats.store.readers import heading
from lus_stats.store.readers.apart import Part, Unreadable, opened
from lus_stats.store.readers.archive import PASSWORD
from lus_stats.store.readers.cell_texts import long_number_of, with_faults, with_texts
from lus_stats.store.readers.encoding import SAVE_AS
from lus_stats.store.readers.reading import Reading
from lus_stats.store.readers.sheet import RAGGED, Sheet, loose_rows
from lus_stats.store.readers.xlsx_marks import Marks, marks_of

_DAMAGED: Final = f"är skadad eller ingen arbetsbok: den går inte att öppna. Ta ut filen på nytt. {SAVE_AS}"


class _Names(NamedTuple):
    """Where a sheet's columns are named: the row as the spreadsheet shows it, and the first row with anything."""

    row: int
    first: int
    columns: frozenset[str]

    @property
    def canonical(self) -> int:
        """How many of the columns are the canonical file's."""
        return len(heading.canonical(tuple(self.columns)))


def read_workbook(raw: bytes, kind: str, how: Reading) -> Sheet:
    """Split a workbook's sheet.

    Errors: Refused for one that cannot be opened, or has no table; the message lacks the file's name.
    """
    sheets = _sheets(raw, how)
    found = [(sheet, names) for sheet in sheets if (names := _names(sheet.cells, how)) is not None]
    if not found:
        raise Refused(_nothing(how))
    chosen, names = max(found, key=lambda one: one[1].canonical)  # the first of equals
    alike = [
        sheet.about["name"] for sheet, other in found if other.columns == names.columns and other.row < len(sheet.cells)
    ]
    if len(alike) > 1:  # D77
        raise Refused(_SEVERAL.format(sheets=" och ".join([", ".join(alike[:-1]), alike[-1]])))
    cells = _texts(raw, kind, chosen)
    others = [sheet.about["name"] for sheet in sheets if sheet is not chosen]
    note = f"Läst från bladet {chosen.about['name']}; {', '.join(others)} lästes inte."
    return _sheet(cells, names, ((note,) if others else ()) + heading.note(names.row, first=names.first))


_SEVERAL: Final = (
    "har rader på flera blad med samma kolumner: {sheets}. "
    "Spara bladen som var sin fil, eller ange i en mappning vilket som ska läsas."
)


def _sheets(raw: bytes, how: Reading) -> list[Part]:
    try:
        listed, *sheets = opened("workbook", raw, how.sheet)
    except Unreadable as error:
        raise Refused(PASSWORD if "password" in str(error).lower() else _DAMAGED) from None
    names = listed.about["sheets"]
    if how.sheet and not any(name.strip().casefold() == how.sheet.strip().casefold() for name in names):
        raise Refused(f"har inget blad som heter {how.sheet}, som mappningen säger. Bladen är {', '.join(names)}.")
    return [sheet for sheet in sheets if not sheet.cells.is_empty()]


def _nothing(how: Reading) -> str:
    if how.header_row:
        return f"har inga kolumnnamn på rad {how.header_row}, där mappningen säger att de står."
    return "är tom: inget synligt blad har kolumnnamn och rader. Kontrollera att uttaget gick klart."


def _names(cells: pl.DataFrame, how: Reading) -> _Names | None:
    anything = pl.any_horizontal(pl.exclude("row").str.strip_chars(SPACES) != "")
    filled = cells.with_row_index("row", offset=1).lazy().filter(anything)
    top = filled.head(heading.LOOKED_AT).collect().rows()
    if how.header_row:
        tried = filled.filter(pl.col("row") == how.header_row).collect().rows()
        place = 0 if tried else None
    else:
        tried, place = top, heading.heading([names for _, *names in top])
    if place is None:
        return None
    row, *names = tried[place]
    return _Names(row, top[0][0], frozenset(normal(name) for name in names if name and name.strip(SPACES)))


def _texts(raw: bytes, kind: str, sheet: Part) -> pl.DataFrame:
    """The sheet's rows from the first on, numbered; columns named by place."""
    cells = sheet.cells.rename({name: str(place) for place, name in enumerate(sheet.cells.columns)})
    cells = cells.with_row_index("row", offset=1)
    marks = marks_of(raw, sheet.about["name"]) if kind == "xlsx" else None
    long_number = marks.long_number if marks else long_number_of(cells)
    if long_number:
        row, column = long_number
        raise Refused(_LONG.format(row=row, column=_letters(column)))
    dates = _by_column(marks) if marks else {} if kind == "ods" else None
    return with_faults(with_texts(cells, dates), sheet.about["faults"])


def _by_column(marks: Marks) -> dict[str, pl.Series]:
    """The rows of each column whose cell shows a date alone."""
    parts = marks.dates.partition_by("column", as_dict=True)
    return {str(column - marks.first_column): part["row"] for (column,), part in parts.items()}


_LONG: Final = (  # D51
    "har ett tal med fler än 15 siffror i cell {column}{row}. Så långa tal håller inte i Excel, där de sista siffrorna "
    "blir nollor. Gör kolumnen till text redan i källsystemet, eller ta ut filen som CSV."
)


def _letters(column: int) -> str:
    return (_letters(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)


def _sheet(cells: pl.DataFrame, names: _Names, notes: tuple[str, ...]) -> Sheet:
    """The rows below the names; columns without a name or anything in them left out."""
    headers = cells.row(names.row - 1)[1:]
    below = cells.slice(names.row)
    used = below.select((pl.exclude("row") != "").any())
    kept = [place for place, header in enumerate(headers) if header or (len(below) and used[str(place)].item())]
    renamed = {str(place): str(number) for number, place in enumerate(kept)}
    return Sheet(
        headers=tuple(headers[place] for place in kept),
        cells=below.select("row", *renamed).rename(renamed),
        ragged=pl.DataFrame(schema=RAGGED),
        header_row=names.row,
        above=loose_rows((row, cells) for row, *cells in cells.head(names.row - 1).rows()),
        notes=notes,
    )
