"""What a month's episodes add up to per municipality and care form, in one pass; the outcome is decided on it."""

from typing import Final

import polars as pl

from lus_stats.billing.cost import MEASURES, a_day, of_months_year, with_cost
from lus_stats.derive import packed
from lus_stats.vocabulary import CARE_FORM, CareForm

SIDES: Final = {"billed": pl.col("unmet") == 0, "blocked": pl.col("unmet") != 0}
"""Who pays for the days after the free ones, were the municipality liable: it, or the region itself."""

COST_COLUMNS: Final = tuple(f"{side}_{measure}" for side in SIDES for measure in ("days", *MEASURES))

_COUNTS: Final = ("episodes", "episodes_in_mean", "ready_days", "billed_episodes")
_EARLIER_DAYS: Final = 100_000  # more than any stay has


def summed(episodes: pl.LazyFrame, amounts: pl.DataFrame) -> pl.LazyFrame:
    """Add up the episodes of every municipality, month and care form, as if each municipality were liable.

    Nearly all days lie in the discharge month's own year, and their cost is their number times that year's amount. So
    the episodes are first added up by how many of their days lie in earlier years, which is 0 for nearly all: one
    pass over the rows. The few sums with such days are then priced by themselves.

    Needs: the columns of derive.complete; rules.AMOUNT_COLUMNS.
    Shape: one row per billing.GROUP, in no order: episodes, episodes_in_mean, ready_days, billed_episodes,
    COST_COLUMNS, and cost.of_months_year of the month's year.
    Unit: days, whole kronor.
    """
    alike = episodes.with_columns(earlier_days=_earlier_days()).group_by(_key=_key()).agg(_sums())
    alike = alike.with_columns(_group=pl.col("_key") // _EARLIER_DAYS, earlier_days=pl.col("_key") % _EARLIER_DAYS)
    days = (f"{side}_days" for side in SIDES)
    return (
        alike.group_by("_group")
        .agg(pl.col(*_COUNTS, *days).sum())
        .join(_earlier(alike, amounts), on="_group", how="left", validate="1:1")
        .with_columns(**_group())
        .with_columns(month_year=pl.col("month").dt.year())
        .join(of_months_year(amounts), on="month_year", how="left", validate="m:1")
        .with_columns(**_costs())
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


def _group() -> dict[str, pl.Expr]:
    """The columns of billing.GROUP, out of the number they were packed in."""
    group, forms = pl.col("_group"), len(CareForm)
    code = (group // forms % 10_000).cast(pl.String).str.zfill(4)
    return {
        "county": code.str.head(2),
        "month": _month(),
        "municipality_code": code,
        "care_form": (group % forms).cast(pl.UInt8).cat.to(CARE_FORM),
    }


def _month() -> pl.Expr:
    return (pl.col("_group") // len(CareForm) // 10_000).cast(pl.Int32).cast(pl.Date)


def _sums() -> list[pl.Expr]:
    """What is added up over the rows. Products with a condition are faster than filters."""
    in_time, in_mean, days = pl.col("in_time"), pl.col("in_mean"), pl.col("days_beyond_free")
    sums = {"episodes": in_time, "episodes_in_mean": in_mean, "ready_days": pl.col("ready_days") * in_mean}
    for side, falls_here in SIDES.items():
        sums[f"{side}_episodes"] = in_time & falls_here & (days > 0)
        sums[f"{side}_days"] = days * (in_time & falls_here)
    return [expression.sum().cast(pl.Int64).alias(name) for name, expression in sums.items()]


def _earlier(alike: pl.LazyFrame, amounts: pl.DataFrame) -> pl.LazyFrame:
    """The days that lie in earlier years, and their cost: for each episode alike, so many days up to New Year's Eve.

    Shape: one row per group that has such days: _group and, for each side, `<side>_earlier_<measure>`.
    """
    new_years_eve = pl.date(_month().dt.year() - 1, 12, 31)
    stretches = alike.filter(pl.col("earlier_days") > 0).with_columns(
        last_ready_on=new_years_eve, days_beyond_free=pl.col("earlier_days").cast(pl.Int32)
    )
    sums = {
        f"{side}_earlier_{measure}": (pl.col(f"{side}_episodes") * pl.col(column)).sum()
        for side in SIDES
        for measure, column in {"days": "earlier_days", **{m: f"cost_{m}" for m in MEASURES}}.items()
    }
    return with_cost(stretches, amounts).group_by("_group").agg(**sums)


def _costs() -> dict[str, pl.Expr]:
    """The cost of a side's days: of those within the month's year by their number, of the earlier ones as priced."""
    costs = {}
    for side in SIDES:
        within = pl.col(f"{side}_days") - pl.col(f"{side}_earlier_days").fill_null(0)
        for measure, day in a_day("month_sek", "month_status", "month_invented").items():
            costs[f"{side}_{measure}"] = within * day + pl.col(f"{side}_earlier_{measure}").fill_null(0)
    return costs
