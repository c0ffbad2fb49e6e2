"""Each district's part of its city's bill."""

import polars as pl

from lus_stats.answers.bill import Bill
from lus_stats.billing.cost import known_sum
from lus_stats.geography import DISTRICT_MUNICIPALITY
from lus_stats.vocabulary import Outcome


def district_parts(bill: Bill, care_form: str) -> pl.DataFrame:
    """What the City of Stockholm's lines come to in each district, as recorded; they add up to the city's own group.

    Shape: one row per district, null where none is recorded: episodes (registered in time), ready_days (of those in
    the mean), episodes_in_mean, billed_episodes, billed_days, amount_sek, blocked_days, blocked_sek; by the days
    billed. Null billed days and kronor where the mean's excess is billed.
    Unit: days, whole kronor; null kronor where a day's amount is missing.
    """
    in_time, in_mean = pl.col("in_time"), pl.col("in_mean")
    return (
        bill.lines_of(DISTRICT_MUNICIPALITY, care_form)
        .group_by("district")
        .agg(
            episodes=in_time.sum().cast(pl.Int64),
            episodes_in_mean=in_mean.sum().cast(pl.Int64),
            ready_days=(pl.col("ready_days") * in_mean).sum().cast(pl.Int64),
            billed_episodes=(pl.col("outcome") == Outcome.BILLED).sum().cast(pl.Int64),
            billed_days=known_sum("billed_days").cast(pl.Int64),
            amount_sek=known_sum("amount_sek").cast(pl.Int64),
            blocked_days=pl.col("blocked_days").sum().cast(pl.Int64),
            blocked_sek=known_sum("blocked_sek").cast(pl.Int64),
        )
        .sort("billed_days", "blocked_days", "district", descending=[True, True, False], nulls_last=True)
    )
