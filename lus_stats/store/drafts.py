"""Revisions not yet written, and what the store will hold once they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

import polars as pl

from lus_stats import months
from lus_stats.store.catalogue import Store
from lus_stats.store.layout import Group
from lus_stats.store.withdrawal import highest_withdrawn


@dataclass(frozen=True)
class Version:
    """A revision or snapshot as far as a new one has to be compared with it; stored, or drafted in this call."""

    group: Group
    revision: int
    extracted_on: date
    content_hash: str
    path: str | None = None
    rows: pl.DataFrame | None = field(default=None, repr=False)
    warnings: tuple[str, ...] = ()

    def episodes(self) -> pl.LazyFrame:
        """Its rows."""
        return episodes_of([self])

    def count(self) -> int:
        """How many rows it has."""
        if self.rows is not None:
            return len(self.rows)
        return int(self.episodes().select(pl.len()).collect().item())

    @property
    def lies_after_its_month(self) -> bool:
        """Whether the extract was drawn after the month's last day, so that it can be the frozen basis."""
        return self.group.month is not None and self.extracted_on > months.last_day(self.group.month)


@dataclass(frozen=True)
class History:
    """Every group's versions, oldest first; `withdrawn` has the highest number of those that were pruned."""

    versions: Mapping[Group, tuple[Version, ...]]
    withdrawn: Mapping[Group, int] = field(default_factory=dict)

    def next_number(self, group: Group) -> int:
        """The number of a group's next revision: one that no other ever had, pruned ones among them (D88)."""
        newest = self.newest(group)
        return max(newest.revision if newest else 0, self.withdrawn.get(group, 0)) + 1

    def newest(self, group: Group) -> Version | None:
        """The version with the highest number; None for a group that is new."""
        versions = self.versions.get(group)
        return versions[-1] if versions else None

    def same_as(self, draft: Version) -> Version | None:
        """An earlier revision with the same rows and extract date (D20); of snapshots only the newest."""
        versions = self.versions.get(draft.group, ())[-1 if draft.group.in_hospital else 0 :]
        asked = (draft.content_hash, draft.extracted_on)
        return next((held for held in versions if (held.content_hash, held.extracted_on) == asked), None)

    def has_basis(self, group: Group) -> bool:
        """Whether the group's month has its frozen basis."""
        return any(version.lies_after_its_month for version in self.versions.get(group, ()))

    def newest_of(self, counties: Iterable[str]) -> list[Version]:
        """The newest revision of every month and care form of some counties."""
        wanted = set(counties)
        return [held[-1] for group, held in self.versions.items() if group.month and group.county in wanted]

    def after(self, drafts: Iterable[Version]) -> "History":
        """What is held once these are written too."""
        versions = dict(self.versions)
        for draft in drafts:
            versions[draft.group] = (*versions.get(draft.group, ()), draft)
        return History(MappingProxyType(versions), self.withdrawn)


def episodes_of(versions: Iterable[Version]) -> pl.LazyFrame:
    """The rows of some versions together, at least one: the stored ones in one scan, as many small ones are slow."""
    known = list(versions)
    frames = [version.rows.lazy() for version in known if version.rows is not None]
    paths = [version.path for version in known if version.path is not None]
    stored = [pl.scan_parquet(paths, hive_partitioning=False, glob=False)] if paths else []
    return pl.concat([*stored, *frames], how="diagonal")


def history_of(store: Store) -> History:
    """What a store holds.

    Errors: Refused for a file that is damaged or of another version.
    """
    history = History(MappingProxyType({}), highest_withdrawn(store.root))
    files = store.files().with_columns(day=pl.coalesce("month", "extracted_on")).sort("revision")
    columns = ("in_hospital", "county", "day", "care_form", "revision", "extracted_on", "content_hash", "path")
    return history.after(
        Version(Group(in_hospital, county, day, care_form), revision, extracted_on, content_hash, path)
        for in_hospital, county, day, care_form, revision, extracted_on, content_hash, path in files.select(
            columns
        ).rows()
    )
