"""An episode completed: its terms, its ready days, its criteria, and whether it counts in the month's mean."""

from typing import Final

import polars as pl

from lus_stats.criteria import unmet_bits
from lus_stats.days import days_beyond_free, first_ready_on, last_ready_on, ready_days
from lus_stats.vocabulary import MeanPopulation

CELL: Final = ("county", "month", "care_form")
"""What a revision, an extract and a set of terms belong to."""


def complete(episodes: pl.LazyFrame, terms: pl.DataFrame, extracts: pl.DataFrame) -> pl.LazyFrame:
    """Join the rules to the episodes and work out what they say of each.

    Needs: schema.PreparedEpisode (only the columns that are used later are read); terms of `rules.terms_table`;
    extracts with CELL and late_after, the frozen basis' extract date.
    Shape: one row per discharged episode, in no order: the episode's columns, rules.TERMS_COLUMNS, late_after,
    first_ready_on, last_ready_on, ready_days, days_beyond_free, unmet (bits), in_time, in_mean.
    Unit: days.
    """
    late_after = extracts.select(*CELL, "late_after")
    rules = terms.join(late_after, on=CELL, how="left", validate="m:1").lazy()
    ruled = episodes.join(rules, on=[*CELL, "track"], how="inner", nulls_equal=True)
    return (
        ruled.with_columns(first_ready_on=first_ready_on(), last_ready_on=last_ready_on())
        .with_columns(ready_days=ready_days(), unmet=unmet_bits(), in_time=registered_in_time())
        .with_columns(days_beyond_free=days_beyond_free(), in_mean=in_mean())
    )


def registered_in_time() -> pl.Expr:
    """Registered no later than the frozen basis' extract date; without a frozen basis nothing is late.

    Needs: registered_on, late_after.
    Source: Örebro, Modell för betalningsansvar; rules.md §6.
    """
    return (pl.col("registered_on") <= pl.col("late_after")).fill_null(True)


def in_mean() -> pl.Expr:
    """Whether the episode counts among those the month is judged by.

    Needs: in_time, unmet, mean_population. A model without a mean has every episode in time as its population.
    """
    asks_for_criteria = (pl.col("mean_population") == MeanPopulation.CRITERIA_MET).fill_null(False)
    return pl.col("in_time") & ((pl.col("unmet") == 0) | ~asks_for_criteria)
