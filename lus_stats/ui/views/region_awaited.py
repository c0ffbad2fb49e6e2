"""Regionens faktura before there is one: what it would be held against."""

import polars as pl

from lus_stats.answers import Bill
from lus_stats.geography import municipality_name
from lus_stats.rules import Rulebook
from lus_stats.text import reconciling
from lus_stats.ui.filters import Filters
from lus_stats.ui.views.amounts import is_invented, years_charged
from lus_stats.ui.views.bill_parts import summed
from lus_stats.vocabulary import Model


def awaited(bill: Bill, chosen: Filters, rulebook: Rulebook) -> str:
    """The municipality's month in a sentence, both care forms together.

    Call only for a reader who may see the municipality's rows.
    """
    by, own = ["municipality_code", "care_form"], pl.lit(bill.month.year)
    groups = (
        bill.groups.filter(pl.col("municipality_code") == chosen.municipality)
        .join(years_charged(bill.lines), on=by, how="left", validate="1:1", maintain_order="left")
        .with_columns(pl.col("from_year", "to_year").fill_null(own))
        .with_columns(invented=is_invented(rulebook))
    )
    on_the_mean = bool((groups["model"] == Model.MEAN_EXCESS).any())
    name = municipality_name(chosen.municipality or "")
    return reconciling.awaited(name, bill.month, summed(groups), on_the_mean=on_the_mean)
