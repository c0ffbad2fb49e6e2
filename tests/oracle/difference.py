"""Two revisions of a month held against each other (rules.md §6), one episode and one municipality at a time."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, datetime, time
from typing import Any

from tests.oracle.bill import revision_to_bill
from tests.oracle.cells import MUST, OPTIONAL
from tests.oracle.episode import Episode
from tests.oracle.group import group_and_lines, is_late
from tests.oracle.register import Register, Revision, frozen_basis
from tests.oracle.terms import Terms, terms_for

Partition = tuple[str, str, str]
HEADERS = {name: header for header, name in {**MUST, **OPTIONAL}.items()}


def difference(
    register: Register,
    partition: Partition,
    before: int | None = None,
    after: int | None = None,
    agreement: str | None = None,
    sets: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """What differs, what each difference alone would have moved, and what all of them would."""
    county, month, care_form = partition
    revisions = register.revisions[partition]
    basis = frozen_basis(revisions, month)
    late_after = None if basis is None else basis.extracted_on
    first = basis or revisions[0] if before is None else revision_to_bill(revisions, month, before)
    second = revisions[-1] if after is None else revision_to_bill(revisions, month, after)
    terms = terms_for(county, care_form, month, agreement, sets)
    old = {row.episode_id: row for row in first.rows}
    new = {row.episode_id: row for row in second.rows}
    differ = sorted(key for key in old.keys() | new.keys() if old.get(key) != new.get(key))
    counted = {key: as_if_in_time(row, old.get(key), late_after) for key, row in new.items()}

    def effect(code: str, rows: list[Episode]) -> tuple[float, int | None]:
        entered = (sets or {}).get("amount_sek")
        was = in_all([row for row in first.rows if row.municipality_code == code], terms, month, late_after, entered)
        now = in_all([row for row in rows if row.municipality_code == code], terms, month, late_after, entered)
        kronor = None if was[1] is None or now[1] is None else now[1] - was[1]
        return round(now[0] - was[0], 1), kronor

    episodes, groups = [], []
    for key in differ:
        alone = [row for row in first.rows if row.episode_id != key] + ([counted[key]] if key in new else [])
        for code in sides(old.get(key), new.get(key)):
            days, kronor = effect(code, alone)
            kind = change(register, partition, first, old.get(key), new.get(key), late_after)
            changed = [HEADERS[name] for name in names_that_differ(old.get(key), new.get(key))]
            episodes.append(
                {"episode_id": key, "municipality_code": code, "change": kind, "changed": changed}
                | {"days_effect": days, "sek_effect": kronor}
            )
    for code in sorted({episode["municipality_code"] for episode in episodes}):
        days, kronor = effect(code, list(counted.values()))
        groups.append({"municipality_code": code, "days_effect": days, "sek_effect": kronor})
    episodes.sort(key=lambda episode: (episode["municipality_code"], episode["episode_id"]))
    return {"before": first.number, "after": second.number, "episodes": episodes, "groups": groups}


def as_if_in_time(row: Episode, was: Episode | None, late_after: date | None) -> Episode:
    """What came too late counts as registered on the extract date, unless the first revision left it out already."""
    if late_after is None or not is_late(row, late_after) or (was is not None and is_late(was, late_after)):
        return row
    return replace(row, registered_at=datetime.combine(late_after, time(0, 0)))


def in_all(
    rows: list[Episode], terms: Terms, month: str, late_after: date | None, entered: int | None
) -> tuple[float, int | None]:
    """What a municipality is billed: days and kronor."""
    if not rows:
        return 0, 0
    group, _ = group_and_lines(rows, terms, month, late_after, entered)
    return group["billed_days"], group["amount_sek"]


def sides(was: Episode | None, now: Episode | None) -> list[str]:
    """The municipalities whose month an episode has a part in."""
    return sorted({row.municipality_code for row in (was, now) if row is not None})


def names_that_differ(was: Episode | None, now: Episode | None) -> list[str]:
    """The facts of an episode on both sides that are not the same, in the file's order."""
    if was is None or now is None:
        return []
    differ = {field.name for field in fields(Episode) if getattr(was, field.name) != getattr(now, field.name)}
    return [name for name in ORDER if name in differ]


def change(
    register: Register,
    partition: Partition,
    first: Revision,
    was: Episode | None,
    now: Episode | None,
    late_after: date | None,
) -> str:
    """The one way in which it differs."""
    if was is not None and now is not None:
        return "changed"
    if now is not None and is_late(now, late_after):
        return "late"
    if now is not None:
        return "moved" if held_by(now, others(register, partition, with_bases=True)) else "added"
    assert was is not None
    if held_by(was, others(register, partition, with_bases=False)):
        return "moved"
    drawn = [day for county, day in register.in_hospital if county == partition[0]]
    waiting = register.in_hospital[partition[0], max(drawn)] if drawn else ()
    still_there = drawn and max(drawn) >= first.extracted_on and held_by(was, [waiting])
    return "moved" if still_there else "vanished"


def others(register: Register, partition: Partition, *, with_bases: bool) -> list[tuple[Episode, ...]]:
    """The rows of the county's other months and care forms: the newest, and what their bills rest on."""
    found = []
    for key, revisions in register.revisions.items():
        if key != partition and key[0] == partition[0]:
            found.append(revisions[-1].rows)
            if with_bases:
                found.append(revision_to_bill(revisions, key[1], None).rows)
    return found


def held_by(row: Episode, places: list[tuple[Episode, ...]]) -> bool:
    """Whether any of them has the episode's id."""
    return any(row.episode_id == other.episode_id for rows in places for other in rows)


ORDER = [
    "municipality_code",
    "district",
    "hospital",
    "track",
    "admitted_at",
    "admission_notice_at",
    "estimated_discharge_on",
    "care_contact_at",
    "sip_required",
    "sip_called_at",
    "ready_at",
    "ready_notice_at",
    "home_ready",
    "outpatient_available",
    "discharged_at",
    "registered_at",
]
