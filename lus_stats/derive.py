"""An episode completed: its terms, its ready days, its criteria, and whether it counts in the month's mean."""

from typing import Final

import polars as pl

from lus_stats.criteria import unmet_bits
from lus_stats.days import days_beyond_free, first_ready_on, last_ready_on, ready_days
from lus_stats.vocabulary import CareForm, MeanPopulation, Track

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
    rules = terms.join(late_after, on=CELL, how="left", validate="m:1")
    return (
        with_rules(episodes, rules)
        .with_columns(first_ready_on=first_ready_on(), last_ready_on=last_ready_on())
        .with_columns(ready_days=ready_days(), unmet=unmet_bits(), in_time=registered_in_time())
        .with_columns(days_beyond_free=days_beyond_free(), in_mean=in_mean())
    )


def with_rules(episodes: pl.LazyFrame, rules: pl.DataFrame) -> pl.LazyFrame:
    """Give each episode the rules of its county, month, care form and track; one without a month has none.

    Needs: county, month, care_form and track on both sides; a null track is a track of its own.
    Shape: one row per discharged episode, in no order: the episode's columns and those of the rules.
    """
    key = packed(
        (pl.col("month"), 0),
        (pl.col("county"), 100),
        (pl.col("care_form").to_physical(), len(CareForm)),
        (pl.col("track").to_physical().fill_null(len(Track)), len(Track) + 1),
    )
    keyed = rules.select(pl.exclude(*CELL, "track"), _key=key)
    # The one join without `validate=`, which doubles its work on millions of rows. That the rules hold each key once
    # follows from how they are made (rules.terms_table).
    return episodes.with_columns(_key=key).join(keyed.lazy(), on="_key", how="inner").drop("_key")


def packed(*parts: tuple[pl.Expr, int]) -> pl.Expr:
    """Several whole numbers as one, each given with how many values it can take (0 for the first: any number).

    A join and a grouping on one number cost a quarter less of the whole than on several columns (benchmarks/).
    """
    (key, _), *others = parts
    key = key.cast(pl.Int32).cast(pl.Int64)
    for part, values in others:
        key = key * values + part.cast(pl.Int32)
    return key


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
