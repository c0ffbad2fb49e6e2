"""A sheet's rows into episodes, and the reasons of those that are none; bad rows are data here, never an exception."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple

import polars as pl

from lus_stats import schema
from lus_stats.store import headers
from lus_stats.store.cells import cleaned, has_lost_its_zero, value_of
from lus_stats.store.checks import Check, every_check
from lus_stats.store.contract import failures
from lus_stats.store.readers.sheet import Sheet
from lus_stats.store.reasons import entry, in_order, without
from lus_stats.store.scanning import refuse_among_headers, refuse_personnummer

_ROWS: Final = 2**17
_SHORT: Final = {"kommunkod": pl.String(), "municipality_code": pl.String()}
_SOUND: Final = {"row": pl.UInt32(), **{field.name: field.dtype for field in schema.FIELDS}}


@dataclass(frozen=True)
class Validated:
    """A file's rows, told apart.

    `episodes` has row and the columns of schema.Episode; `reasons` the shape REASONS; `restored` a row per spelling
    of a kommunkod: value, municipality_code, rows. `rows` counts the rows that are not blank.
    """

    rows: int
    episodes: pl.DataFrame
    reasons: pl.DataFrame
    restored: pl.DataFrame
    unknown_headers: tuple[str, ...]


def validated(sheet: Sheet, now: datetime, extracted_on: date | None) -> Validated:
    """Read and check every row of a sheet.

    Errors: Refused for the whole file: a must-column missing or a personnummer outside the dates.
    """
    refuse_among_headers(sheet, now.date())
    places = headers.matched(sheet.headers)
    refuse_personnummer(sheet, now.date())
    checks = every_check(now, extracted_on)
    slices = [_slice(cells, sheet, places, checks) for cells in sheet.cells.iter_slices(_ROWS)]
    sound = _put_together([part.sound for part in slices], _SOUND)
    reasons = [*(frame for part in slices for frame in part.reasons), _ragged(sheet)]
    twice = _duplicates(sound)
    return Validated(
        rows=sum(part.rows for part in slices) + len(sheet.ragged),
        episodes=without(sound, twice),
        reasons=in_order(pl.concat([*reasons, twice]), now.date()),
        restored=_restored(_put_together([part.short for part in slices], _SHORT)),
        unknown_headers=tuple(_unused(sheet, places)),
    )


class _Slice(NamedTuple):
    """Some of a file's rows: how many are not blank, the sound ones, the others' reasons, and short kommunkoder."""

    rows: int
    sound: pl.DataFrame
    reasons: list[pl.DataFrame]
    short: pl.DataFrame


def _slice(cells: pl.DataFrame, sheet: Sheet, places: Mapping[str, int], checks: Sequence[Check]) -> _Slice:
    """A slice at a time: what it takes to work out a million rows' values is several times the values."""
    texts = _texts(cells, sheet, places)
    values = texts.with_columns(value_of(field).alias(field.name) for field in schema.FIELDS)
    reasons = [*failures(values, checks)]
    rejected = pl.concat(reasons)
    short = values.filter(has_lost_its_zero() & pl.col("municipality_code").is_not_null()).select(*_SHORT)
    return _Slice(len(texts), without(values.select(*_SOUND), rejected), reasons, short)


def _put_together(parts: Sequence[pl.DataFrame], columns: Mapping[str, pl.DataType]) -> pl.DataFrame:
    return pl.concat(parts) if parts else pl.DataFrame(schema=columns)


def _texts(cells: pl.DataFrame, sheet: Sheet, places: Mapping[str, int]) -> pl.DataFrame:
    """The cleaned cells of the rows that are not blank, a column per canonical header; null where it has none."""
    known = {header: cleaned(str(place)) for header, place in places.items()}
    others = [str(place) for place in range(len(sheet.headers)) if place not in places.values()]
    all_texts = cells.lazy().select("row", **known, **{other: cleaned(other) for other in others})
    filled = all_texts.filter(_is_filled(sheet)).drop(others)
    absent = [header for header in schema.HEADERS if header not in places]
    return filled.with_columns(pl.lit(None, dtype=pl.String).alias(header) for header in absent).collect()


def _is_filled(sheet: Sheet) -> pl.Expr:
    """Whether a row holds anything; of a mapped sheet, in any column of the file, whether the mapping uses it or not.

    Needs: row and the cleaned cells of the sheet.
    """
    if sheet.origin is None:
        return pl.any_horizontal(pl.exclude("row").is_not_null())
    own = sheet.origin.sheet
    holds = pl.any_horizontal(cleaned(str(place)).is_not_null() for place in range(len(own.headers)))
    return pl.col("row").is_in(own.cells.lazy().filter(holds).select("row").collect()["row"].implode())


def _unused(sheet: Sheet, places: Mapping[str, int]) -> list[str]:
    if sheet.origin is not None:
        return headers.unused(sheet.origin.sheet.headers, sheet.origin.columns)
    return headers.unused(sheet.headers, {header: (place,) for header, place in places.items()})


def _ragged(sheet: Sheet) -> pl.DataFrame:
    width = len((sheet.origin.sheet if sheet.origin else sheet).headers)
    reason = pl.format("raden har {} celler men ska ha {}", pl.col("cells").list.len(), width)
    return sheet.ragged.select("row", **entry(None, pl.lit(None), reason))


def _duplicates(sound: pl.DataFrame) -> pl.DataFrame:
    """Rows whose episode stands again, registered later; on a tie the last row stays."""
    kept = pl.col("row").sort_by("registered_at", "row").last().over("episode_id")
    reason = pl.format("vårdtillfället finns flera gånger i filen: rad {} gäller", "kept")
    again = sound.with_columns(kept=kept).filter(pl.col("row") != pl.col("kept"))
    return again.select("row", **entry("vårdtillfälle", pl.col("episode_id"), reason))


def _restored(short: pl.DataFrame) -> pl.DataFrame:
    spellings = short.group_by(pl.col("kommunkod").alias("value"), "municipality_code", maintain_order=True)
    return spellings.agg(rows=pl.len())
