"""The month's timetable as an iCalendar file, which any calendar takes in: whole days, and nothing about anybody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from icalendar import Calendar, Event

from lus_stats.months import STOCKHOLM

_DOMAIN: Final = "lus-statistik"


@dataclass(frozen=True)
class Entry:
    """One whole day in the calendar. `key` is the same each time the file is made, so that a calendar moves the entry
    instead of adding another."""

    key: str
    day: date
    title: str
    words: str


def calendar_file(name: str, entries: Iterable[Entry], made_at: datetime) -> bytes:
    """The file; `made_at` is Swedish clock time, as all times in the app are."""
    calendar = Calendar()
    calendar.add("prodid", "-//LUS-statistik//Tidtabell//SV")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(_event(entry, made_at))
    return bytes(calendar.to_ical())


def _event(entry: Entry, made_at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.key}@{_DOMAIN}")
    event.add("dtstamp", made_at.replace(tzinfo=STOCKHOLM).astimezone(UTC))
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", entry.title)
    event.add("description", entry.words)
    event.add("transp", "TRANSPARENT")  # the day is not taken
    return event
