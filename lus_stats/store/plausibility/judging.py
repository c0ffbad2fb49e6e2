"""The drafts of one file held against themselves and against what the store has had until now."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

import polars as pl

from lus_stats import months
from lus_stats.schema import PreparedEpisode
from lus_stats.store.drafts import History, Version, episodes_of
from lus_stats.store.naming import said
from lus_stats.store.plausibility.counted import GROUP, Counted, counted
from lus_stats.store.plausibility.findings import of_drafts
from lus_stats.store.plausibility.odd_hospitals import new_hospitals
from lus_stats.store.plausibility.odd_months import BEFORE, odd_months
from lus_stats.store.plausibility.odd_rows import odd_rows

_MOST: Final = 30  # warnings of a file; each version keeps all of its own


class Judged(NamedTuple):
    """Drafts that carry what is odd about each, in Swedish, and the same said of the file as a whole."""

    drafts: tuple[Version, ...]
    warnings: tuple[str, ...]


def judged(drafts: Sequence[Version], history: History) -> Judged:
    """What is odd about drafts, beside what was held before them.

    Needs (each draft's rows): row and the columns of schema.PreparedEpisode.
    """
    if not drafts:
        return Judged((), ())
    rows = _rows(drafts)
    held = history.newest_of({draft.group.county for draft in drafts})
    recent, older = _told_apart(held, drafts)
    now, before = counted(rows.lazy(), "draft"), counted(_episodes(recent))
    findings = pl.concat(
        [*odd_rows(rows), of_drafts(_months(drafts, now, before)), of_drafts(_hospitals(rows, before, older))]
    )
    texts = dict(findings.group_by("draft", maintain_order=True).agg("text").rows())
    carrying = (replace(draft, warnings=tuple(texts.get(n, ()))) for n, draft in enumerate(drafts))
    return Judged(tuple(carrying), _of_the_file(findings))


def _rows(drafts: Sequence[Version]) -> pl.DataFrame:
    """Every draft's rows, with its number and their last day in hospital."""
    frames = [draft.rows for draft in drafts if draft.rows is not None]
    numbers = pl.DataFrame(
        {
            "draft": pl.Series(range(len(drafts)), dtype=pl.UInt32),
            "extracted_on": [draft.extracted_on for draft in drafts],
            "rows": [len(frame) for frame in frames],
        }
    )
    repeated = numbers.select(pl.col("draft", "extracted_on").repeat_by("rows").explode(empty_as_null=False))
    both = pl.concat([pl.concat(frames), repeated], how="horizontal")
    return both.with_columns(last_day=pl.coalesce("discharged_on", "extracted_on"))


def _told_apart(held: Sequence[Version], drafts: Sequence[Version]) -> tuple[list[Version], list[Version]]:
    """The versions of the months that the drafts' are held against, with their own; and all the others."""
    asked = [draft.group.month for draft in drafts if draft.group.month]
    if not asked:
        return [], list(held)
    first, last = months.following(min(asked), -BEFORE), max(asked)
    near = {version.group for version in held if first <= version.group.day <= last}
    return [one for one in held if one.group in near], [one for one in held if one.group not in near]


def _episodes(versions: Sequence[Version]) -> pl.LazyFrame:
    return episodes_of(versions) if versions else PreparedEpisode.create_empty().lazy()


def _months(drafts: Sequence[Version], now: Counted, before: Counted) -> list[tuple[int, str, str]]:
    """What is odd about months; the months of one file are held against each other too."""
    own = now.months.select(GROUP)
    usual = before.without(own).and_also(now)
    finished = [n for n, draft in enumerate(drafts) if draft.lies_after_its_month]
    found = odd_months(now, usual, pl.Series(finished, dtype=pl.UInt32))
    return [(draft, text, f"{said(drafts[draft].group)}: {text}") for draft, text in found]


def _hospitals(rows: pl.DataFrame, before: Counted, older: Sequence[Version]) -> list[tuple[int, str, str]]:
    """New hospitals; the older months are read only where one is not among the nearer ones'."""
    asked = rows.select("draft", "row", "county", "hospital").filter(pl.col("hospital").is_not_null())
    known = before.hospitals
    if older and not asked.join(known, on=["county", "hospital"], how="anti").is_empty():
        known = pl.concat([known, _episodes(older).select("county", "hospital").unique().collect()]).unique()
    return list(new_hospitals(asked, known))


def _of_the_file(findings: pl.DataFrame) -> tuple[str, ...]:
    texts = findings["file_text"].unique(maintain_order=True)
    more = len(texts) - _MOST
    rest = [f"Ytterligare {more} varningar finns vid versionerna, på sidan Data."] if more > 0 else []
    return (*texts.head(_MOST), *rest)
