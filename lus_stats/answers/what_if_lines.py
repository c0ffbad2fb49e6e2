"""The episodes that explain a what-if's difference: those that became another outcome, other days or other kronor."""

from typing import Final

import polars as pl

from lus_stats import billing
from lus_stats.answers.effect import SIDES
from lus_stats.answers.what_if import COUNTED, TermSet, WhatIfQuestion, counted_under, extracts_of
from lus_stats.rules import Rulebook, load
from lus_stats.store import DataFolder, asked_of_the_store

EPISODE: Final = ("county", "month", "municipality_code", "care_form", "episode_id")
_SIDE: Final = ("ready_days", "free_days", "billed_days", "amount_sek", "outcome", "unmet_criteria", "model")
_DECIDES: Final = ("outcome", "billed_days", "amount_sek")


@asked_of_the_store
def what_if_lines(folder: DataFolder, question: WhatIfQuestion, municipality: str | None = None) -> pl.DataFrame:
    """Each episode that comes out otherwise, in one municipality or all; the kronor moved most first.

    Shape: one row per such episode: EPISODE, _SIDE under each set of terms (`_before`, `_after`), days_effect,
    sek_effect. Under `mean_excess` a line has no billed days or kronor (null): the sum stands on the group.
    Errors: as answers.what_if.
    """
    rules = load(folder.rules_folders)
    extracts = extracts_of(folder, rules, question)
    episodes = folder.store.scan(extracts, *COUNTED, "episode_id")
    if municipality is not None:
        episodes = episodes.filter(pl.col("municipality_code") == municipality)
    rows = episodes.collect().lazy()
    before, after = (
        _lines(chosen, rules, rows, extracts).select(
            *EPISODE, *(pl.col(name).alias(f"{name}_{side}") for name in _SIDE)
        )
        for chosen, side in zip(question.sides, SIDES, strict=True)
    )
    differs = pl.any_horizontal(pl.col(f"{name}_before").ne_missing(pl.col(f"{name}_after")) for name in _DECIDES)
    moved = {"days_effect": "billed_days", "sek_effect": "amount_sek"}
    return (
        before.join(after, on=EPISODE, how="inner", validate="1:1")
        .filter(differs)
        .with_columns(**{name: pl.col(f"{of}_after") - pl.col(f"{of}_before") for name, of in moved.items()})
        .sort(pl.col("sek_effect").abs(), pl.col("days_effect").abs(), *EPISODE, descending=_LARGEST, nulls_last=True)
        .collect()
    )


_LARGEST: Final = [True, True, *(False for _ in EPISODE)]


def _lines(chosen: TermSet, rules: Rulebook, rows: pl.LazyFrame, extracts: pl.DataFrame) -> pl.LazyFrame:
    completed, amounts, terms = counted_under(chosen, rules, rows, extracts)
    return billing.lines(completed, billing.groups(completed, amounts, terms), amounts)
