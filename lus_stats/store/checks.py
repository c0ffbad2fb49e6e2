"""What makes a row of a file unusable, and how that is said (rules.md §2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import polars as pl

from lus_stats import geography, schema
from lus_stats.store.cells import is_only_a_day

FIRST_DAY: Final = date(2010, 1, 1)

_UNREADABLE: Final = {
    "municipality_code": "okänd kommunkod",
    "care_form": "okänd vårdform: ska vara somatisk eller psykiatrisk",
    "track": "okänt spår: ska vara grön, gul, röd eller blå",
    "estimated_discharge_on": "går inte att läsa: ska vara ett datum som 2020-02-04",
    "sip_required": "går inte att läsa: ska vara ja eller nej",
    "home_ready": "går inte att läsa: ska vara ja eller nej",
    "outpatient_available": "går inte att läsa: ska vara ja, nej eller oklart",
}
_NO_MOMENT: Final = "går inte att läsa: ska vara datum och klockslag som 2020-02-01 11:00"
_ONLY_A_DAY: Final = "klockslag saknas: ska vara datum och klockslag som 2020-02-01 11:00"


@dataclass(frozen=True)
class Check:
    """One thing that may be wrong with a row: in which column, when, and in which words."""

    header: str
    fails: pl.Expr
    reason: str

    @property
    def name(self) -> str:
        """What it is called among a row's rules."""
        return f"{self.header}: {self.reason}"


def every_check(now: datetime, extracted_on: date | None) -> tuple[Check, ...]:
    """All the checks of a single row. A value that is missing or unreadable fails nothing but that.

    Needs: row; for each field its cleaned text (as the header) and its value (as the field's name).
    """
    return (
        *_of_each_cell(),
        *_of_the_order(),
        *_of_the_district(extracted_on),
        *_of_the_times(now, extracted_on or now.date()),
    )


def _of_each_cell() -> Iterator[Check]:
    for field in schema.FIELDS:
        text, unreadable = pl.col(field.header), pl.col(field.header).is_not_null() & pl.col(field.name).is_null()
        if field.required:
            yield Check(field.header, text.is_null(), "saknas men måste finnas")
        if field.dtype == schema.MOMENT:
            only_a_day = is_only_a_day(field.header)
            yield Check(field.header, unreadable & only_a_day, _ONLY_A_DAY)
            yield Check(field.header, unreadable & ~only_a_day, _NO_MOMENT)
        elif field.name in _UNREADABLE:
            yield Check(field.header, unreadable, _UNREADABLE[field.name])


def _of_the_order() -> Iterator[Check]:
    admitted, ready, discharged = map(pl.col, ("admitted_at", "ready_at", "discharged_at"))
    yield Check("utskrivningsklar", ready < admitted, "ligger före inskriven")
    yield Check("utskriven", discharged < admitted, "ligger före inskriven")
    yield Check("utskriven", discharged < ready, "ligger före utskrivningsklar")


def _of_the_district(extracted_on: date | None) -> Iterator[Check]:
    """Where the patient is still in hospital, the district has to exist on the extract date."""
    said, known = pl.col("stadsdelsområde").is_not_null(), pl.col("district").is_not_null()
    in_stockholm = pl.col("municipality_code") == geography.DISTRICT_MUNICIPALITY
    yield Check("stadsdelsområde", said & ~in_stockholm, "får bara anges för Stockholms stad (kommunkod 0180)")
    yield Check("stadsdelsområde", said & ~known & in_stockholm, "okänt stadsdelsområde")
    discharge_day = pl.col("discharged_at").dt.date()
    extract_day = pl.when(pl.col("utskriven").is_null()).then(pl.lit(extracted_on, dtype=pl.Date))
    yield Check("stadsdelsområde", in_stockholm & _gone_on(discharge_day), "fanns inte på utskrivningsdagen")
    yield Check("stadsdelsområde", in_stockholm & _gone_on(extract_day), "fanns inte på uttagsdagen")


def _gone_on(day: pl.Expr) -> pl.Expr:
    """Whether the row's district did not exist that day."""
    first, last = (
        {name: getattr(district, limit) for name, district in geography.DISTRICTS.items()}
        for limit in ("valid_from", "valid_to")
    )
    valid_from = pl.col("district").replace_strict(first, default=None, return_dtype=pl.Date)
    valid_to = pl.col("district").replace_strict(last, default=None, return_dtype=pl.Date)
    return (day < valid_from).fill_null(False) | (day > valid_to).fill_null(False)


def _of_the_times(now: datetime, drawn_on: date) -> Iterator[Check]:
    """Nothing lies before 2010 or after the moment of import; a discharge not after the extract either."""
    for field in schema.FIELDS:
        if field.dtype in (schema.MOMENT, pl.Date()):
            yield Check(field.header, pl.col(field.name) < pl.lit(FIRST_DAY), f"ligger före {FIRST_DAY.year}")
        if field.dtype == schema.MOMENT:
            yield Check(field.header, pl.col(field.name) > pl.lit(now), "ligger efter importtillfället")
    late = pl.col("discharged_at").dt.date() > pl.lit(drawn_on)
    yield Check("utskriven", late, f"ligger efter uttagsdatumet {drawn_on}")
