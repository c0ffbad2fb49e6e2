"""The one question all three engines answer, and the tables of rules they answer it with."""

from collections.abc import Iterable
from datetime import date
from itertools import product
from pathlib import Path
from typing import Final, NamedTuple

import polars as pl

from benchmarks.episodes import FIRST_YEAR, YEARS
from lus_stats.billing import GROUP
from lus_stats.derive import CELL
from lus_stats.geography import COUNTIES
from lus_stats.rules import amounts_table, load, terms_table
from lus_stats.vocabulary import CARE_FORM, CareForm

COLUMNS: Final = (
    "municipality_code",
    "county",
    "month",
    "care_form",
    "track",
    "clock_on",
    "clock_second",
    "discharged_on",
    "registered_on",
    "criteria_facts",
)
"""What the question needs of an episode."""

ANSWER: Final = (
    *GROUP,
    "episodes",
    "episodes_in_mean",
    "ready_days",
    "mean_ready_days",
    "liable",
    "billed_episodes",
    "billed_tenths",
    "amount_sek",
    "blocked_days",
    "blocked_sek",
    "amount_status",
)
"""What is asked of every municipality, month and care form."""

DAYS_TO_EXTRACT: Final = 35  # late enough that most registrations are in time, early enough that some are not


class Rules(NamedTuple):
    """The tables that every engine joins to the episodes, each county under its own agreement."""

    terms: pl.DataFrame
    extracts: pl.DataFrame
    amounts: pl.DataFrame


def rules() -> Rules:
    """The rules of every county and month, with an invented extract date for each."""
    cells = list(_cells())
    schema = {"county": pl.String(), "month": pl.Date(), "care_form": CARE_FORM}
    extracts = pl.DataFrame(cells, schema=schema, orient="row")
    late_after = pl.col("month") + pl.duration(days=DAYS_TO_EXTRACT)
    terms = terms_table(load(), cells)
    return Rules(terms, extracts.with_columns(late_after=late_after), amounts_table(load(), FIRST_YEAR + YEARS))


def flat(tables: Rules) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The terms with their extract dates, and the amounts, in plain columns for an engine that is not Polars."""
    terms = tables.terms.join(tables.extracts, on=CELL, how="left", validate="m:1")
    words = pl.selectors.by_dtype(pl.Enum).cast(pl.String)
    return terms.with_columns(words), tables.amounts.with_columns(words)


def files(folder: Path) -> list[Path]:
    """The prepared Parquet of a folder."""
    return sorted(folder.glob("part-*.parquet"))


def _cells() -> Iterable[tuple[str, date, CareForm]]:
    years = range(FIRST_YEAR, FIRST_YEAR + YEARS)
    for county, year, month, care_form in product(sorted(COUNTIES), years, range(1, 13), CareForm):
        yield county, date(year, month, 1), care_form
