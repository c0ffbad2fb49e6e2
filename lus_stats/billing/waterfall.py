"""The waterfall: from every day that could have been billed to those that are, step by step, and it adds up."""

from typing import Final

import polars as pl

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


def waterfall(lines: pl.LazyFrame, groups: pl.LazyFrame) -> pl.LazyFrame:
    """Where every group's days went.

    A whole (WHOLES) less each of the other steps is what is billed (BILLED): days freed by a month not over the
    threshold, days stopped by one criterion alone (its key), by SEVERAL criteria, and, where the mean's excess is
    billed, the days up to the threshold. ASIDE are the days of episodes that were left out before.

    Needs: the columns of billing.lines and billing.groups.
    Shape: one row per GROUP and step that has days, in no order: step, tenths, episodes.
    Unit: tenths of days.
    """
    return pl.concat([_whole(lines), _steps(lines), _excess(groups)]).filter(pl.col("tenths") > 0)


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
    tenths = pl.col(days).cast(pl.Int64).sum() * 10
    return lines.group_by(*GROUP, "step").agg(tenths=tenths, episodes=pl.len().cast(pl.Int64))


def _excess(groups: pl.LazyFrame) -> pl.LazyFrame:
    """The mean's days, those of months not over the threshold, those up to it, and those above."""
    whole = pl.col("ready_days").cast(pl.Int64) * 10
    up_to = pl.col("threshold_tenths").cast(pl.Int64) * pl.col("episodes_in_mean")
    nothing = pl.lit(0, pl.Int64)
    steps = {
        IN_MEAN: whole,
        NOT_OVER: pl.when(~pl.col("liable")).then(whole).otherwise(nothing),
        UP_TO_THRESHOLD: pl.when(pl.col("liable")).then(up_to).otherwise(nothing),
        BILLED: pl.col("billed_tenths").cast(pl.Int64),
    }
    columns = groups.filter(_EXCESS).select(*GROUP, "episodes_in_mean", **steps)
    long = columns.unpivot(list(steps), index=[*GROUP, "episodes_in_mean"], variable_name="step", value_name="tenths")
    return long.select(*GROUP, "step", "tenths", episodes=pl.col("episodes_in_mean").cast(pl.Int64))
