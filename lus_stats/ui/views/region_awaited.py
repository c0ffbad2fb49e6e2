"""Regionens faktura before there is one: what it would be held against."""

import polars as pl

from lus_stats.answers import Bill
from lus_stats.geography import municipality_name
from lus_stats.text import reconciling
from lus_stats.ui.filters import Filters
from lus_stats.ui.views.bill_parts import summed
from lus_stats.vocabulary import Model


def awaited(bill: Bill, chosen: Filters) -> str:
    """The municipality's month in a sentence, both care forms together.

    Call only for a reader who may see the municipality's rows.
    """
    groups = bill.groups.filter(pl.col("municipality_code") == chosen.municipality)
    on_the_mean = bool((groups["model"] == Model.MEAN_EXCESS).any())
    name = municipality_name(chosen.municipality or "")
    return reconciling.awaited(name, bill.month, summed(groups), on_the_mean=on_the_mean)
