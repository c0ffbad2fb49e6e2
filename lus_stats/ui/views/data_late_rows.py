"""The episodes that differ between two revisions, and their municipalities, as rows to read and as a file."""

from collections.abc import Mapping
from typing import Any, Final

import polars as pl

from lus_stats.geography import municipality_name
from lus_stats.text import differences, numbers
from lus_stats.ui.tables import Column
from lus_stats.ui.views.amounts import mark
from lus_stats.vocabulary import SWEDISH, Difference, State

EPISODES: Final = (
    Column("episode_id", "Vårdtillfälle"),
    Column("municipality", "Kommun"),
    Column("kind", "Skillnad"),
    Column("ready_days_before", "Dagar före", "days"),
    Column("ready_days_after", "Dagar efter", "days"),
    Column("days", "Ger dagar", "figure"),
    Column("kronor", "Ger kronor", "figure"),
    Column("what", "Vad"),
)
GROUPS: Final = (
    Column("municipality", "Kommun"),
    Column("differences", "Skiljer", "count"),
    Column("days_before", "Debiteras före", "figure"),
    Column("days_after", "Debiteras efter", "figure"),
    Column("sek_before", "Kronor före", "figure"),
    Column("sek_after", "Kronor efter", "figure"),
    Column("parts", "Var för sig", "figure"),
    Column("together", "Tillsammans", "figure"),
    Column("effect", "I allt", "figure", tag="tag"),
)
FILE_EPISODES: Final = (
    *(column for column in EPISODES if column.kind != "figure"),
    Column("days_effect", "Ger dagar"),
    Column("sek_effect", "Ger kronor", instead="unknown"),
)


def episode_rows(episodes: pl.DataFrame) -> pl.DataFrame:
    """The episodes that differ, as they are read. Needs: answers.Comparison.episodes."""
    return pl.DataFrame([_episode(row) for row in episodes.to_dicts()], schema=_EPISODES)


def group_rows(groups: pl.DataFrame) -> pl.DataFrame:
    """Their municipalities, as they are read. Needs: answers.Comparison.groups."""
    return pl.DataFrame([_group(row) for row in groups.to_dicts()], schema=_GROUPS)


_EPISODES: Final = {
    "episode_id": pl.String,
    "municipality": pl.String,
    "kind": pl.String,
    "what": pl.String,
    "ready_days_before": pl.Int64,
    "ready_days_after": pl.Int64,
    "days": pl.String,
    "kronor": pl.String,
    "days_effect": pl.Float64,
    "sek_effect": pl.Int64,
    "unknown": pl.String,
}


def _episode(row: Mapping[str, Any]) -> dict[str, Any]:
    facts = [differences.fact(**one) for one in row["facts"]]
    return {
        "episode_id": row["episode_id"],
        "municipality": municipality_name(row["municipality_code"]),
        "kind": SWEDISH[Difference(row["change"])],
        "what": "; ".join(filter(None, [*facts, differences.place_of(row)])),
        "ready_days_before": row["ready_days_before"],
        "ready_days_after": row["ready_days_after"],
        "days": tenths(row["tenths_effect"]),
        "kronor": kronor(row["sek_effect"]),
        "days_effect": row["tenths_effect"] / 10,
        "sek_effect": row["sek_effect"],
        "unknown": SWEDISH[State.MISSING],
    }


_GROUPS: Final = {
    "municipality": pl.String,
    "differences": pl.Int64,
    **dict.fromkeys(
        ("days_before", "days_after", "sek_before", "sek_after", "parts", "together", "effect", "tag"), pl.String
    ),
}


def _group(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "municipality": municipality_name(row["municipality_code"]),
        "differences": row["differences"],
        "days_before": numbers.tenths(row["billed_tenths_before"]),
        "days_after": numbers.tenths(row["billed_tenths_after"]),
        "sek_before": numbers.kronor(row["amount_sek_before"]),
        "sek_after": numbers.kronor(row["amount_sek_after"]),
        "parts": kronor(row["sek_parts"]),
        "together": kronor(row["sek_together"]),
        "effect": kronor(row["sek_effect"]),
        "tag": tag(row["sek_effect"], row["amount_status"], invented=row["invented"]),
    }


def tag(sek: int | None, status: str | None, *, invented: bool) -> str | None:
    """What must be said beside kronor; nothing beside none."""
    return mark(status, invented=invented) if sek else None


def tenths(value: int) -> str:
    """Days with a plus where they are more."""
    return differences.signed(value, numbers.tenths(value))


def kronor(sek: int | None) -> str:
    """Kronor with a plus where they are more."""
    return differences.signed(sek, numbers.kronor(sek))
