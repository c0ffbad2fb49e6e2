"""What the attack is made on: the demo data, and every table that a reader is given of it."""

import os
from datetime import date, datetime

import polars as pl

from lus_stats import answers
from lus_stats import months as calendar
from lus_stats.answers import Grouping, StatisticsQuestion
from lus_stats.store import DataFolder

NOW = datetime(2026, 11, 20, 12, 0)
LAST = date(2026, 10, 1)
SOAK = bool(os.environ.get("LUS_SOAK"))
MONTHS, FEW = (84, 84) if SOAK else (12, 2)
INDICATORS = (
    "episodes",
    "ready_days",
    "mean_ready_days_skr",
    "share_zero_days",
    "share_criteria_met",
    "late_registrations",
)
TABLES = {
    "county": (Grouping.COUNTY, False),
    "municipality": (Grouping.MUNICIPALITY, False),
    "hospital": (Grouping.HOSPITAL, False),
    "district": (Grouping.DISTRICT, True),
}

Tables = dict[str, pl.DataFrame]


def asked(
    folder: DataFolder,
    *,
    sees_small: bool,
    own: str | None = None,
    months: int = MONTHS,
    pool: int = 1,
    indicators: tuple[str, ...] = INDICATORS,
) -> Tables:
    """Every table of the family over the last months."""
    first = calendar.following(LAST, 1 - months)
    return {
        name: answers.statistics(
            folder,
            StatisticsQuestion(
                first,
                grouping,
                last=LAST,
                indicators=indicators,
                districts_today=today,
                sees_small=sees_small,
                sees_municipality=own,
                pool=pool,
            ),
        ).figures
        for name, (grouping, today) in TABLES.items()
    }
