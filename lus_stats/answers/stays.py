"""One municipality's patients who are still in hospital."""

import polars as pl

from lus_stats.answers.question import Question
from lus_stats.days import days_beyond_free, first_ready_on
from lus_stats.rules import load, terms_table
from lus_stats.rules.table import in_force
from lus_stats.store import DataFolder, asked_of_the_store


@asked_of_the_store
def still_in_hospital(folder: DataFolder, question: Question) -> pl.DataFrame:
    """The patients who are ready but had not been discharged at the county's newest extract.

    Shape: one row per patient: the episode's columns, extracted_on, first_ready_on, days_so_far (through the extract
    date), first_liable_on (the first day after the free ones; null where the terms have none).
    Unit: days. Whether they will be billed is not known until the month of their discharge.
    """
    rules = load(folder.rules_folders)
    waiting = folder.store.in_hospital().filter(pl.col("municipality_code") == question.municipality)
    waiting = waiting.with_columns(month=pl.col("extracted_on").dt.truncate("1mo"))
    asked = waiting.select("county", "month", "care_form").unique().collect()
    terms = terms_table(rules, asked.iter_rows(), in_force(question.agreement), question.changes).lazy()
    on = ["county", "month", "care_form", "track"]
    return (
        waiting.join(terms, on=on, how="inner", nulls_equal=True, validate="m:1")
        .with_columns(first_ready_on=first_ready_on(), last_ready_on=pl.col("extracted_on"))
        .with_columns(days_so_far=_days_so_far())
        .with_columns(ready_days="days_so_far")
        .with_columns(days_beyond_free=days_beyond_free(), first_liable_on=_first_liable_on())
        .sort("days_so_far", "episode_id", descending=[True, False])
        .collect()
    )


def _days_so_far() -> pl.Expr:
    days = pl.col("last_ready_on").cast(pl.Int32) - pl.col("first_ready_on").cast(pl.Int32) + 1
    return days.clip(lower_bound=0)


def _first_liable_on() -> pl.Expr:
    return (pl.col("first_ready_on").cast(pl.Int32) + pl.col("free_days")).cast(pl.Date)
