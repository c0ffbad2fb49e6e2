"""A sheet's rows into episodes, and the reasons of those that are none; bad rows are data here, never an exception."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from lus_stats import schema
from lus_stats.store import headers
from lus_stats.store.cells import cleaned, has_lost_its_zero, value_of
from lus_stats.store.checks import every_check
from lus_stats.store.contract import failures
from lus_stats.store.readers.sheet import Sheet
from lus_stats.store.reasons import entry, in_order, without
from lus_stats.store.scanning import refuse_among_headers, refuse_personnummer


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
    texts = _texts(sheet, places)
    values = texts.with_columns(value_of(field).alias(field.name) for field in schema.FIELDS)
    reasons = [*failures(values, every_check(now, extracted_on)), _ragged(sheet)]
    sound = without(values.select("row", *(field.name for field in schema.FIELDS)), pl.concat(reasons))
    reasons.append(_duplicates(sound))
    return Validated(
        rows=len(texts) + len(sheet.ragged),
        episodes=without(sound, reasons[-1]),
        reasons=in_order(pl.concat(reasons), now.date()),
        restored=_restored(values),
        unknown_headers=tuple(_unused(sheet, places)),
    )


def _texts(sheet: Sheet, places: Mapping[str, int]) -> pl.DataFrame:
    """The cleaned cells of the rows that are not blank, a column per canonical header; null where it has none."""
    known = {header: cleaned(str(place)) for header, place in places.items()}
    others = [str(place) for place in range(len(sheet.headers)) if place not in places.values()]
    all_texts = sheet.cells.lazy().select("row", **known, **{other: cleaned(other) for other in others})
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


def _restored(values: pl.DataFrame) -> pl.DataFrame:
    short = values.filter(has_lost_its_zero() & pl.col("municipality_code").is_not_null())
    spellings = short.group_by(pl.col("kommunkod").alias("value"), "municipality_code", maintain_order=True)
    return spellings.agg(rows=pl.len())
