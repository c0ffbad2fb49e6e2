"""The waterfall of a bill, and what stopped its lines."""

import polars as pl

from lus_stats import billing
from lus_stats.answers.bill import Bill
from lus_stats.billing.cost import known_sum
from lus_stats.billing.groups import GROUP
from lus_stats.billing.waterfall import step
from lus_stats.vocabulary import Outcome


def waterfall(bill: Bill) -> pl.DataFrame:
    """Where the days of every group of a bill went, and what they would have cost: billing.waterfall.

    Shape: one row per county, month, municipality, care form and step that has days.
    """
    return billing.waterfall(bill.lines.lazy(), bill.groups.lazy(), bill.amounts).collect()


def blocked(bill: Bill) -> pl.DataFrame:
    """What each criterion that alone was not met, and several together, kept a liable municipality from paying.

    Shape: one row per billing.GROUP and step (a criterion's key, or billing's SEVERAL) that stopped days: days,
    amount_sek, episodes.
    Unit: days, whole kronor; null kronor where a day's amount is missing.
    """
    stopped = bill.lines.filter(pl.col("outcome") == Outcome.CRITERIA_UNMET, pl.col("blocked_days") > 0)
    return (
        stopped.group_by(*GROUP, step=step())
        .agg(
            days=pl.col("blocked_days").sum().cast(pl.Int64),
            amount_sek=known_sum("blocked_sek").cast(pl.Int64),
            episodes=pl.len().cast(pl.Int64),
        )
        .sort(*GROUP, "step")
    )
