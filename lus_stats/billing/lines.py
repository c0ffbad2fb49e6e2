"""Fakturaunderlag: every episode of the month with its one outcome, its days and its kronor."""

from typing import Final

import polars as pl

from lus_stats.billing.cost import kronor, of_months_year, with_cost, worst_status
from lus_stats.billing.groups import GROUP
from lus_stats.criteria import unmet_criteria
from lus_stats.vocabulary import OUTCOME, MeanPopulation, Model, Outcome

_EXCESS = pl.col("model") == Model.MEAN_EXCESS
_FROM_GROUP: Final = ("liable", "group_days", "group_episodes")


def lines(episodes: pl.LazyFrame, groups: pl.LazyFrame, amounts: pl.DataFrame) -> pl.LazyFrame:
    """Every episode discharged in the month, late registrations too, with what became of it.

    Needs: the columns of derive.complete with episode_id; billing.groups of the same episodes; rules.AMOUNT_COLUMNS.
    Shape: one row per episode, ordered by municipality code, care form's code and episode id: the episode's columns,
    outcome, unmet_criteria, billed_days, amount_sek, blocked_days, blocked_sek, amount_status, pivotal. Under
    `mean_excess` billed days and kronor are null: that sum stands on the group alone.
    Unit: days, whole kronor; null kronor where a day's amount is missing.
    Source: rules.md §6.
    """
    month = groups.select(*GROUP, "liable", group_days="ready_days", group_episodes="episodes_in_mean")
    return (
        with_cost(episodes, amounts)
        .join(month, on=GROUP, how="left", validate="m:1")
        .with_columns(outcome=outcome(), pivotal=pivotal(), month_year=pl.col("month").dt.year())
        .join(of_months_year(amounts), on="month_year", how="left", validate="m:1")
        .with_columns(_side("billed", Outcome.BILLED) + _side("blocked", Outcome.CRITERIA_UNMET))
        .with_columns(_results())
        .drop(*_FROM_GROUP, pl.selectors.starts_with("cost_", "month_"))
        .drop(f"{side}_{m}" for side in ("billed", "blocked") for m in ("missing", "unconfirmed", "entered"))
        .drop("billed_sek")
        .sort("municipality_code", "care_form", "episode_id")
    )


def outcome() -> pl.Expr:
    """What became of an episode: exactly one of `Outcome`, tried in order.

    Needs: model, mean_population, in_time, unmet, days_beyond_free, liable.
    """
    filters_mean = pl.col("mean_population") == MeanPopulation.CRITERIA_MET
    in_order = (
        (~pl.col("in_time"), Outcome.LATE_REGISTRATION),
        (_EXCESS & filters_mean & (pl.col("unmet") != 0), Outcome.CRITERIA_UNMET),
        (_EXCESS, Outcome.IN_MEAN),
        (pl.col("days_beyond_free") == 0, Outcome.WITHIN_FREE_DAYS),
        (~pl.col("liable"), Outcome.MEAN_NOT_OVER_THRESHOLD),
        (pl.col("unmet") != 0, Outcome.CRITERIA_UNMET),
    )
    tried = (pl.when(condition).then(pl.lit(result.value)) for condition, result in in_order)
    return pl.coalesce(*tried, pl.lit(Outcome.BILLED.value)).cast(OUTCOME)


def pivotal() -> pl.Expr:
    """Whether the month would no longer be over the threshold without this one episode.

    Needs: model, in_mean, liable, ready_days, group_days, group_episodes, threshold_tenths.
    """
    rest_days = (pl.col("group_days") - pl.col("ready_days")) * 10
    rest_limit = pl.col("threshold_tenths").cast(pl.Int64) * (pl.col("group_episodes") - 1)
    has_mean = pl.col("model") != Model.INDIVIDUAL
    return (has_mean & pl.col("liable") & pl.col("in_mean") & (rest_days <= rest_limit)).fill_null(False)


def would_bill() -> pl.Expr:
    """Whether a line is charged as soon as its municipality is liable.

    Needs: model, in_time, days_beyond_free, unmet.
    """
    beyond = (pl.col("days_beyond_free") > 0).fill_null(value=False)
    return ~_EXCESS & pl.col("in_time") & beyond & (pl.col("unmet") == 0)


def years_charged(lines: pl.DataFrame) -> pl.DataFrame:
    """The years of each group's billed and blocked days.

    Needs: the columns of `lines`. Shape: one row per municipality_code and care_form with such days: from_year,
    to_year.
    """
    last, beyond = pl.col("last_ready_on"), pl.col("days_beyond_free")
    charged = lines.filter(pl.col("outcome").is_in([Outcome.BILLED, Outcome.CRITERIA_UNMET]), beyond > 0)
    first = (last.cast(pl.Int32) - beyond + 1).cast(pl.Date)
    return charged.group_by("municipality_code", "care_form").agg(
        from_year=first.dt.year().min(), to_year=last.dt.year().max()
    )


def _side(side: str, result: Outcome) -> list[pl.Expr]:
    """The days and cost of an episode with one outcome; 0 with any other."""
    falls_here = (pl.col("outcome") == result) & ~_EXCESS
    columns = {"days": "days_beyond_free", **{m: f"cost_{m}" for m in ("sek", "missing", "unconfirmed", "entered")}}
    return [
        pl.when(falls_here).then(pl.col(column)).otherwise(0).cast(pl.Int64).alias(f"{side}_{measure}")
        for measure, column in columns.items()
    ]


def _results() -> list[pl.Expr]:
    return [
        pl.when(~_EXCESS).then(pl.col("billed_days")).alias("billed_days"),
        pl.when(~_EXCESS).then(kronor("billed")).alias("amount_sek"),
        kronor("blocked").alias("blocked_sek"),
        worst_status("billed", "blocked").alias("amount_status"),
        unmet_criteria().alias("unmet_criteria"),
    ]
