"""What each municipality came to under both sets of terms of Tänk om, its months added up, as one reader may see it."""

from collections.abc import Collection
from typing import Final

import polars as pl

from lus_stats.answers import WhatIf
from lus_stats.billing.cost import known_sum
from lus_stats.ui.filters import Filters
from lus_stats.ui.views import rights
from lus_stats.ui.views.outcomes import as_seen, small
from lus_stats.vocabulary import AMOUNT_STATUS, Model

SIDES: Final = ("before", "after")
_SMALL: Final = ("episodes_before", "episodes_in_mean_before", "episodes_in_mean_after")
_SUMMED: Final = ("episodes", "episodes_in_mean", "ready_days", "billed_tenths")
_EFFECTS: Final = ("tenths_effect", "sek_effect")


def by_municipality(answer: WhatIf, chosen: Filters, hidden_elsewhere: Collection[str]) -> pl.DataFrame:
    """Every municipality that is listed, with its months added up on each side, and which are hidden.

    One that is hidden in any month is hidden in the whole (D98).

    Shape: a row per municipality: municipality_code, municipality, hidden; and null where hidden or without episodes:
    on each side episodes, episodes_in_mean, ready_days, mean, over (months), billed_tenths, amount_sek, amount_status
    (the worst of the months that are billed, null without any), invented (in any of them); months, tenths_effect,
    sek_effect.  # D165
    """
    own = answer.outcomes.filter(pl.col("county") == chosen.county, pl.col("care_form") == chosen.care_form)
    added = own.group_by("municipality_code").agg(
        pl.len().cast(pl.Int64).alias("months"),
        small(*_SMALL).any().alias("small"),
        *_added(),
        *map(known_sum, _EFFECTS),
    )
    return as_seen(added, chosen, hidden_elsewhere, rights.only_compared(chosen))


def _added() -> list[pl.Expr]:
    """Each side's months added up; the mean is of all their episodes."""
    found = []
    for side in SIDES:
        has_limit = pl.col(f"model_{side}") != Model.INDIVIDUAL
        days, count = (pl.col(f"{name}_{side}").filter(has_limit).sum() for name in ("ready_days", "episodes_in_mean"))
        charged = pl.col(f"billed_tenths_{side}") > 0
        worst = pl.col(f"amount_status_{side}").filter(charged).to_physical().max().cat.to(AMOUNT_STATUS)
        found += [
            *(pl.col(f"{name}_{side}").sum() for name in _SUMMED),
            pl.when(count > 0).then(days / count).alias(f"mean_{side}"),
            (pl.col(f"liable_{side}") & has_limit).sum().cast(pl.Int64).alias(f"over_{side}"),
            known_sum(f"amount_sek_{side}"),
            worst.alias(f"amount_status_{side}"),
            pl.col(f"invented_{side}").filter(charged).any(),
        ]
    return found


def total(shown: pl.DataFrame, column: str) -> int | None:
    """The sum over the municipalities shown; unknown as soon as one is."""
    return None if shown[column].null_count() else int(shown[column].sum())
