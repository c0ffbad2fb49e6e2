"""The waterfall of a bill."""

import polars as pl

from lus_stats import billing
from lus_stats.answers.bill import Bill


def waterfall(bill: Bill) -> pl.DataFrame:
    """Where the days of every group of a bill went: billing.waterfall.

    Shape: one row per county, month, municipality, care form and step that has days.
    """
    return billing.waterfall(bill.lines.lazy(), bill.groups.lazy()).collect()
