"""What a month's episodes add up to per municipality and care form, in one pass; the outcome is decided on it."""

from typing import Final

import polars as pl

from lus_stats.billing.cost import MEASURES, a_day, of_months_year, with_cost
from lus_stats.derive import packed
from lus_stats.vocabulary import CARE_FORM, CareForm

SIDES: Final = {"billed": pl.col("unmet") == 0, "blocked": pl.col("unmet") != 0}
"""Who pays for the days after the free ones, were the municipality liable: it, or the region itself."""

COST_COLUMNS: Final = tuple(f"{side}_{measure}" for side in SIDES for measure in ("days", *MEASURES))

_COUNTS: Final = ("episodes", "episodes_in_mean", "ready_days", *(f"{side}_episodes" for side in SIDES))
_MONTHS: Final = ("month_year", "month_sek", "month_status")
_EARLIER_DAYS: Final = 100_000  # more than any stay has


def summed(episodes: pl.LazyFrame, amounts: pl.DataFrame) -> pl.LazyFrame:
    """Add up the episodes of every municipality, month and care form, as if each municipality were liable.

    Nearly all days lie in the discharge month's own year, and their cost is their number times that year's amount. So
    the episodes are first added up by how many of their days lie in earlier years, which is 0 for nearly all; then
    the cost is worked out per sum, not per episode, in one pass over the rows.

    Needs: the columns of derive.complete; rules.AMOUNT_COLUMNS.
    Shape: one row per billing.GROUP, in no order: episodes, episodes_in_mean, ready_days, billed_episodes,
    blocked_episodes, COST_COLUMNS, month_year, month_sek, month_status.
    Unit: days, whole kronor.
    """
    alike = episodes.with_columns(earlier_days=_earlier_days()).group_by(_key=_key()).agg(_sums())
    return (
        _with_earlier_cost(alike.with_columns(**_unpacked()), amounts)
        .join(of_months_year(amounts), on="month_year", how="left", validate="m:1")
        .with_columns(**_costs())
        .group_by("_group")
        .agg(pl.col(*_COUNTS, *COST_COLUMNS).sum(), pl.col(*_MONTHS, "month", "care_form", "_code").first())
        .with_columns(municipality_code=pl.col("_code").cast(pl.String).str.zfill(4))
        .with_columns(county=pl.col("municipality_code").str.head(2))
    )


def _earlier_days() -> pl.Expr:
    """How many of the days after the free ones lie before the discharge month's year; they are the first of them."""
    day_of_year = pl.col("discharged_on").dt.ordinal_day().cast(pl.Int32)
    uncounted = pl.col("discharged_on").cast(pl.Int32) - pl.col("last_ready_on").cast(pl.Int32)
    return (pl.col("days_beyond_free") - (day_of_year - uncounted)).clip(lower_bound=0).fill_null(0)


def _key() -> pl.Expr:
    code, care_form = pl.col("municipality_code"), pl.col("care_form").to_physical()
    return packed(
        (pl.col("month"), 0), (code, 10_000), (care_form, len(CareForm)), (pl.col("earlier_days"), _EARLIER_DAYS)
    )


def _unpacked() -> dict[str, pl.Expr]:
    """The parts of the key again."""
    group, forms = pl.col("_key") // _EARLIER_DAYS, len(CareForm)
    month = (group // forms // 10_000).cast(pl.Int32).cast(pl.Date)
    return {
        "_group": group,
        "_code": group // forms % 10_000,
        "care_form": (group % forms).cast(pl.UInt8).cat.to(CARE_FORM),
        "month": month,
        "month_year": month.dt.year(),
        "earlier_days": (pl.col("_key") % _EARLIER_DAYS).cast(pl.Int32),
    }


def _sums() -> list[pl.Expr]:
    """What is added up over the rows. Products with a condition are faster than filters."""
    in_time, in_mean, days = pl.col("in_time"), pl.col("in_mean"), pl.col("days_beyond_free")
    sums = {"episodes": in_time, "episodes_in_mean": in_mean, "ready_days": pl.col("ready_days") * in_mean}
    for side, falls_here in SIDES.items():
        sums[f"{side}_episodes"] = in_time & falls_here & (days > 0)
        sums[f"{side}_days"] = days * (in_time & falls_here)
    return [expression.sum().cast(pl.Int64).alias(name) for name, expression in sums.items()]


def _with_earlier_cost(alike: pl.LazyFrame, amounts: pl.DataFrame) -> pl.LazyFrame:
    """Add what the earlier years' days of one episode cost: days that end on New Year's Eve."""
    new_years_eve = pl.date(pl.col("month_year") - 1, 12, 31)
    last_of_earlier = alike.with_columns(last_ready_on=new_years_eve, days_beyond_free=pl.col("earlier_days"))
    return with_cost(last_of_earlier, amounts)


def _costs() -> dict[str, pl.Expr]:
    """The cost of a side's days: those within the month's year by their number, the others as priced per episode."""
    costs = {}
    for side in SIDES:
        episodes = pl.col(f"{side}_episodes")
        within = pl.col(f"{side}_days") - episodes * pl.col("earlier_days")
        for measure, day in a_day("month_sek", "month_status").items():
            costs[f"{side}_{measure}"] = within * day + episodes * pl.col(f"cost_{measure}")
    return costs
