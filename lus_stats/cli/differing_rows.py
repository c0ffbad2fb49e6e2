"""What `lus months --diff` answers, as JSON and as rows of a table for other programs."""

from collections.abc import Mapping
from typing import Any, Final

import polars as pl

from lus_stats import geography, months
from lus_stats.answers import Comparison
from lus_stats.text import differences
from lus_stats.vocabulary import SWEDISH, Difference, Model, State

CELL: Final = ("county", "month", "care_form")
SIDE: Final = ("revision", "extracted_on", "basis")
OVERVIEW: Final = (
    *CELL, "revision_before", "revision_after", "extracted_on_before", "extracted_on_after", "basis", "late_after",
    "rows_before", "rows_after", *Difference, "days_effect", "sek_effect", "amount_status",
)  # fmt: skip
EPISODE: Final = (
    "episode_id", "municipality_code", "municipality", "change", "changed", "elsewhere", "ready_days_before",
    "ready_days_after", "billed_days_before", "billed_days_after", "outcome_before", "outcome_after",
    "mean_ready_days_before", "mean_ready_days_alone", "liable_before", "liable_alone", "days_effect", "sek_effect",
)  # fmt: skip
GROUP: Final = (
    "municipality_code", "municipality", "agreement", "model", "differences", "episodes_before", "episodes_after",
    "mean_ready_days_before", "mean_ready_days_after", "liable_before", "liable_after", "billed_days_before",
    "billed_days_after", "amount_sek_before", "amount_sek_after", "amount_status", "days_effect", "sek_effect",
    "days_parts", "sek_parts", "days_together", "sek_together",
)  # fmt: skip
COLUMNS: Final = tuple(dict.fromkeys(("part", *CELL, "revision_before", "revision_after", *EPISODE, *GROUP)))
_KRONOR: Final = tuple(key for key in GROUP if "sek_" in key)


def as_json(answer: Comparison) -> dict[str, Any]:
    """One county and care form: the two revisions, the episodes that differ, and their municipalities."""
    before, after = answer.before.row(0, named=True), answer.after.row(0, named=True)
    return {
        "county": answer.question.county,
        "care_form": answer.question.care_form,
        "before": {key: before[key] for key in SIDE},
        "after": {key: after[key] for key in SIDE},
        "late_after": before["late_after"],
        "episodes": [_episode(row) for row in answer.episodes.to_dicts()],
        "groups": [_said(row, GROUP) for row in answer.groups.to_dicts()],
    }


def overview_csv(found: pl.DataFrame) -> list[dict[str, Any]]:
    """answers.comparisons as rows of a table."""
    return [_unknown_said(overview(row)) for row in found.to_dicts()]


def as_csv(answer: Comparison) -> list[dict[str, Any]]:
    """Episodes and then groups as rows of one table, where `part` says which a row is (D27)."""
    said = as_json(answer)
    place: dict[str, Any] = {
        "county": said["county"],
        "month": months.key(answer.question.month),
        "care_form": said["care_form"],
        "revision_before": said["before"]["revision"],
        "revision_after": said["after"]["revision"],
    }
    pairs = zip(said["episodes"], answer.episodes.to_dicts(), strict=True)
    episodes = [{"part": "episodes"} | place | _unknown_said(_in_words(*pair)) for pair in pairs]
    return episodes + [{"part": "groups"} | place | _unknown_said(row) for row in said["groups"]]


def overview(row: Mapping[str, Any]) -> dict[str, Any]:
    """One county, month and care form of answers.comparisons."""
    tenths = row["tenths_effect"]
    said = dict(row) | {"month": months.key(row["month"]), "days_effect": None if tenths is None else _plain(tenths)}
    return {key: said[key] for key in OVERVIEW}


def _episode(row: Mapping[str, Any]) -> dict[str, Any]:
    elsewhere = None
    if row["elsewhere_care_form"] is not None:
        month = row["elsewhere_month"]
        elsewhere = {
            "month": None if month is None else months.key(month),
            "care_form": row["elsewhere_care_form"],
            "extracted_on": row["elsewhere_extracted_on"],
            "now": row["elsewhere_now"],
        }
    said = dict(row) | {"changed": row["facts"], "elsewhere": elsewhere}
    return _said(said, EPISODE)


def _said(row: Mapping[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    """The row's own keys, its tenths as days: whole but for a mean's excess, as `lus bill` has them."""
    excess = row["model"] == Model.MEAN_EXCESS
    days = {
        f"{start}days{name.removeprefix(f'{start}tenths')}": value / 10 if excess else value // 10
        for name, value in row.items()
        for start in ("", "billed_")
        if name.startswith(f"{start}tenths_")
    }
    said = dict(row) | days | {"municipality": geography.municipality_name(row["municipality_code"])}
    return {key: said[key] for key in keys}


def _plain(tenths: int) -> float | int:
    return tenths / 10 if tenths % 10 else tenths // 10


def _in_words(said: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    """An episode's row with what holds several values as text."""
    facts = [differences.fact(**one) for one in row["facts"]]
    return dict(said) | {"changed": facts, "elsewhere": differences.place_of(row)}


def _unknown_said(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with the word for kronor that are not known."""
    missing = {key: SWEDISH[State.MISSING] for key in _KRONOR if key in row and row[key] is None}
    return dict(row) | missing
