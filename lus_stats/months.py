"""Calendar months, Swedish working days and the day an extract is drawn.

A month is the `date` of its first day everywhere in the code, and `2020-02` wherever it is written.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

from lus_stats.errors import WrongCall

FRIDAY = 4
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def parse(text: str) -> date:
    """The month written as `2020-02`.

    Errors: WrongCall for anything else.
    """
    if re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", text):
        try:
            return date(int(text[:4]), int(text[5:]), 1)
        except ValueError:
            pass  # year 0000, which the pattern lets through
    raise WrongCall(f"Månaden {text!r} går inte att läsa. Skriv år och månad så här: 2020-02.")


def key(month: date) -> str:
    """The month as it is written: `2020-02`."""
    return f"{month:%Y-%m}"


def month_of(day: date) -> date:
    """The month a day lies in."""
    return date(day.year, day.month, 1)


def following(month: date, count: int = 1) -> date:
    """The month `count` months later (earlier where negative)."""
    index = month.year * 12 + month.month - 1 + count
    return date(index // 12, index % 12 + 1, 1)


def last_day(month: date) -> date:
    """The month's last day."""
    return following(month) - timedelta(days=1)


def span(first: date, last: date) -> Iterator[date]:
    """Every month from `first` through `last`; none where `last` comes before `first`."""
    while first <= last:
        yield first
        first = following(first)


def now() -> datetime:
    """This moment as a Swedish clock shows it, without a zone, as all times in the data are."""
    return datetime.now(STOCKHOLM).replace(tzinfo=None)


@cache
def public_holidays(year: int) -> frozenset[date]:
    """A year's Swedish holidays; the three customary eves count as such (D8)."""
    return frozenset(holidays.country_holidays("SE", years=year, categories=("public", "de_facto")))


def is_working_day(day: date) -> bool:
    """Monday to Friday and not a holiday."""
    return day.weekday() <= FRIDAY and day not in public_holidays(day.year)


def default_extract_date(month: date, today: date) -> date:
    """The day a month's extract is taken to be drawn when the import does not say.

    The Friday of the week that holds the first working day of the month after it, but no day after `today`.
    Source: Örebro, Modell för betalningsansvar (first working week); rules.md §6 [A].
    """
    day = following(month)
    while not is_working_day(day):
        day += timedelta(days=1)
    return min(day + timedelta(days=FRIDAY - day.weekday()), today)
