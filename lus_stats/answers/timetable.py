"""The timetable of a county's months, and as a calendar."""

from collections.abc import Iterable
from datetime import date, datetime

from lus_stats import months
from lus_stats.exports.calendar_file import Entry, calendar_file
from lus_stats.geography import check_county, county_name
from lus_stats.rules.timetable import DatedStep
from lus_stats.rules.timetable_file import load_timetables
from lus_stats.store import DataFolder
from lus_stats.text import timetable as words

AHEAD = 12
"""So many discharge months a calendar holds, unless told."""


def timetable(folder: DataFolder, county: str, first: date, count: int = 1) -> tuple[DatedStep, ...]:
    """The steps of so many discharge months, in order.

    Errors: WrongCall for a county there is not; Refused for a month before any timetable.
    """
    check_county(county)
    tables = load_timetables(folder.rules_folders)
    return tuple(step for ahead in range(count) for step in tables.dated(county, months.following(first, ahead)))


def counties(folder: DataFolder) -> tuple[str, ...]:
    """The counties with a timetable of their own."""
    return load_timetables(folder.rules_folders).counties


def as_calendar(steps: Iterable[tuple[str, DatedStep]], made_at: datetime) -> bytes:
    """Counties' steps as an iCalendar file."""
    found = list(steps)
    named = sorted({county_name(county) for county, _ in found})
    return calendar_file(f"LUS-statistik {', '.join(named)}", (_entry(*one) for one in found), made_at)


def _entry(county: str, one: DatedStep) -> Entry:
    step, name = one.step, county_name(county)
    return Entry(
        key=f"{county}-{months.key(one.month)}-{step.key}",
        day=one.day,
        title=words.entry_title(step.label, one.month, name),
        words=words.entry_words(step.says, step.source),
    )
