"""A file's sheet through a mapping: the canonical headers and canonical texts, with the file's own behind them."""

from typing import Final

import polars as pl

from lus_stats import schema
from lus_stats.errors import Refused
from lus_stats.store.cells import cleaned
from lus_stats.store.mapping import formats
from lus_stats.store.mapping.model import Column, Mapping
from lus_stats.store.mapping.places import not_there, placed
from lus_stats.store.mapping.pseudonym import pseudonyms
from lus_stats.store.mapping.words import translated, without_decimals
from lus_stats.store.readers import Origin, Sheet

# D57: what spreadsheets and databases write beside a lone day or a lone time of day.
_MIDNIGHT_OF_A_DAY: Final = r"[ T]00:00(?::00(?:\.0+)?)?$"
_DAY_OF_A_TIME: Final = r"^(?:1899-12-3[01]|1900-01-0[01])[ T]"


def mapped(sheet: Sheet, mapping: Mapping, secret: bytes | None) -> Sheet:
    """The sheet in the canonical layout; its rows are as many, in the same order and under the same numbers.

    Errors: Refused where the file lacks a must-column of the mapping; the message lacks the file's name.
    """
    if not mapping.columns:
        return sheet
    places = placed(sheet.headers, mapping)
    columns = [column for column in mapping.columns if column.header in places]
    texts = {str(place): _text(column, places[column.header], sheet) for place, column in enumerate(columns)}
    cells = sheet.cells.lazy().select("row", **texts).collect()
    for place, column in enumerate(columns):
        if column.pseudonymise:
            cells = cells.with_columns(pseudonyms(cells[str(place)], _known(secret)))
    return Sheet(
        headers=tuple(column.header for column in columns),
        cells=cells,
        ragged=sheet.ragged,
        notes=(*sheet.notes, *_notes(mapping, places)),
        origin=Origin(sheet, places, frozenset(column.header for column in columns if column.pseudonymise)),
    )


def _text(column: Column, places: tuple[int, ...], sheet: Sheet) -> pl.Expr:
    """One field's canonical text."""
    if column.constant is not None:
        return pl.when(_holds_anything(sheet)).then(pl.lit(column.constant))
    if column == Column(column.header, column.sources):
        return pl.col(str(places[0]))  # the same text, not even copied
    text = translated(without_decimals(cleaned(str(places[0])), column.decimal), column.values)
    if column.times:
        text = _joined(text, without_decimals(cleaned(str(places[1])), column.decimal))
    if column.formats:
        text = formats.canonical_text(text, column.formats, moment=column.target.dtype == schema.MOMENT)
    return text


def _joined(day: pl.Expr, time: pl.Expr) -> pl.Expr:
    """A date and its time of day as one text. A date alone stays one, and is rejected: never its midnight.

    A word that means "unknown" where the date stands empties the whole.
    """
    day = day.str.replace(_MIDNIGHT_OF_A_DAY, "")
    both = pl.concat_str(day, time.str.replace(_DAY_OF_A_TIME, ""), separator=" ", ignore_nulls=True)
    return pl.when(day.ne("").fill_null(True)).then(both)


def _holds_anything(sheet: Sheet) -> pl.Expr:
    """Whether the file's row is not blank: a constant does not make a row of a blank one."""
    return pl.any_horizontal(cleaned(str(place)).is_not_null() for place in range(len(sheet.headers)))


def _notes(mapping: Mapping, places: dict[str, tuple[int, ...]]) -> list[str]:
    absent = not_there(mapping, places)
    return [f"Kolumner i mappningen som inte finns i filen: {', '.join(absent)}."] if absent else []


def _known(secret: bytes | None) -> bytes:
    if secret is None:
        raise Refused("kan inte läsas: mappningen pseudonymiserar, och ingen hemlig nyckel är given.")
    return secret
