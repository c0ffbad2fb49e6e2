"""The waterfall: from every day that could have been billed to those that are, step by step, and it adds up."""

from typing import Final

import polars as pl

from lus_stats.billing.cost import of_months_year, with_cost
from lus_stats.billing.groups import GROUP
from lus_stats.vocabulary import Model, Outcome

BEYOND_FREE: Final = "beyond_free"  # the whole, where single episodes are billed
IN_MEAN: Final = "in_mean"  # the whole, where the mean's excess is billed
NOT_OVER: Final = "mean_not_over_threshold"
UP_TO_THRESHOLD: Final = "up_to_threshold"
SEVERAL: Final = "several_criteria"
BILLED: Final = "billed"
WHOLES: Final = (BEYOND_FREE, IN_MEAN)
ASIDE: Final = ("late_registration", "criteria_unmet")  # outside the whole, so in no sum

_EXCESS = pl.col("model") == Model.MEAN_EXCESS


def waterfall(lines: pl.LazyFrame, groups: pl.LazyFrame, amounts: pl.DataFrame) -> pl.LazyFrame:
    """Where every group's days went, and what they would have cost.

    A whole (WHOLES) less each of the other steps is what is billed (BILLED): days freed by a month not over the
    threshold, days stopped by one criterion alone (its key), by SEVERAL criteria, and, where the mean's excess is
    billed, the days up to the threshold. ASIDE are the days of episodes that were left out before.

    Needs: the columns of billing.lines and billing.groups; rules.AMOUNT_COLUMNS.
    Shape: one row per GROUP and step that has days, in no order: step, tenths, amount_sek, episodes.
    Unit: tenths of days; whole kronor, null where a day's amount is missing and for ASIDE of a billed mean.  # D122
    """
    priced = with_cost(lines, amounts)
    return pl.concat([_whole(priced), _steps(priced), _excess(groups, amounts)]).filter(pl.col("tenths") > 0)


def _whole(lines: pl.LazyFrame) -> pl.LazyFrame:
    in_time = lines.filter(~_EXCESS & pl.col("in_time") & (pl.col("days_beyond_free") > 0))
    return _summed(in_time.with_columns(step=pl.lit(BEYOND_FREE)), "days_beyond_free")


def _steps(lines: pl.LazyFrame) -> pl.LazyFrame:
    """Every line in its one step; under the mean's excess only those that were left out before."""
    days = pl.when(_EXCESS).then("ready_days").otherwise("days_beyond_free")
    counted = lines.with_columns(step=step(), _days=days).filter(~_EXCESS | pl.col("step").is_in(ASIDE))
    return _summed(counted.filter(pl.col("_days") > 0), "_days")


def step() -> pl.Expr:
    """The step that takes a line's days: its outcome, told apart by what stopped it.

    Needs: outcome, unmet_criteria, model.
    """
    stopped = (pl.col("outcome") == Outcome.CRITERIA_UNMET) & ~_EXCESS
    alone = stopped & (pl.col("unmet_criteria").list.len() == 1)
    return (
        pl.when(alone)
        .then(pl.col("unmet_criteria").list.first())
        .when(stopped)
        .then(pl.lit(SEVERAL))
        .otherwise(pl.col("outcome").cast(pl.String))
    )


def _summed(lines: pl.LazyFrame, days: str) -> pl.LazyFrame:
    known = ~_EXCESS.any() & (pl.col("cost_missing") == 0).all()
    return lines.group_by(*GROUP, "step").agg(
        tenths=pl.col(days).cast(pl.Int64).sum() * 10,
        amount_sek=pl.when(known).then(pl.col("cost_sek").sum()).cast(pl.Int64),
        episodes=pl.len().cast(pl.Int64),
    )


def _excess(groups: pl.LazyFrame, amounts: pl.DataFrame) -> pl.LazyFrame:
    """The mean's days, those of months not over the threshold, those up to it, and those above.

    What is billed is rounded to whole kronor; the days up to the threshold have the rest of the whole.  # D122
    """
    days, episodes = (pl.col(name).cast(pl.Int64) for name in ("ready_days", "episodes_in_mean"))
    up_to = pl.col("threshold_tenths").cast(pl.Int64) * episodes
    whole, billed = days * pl.col("month_sek"), pl.col("amount_sek").cast(pl.Int64)
    freed, over = ~pl.col("liable"), pl.col("liable")
    steps = (
        (IN_MEAN, pl.lit(value=True), days * 10, whole),
        (NOT_OVER, freed, days * 10, whole),
        (UP_TO_THRESHOLD, over, up_to, whole - billed),
        (BILLED, over, pl.col("billed_tenths").cast(pl.Int64), billed),
    )
    own = groups.filter(_EXCESS).with_columns(month_year=pl.col("month").dt.year())
    priced = own.join(of_months_year(amounts), on="month_year", how="left", validate="m:1")
    return pl.concat(
        priced.filter(when).select(*GROUP, step=pl.lit(name), tenths=tenths, amount_sek=sek, episodes=episodes)
        for name, when, tenths, sek in steps
    )
