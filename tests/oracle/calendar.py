"""Months as YYYY-MM text, Swedish working days, and the extract date an import gets by default."""

from datetime import date, timedelta
from functools import cache

import holidays


def first_day(month: str) -> date:
    """The month's first day."""
    return date(int(month[:4]), int(month[5:7]), 1)


def first_day_of_next(month: str) -> date:
    """The first day of the month after."""
    year, number = int(month[:4]), int(month[5:7])
    if number == 12:
        return date(year + 1, 1, 1)
    return date(year, number + 1, 1)


def last_day(month: str) -> date:
    """The month's last day."""
    return first_day_of_next(month) - timedelta(days=1)


def days_in(month: str) -> int:
    """How many days the month has."""
    return (first_day_of_next(month) - first_day(month)).days


@cache
def holidays_of(year: int) -> frozenset[date]:
    """The year's Swedish public holidays, midsommarafton, julafton and nyårsafton too."""
    return frozenset(holidays.country_holidays("SE", years=year, categories=("public", "de_facto")))


def is_holiday(day: date) -> bool:
    """A Swedish public holiday."""
    return day in holidays_of(day.year)


def is_working_day(day: date) -> bool:
    """Monday to Friday and not a holiday."""
    return day.isoweekday() <= 5 and not is_holiday(day)


def default_extract_date(month: str, today: date) -> date:
    """The Friday of the week with the first working day of the next month, but no day after the import."""
    day = first_day_of_next(month)
    while not is_working_day(day):
        day = day + timedelta(days=1)
    friday = day + timedelta(days=5 - day.isoweekday())
    return min(friday, today)
