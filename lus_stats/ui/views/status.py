"""The status line of the pages of statistics, which also tell what was billed."""

from datetime import date

import polars as pl

from lus_stats.figures.theme import month_long
from lus_stats.geography import county_name
from lus_stats.ui.filters import Filters
from lus_stats.ui.views import held
from lus_stats.ui.views.terms import Counting
from lus_stats.vocabulary import SWEDISH


def extract_of(extracts: pl.DataFrame, chosen: Filters, month: date) -> pl.DataFrame:
    """The newest extract behind the month's statistics; no row where there is none.

    Needs: answers.Statistics.extracts.
    """
    return extracts.filter(
        pl.col("county") == chosen.county, pl.col("month") == month, pl.col("care_form") == chosen.care_form
    )


def statistics_status(
    extract: pl.DataFrame, chosen: Filters, counted: Counting, month: date, first: str = "Utskrivna"
) -> tuple[str, ...]:
    """What is counted, on which revisions, under which terms. Needs: `extract_of`."""
    county = county_name(chosen.county)
    return (
        f"{first} i {month_long(month)}",
        f"{SWEDISH[chosen.care_form]} vård",
        *_extracts(extract),
        county if counted.agreement.label != county else "",
        f"{counted.agreement.label}, villkor från {counted.own.valid_from}",
        *held.notice(chosen),
    )


def _extracts(extract: pl.DataFrame) -> tuple[str, ...]:
    """Statistics are of the newest revision, outcome and kronor of the frozen basis: said apart where they differ."""
    newest = extract.row(0, named=True)
    drawn = f"uttag {newest['extracted_on']}, version {newest['revision']}"
    if newest["basis"]:
        return (f"{drawn}, underlag för fakturering",)
    if newest["late_after"] is None:
        return (f"{drawn}, preliminärt",)
    return (
        f"statistik: {drawn}",
        f"fakturering: uttag {newest['late_after']}, frusna underlaget",
    )
