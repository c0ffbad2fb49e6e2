"""One municipality's month in one care form: liable or not, billed, blocked, and how far from the threshold."""

from typing import Final

import polars as pl

from lus_stats.billing.cost import is_invented, kronor, worst_status
from lus_stats.billing.sums import COST_COLUMNS, summed
from lus_stats.derive import CELL
from lus_stats.vocabulary import Model

GROUP: Final = ("county", "month", "municipality_code", "care_form")
"""What one outcome is of."""

TERMS: Final = ("agreement", "terms_from", "model", "threshold_tenths", "free_days", "mean_population")
"""The terms a group carries with it; they are the same for all its episodes."""

_HAS_MEAN = pl.col("model") != Model.INDIVIDUAL
_PAYS_EXCESS = pl.col("model") == Model.MEAN_EXCESS


def groups(episodes: pl.LazyFrame, amounts: pl.DataFrame, terms: pl.DataFrame | None = None) -> pl.LazyFrame:
    """The month's outcome for every municipality and care form.

    Needs: the columns of derive.complete; rules.AMOUNT_COLUMNS; the terms the episodes were completed with, where
    they are at hand (else they are read off the episodes, which takes a while on millions).
    Shape: one row per GROUP, in no order: TERMS, episodes (registered in time), episodes_in_mean, ready_days (of
    those in the mean), mean_ready_days, liable, headroom_tenths, billed_episodes, billed_tenths, amount_sek,
    blocked_days, blocked_sek, amount_status, invented (the amount of one of the days, or of the month's year where
    there are none, is the demo data's own). Null mean and headroom where there is no mean.
    Unit: days, tenths of days, whole kronor; null kronor where a day's amount is missing.
    Source: rules.md §6.
    """
    every_term = episodes if terms is None else terms.lazy()
    return (
        summed(episodes, amounts)
        .join(every_term.select(*CELL, *TERMS).unique(CELL), on=CELL, how="left", validate="m:1")
        .with_columns(liable=liable())
        .with_columns(_if_liable(column) for column in ("billed_episodes", *COST_COLUMNS))
        .with_columns(over_tenths=_over_tenths())
        .select(*GROUP, *TERMS, "episodes", "episodes_in_mean", "ready_days", "liable", **_results())
    )


def liable() -> pl.Expr:
    """Whether the month is over the threshold, decided on integers; a model without a mean is always liable.

    Needs: model, ready_days, episodes_in_mean, threshold_tenths.
    Source: Örebro, "överstiger 3,0": above, not at. A mean of no episodes is over nothing.
    """
    return ~_HAS_MEAN | (_over_tenths() > 0)


def _over_tenths() -> pl.Expr:
    threshold = pl.col("threshold_tenths").cast(pl.Int64)
    return (pl.col("ready_days") * 10 - threshold * pl.col("episodes_in_mean")).fill_null(0)


def _if_liable(column: str) -> pl.Expr:
    return (pl.col(column) * pl.col("liable")).alias(column)


def _results() -> dict[str, pl.Expr]:
    mean = pl.col("ready_days") / pl.col("episodes_in_mean")
    in_a_mean = _HAS_MEAN & (pl.col("episodes_in_mean") > 0)
    excess = pl.col("over_tenths").clip(lower_bound=0)
    # Half up, in integers: tenths of days times whole kronor, plus five, whole tens.
    excess_sek = pl.when(excess == 0).then(0).otherwise((excess * pl.col("month_sek") + 5) // 10)
    return {
        "mean_ready_days": pl.when(in_a_mean).then(mean),
        "headroom_tenths": pl.when(in_a_mean).then(-pl.col("over_tenths")),
        "billed_episodes": pl.col("billed_episodes"),
        "billed_tenths": pl.when(_PAYS_EXCESS).then(excess).otherwise(pl.col("billed_days") * 10),
        "amount_sek": pl.when(_PAYS_EXCESS).then(excess_sek).otherwise(kronor("billed")),
        "blocked_days": pl.col("blocked_days"),
        "blocked_sek": kronor("blocked"),
        "amount_status": worst_status("billed", "blocked"),
        "invented": is_invented("billed", "blocked"),
    }
