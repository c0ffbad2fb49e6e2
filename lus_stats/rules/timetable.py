"""The month's timetable: when its extract is drawn, how long it is reviewed, when the invoice comes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from lus_stats import months
from lus_stats.errors import Refused

ASSUMED: Final = "[A]"


class DateRule(StrEnum):
    """How a step gets its date; all of them count working days by Swedish holidays (months.is_working_day)."""

    END_OF_FIRST_WORKING_WEEK = "end_of_first_working_week"
    WORKING_DAYS_AFTER = "working_days_after"
    DAY_OF_MONTH = "day_of_month"
    LAST_WORKING_DAY = "last_working_day"


@dataclass(frozen=True)
class Step:
    """One step of the timetable; `after`, `days` and `months_after` are used by the rules that ask for them."""

    key: str
    label: str
    says: str
    rule: DateRule
    source: str
    after: str | None = None
    days: int = 0
    months_after: int = 1


@dataclass(frozen=True)
class Version:
    """The steps from a discharge month on, in their order."""

    valid_from: date
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Timetable:
    """Whose timetable it is, and its versions."""

    key: str
    label: str
    source: str
    counties: tuple[str, ...]
    fallback: bool
    versions: tuple[Version, ...]

    def in_force(self, month: date) -> Version | None:
        """The version of a discharge month; None before the first."""
        begun = [version for version in self.versions if version.valid_from <= month]
        return max(begun, key=lambda version: version.valid_from, default=None)


@dataclass(frozen=True)
class DatedStep:
    """A step of one discharge month, with its date."""

    month: date
    step: Step
    day: date

    @property
    def is_assumed(self) -> bool:
        """Whether something in the date is our own assumption."""
        return ASSUMED in self.step.source


@dataclass(frozen=True)
class Timetables:
    """Every timetable there is."""

    by_key: dict[str, Timetable]

    @property
    def counties(self) -> tuple[str, ...]:
        """The counties that have one of their own."""
        return tuple(sorted(county for one in self.by_key.values() for county in one.counties))

    def of_county(self, county: str) -> Timetable:
        """The county's own, else the fallback."""
        own = (one for one in self.by_key.values() if county in one.counties)
        return next(own, next(one for one in self.by_key.values() if one.fallback))

    def dated(self, county: str, month: date) -> tuple[DatedStep, ...]:
        """The steps of one discharge month, with their dates; a month before the county's first has the fallback's.

        Errors: Refused for a month before any.
        """
        fallback = next(one for one in self.by_key.values() if one.fallback)
        version = self.of_county(county).in_force(month) or fallback.in_force(month)
        if version is None:
            raise Refused(
                f"Det finns ingen tidtabell för {months.key(month)}. "
                f"Den första gäller från {min(one.valid_from for one in fallback.versions)}."
            )
        return tuple(_dated(month, version))


def _dated(month: date, version: Version) -> Iterator[DatedStep]:
    days: dict[str, date] = {}
    for step in version.steps:
        days[step.key] = _day(month, step, days)
        yield DatedStep(month, step, days[step.key])


def _day(month: date, step: Step, known: dict[str, date]) -> date:
    target = months.following(month, step.months_after)
    match step.rule:
        case DateRule.END_OF_FIRST_WORKING_WEEK:
            return end_of_first_working_week(months.following(month))
        case DateRule.WORKING_DAYS_AFTER:
            return working_days_after(known[step.after or ""], step.days)
        case DateRule.DAY_OF_MONTH:
            return _working_day_from(target + timedelta(days=step.days - 1), 1)
        case DateRule.LAST_WORKING_DAY:
            return _working_day_from(months.last_day(target), -1)


def end_of_first_working_week(month: date) -> date:
    """The last working day of the week that holds a month's first working day.

    Source: Örebro, Modell för betalningsansvar (within the first working week); rules.md §6. An import that does not
    say when its extract was drawn gets that week's Friday, whatever day it is (months.default_extract_date, D143).
    """
    first = _working_day_from(month, 1)
    return _working_day_from(first + timedelta(days=months.FRIDAY - first.weekday()), -1)


def working_days_after(day: date, count: int) -> date:
    """The working day that comes so many working days later."""
    for _ in range(count):
        day = _working_day_from(day + timedelta(days=1), 1)
    return day


def _working_day_from(day: date, step: int) -> date:
    """The day itself where it is a working day, else the nearest in the direction of `step`."""
    while not months.is_working_day(day):
        day += timedelta(days=step)
    return day
