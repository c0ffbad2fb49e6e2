"""A sheet's rows into episodes, and the reasons of those that are none; bad rows are data here, never an exception."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import polars as pl

from lus_stats import schema
from lus_stats.errors import Refused
from lus_stats.store import headers
from lus_stats.store.cells import cleaned, has_lost_its_zero, value_of
from lus_stats.store.checks import Check, every_check
from lus_stats.store.personnummer import HIDDEN, holds_personnummer
from lus_stats.store.readers.sheet import Sheet
from lus_stats.store.scanning import refuse_personnummer

REASONS: Final = {"row": pl.UInt32(), "column": pl.String(), "value": pl.String(), "reason": pl.String()}
"""Shape of rejected rows: one row per reason; column and value are null where the whole row is meant."""


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
    if holds_personnummer(pl.Series(sheet.headers, dtype=pl.String), now.date()).any():
        raise Refused(f"har ett personnummer eller samordningsnummer {HIDDEN} bland kolumnernas namn, på rad 1.")
    places = headers.matched(sheet.headers)
    refuse_personnummer(sheet, places, now.date())
    texts = _texts(sheet, places)
    values = texts.with_columns(value_of(field).alias(field.name) for field in schema.FIELDS)
    reasons = [*_failures(values, every_check(now, extracted_on)), _ragged(sheet)]
    sound = without(values.select("row", *(field.name for field in schema.FIELDS)), pl.concat(reasons))
    reasons.append(_duplicates(sound))
    return Validated(
        rows=len(texts) + len(sheet.ragged),
        episodes=without(sound, reasons[-1]),
        reasons=in_order(pl.concat(reasons), now.date()),
        restored=_restored(values),
        unknown_headers=tuple(headers.unknown(sheet.headers)),
    )


def without(episodes: pl.DataFrame, rejected: pl.DataFrame) -> pl.DataFrame:
    """The episodes whose row is not among the rejected ones.

    Needs: row, in both.
    """
    if rejected.is_empty():
        return episodes
    return episodes.filter(~pl.col("row").is_in(rejected["row"].unique().implode()))


def in_order(reasons: pl.DataFrame, today: date) -> pl.DataFrame:
    """Reasons by row, in the order of the checks, with every personnummer masked."""
    held = holds_personnummer(reasons["value"], today)
    value = pl.when(held).then(pl.lit(HIDDEN)).otherwise("value")
    return reasons.with_columns(value=value).sort("row", maintain_order=True)


def _texts(sheet: Sheet, places: Mapping[str, int]) -> pl.DataFrame:
    """The cleaned cells of the rows that are not blank, a column per canonical header; null where it has none."""
    known = {header: cleaned(str(place)) for header, place in places.items()}
    others = [str(place) for place in range(len(sheet.headers)) if place not in places.values()]
    all_texts = sheet.cells.lazy().select("row", **known, **{other: cleaned(other) for other in others})
    filled = all_texts.filter(pl.any_horizontal(pl.exclude("row").is_not_null())).drop(others)
    absent = [header for header in schema.HEADERS if header not in places]
    return filled.with_columns(pl.lit(None, dtype=pl.String).alias(header) for header in absent).collect()


def _failures(values: pl.DataFrame, checks: Sequence[Check]) -> list[pl.DataFrame]:
    """The rows that fail, check by check; those that none fails cost nothing more than the trying."""
    tried = values.lazy().select(check.fails.fill_null(False).alias(str(n)) for n, check in enumerate(checks))
    failed = tried.collect()
    return [
        values.filter(failed[str(n)]).select(
            "row", **_said(check.header, pl.col(check.header).fill_null(""), check.reason)
        )
        for n, check in enumerate(checks)
        if failed[str(n)].any()
    ]


def _said(column: str | None, value: pl.Expr, reason: str) -> dict[str, pl.Expr]:
    return {
        "column": pl.lit(column, dtype=pl.String),
        "value": value.cast(pl.String),
        "reason": pl.lit(reason, dtype=pl.String),
    }


def _ragged(sheet: Sheet) -> pl.DataFrame:
    reason = pl.format("raden har {} celler men ska ha {}", pl.col("cells").list.len(), len(sheet.headers))
    return sheet.ragged.select("row", **(_said(None, pl.lit(None), "") | {"reason": reason}))


def _duplicates(sound: pl.DataFrame) -> pl.DataFrame:
    """Rows whose episode stands again, registered later; on a tie the last row stays."""
    kept = pl.col("row").sort_by("registered_at", "row").last().over("episode_id")
    reason = pl.format("vårdtillfället finns flera gånger i filen: rad {} gäller", "kept")
    again = sound.with_columns(kept=kept).filter(pl.col("row") != pl.col("kept"))
    return again.select("row", **(_said("vårdtillfälle", pl.col("episode_id"), "") | {"reason": reason}))


def _restored(values: pl.DataFrame) -> pl.DataFrame:
    short = values.filter(has_lost_its_zero() & pl.col("municipality_code").is_not_null())
    spellings = short.group_by(pl.col("kommunkod").alias("value"), "municipality_code", maintain_order=True)
    return spellings.agg(rows=pl.len())
