"""Where in a file a mapping's columns stand, and what is said where they do not."""

from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence

from lus_stats import months
from lus_stats.errors import Refused
from lus_stats.store.headers import SPACES, normal
from lus_stats.store.mapping.model import Column, Mapping
from lus_stats.store.personnummer import masked


def placed(headers: Sequence[str], mapping: Mapping) -> dict[str, tuple[int, ...]]:
    """The places of the file's columns that each field is made of: one, or a date's and its time's; none for a
    constant. A field that need not be there is left out where the file lacks its column.

    Errors: Refused where a must-column is missing, or one that is used stands twice; the message lacks the file's
    name.
    """
    found = {column.header: _places(headers, column) for column in mapping.columns}
    missing = [column for column in mapping.columns if found[column.header] is None and column.target.required]
    if missing:
        raise Refused(_lacking(missing, headers, mapping, any(found.values())))
    return {header: places for header, places in found.items() if places is not None}


def not_there(mapping: Mapping, places: AnyMapping[str, tuple[int, ...]]) -> list[str]:
    """The fields of a mapping that a file has no column for, each with the names it goes by there."""
    return [f"{column.header} ({_names(column)})" for column in mapping.columns if column.header not in places]


def _places(headers: Sequence[str], column: Column) -> tuple[int, ...] | None:
    """None where the file lacks the column."""
    if column.constant is not None:
        return ()
    place = _place(headers, column.sources)
    if not column.times:
        return None if place is None else (place,)
    time = _place(headers, column.times)
    if (place is None) != (time is None):
        absent = column.sources if place is None else column.times
        kind = "dagen" if place is None else "klockslaget"
        raise Refused(
            f"saknar kolumnen med {kind} i {column.header} ({' eller '.join(absent)}), men har den andra halvan. "
            "Ta ut filen med båda, eller rätta mappningen."
        )
    return None if place is None or time is None else (place, time)


def _place(headers: Sequence[str], candidates: Sequence[str]) -> int | None:
    """The place of the first candidate that the file has."""
    names = [normal(header) for header in headers]
    for candidate in map(normal, candidates):
        if names.count(candidate) > 1:
            raise Refused(f"har flera kolumner med namnet {candidate}. Ta bort eller döp om alla utom en.")
        if candidate in names:
            return names.index(candidate)
    return None


def _lacking(missing: Sequence[Column], headers: Sequence[str], mapping: Mapping, recognised: bool) -> str:
    """What a file lacks. Its own names are listed only where one was recognised (D59): else they may be a patient's."""
    wanted = "; ".join(f"{column.header} ({_names(column)})" for column in missing)
    said = f"saknar kolumner som mappningen {mapping.key} letar efter: {wanted}. "
    if not recognised:
        return said + "Ingen av mappningens kolumner finns i filen: kontrollera att det är rätt fil och rätt mappning."
    today = months.now().date()
    names = ", ".join(masked(header.strip(SPACES), today) for header in headers if header.strip(SPACES))
    return said + f"Filens kolumner är: {names}. Lägg till kolumnens namn i mappningen, eller ta ut filen på nytt."


def _names(column: Column) -> str:
    names = " eller ".join(column.sources)
    return f"{names} och {' eller '.join(column.times)}" if column.times else names
