"""Rows that are odd by themselves, or beside the others of their draft."""

from collections.abc import Iterator
from typing import Final, NamedTuple

import polars as pl

from lus_stats import schema
from lus_stats.store.plausibility.findings import of_drafts, of_rows

LONG_STAY: Final = 120  # days

_MOMENTS: Final = tuple(field for field in schema.FIELDS if field.dtype == schema.MOMENT)
_FEWEST: Final = 5  # rows that must be at midnight before a column is said to lack its times of day
_STAY: Final = ("county", "care_form", "municipality_code", "admitted_at", "ready_at", "discharged_at")


class _Oddity(NamedTuple):
    what: str
    is_odd: pl.Expr
    cure: str


def _oddities() -> Iterator[_Oddity]:
    """What may be odd about a row.

    Needs: the columns of schema.PreparedEpisode and last_day: the day of discharge, or of the extract for a patient
    still in hospital.
    """
    notice, ready = pl.col("ready_notice_at").dt.date(), pl.col("ready_at").dt.date()
    yield _Oddity(
        f"Utskrivningsklara i mer än {LONG_STAY} dagar",
        (pl.col("last_day") - pl.col("clock_on")).dt.total_days() > LONG_STAY,
        "Kontrollera tiderna mot journalen.",
    )
    yield _Oddity(
        "Underrättelsen gjord en annan dag än beslutet om utskrivningsklar",
        notice != ready,
        "Dagarna räknas från underrättelsen: kontrollera att den är rätt.",
    )
    yield _Oddity(
        "Registrerade före inskrivningen",
        pl.col("registered_at") < pl.col("admitted_at"),
        "Kontrollera tiderna mot källsystemet.",
    )


def odd_rows(rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Every kind of odd rows, as findings.

    Needs: draft, row, last_day and the columns of schema.PreparedEpisode.
    """
    kinds = list(_oddities())
    flagged = rows.lazy().select(kind.is_odd.fill_null(False).alias(kind.what) for kind in kinds).collect()
    for kind in kinds:
        yield of_rows(rows.select("draft", "row").filter(flagged[kind.what]), kind.what, kind.cure)
    yield of_rows(
        _twins(rows).select("draft", "row"),
        "Samma vistelse (kommun, sjukhus och tider) under flera vårdtillfällen",
        "Kontrollera att ingen patient räknas två gånger.",
    )
    yield of_drafts(_without_times(rows))


def _twins(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows whose stay another row has too. Few share even the minute of readiness: the others cost no more."""
    near = rows.filter(pl.col("ready_at").is_duplicated())
    return near.filter(pl.struct(*_STAY, "hospital").is_duplicated())


def _without_times(rows: pl.DataFrame) -> Iterator[tuple[int, str, str]]:
    """Columns where most moments are at midnight: likely days whose time of day the export made up."""
    names = [field.name for field in _MOMENTS]
    at_midnight = pl.col(names).dt.time() == pl.time(0, 0)
    counted = rows.lazy().group_by("draft").agg(
        at_midnight.sum().name.suffix(" 0"), pl.col(names).count()
    )  # fmt: skip
    counts = counted.sort("draft").collect()
    for field in _MOMENTS:
        some = counts.select("draft", midnight=f"{field.name} 0", count=field.name)
        odd = some.filter(pl.col("midnight") >= _FEWEST, pl.col("midnight") * 2 > pl.col("count"))
        rest = f"i kolumnen {field.header}. Kontrollera att källan har klockslag och inte bara datum."
        whole = f"Klockslaget är 00:00 i {odd['midnight'].sum()} av {odd['count'].sum()} rader {rest}"
        for draft, midnight, count in odd.rows():
            yield draft, f"Klockslaget är 00:00 i {midnight} av {count} rader {rest}", whole
