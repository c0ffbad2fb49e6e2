"""The card of Fakturering that tells when the month's extract, review and invoice are."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

import polars as pl

from lus_stats.answers.timetable import as_calendar
from lus_stats.geography import county_name
from lus_stats.months import key
from lus_stats.rules.timetable import DatedStep
from lus_stats.text import numbers
from lus_stats.text import timetable as words
from lus_stats.ui.tables import Column

COLUMNS: Final = (
    Column("label", "Steg", tag="tag"),
    Column("day", "Dag"),
    Column("until", "Kvar"),
    Column("says", "Innebär"),
    Column("source", "Grund"),
)


@dataclass(frozen=True)
class TimetableView:
    """What the card draws, and the calendar of it and the coming months."""

    title: str
    sentence: str
    rows: pl.DataFrame
    file_name: str
    _county: str
    _ahead: tuple[DatedStep, ...] = field(repr=False)

    def calendar(self, made_at: datetime) -> bytes:
        """The coming months as a calendar's file."""
        return as_calendar(((self._county, step) for step in self._ahead), made_at)


def timetable_view(county: str, month: date, ahead: tuple[DatedStep, ...], today: date) -> TimetableView:
    """The month's steps; `ahead` are those of it and the coming months."""
    own = [one for one in ahead if one.month == month]
    name = county_name(county)
    return TimetableView(
        title=f"Tidtabell för {numbers.month_and_year(month)}",
        sentence=words.headline(name, month, today, [(one.step.label, one.day) for one in own]),
        rows=pl.DataFrame([_row(one, today) for one in own]),
        file_name=f"tidtabell-{county}-{key(month)}.ics",
        _county=county,
        _ahead=ahead,
    )


def _row(one: DatedStep, today: date) -> dict[str, str | None]:
    return {
        "label": one.step.label,
        "tag": words.ASSUMED if one.is_assumed else None,
        "day": words.day_and_year(one.day),
        "until": words.until(one.day, today),
        "says": one.step.says,
        "source": one.step.source,
    }
