"""Invented episodes as rows of the canonical import file: Swedish headers, all text; and a few faulty ones."""

from datetime import date

import numpy as np
import polars as pl

from lus_stats.geography import DISTRICT_MUNICIPALITY, districts_frame
from lus_stats.schema import FIELDS, HEADERS
from lus_stats.vocabulary import SWEDISH

MOMENT, DAY = "%Y-%m-%d %H:%M", "%Y-%m-%d"
YES_NO = {True: "ja", False: "nej"}
WORDS = {"care_form", "track", "outpatient_available"}
FIRST_YEAR = 2018


def episode_ids(month: date, serials: pl.Expr) -> pl.Expr:
    """Name a month's episodes: invented, and too short to be taken for anybody's personnummer.

    Unit: `serials` are whole numbers under 10 000.
    """
    number = (month.year - FIRST_YEAR) * 12 + month.month
    return pl.format("D-{}", (number * 10_000 + serials).cast(pl.String).str.zfill(7))


def canonical(episodes: pl.DataFrame) -> pl.DataFrame:
    """Write episodes as the canonical file holds them.

    Needs: the columns of schema.Episode, words in the code's own spelling.
    Shape: a row per row; the headers of schema.FIELDS, all text, null = empty.
    """
    return episodes.lazy().select(written(field.name, field.dtype).alias(field.header) for field in FIELDS).collect()


def written(name: str, dtype: pl.DataType) -> pl.Expr:
    """Write one column as text."""
    if isinstance(dtype, pl.Datetime):
        return pl.col(name).dt.strftime(MOMENT)
    if isinstance(dtype, pl.Date):
        return pl.col(name).dt.strftime(DAY)
    if isinstance(dtype, pl.Boolean):
        return pl.col(name).replace_strict(YES_NO, return_dtype=pl.String)
    if name in WORDS:
        return pl.col(name).cast(pl.String).replace({word.value: said for word, said in SWEDISH.items()})
    return pl.col(name)


def faulty(rows: pl.DataFrame, rng: np.random.Generator, month: date, first_serial: int, count: int) -> pl.DataFrame:
    """Copy a few rows and spoil each copy in one of the ways that files are spoilt.

    Needs: the canonical headers, and only discharged patients.
    Shape: `count` rows, or as many as there are to copy.
    """
    chosen = np.sort(rng.permutation(rows.height)[:count])
    numbered = rows[chosen].with_row_index("n").with_columns(pl.col("n").cast(pl.Int64))
    ids = {"vårdtillfälle": episode_ids(month, pl.col("n") + first_serial)}
    spoilt = spoiling()
    fault = (pl.col("n") + int(rng.integers(len(spoilt)))) % len(spoilt)
    changes: dict[str, pl.Expr] = {}
    for kind, change in enumerate(spoilt):
        for header, value in (ids | change).items():
            now = changes.get(header, pl.col(header))
            changes[header] = pl.when(fault == kind).then(value).otherwise(now)
    return numbered.with_columns(**changes).select(*HEADERS)


def spoiling() -> list[dict[str, pl.Expr]]:
    """List the faults: each the columns it changes, and to what."""
    admitted = pl.col("inskriven").str.to_datetime(MOMENT)
    discharged = pl.col("utskriven").str.to_datetime(MOMENT)
    return [
        {"kommunkod": pl.lit("9999")},
        {"inskriven": pl.lit(None, pl.String)},
        {"utskriven": (admitted - pl.duration(days=1)).dt.strftime(MOMENT)},
        {"utskrivningsklar": (admitted - pl.duration(hours=2)).dt.strftime(MOMENT)},
        {"utskriven": discharged.dt.strftime(DAY)},
        {"kommunkod": pl.lit("0186"), "stadsdelsområde": pl.lit("Farsta")},
        {"kommunkod": pl.lit(DISTRICT_MUNICIPALITY), "stadsdelsområde": not_valid(discharged.dt.date())},
        {"vårdform": pl.lit("öppenvård")},
        {"spår": pl.lit("lila")},
        {"registrerad": pl.lit("okänt")},
        {"vårdtillfälle": pl.col("vårdtillfälle")},  # the same episode twice
    ]


def not_valid(day: pl.Expr) -> pl.Expr:
    """Give a district that did not exist that day: one already gone, else one still to come."""
    frame = districts_frame()
    gone = [
        pl.when(day > last).then(pl.lit(name))
        for name, last in frame.drop_nulls("valid_to").select("district", "valid_to").rows()
    ]
    return pl.coalesce(*gone, pl.lit(frame.drop_nulls("valid_from")["district"][0]))
