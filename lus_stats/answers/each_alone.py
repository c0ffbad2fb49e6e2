"""What each difference between two revisions would have moved by itself."""

from collections.abc import Iterator
from typing import Final

import polars as pl

from lus_stats import billing
from lus_stats.answers.effect import Counted

AT_ONCE: Final = 500  # whole months held in memory at a time; no more than there are four-digit codes
_COUNTIES: Final = [f"{county:02}" for county in range(100)]

MEASURES: Final = ("mean_ready_days", "liable", "billed_tenths", "amount_sek")


def each_alone(differences: pl.DataFrame, both: Counted) -> pl.DataFrame:
    """The municipality's month with one episode as the second side has it, and all others as the first.

    Every such month is counted as a municipality of its own, so that the engine counts them all at one go: it asks
    nothing of a code but its four digits, and all are under the terms of the one county, month and care form.
    Needs (differences): episode_id, municipality_code, of one county, month and care form; Counted of the same.
    Shape: one row per row of `differences`, in their order: episode_id, municipality_code, and MEASURES as
    `<measure>_alone`; no row of a month that comes to have no episodes.
    Unit: tenths of days, whole kronor; null kronor where an amount is missing.
    """
    months = [_counted(part, both) for part in _parts(differences)]
    return pl.concat(pl.collect_all(months)) if months else _counted(differences, both).collect()


def _parts(differences: pl.DataFrame) -> Iterator[pl.DataFrame]:
    for start in range(0, len(differences), AT_ONCE):
        yield differences.slice(start, AT_ONCE)


def _counted(differences: pl.DataFrame, both: Counted) -> pl.LazyFrame:
    numbered = differences.select("episode_id", "municipality_code").with_row_index("place")
    numbered = numbered.with_columns(pl.col("place").cast(pl.String).str.zfill(4))
    groups = billing.groups(_months(numbered.lazy(), both), both.amounts, _in_every_county(both.terms))
    measures = (pl.col(name).alias(f"{name}_alone") for name in MEASURES)
    return (
        numbered.lazy()
        .join(groups, left_on="place", right_on="municipality_code", how="inner", validate="1:1")
        .sort("place")
        .select("episode_id", "municipality_code", *measures)
    )


def _months(numbered: pl.LazyFrame, both: Counted) -> pl.LazyFrame:
    """The episodes of every month to be counted, each month under a code of its own."""
    ours = numbered.rename({"episode_id": "_changed"})
    others = both.before.join(ours, on="municipality_code", how="inner", validate="m:m").filter(
        pl.col("episode_id") != pl.col("_changed")
    )
    instead = both.after.join(numbered, on=["municipality_code", "episode_id"], how="inner", validate="1:1")
    return pl.concat([others.drop("_changed"), instead]).with_columns(
        municipality_code="place", county=pl.col("place").str.head(2)
    )


def _in_every_county(terms: pl.DataFrame) -> pl.DataFrame:
    return terms.drop("county").join(pl.DataFrame({"county": _COUNTIES}), how="cross")
