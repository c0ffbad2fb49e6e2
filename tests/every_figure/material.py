"""Two years of two counties, what the oracle counts of them, and a page's view of a month."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import polars as pl

from lus_stats import store
from lus_stats.geography import MUNICIPALITIES
from lus_stats.ui import cache
from lus_stats.ui.filters import Filters
from tests.generate import Row, episodes, write_csv
from tests.oracle import Register, bill, read
from tests.oracle.calendar import first_day
from tests.oracle.patients import patient
from tests.oracle.stats import Counted, Figure, figures, grouped, months_back
from tests.oracle.waterfall import Steps, waterfall

NOW = datetime(2026, 11, 20, 12, 0)
FIRST, LAST = "2021-04", "2023-03"
EXTRACTED = date(2023, 4, 7)
MONTHS = ("2023-01", "2023-02", "2023-03")
COUNTIES = ("18", "01")
FORMS = ("somatic", "psychiatric")
SOAK = bool(os.environ.get("LUS_SOAK"))
EVERYWHERE = [
    (month, county, form)
    for month in MONTHS
    for county in COUNTIES
    for form in FORMS
    if SOAK or form == "somatic" or month == MONTHS[1]
]
HIDDEN = "dolt: färre än 5"
Key = tuple[str | None, str, str]


@dataclass
class Expected:
    """The oracle's answers, each counted once."""

    folder: Path
    register: Register
    _kept: dict[Any, Any] = field(default_factory=dict)

    def rows(self, month: str, by: str, pool: int = 1) -> dict[tuple[str | None, str], list[Counted]]:
        """The episodes of every group and care form."""
        return self._once(("rows", month, by, pool), lambda: grouped(self.register, month, by, pool=pool))

    def stats(self, month: str, by: str, pool: int = 1) -> dict[Key, Figure]:
        """Every indicator of every group and care form."""
        window = months_back(month, pool)
        return self._once(
            ("stats", month, by, pool),
            lambda: {
                (*group, indicator): figure
                for group, rows in self.rows(month, by, pool).items()
                for indicator, figure in figures(rows, window).items()
            },
        )

    def series(self, month: str, count: int, by: str, key: Key) -> list[Figure | None]:
        """One figure of the months that end with one."""
        return [self.stats(one, by).get(key) for one in months_back(month, count)]

    def n(self, figure: Figure | None, county: str, month: str, form: str) -> int | None:
        """How many episodes a month's figure is of: none where others had some, None where the month is missing."""
        if figure is not None:
            return figure.n
        return 0 if (county, month, form) in self.register.revisions else None

    def groups(self, month: str, form: str) -> dict[str, dict[str, Any]]:
        """The bill's groups of a care form, by municipality."""
        document = self._once(("bill", month), lambda: bill(self.register, month))
        return {group["municipality_code"]: group for group in document["groups"] if group["care_form"] == form}

    def lines(self, month: str, form: str, code: str) -> list[dict[str, Any]]:
        """The bill's lines of a municipality."""
        document = self._once(("bill", month), lambda: bill(self.register, month))
        return [one for one in document["lines"] if (one["municipality_code"], one["care_form"]) == (code, form)]

    def steps(self, month: str, form: str) -> dict[str, Steps]:
        """The waterfall's steps of a care form, by municipality."""
        found = self._once(("steps", month), lambda: waterfall(self.register, month))
        return {code: steps for (code, own), steps in found.items() if own == form}

    def _once(self, key: Any, answer: Any) -> Any:
        if key not in self._kept:
            self._kept[key] = answer()
        return self._kept[key]


def expected_in(folder: Path) -> Expected:
    """Import the rows as demo data (so that a page needs no sign-in), and give them to the oracle."""
    discharged = [*episodes(4_000, 41, COUNTIES, FIRST, LAST), *long_waits()]
    waiting = [
        row for row in episodes(0, 42, COUNTIES, LAST, LAST, in_hospital=60, prefix="w-") if row["kommunkod"] != "0180"
    ]
    opened = store.open_data(folder / "data").for_demo()
    for name, rows, extracted_on in (("all", discharged, None), ("waiting", waiting, EXTRACTED)):
        path = write_csv(rows, folder / f"{name}.csv")
        report = store.import_files(opened, [path], now=NOW, demo=True, max_rejected=0.0, extracted_on=extracted_on)
        assert sum(file.accepted for file in report.files) == len(rows)
    register = read(discharged, None, NOW)
    return Expected(folder / "data", read(waiting, EXTRACTED, NOW, register))


def long_waits() -> list[Row]:
    """Patients of Karlskoga and Huddinge who all wait long in two months: a signal."""
    return [
        patient(f"l-{code}-{month}-{n}", f"{month}-01 08:00", f"{month}-{20 + n} 14:00", kommunkod=code)
        for code in ("1883", "0126")
        for month in MONTHS[1:]
        for n in range(8)
    ]


def chosen(month: str, county: str, form: str = "somatic", reader: str = "region", **query: str) -> Filters:
    """A reader's view of a month, come to by a link."""
    asked = {"som": f"{reader}-{county}", "manad": month, "lan": county, "vardform": form} | query
    found, faults = Filters.from_query(asked, cache.choices())
    assert not faults
    return found


def close(value: float | None) -> Any:
    """What a number may be told as: itself, but for the last binary digits."""
    if value is None:
        return None
    import pytest

    return pytest.approx(float(value), rel=1e-9, abs=1e-9)


def number(figure: Figure | None) -> Any:
    """A figure's value; None where nobody was discharged, or none had a day."""
    return close(None if figure is None else figure.value)


def by_unit(rows: pl.DataFrame, unit: str) -> dict[Any, dict[str, Any]]:
    """A frame's rows by one of its columns."""
    found = {row[unit]: row for row in rows.to_dicts()}
    assert len(found) == rows.height
    return found


def codes_of(county: str) -> set[str]:
    """The county's municipalities."""
    return {code for code, place in MUNICIPALITIES.items() if place.county == county}


def name_of(code: str) -> str:
    """A municipality's name."""
    return MUNICIPALITIES[code].name


def day(month: str) -> date:
    """The first day of a month."""
    return first_day(month)


def mean(days: Iterable[int]) -> Fraction | None:
    """A plain mean."""
    every = list(days)
    return Fraction(sum(every), len(every)) if every else None
