"""How long each kind of file is kept, as dated data: the shipped periods, and a data folder's own over them (D86)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any, ClassVar, Final

from lus_stats import months
from lus_stats.errors import Refused
from lus_stats.rules.strict import Table, Wording
from lus_stats.store.mapping.strict import MappingTable
from lus_stats.store.places import Place, fault

FILE: Final = "retention.toml"
_DAYS: Final = (
    "preliminary_days",
    "superseded_days",
    "in_hospital_days",
    "rejected_days",
    "inbox_done_days",
    "inbox_refused_days",
)
_MOST_DAYS: Final = 36_500
_MOST_YEARS: Final = 100
_TOO_SHORT: Final = "'bookkeeping' ger {years} år för {year}, men bokföringens tid är {least} år; skriv minst {least}"


@dataclass(frozen=True)
class Retention:
    """The periods; `bookkeeping` has pairs of the first year of a rule and its number of years, oldest first."""

    preliminary_days: int
    superseded_days: int
    in_hospital_days: int
    rejected_days: int
    inbox_done_days: int
    inbox_refused_days: int
    log_years: int
    bookkeeping: tuple[tuple[int, int], ...]

    def years(self, year: int) -> int:
        """How many whole calendar years the books of a year are kept after it."""
        held = [years for first, years in self.bookkeeping if first <= year]
        return held[-1] if held else self.bookkeeping[0][1]

    def kept_through(self, month: date) -> date:
        """The last day that a month has to be kept; its financial year is its calendar year.

        Source: bokföringslagen (1999:1078) 7 kap. 2 §: "till och med det sjunde året efter utgången av det kalenderår
        då räkenskapsåret avslutades".
        """
        return date(month.year + self.years(month.year), 12, 31)

    def log_kept_through(self, day: date) -> date:
        """The last day that an entry of the import log is kept."""
        return date(day.year + self.log_years, 12, 31)


def of(place: Place) -> Retention:
    """A data folder's periods: the shipped ones, with its own keys in their stead.

    Errors: Refused for a file that cannot be read or is faulty, naming the key and the cure.
    """
    table = _Periods(_own(place), FILE)
    table.only([], _shipped())
    read = _read(_shipped() | dict(table.values))
    least = _read(_shipped())
    for year in sorted({first for first, _ in (*read.bookkeeping, *least.bookkeeping)}):
        if read.years(year) < least.years(year):
            raise table.error(_TOO_SHORT.format(years=read.years(year), year=year, least=least.years(year)))
    return read


def days_since(changed_ns: int, now: datetime) -> int:
    """Whole days by the calendar since a file came where it lies."""
    came = datetime.fromtimestamp(changed_ns / 1e9, months.STOCKHOLM).date()
    return (now.date() - came).days


@dataclass(frozen=True)
class _Periods(Table):
    """One table of a retention file, with errors in Swedish."""

    words: ClassVar[Wording] = MappingTable.words

    def number(self, key: str, least: int, most: int) -> int:
        """A whole number between two."""
        value: int = self.get(key, int)
        if not least <= value <= most:
            raise self.error(f"{key!r} ska vara från {least} till {most}, inte {value!r}")
        return value


@cache
def _shipped() -> dict[str, Any]:
    return tomllib.loads((files("lus_stats.store") / FILE).read_text(encoding="utf-8"))


def _own(place: Place) -> dict[str, Any]:
    try:
        return tomllib.loads(place.read(FILE).decode("utf-8-sig"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        what, cure = fault(error)
        raise Refused(f"{FILE}: går inte att läsa: {what}. {cure}") from error
    except UnicodeDecodeError as error:
        raise Refused(f"{FILE}: är inte UTF-8 (byte {error.start}); spara den som UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"{FILE}: är inte TOML ({error}); rätta raden") from error


def _read(values: Mapping[str, Any]) -> Retention:
    table = _Periods(values, FILE)
    days = {key: table.number(key, 0, _MOST_DAYS) for key in _DAYS}
    log_years = table.number("log_years", 7, _MOST_YEARS)
    return Retention(**days, log_years=log_years, bookkeeping=_bookkeeping(table))


def _bookkeeping(table: _Periods) -> tuple[tuple[int, int], ...]:
    tables = table.get("bookkeeping", list)
    if not tables or not all(isinstance(one, dict) for one in tables):
        raise table.error("'bookkeeping' ska vara minst en tabell [[bookkeeping]] med from_year och years")
    rules = []
    for place, one in enumerate(tables, start=1):
        rule = _Periods(one, FILE, f"bookkeeping {place}")
        rule.only(["from_year", "years"])
        rules.append((rule.number("from_year", 1900, 9999), rule.number("years", 0, _MOST_YEARS)))
    if sorted({first for first, _ in rules}) != [first for first, _ in rules]:
        raise table.error("'bookkeeping' ska ha sina from_year i ordning, ett av varje")
    return tuple(rules)
