"""The search of a whole file for personnummer, before anything else is done with it."""

from datetime import date
from typing import Final

import polars as pl

from lus_stats import schema
from lus_stats.errors import Refused
from lus_stats.store.headers import normal, shown
from lus_stats.store.personnummer import HIDDEN, holds_personnummer, may_hold_personnummer
from lus_stats.store.readers.sheet import Sheet

_NAMED: Final = 5  # places written out; the others are counted
_DATED: Final = frozenset(f.header for f in schema.FIELDS if f.dtype in (schema.MOMENT, pl.Date()))


def refuse_among_headers(sheet: Sheet, today: date) -> None:
    """Let no file past that has a personnummer among its columns' names.

    Errors: Refused naming the row; the message lacks the file's name.
    """
    own = sheet if sheet.origin is None else sheet.origin.sheet
    if holds_personnummer(pl.Series(own.headers, dtype=pl.String), today).any():
        raise Refused(
            f"har ett personnummer eller samordningsnummer {HIDDEN} bland kolumnernas namn, på rad {own.header_row}. "
            "Kontrollera att raden har namn på kolumnerna och inte är en patients."
        )


def refuse_personnummer(sheet: Sheet, today: date) -> None:
    """Let nothing past that holds a personnummer in a column other than the dates.

    It is the file's own cells that are searched, those too that a mapping does not use. In a date's column it is a
    value that cannot be read, and only its row is rejected. A row with too few or too many cells is searched by
    place, and what lies beyond the last column is no date.
    Errors: Refused naming rows and columns; the message lacks the file's name.
    """
    own = sheet if sheet.origin is None else sheet.origin.sheet
    dates = _dates(sheet)
    searched = _suspected(own.cells, [place for place in range(len(own.headers)) if place not in dates])
    found = [(row, own.headers[place]) for place in searched for row in _rows(own.cells, str(place), today)]
    loose = own.ragged.with_columns(place=pl.int_ranges(pl.col("cells").list.len()))
    loose = loose.explode("cells", "place", empty_as_null=False).filter(~pl.col("place").is_in(dates))
    titles = own.above.with_columns(place=pl.int_ranges(pl.col("cells").list.len()))
    loose = pl.concat([titles.explode("cells", "place", empty_as_null=False), loose])
    suspects = loose.filter(holds_personnummer(loose["cells"], today))
    found += [(row, (*own.headers, *[""] * place)[place]) for row, place in suspects.select("row", "place").rows()]
    if found:
        raise Refused(_message(sorted(found, key=lambda place: place[0])))


def _suspected(cells: pl.DataFrame, places: list[int]) -> list[int]:
    """The columns with a text that looks like one at a glance: all of them in one query, as there may be thousands."""
    seen = cells.lazy().select(may_hold_personnummer(pl.col(str(place))).any() for place in places).collect()
    return [place for place in places if seen[str(place)].item()]


def _dates(sheet: Sheet) -> set[int]:
    """The places in the file that hold dates and nothing else."""
    if sheet.origin is None:
        return {place for place, header in enumerate(sheet.headers) if normal(header) in _DATED}
    columns = sheet.origin.columns.items()
    dates, others = (
        {place for header, places in columns for place in places if (header in _DATED) is dated}
        for dated in (True, False)
    )
    return dates - others


def _rows(texts: pl.DataFrame, column: str, today: date) -> list[int]:
    return texts["row"].filter(holds_personnummer(texts[column], today)).to_list()


def _message(found: list[tuple[int, str]]) -> str:
    named = [f"rad {row}" + (f" kolumnen {shown(header)}" if shown(header) else "") for row, header in found[:_NAMED]]
    more = f" och {len(found) - _NAMED} ställen till" if len(found) > _NAMED else ""
    return (
        f"innehåller personnummer eller samordningsnummer {HIDDEN}: {', '.join(named)}{more}. "
        "Ersätt dem med pseudonymer i källsystemet och ta ut filen på nytt."
    )
