"""The 21 counties and 290 municipalities, by SCB's codes."""

import csv
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import polars as pl

from lus_stats.errors import WrongCall


@dataclass(frozen=True, slots=True)
class County:
    """A county (län) and the name of its region."""

    code: str
    name: str
    region: str


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality (kommun) and the code of its county."""

    code: str
    name: str
    county: str


def table(name: str) -> list[dict[str, str]]:
    """Read one of the package's tables: a dict per row."""
    text = files("lus_stats.geography").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


COUNTIES: Mapping[str, County] = MappingProxyType(
    {row["code"]: County(**row) for row in table("counties.csv")},
)
MUNICIPALITIES: Mapping[str, Municipality] = MappingProxyType(
    {row["code"]: Municipality(**row) for row in table("municipalities.csv")},
)
MUNICIPALITY_CODES: tuple[str, ...] = tuple(sorted(MUNICIPALITIES))


def county_name(code: str) -> str:
    """Name a county: "Örebro län".

    Errors: KeyError for an unknown code.
    """
    return COUNTIES[code].name


def check_county(code: str) -> None:
    """Only a county there is.

    Errors: WrongCall for another code.
    """
    if code not in COUNTIES:
        raise WrongCall(f"Länskoden {code!r} finns inte. Skriv två siffror, till exempel 18.")


def municipality_name(code: str) -> str:
    """Name a municipality: "Örebro".

    Errors: KeyError for an unknown code.
    """
    return MUNICIPALITIES[code].name


def county_of(code: str) -> str:
    """Give the county code of a municipality.

    Errors: KeyError for an unknown code.
    """
    return MUNICIPALITIES[code].county


@cache
def counties_frame() -> pl.DataFrame:
    """Give the counties for joins.

    Shape: one row per county: county, county_name, region.
    """
    frame = pl.DataFrame([asdict(county) for county in COUNTIES.values()])
    return frame.select(county="code", county_name="name", region="region")


@cache
def municipalities_frame() -> pl.DataFrame:
    """Give the municipalities for joins.

    Shape: one row per municipality: municipality_code, municipality, county.
    """
    frame = pl.DataFrame([asdict(municipality) for municipality in MUNICIPALITIES.values()])
    return frame.select(municipality_code="code", municipality="name", county="county")
