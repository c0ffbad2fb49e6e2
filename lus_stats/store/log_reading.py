"""The import log as its readers see it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from functools import lru_cache, partial
from typing import Any, Final

import polars as pl

from lus_stats.errors import Refused
from lus_stats.store.folder import DataFolder
from lus_stats.store.log import ENTRY, PENDING, parsed
from lus_stats.store.places import Found, Place, fault
from lus_stats.store.verify import Problem

_AT_ONCE: Final = 16
_UNDER_WAY: Final = "Pågår, eller avbröts; nästa import eller gallring skriver vad det blev av det."
_DAMAGED: Final = "loggposten är skadad; återställ den från en säkerhetskopia"
WRITTEN: Final = pl.Struct(
    {
        "county": pl.String(),
        "month": pl.Date(),
        "care_form": pl.String(),
        "revision": pl.Int64(),
        "rows": pl.Int64(),
        "extracted_on": pl.Date(),
    }
)
ENTRIES: Final = {
    "at": pl.Datetime("us"),
    "by": pl.String(),
    "channel": pl.String(),
    "file": pl.String(),
    "sha256": pl.String(),
    "mapping": pl.String(),
    "accepted": pl.Int64(),
    "rejected": pl.Int64(),
    "refused": pl.String(),
    "written": pl.List(WRITTEN),
    "replace": pl.Boolean(),
    "removed": pl.Int64(),
    "problem": pl.String(),
    "entry": pl.String(),
}


def entries(folder: DataFolder) -> pl.DataFrame:
    """What was imported, refused and pruned.

    Shape: one row per file of a call, and one per pruning, oldest first, as ENTRIES: `file` to `written` are null or
    empty for a pruning, `written` of a month that is null is of patients in hospital, `removed` counts files.
    Errors: Refused where the log cannot be read; a damaged entry is left out, and `lus verify` names it.
    """
    read = _read(folder.log)
    rows = [row for name, said in sorted(read.items()) if said for row in _rows(name, said)]
    return pl.DataFrame(rows, schema=ENTRIES, orient="row")


def faults(folder: DataFolder) -> list[Problem]:
    """The entries that are damaged."""
    damaged = sorted(name for name, said in _read(folder.log).items() if said is None)
    return [Problem(folder.log.address(name), _DAMAGED) for name in damaged]


def _read(place: Place) -> dict[str, dict[str, Any] | None]:
    """Every entry by its name, those under way too; None for one that is damaged, nothing in one that is gone."""
    found = [one for one in place.files() if one.name.endswith((ENTRY, PENDING))]
    finished = {one.name.removesuffix(ENTRY) for one in found if one.name.endswith(ENTRY)}
    asked = [one for one in found if one.name.endswith(ENTRY) or one.name.removesuffix(PENDING) not in finished]
    with ThreadPoolExecutor(_AT_ONCE) as pool:  # each entry of an object store is a request that waits
        return dict(zip((one.name for one in asked), pool.map(partial(_entry, place), asked), strict=True))


@lru_cache(maxsize=16_384)
def _entry(place: Place, found: Found) -> dict[str, Any] | None:
    """An entry; it is never altered."""
    try:
        said = parsed(place.read(found.name))
    except FileNotFoundError:
        return {}  # finished, or pruned, since it was listed
    except ValueError:
        return None
    except OSError as error:
        what, cure = fault(error)
        raise Refused(f"Importloggen {place.address(found.name)} går inte att läsa: {what}. {cure}") from error
    return said | {"problem": _UNDER_WAY} if found.name.endswith(PENDING) else said


def _rows(name: str, said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    call = {key: said[key] for key in ("by", "channel", "replace", "problem")}
    call |= {"at": datetime.fromisoformat(said["at"]), "removed": len(said["removed"]), "entry": name}
    for file in said["files"]:
        yield call | file | {"written": [_written(one) for one in file["written"]]}
    if not said["files"]:
        yield call | {"written": []}


def _written(one: dict[str, Any]) -> dict[str, Any]:
    month = one["month"] and date.fromisoformat(one["month"])
    return one | {"month": month, "extracted_on": date.fromisoformat(one["extracted_on"])}
