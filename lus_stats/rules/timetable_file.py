"""Timetables' TOML files, read strictly: the shipped ones, and those in `data/rules/timetables/` laid over them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from lus_stats.errors import RulesError
from lus_stats.rules.loader import Readable, parse
from lus_stats.rules.strict import Table
from lus_stats.rules.timetable import DateRule, Step, Timetable, Timetables, Version

FOLDER: Final = "timetables"
_LABELS: Final = re.compile(r"\[(?:Ö|S|L|V|R|2|A)\]")
_STEP: Final = ("key", "label", "says", "rule", "source")
_ASKED: Final = {
    DateRule.END_OF_FIRST_WORKING_WEEK: (),
    DateRule.WORKING_DAYS_AFTER: ("after", "days"),
    DateRule.DAY_OF_MONTH: ("days", "months_after"),
    DateRule.LAST_WORKING_DAY: ("months_after",),
}
"""What each rule needs to be said."""

_MOST_DAYS: Final = {DateRule.WORKING_DAYS_AFTER: 60, DateRule.DAY_OF_MONTH: 28}
_MOST_MONTHS: Final = 12


def load_timetables(overlays: Iterable[Path] = ()) -> Timetables:
    """Every timetable; one of an overlay replaces the shipped one of the same key whole.

    Errors: RulesError naming the file, the place and the cure.
    """
    found: dict[str, Timetable] = {}
    shipped = files("lus_stats.rules") / FOLDER
    for file in (*_sorted(shipped.iterdir()), *(file for place in overlays for file in _own(place))):
        timetable = read_timetable(parse(file), file.name)
        found[timetable.key] = timetable
    _check_counties(found)
    return Timetables(dict(sorted(found.items())))


def _sorted(listed: Iterable[Any]) -> list[Readable]:
    return sorted((file for file in listed if file.name.endswith(".toml")), key=lambda file: str(file.name))


def _own(place: Path) -> Iterator[Readable]:
    yield from _sorted((place / FOLDER).glob("*.toml"))


def read_timetable(content: Mapping[str, Any], file: str) -> Timetable:
    """The timetable that a parsed file holds.

    Errors: RulesError.
    """
    top = Table(content, file)
    top.only(["key", "label", "source", "versions"], ["counties", "fallback"])
    versions = tuple(_version(table) for table in top.tables("versions", "version"))
    if not versions or len({version.valid_from for version in versions}) != len(versions):
        raise top.error("'versions' must have one or more, each with its own 'valid_from',")
    counties = top.strings("counties")
    for county in counties:
        if not re.fullmatch(r"[0-9]{2}", county):
            raise top.error(f"county {county!r} must be two digits, like '18',")
    return Timetable(
        key=top.get("key", str),
        label=top.get("label", str),
        source=top.get("source", str),
        counties=counties,
        fallback=top.get("fallback", bool, False),
        versions=versions,
    )


def _version(table: Table) -> Version:
    table.only(["valid_from", "steps"])
    valid_from: date = table.get("valid_from", date)
    if valid_from.day != 1:
        raise table.error(f"'valid_from' must be the first of a month, not {valid_from},")
    steps: list[Step] = []
    for one in table.tables("steps", f"{table.place}, step"):
        steps.append(_step(one, [step.key for step in steps]))
    if not steps:
        raise table.error("'steps' is empty")
    return Version(valid_from, tuple(steps))


def _step(table: Table, before: list[str]) -> Step:
    table.only(["rule"], table.values)
    rule = table.word("rule", DateRule)
    table.only([*_STEP, *_ASKED[rule]])
    key: str = table.get("key", str)
    if key in before or not re.fullmatch(r"[a-z][a-z_]*", key):
        raise table.error(f"'key' must be a new word of a-z and _, not {key!r},")
    source: str = table.get("source", str)
    if not _LABELS.search(source):
        raise table.error(f"'source' must have a source label like [Ö], or [A] for an assumption, not {source!r},")
    after = table.get("after", str)
    if "after" in _ASKED[rule] and after not in before:
        raise table.error(f"'after' must be the key of a step above, not {after!r},")
    days, months_after = _whole(table, "days", _MOST_DAYS.get(rule, 0)), _whole(table, "months_after", _MOST_MONTHS)
    return Step(key, table.get("label", str), table.get("says", str), rule, source, after, days or 0, months_after or 1)


def _whole(table: Table, key: str, most: int) -> int | None:
    """A whole number from 1 on; None where the key is not asked for."""
    value: int | None = table.get(key, int)
    if value is not None and not 1 <= value <= most:
        raise table.error(f"{key!r} must be from 1 to {most}, not {value!r},")
    return value


def _check_counties(found: Mapping[str, Timetable]) -> None:
    taken: dict[str, str] = {}
    for key, timetable in found.items():
        for county in timetable.counties:
            if county in taken:
                raise RulesError(f"county {county!r} has two timetables, {taken[county]!r} and {key!r}; keep one")
            taken[county] = key
    fallbacks = [key for key, timetable in found.items() if timetable.fallback]
    if len(fallbacks) != 1:
        raise RulesError(f"exactly one timetable must say fallback = true; now: {', '.join(fallbacks) or 'none'}")
