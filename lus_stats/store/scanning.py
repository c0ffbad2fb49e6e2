"""The search of a whole file for personnummer, before anything else is done with it."""

from collections.abc import Mapping
from datetime import date
from typing import Final

import polars as pl

from lus_stats import schema
from lus_stats.errors import Refused
from lus_stats.store.personnummer import HIDDEN, holds_personnummer
from lus_stats.store.readers.sheet import Sheet

_NAMED: Final = 5  # places written out; the others are counted
_DATED: Final = frozenset(f.header for f in schema.FIELDS if f.dtype in (schema.MOMENT, pl.Date()))


def refuse_personnummer(sheet: Sheet, places: Mapping[str, int], today: date) -> None:
    """Let nothing past that holds a personnummer in a column other than the dates.

    In a date's column it is a value that cannot be read, and only its row is rejected. A row with too few or too
    many cells is searched by place, and what lies beyond the last column is no date.
    Errors: Refused naming rows and columns; the message lacks the file's name.
    """
    dates = {place for header, place in places.items() if header in _DATED}
    searched = [place for place in range(len(sheet.headers)) if place not in dates]
    found = [(row, sheet.headers[place]) for place in searched for row in _rows(sheet.cells, str(place), today)]
    loose = sheet.ragged.with_columns(place=pl.int_ranges(pl.col("cells").list.len()))
    loose = loose.explode("cells", "place", empty_as_null=False).filter(~pl.col("place").is_in(dates))
    suspects = loose.filter(holds_personnummer(loose["cells"], today))
    found += [(row, (*sheet.headers, *[""] * place)[place]) for row, place in suspects.select("row", "place").rows()]
    if found:
        raise Refused(_message(sorted(found, key=lambda place: place[0])))


def _rows(texts: pl.DataFrame, column: str, today: date) -> list[int]:
    return texts.filter(holds_personnummer(texts[column], today))["row"].to_list()


def _message(found: list[tuple[int, str]]) -> str:
    named = [f"rad {row}" + (f" kolumnen {header.strip()}" if header.strip() else "") for row, header in found[:_NAMED]]
    more = f" och {len(found) - _NAMED} ställen till" if len(found) > _NAMED else ""
    return (
        f"innehåller personnummer eller samordningsnummer {HIDDEN}: {', '.join(named)}{more}. "
        "Ersätt dem med pseudonymer i källsystemet och ta ut filen på nytt."
    )
