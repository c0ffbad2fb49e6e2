"""What a month's episodes add up to per municipality and care form, in one pass; the outcome is decided on it."""

from collections.abc import Mapping
from typing import Final

import polars as pl

from lus_stats.billing.cost import MEASURES, a_day, of_months_year, with_cost
from lus_stats.derive import packed
from lus_stats.vocabulary import CARE_FORM, CareForm

SIDES: Final = {"billed": pl.col("unmet") == 0, "blocked": pl.col("unmet") != 0}
"""Who pays for the days after the free ones, were the municipality liable: it, or the region itself."""

COST_COLUMNS: Final = tuple(f"{side}_{measure}" for side in SIDES for measure in ("days", *MEASURES))

_ACROSS: Final = {"across_days": "days_beyond_free"} | {f"across_{measure}": f"cost_{measure}" for measure in MEASURES}
_CHARGEABLE = pl.col("in_time") & (pl.col("days_beyond_free") > 0)


def summed(episodes: pl.LazyFrame, amounts: pl.DataFrame) -> pl.LazyFrame:
    """Add up the episodes of every municipality, month and care form, as if each municipality were liable.

    Nearly all days lie in the discharge month's own year: their cost is their number times that year's amount. Only
    the few episodes whose days begin in an earlier year are priced one by one.

    Needs: the columns of derive.complete; rules.AMOUNT_COLUMNS.
    Shape: one row per billing.GROUP, in no order: episodes, episodes_in_mean, ready_days, billed_episodes,
    COST_COLUMNS, month_year, month_sek, month_status.
    Unit: days, whole kronor.
    """
    keyed = episodes.with_columns(_key=_group_key())
    across = with_cost(keyed.filter(_begins_in_earlier_year()), amounts).group_by("_key").agg(_by_side(_ACROSS))
    return (
        keyed.group_by("_key")
        .agg(_counts() + _by_side({"days": "days_beyond_free"}))
        .join(across, on="_key", how="left", validate="1:1")
        .with_columns(**_group_of_key())
        .with_columns(month_year=pl.col("month").dt.year())
        .join(of_months_year(amounts), on="month_year", how="left", validate="m:1")
        .with_columns(**_costs())
    )


def _group_key() -> pl.Expr:
    code, care_form = pl.col("municipality_code"), pl.col("care_form").to_physical()
    return packed((pl.col("month"), 0), (code, 10_000), (care_form, len(CareForm)))


def _group_of_key() -> dict[str, pl.Expr]:
    """The columns of billing.GROUP, out of the number they were packed in."""
    key, forms = pl.col("_key"), len(CareForm)
    code = (key // forms % 10_000).cast(pl.String).str.zfill(4)
    return {
        "county": code.str.head(2),
        "month": (key // forms // 10_000).cast(pl.Date),
        "municipality_code": code,
        "care_form": (key % forms).cast(pl.UInt8).cat.to(CARE_FORM),
    }


def _counts() -> list[pl.Expr]:
    in_time, in_mean = pl.col("in_time"), pl.col("in_mean")
    counts = {
        "episodes": in_time,
        "episodes_in_mean": in_mean,
        "ready_days": pl.col("ready_days") * in_mean,
        "billed_episodes": _CHARGEABLE & SIDES["billed"],
    }
    return [expression.sum().cast(pl.Int64).alias(name) for name, expression in counts.items()]


def _begins_in_earlier_year() -> pl.Expr:
    """Whether the first of the days after the free ones lies before the discharge month's year."""
    first = (pl.col("last_ready_on").cast(pl.Int32) - pl.col("days_beyond_free") + 1).cast(pl.Date)
    return _CHARGEABLE & (first.dt.year() < pl.col("month").dt.year())


def _by_side(measures: Mapping[str, str]) -> list[pl.Expr]:
    """Sums of some columns over the episodes in time, for each of SIDES. Products are faster than filters."""
    return [
        (pl.col(column) * (pl.col("in_time") & falls_here)).sum().cast(pl.Int64).alias(f"{side}_{measure}")
        for side, falls_here in SIDES.items()
        for measure, column in measures.items()
    ]


def _costs() -> dict[str, pl.Expr]:
    """The cost of all days: of those within the month's year by their number, and of the others as priced."""
    return {
        f"{side}_{measure}": (pl.col(f"{side}_days") - pl.col(f"{side}_across_days").fill_null(0)) * day
        + pl.col(f"{side}_across_{measure}").fill_null(0)
        for side in SIDES
        for measure, day in a_day("month_sek", "month_status").items()
    }
