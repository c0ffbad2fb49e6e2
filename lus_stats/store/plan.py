"""Accepted episodes into drafts of revisions: what is new, what came again, and what would lose too much."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from lus_stats import months
from lus_stats.prepare import with_prepared
from lus_stats.schema import PreparedEpisode
from lus_stats.store.content import content_hash
from lus_stats.store.drafts import History, Version, episodes_of
from lus_stats.store.layout import Group
from lus_stats.store.naming import NAMED, rows_named, said
from lus_stats.store.plausibility import judged


@dataclass(frozen=True)
class Plan:
    """What one file's episodes come to. `reasons` has the shape of reasons.REASONS; `warnings` are the file's own,
    and each draft carries what is odd about it.
    """

    drafts: tuple[Version, ...]
    unchanged: tuple[Version, ...]
    reasons: tuple[pl.DataFrame, ...]
    warnings: tuple[str, ...]


def planned(episodes: pl.DataFrame, history: History, *, extracted_on: date | None, today: date, replace: bool) -> Plan:
    """Split by county, month of discharge and care form, and hold each part against its newest revision.

    Needs (episodes): row and the columns of schema.Episode.
    """
    drafts, unchanged, reasons = [], [], []
    for group, rows in _groups(episodes, extracted_on or today):
        draft = _draft(group, rows, history, extracted_on or months.default_extract_date(group.day, today))
        newest = history.newest(group)
        if newest is None:
            drafts.append(draft)
        elif (same := history.same_as(draft)) is not None:
            unchanged.append(same)
        elif not replace and (lost := _lost(newest, draft)) * 2 > (held := newest.count()):
            reasons.append(_rejected(rows, newest, lost, held))
        else:
            drafts.append(draft)
    odd = judged(drafts, history)
    warnings = (*_drawn_before(drafts, history), *_held_elsewhere(drafts, history), *odd.warnings)
    return Plan(odd.drafts, tuple(unchanged), tuple(reasons), warnings)


def _groups(episodes: pl.DataFrame, drawn_on: date) -> list[tuple[Group, pl.DataFrame]]:
    """Each group's prepared rows, by episode id; patients still in hospital never come without an extract date."""
    prepared = episodes.lazy().pipe(with_prepared).sort("episode_id").collect()
    PreparedEpisode.validate(prepared.drop("row"))
    parts: dict[tuple[Any, ...], pl.DataFrame] = prepared.partition_by(
        "county", "month", "care_form", as_dict=True, include_key=True
    )
    groups = []
    for (county, month, care_form), rows in parts.items():
        day = month or drawn_on
        groups.append((Group(month is None, county, day, care_form), rows))
    return sorted(groups, key=lambda group: group[0])


def _draft(group: Group, rows: pl.DataFrame, history: History, extracted_on: date) -> Version:
    return Version(
        group=group,
        revision=history.next_number(group),
        extracted_on=extracted_on,
        content_hash=content_hash(rows),
        rows=rows,
    )


def _lost(newest: Version, draft: Version) -> int:
    """How many of the newest revision's episodes the draft lacks (D3); a snapshot loses nothing."""
    if newest.group.in_hospital:
        return 0
    lost = newest.episodes().join(draft.episodes(), on="episode_id", how="anti")
    return int(lost.select(pl.len()).collect().item())


def _rejected(rows: pl.DataFrame, newest: Version, lost: int, held: int) -> pl.DataFrame:
    reason = (
        f"skulle ersätta version {newest.revision} ({said(newest.group)}) och tappa {lost} av dess {held} rader; "
        "är det meningen, importera med --replace"
    )
    moment = pl.col("discharged_at").dt.to_string("%Y-%m-%d %H:%M")
    return rows.select("row", column=pl.lit("utskriven"), value=moment, reason=pl.lit(reason, dtype=pl.String))


def _drawn_before(drafts: Iterable[Version], history: History) -> list[str]:
    """A warning for each draft whose extract is older than the newest revision's, and takes its place (D88)."""
    pairs = [(draft, history.newest(draft.group)) for draft in drafts if draft.group.month]
    return [
        f"Uttaget {draft.extracted_on} är äldre än version {newest.revision} ({said(draft.group)}), som är uttagen "
        f"{newest.extracted_on}, men blir den nyaste versionen, som statistiken räknas på. Kontrollera att det är rätt."
        for draft, newest in pairs
        if newest is not None and draft.extracted_on < newest.extracted_on
    ]


def _held_elsewhere(drafts: Iterable[Version], history: History) -> list[str]:
    """A warning for each place that holds an episode which now comes in another month or care form.

    Revisions that the drafts take the place of do not count: there the episode has been moved.
    """
    coming = {draft.group: draft for draft in drafts}
    others = [held for held in history.newest_of({g.county for g in coming}) if held.group not in coming]
    if not coming or not others:
        return []
    new = episodes_of(coming.values()).select("row", "episode_id", "county")
    old = episodes_of(others).select("episode_id", "county", "month", "care_form")
    found = new.join(old, on=["episode_id", "county"], how="inner", validate="1:m")
    by_place = found.group_by("county", "month", "care_form").agg(pl.col("row").sort()).collect()
    return [
        _warning(Group(False, county, month, care_form), rows)
        for county, month, care_form, rows in by_place.sort("county", "month", "care_form").rows()
    ]


def _warning(group: Group, rows: list[int]) -> str:
    named = rows_named(rows[:NAMED], len(rows))
    return f"Vårdtillfällen som redan finns i {said(group)}: {named}. Kontrollera vilken uppgift som gäller."
