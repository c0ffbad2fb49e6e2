"""What has been kept for as long as it should, and why; nothing is removed here (D86, D87)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import polars as pl

from lus_stats.store.folder import DataFolder
from lus_stats.store.inbox import DONE, REFUSED
from lus_stats.store.layout import Group
from lus_stats.store.log import ENTRY
from lus_stats.store.places import LocalFolder
from lus_stats.store.rejected import expired
from lus_stats.store.retention import Retention, days_since
from lus_stats.store.revisions import GROUP

STORE: Final = "store"
REJECTED_ROWS: Final = "rejected"
IMPORT_LOG: Final = "log"
_CLOSED: Final = "bokföringens tid gick ut {day}"
_CLOSED_LOG: Final = "loggens tid gick ut {day}"
_DAY: Final = re.compile(r"([0-9]{4})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])T")


class Kind(StrEnum):
    """What kind of file it is; SAID names many of them."""

    PRELIMINARY = "preliminary"
    SUPERSEDED = "superseded"
    MONTH = "month"
    IN_HOSPITAL = "in_hospital"
    REJECTED = "rejected"
    DONE = "inbox_done"
    REFUSED = "inbox_refused"
    LOG = "log"


SAID: Final = {
    Kind.PRELIMINARY: "preliminära versioner",
    Kind.SUPERSEDED: "ersatta versioner",
    Kind.MONTH: "hela månader",
    Kind.IN_HOSPITAL: "äldre uttag av patienter på sjukhus",
    Kind.REJECTED: "avvisade rader",
    Kind.DONE: "inlästa filer i inkorgen",
    Kind.REFUSED: "nekade filer i inkorgen",
    Kind.LOG: "poster i importloggen",
}
IN_STORE: Final = (Kind.PRELIMINARY, Kind.SUPERSEDED, Kind.MONTH, Kind.IN_HOSPITAL)
IN_INBOX: Final = (Kind.DONE, Kind.REFUSED)


@dataclass(frozen=True)
class Doomed:
    """One file to go. `file` is its path from the data folder, or its whole path in an inbox elsewhere.

    `name` is its name in the place that holds its kind, `rows` and `month` are of the store's files only.
    """

    kind: Kind
    file: str
    name: str
    why: str
    rows: int = 0
    month: date | None = None


def doomed(folder: DataFolder, periods: Retention, inbox: Path | None, now: datetime) -> list[Doomed]:
    """Everything whose time is out, the store's in the order in which it may go: a month's basis last.

    Errors: Refused for a store that is damaged.
    """
    return [
        *_revisions(folder, periods, now.date()),
        *_snapshots(folder, periods, now.date()),
        *_rejected(folder, periods, now),
        *(_inbox(folder, periods, inbox, now) if inbox else ()),
        *_log(folder, periods, now.date()),
    ]


def _revisions(folder: DataFolder, periods: Retention, today: date) -> Iterator[Doomed]:
    """Revisions: never the newest or the basis of a month that stays; and all of one whose books are closed."""
    held = folder.store.revisions().with_columns(
        newest=pl.col("revision") == pl.col("revision").max().over(*GROUP),
        preliminary=pl.col("extracted_on") <= pl.col("month").dt.month_end(),
        age=(pl.lit(today) - pl.col("imported_at").dt.date()).dt.total_days(),
    )
    in_order = held.sort(*GROUP, "basis", "revision")  # the basis last: no later one is ever taken for it
    for row in in_order.to_dicts():
        found = _verdict(row, periods, today)
        if found is not None:
            kind, why = found
            file = Group(False, row["county"], row["month"], row["care_form"]).file(row["revision"])
            yield Doomed(kind, f"{STORE}/{file}", file, why, row["rows"], row["month"])


def _verdict(row: dict[str, Any], periods: Retention, today: date) -> tuple[Kind, str] | None:
    """The kind that a revision goes as, and why; None for one that stays."""
    through = periods.kept_through(row["month"])
    if today > through:
        return Kind.MONTH, _CLOSED.format(day=through)
    if row["newest"] or row["basis"]:
        return None
    if row["preliminary"]:
        return _aged(Kind.PRELIMINARY, row["age"], periods.preliminary_days)
    return _aged(Kind.SUPERSEDED, row["age"], periods.superseded_days)


def _aged(kind: Kind, age: int, days: int) -> tuple[Kind, str] | None:
    return (kind, f"sparas {days} dagar") if age > days else None


def _snapshots(folder: DataFolder, periods: Retention, today: date) -> Iterator[Doomed]:
    """Patients in hospital at an extract: not the county's and care form's newest, until its year is closed too."""
    held = folder.store.files().filter("in_hospital").sort("county", "care_form", "extracted_on", "revision")
    held = held.with_columns(
        newest=pl.int_range(pl.len()).reverse().over("county", "care_form") == 0,
        age=(pl.lit(today) - pl.col("imported_at").dt.date()).dt.total_days(),
    )
    for row in held.to_dicts():
        through = periods.kept_through(row["extracted_on"])
        aged = None if row["newest"] else _aged(Kind.IN_HOSPITAL, row["age"], periods.in_hospital_days)
        if aged or today > through:
            why = aged[1] if aged else _CLOSED.format(day=through)
            file = Group(True, row["county"], row["extracted_on"], row["care_form"]).file(row["revision"])
            yield Doomed(Kind.IN_HOSPITAL, f"{STORE}/{file}", file, why, row["rows"])


def _rejected(folder: DataFolder, periods: Retention, now: datetime) -> Iterator[Doomed]:
    for name in expired(folder.rejected, now, periods.rejected_days):
        yield Doomed(Kind.REJECTED, f"{REJECTED_ROWS}/{name}", name, f"sparas {periods.rejected_days} dagar")


def _inbox(folder: DataFolder, periods: Retention, root: Path, now: datetime) -> Iterator[Doomed]:
    """What was put away in the inbox, by when it came there; a link goes, never what it points at."""
    kinds = {DONE: (Kind.DONE, periods.inbox_done_days), REFUSED: (Kind.REFUSED, periods.inbox_refused_days)}
    for name, (kind, days) in kinds.items():
        for path in _put_away(root / name):
            state = path.lstat()
            aged = _aged(kind, days_since(max(state.st_mtime_ns, state.st_ctime_ns), now), days)
            if aged:
                yield Doomed(kind, _named(folder, path), str(path), aged[1])


def _put_away(drawer: Path) -> list[Path]:
    """The files and links of a drawer that is a folder, not a link to one."""
    if drawer.is_symlink() or not drawer.is_dir():
        return []
    return sorted(path for path in drawer.iterdir() if path.is_symlink() or not path.is_dir())


def _named(folder: DataFolder, path: Path) -> str:
    home = folder.place
    if isinstance(home, LocalFolder) and path.is_relative_to(home.path):
        return path.relative_to(home.path).as_posix()
    return str(path)


def _log(folder: DataFolder, periods: Retention, today: date) -> Iterator[Doomed]:
    """Entries by the day that their name says; another name is not ours to judge."""
    for found in sorted(folder.log.files()):
        written = _DAY.match(found.name)
        if written and found.name.endswith(ENTRY):
            through = periods.log_kept_through(date(*map(int, written.groups())))
            if today > through:
                yield Doomed(Kind.LOG, f"{IMPORT_LOG}/{found.name}", found.name, _CLOSED_LOG.format(day=through))
