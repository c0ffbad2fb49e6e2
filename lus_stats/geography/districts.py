"""The City of Stockholm's districts (stadsdelsområden): 14, then 13, then 11.

Whole districts were merged, so history can be shown in today's areas, never the other way round.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import polars as pl

from lus_stats.geography.places import table

DISTRICT_MUNICIPALITY = "0180"

_SPACED_HYPHEN = r"\s*[-\u2010-\u2013]\s*"
_SPACES = r"\s+"


@dataclass(frozen=True, slots=True)
class District:
    """A district, its first and last day (None = before and after our time), and today's area."""

    name: str
    valid_from: date | None
    valid_to: date | None
    today: str

    def valid_on(self, day: date) -> bool:
        """Say whether the district existed that day; both its first and last day count."""
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


DISTRICTS: Mapping[str, District] = MappingProxyType(
    {
        row["name"]: District(row["name"], _day(row["valid_from"]), _day(row["valid_to"]), row["today"])
        for row in table("districts.csv")
    },
)


def _key(text: str) -> str:
    composed = unicodedata.normalize("NFC", text).strip().lower()
    return re.sub(_SPACES, " ", re.sub(_SPACED_HYPHEN, "-", composed))


_NAMES = {_key(name): name for name in DISTRICTS}


def district_named(text: str) -> str | None:
    """Find the district a source means, past stray spaces, case and Unicode form; None if there is none."""
    return _NAMES.get(_key(text))


def canonical_district(column: str) -> pl.Expr:
    """Give `district_named` for a column: the district's own spelling, null where there is none.

    Needs: the named text column.
    """
    composed = pl.col(column).str.normalize("NFC").str.strip_chars().str.to_lowercase()
    key = composed.str.replace_all(_SPACED_HYPHEN, "-").str.replace_all(_SPACES, " ")
    return key.replace_strict(_NAMES, default=None, return_dtype=pl.String)


def districts_valid_on(day: date) -> tuple[str, ...]:
    """List the districts that existed that day."""
    return tuple(name for name, district in DISTRICTS.items() if district.valid_on(day))


def district_today(name: str) -> str:
    """Give the area that a district, old or present, belongs to today.

    Errors: KeyError for an unknown name.
    """
    return DISTRICTS[name].today


def districts_frame() -> pl.DataFrame:
    """Give every district for joins: `day.is_between("valid_from", "valid_to")` is null or true when valid.

    Shape: one row per district that is or was: district, valid_from, valid_to; null = no limit.
    """
    rows = [(district.name, district.valid_from, district.valid_to) for district in DISTRICTS.values()]
    schema = {"district": pl.String, "valid_from": pl.Date, "valid_to": pl.Date}
    return pl.DataFrame(rows, schema=schema, orient="row")


def todays_districts() -> pl.DataFrame:
    """Give the way from any district to today's area, for joins.

    Shape: one row per district that is or was: district, district_today.
    """
    rows = [(district.name, district.today) for district in DISTRICTS.values()]
    return pl.DataFrame(rows, schema={"district": pl.String, "district_today": pl.String}, orient="row")
