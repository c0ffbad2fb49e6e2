"""What the store would hold after a sequence of imports (rules.md §6)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tests.oracle.calendar import default_extract_date, last_day
from tests.oracle.episode import Episode
from tests.oracle.errors import OracleRefused, OracleWrongCall
from tests.oracle.intake import intake
from tests.oracle.places import NAMES

Partition = tuple[str, str, str]  # county, month of discharge, care form


@dataclass(frozen=True)
class Revision:
    """One immutable import of a county, month and care form."""

    number: int
    extracted_on: date
    rows: tuple[Episode, ...]


@dataclass
class Imported:
    """What one import did: months written, months that came again, rows turned away, ids held elsewhere."""

    months: list[dict[str, Any]] = field(default_factory=list)
    same_again: list[Partition] = field(default_factory=list)
    would_lose: list[Episode] = field(default_factory=list)
    held_elsewhere: list[str] = field(default_factory=list)


@dataclass
class Register:
    """Revisions by county, month and care form, and those still in hospital by county and extract date."""

    demo: bool = False
    revisions: dict[Partition, list[Revision]] = field(default_factory=dict)
    in_hospital: dict[tuple[str, date], tuple[Episode, ...]] = field(default_factory=dict)

    def imported(self, rows: list[Episode], extracted_on: date | None, today: date, replace: bool = False) -> Imported:
        """Take in valid rows; the register is changed in place."""
        refuse_dates(rows, extracted_on, today)
        result = Imported()
        self.set_aside_in_hospital(rows, extracted_on)
        for partition, part in sorted(by_partition(rows).items()):
            drawn_on = extracted_on or default_extract_date(partition[1], today)
            self.import_one(partition, part, drawn_on, replace, result)
        return result

    def set_aside_in_hospital(self, rows: list[Episode], extracted_on: date | None) -> None:
        """A snapshot per county and extract date; no revision of any month."""
        waiting = [row for row in rows if row.discharged_at is None]
        for county in {row.county for row in waiting}:
            self.in_hospital[county, extracted_on] = in_order([row for row in waiting if row.county == county])

    def import_one(
        self, partition: Partition, part: list[Episode], drawn_on: date, replace: bool, result: Imported
    ) -> None:
        """A new revision, unless the same came before or too much would be lost."""
        held = self.revisions.get(partition, [])
        rows = in_order(part)
        if any(old.rows == rows and old.extracted_on == drawn_on for old in held):
            result.same_again.append(partition)
            return
        if held and not replace and loses_too_much(held[-1].rows, rows):
            result.would_lose.extend(rows)
            return
        result.held_elsewhere.extend(row.episode_id for row in rows if self.holds_elsewhere(row, partition))
        new = Revision(len(held) + 1, drawn_on, rows)
        self.revisions[partition] = [*held, new]
        result.months.append(
            {
                "county": partition[0],
                "month": partition[1],
                "care_form": partition[2],
                "revision": new.number,
                "rows": len(rows),
                "extracted_on": drawn_on.isoformat(),
                "basis": frozen_basis(self.revisions[partition], partition[1]) is new,
            }
        )

    def holds_elsewhere(self, row: Episode, partition: Partition) -> bool:
        """Whether the newest revision of another month or care form of the county has this episode id."""
        return any(
            row.episode_id in {other.episode_id for other in revisions[-1].rows}
            for key, revisions in self.revisions.items()
            if key != partition and key[0] == partition[0]
        )


def refuse_dates(rows: list[Episode], extracted_on: date | None, today: date) -> None:
    """An extract date must not lie ahead, and patients still in hospital need one."""
    if extracted_on is not None and extracted_on > today:
        raise OracleWrongCall("the extract date lies ahead")
    if extracted_on is None and any(row.discharged_at is None for row in rows):
        raise OracleRefused("patients still in hospital and no extract date said")


def by_partition(rows: list[Episode]) -> dict[Partition, list[Episode]]:
    """Discharged rows by county, month of discharge and care form."""
    parts: dict[Partition, list[Episode]] = {}
    for row in rows:
        if row.month is not None:
            parts.setdefault((row.county, row.month, row.care_form), []).append(row)
    return parts


def in_order(rows: list[Episode]) -> tuple[Episode, ...]:
    """By episode id, so that the order of a file does not matter."""
    return tuple(sorted(rows, key=lambda row: row.episode_id))


def loses_too_much(old: tuple[Episode, ...], new: tuple[Episode, ...]) -> bool:
    """Whether more than half of the old rows' episode ids are not among the new."""
    lost = {row.episode_id for row in old} - {row.episode_id for row in new}
    return 2 * len(lost) > len(old)


def frozen_basis(revisions: list[Revision], month: str) -> Revision | None:
    """The first revision whose extract date lies after the month's last day."""
    for revision in revisions:
        if revision.extracted_on > last_day(month):
            return revision
    return None


def read(
    cells: list[dict[str, str]],
    extracted_on: date | None,
    now: datetime,
    register: Register | None = None,
    codes: Mapping[str, str] = NAMES,
) -> Register:
    """Text rows into a register, new or given: validated, the rejected left out."""
    register = register if register is not None else Register()
    taken = intake(cells, extracted_on, now, codes)
    if taken.personnummer:
        raise OracleRefused("a text holds a personnummer")
    register.imported(taken.accepted, extracted_on, now.date())
    return register
