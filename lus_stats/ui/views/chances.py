"""The chance of crossing the threshold next month, in words, for those whom its history is shown to (D128)."""

from collections.abc import Collection, Mapping
from datetime import date

import polars as pl

from lus_stats import months
from lus_stats.answers.ahead_past import HISTORY
from lus_stats.figures.theme import month_long
from lus_stats.rules import Terms
from lus_stats.text.chance import TOO_SHORT, crossing_sentence, hidden_sentence, in_months
from lus_stats.ui.filters import Filters
from lus_stats.ui.views.months_back import seen_outcomes, window
from lus_stats.ui.views.outcomes import HIDDEN


def hidden_histories(groups: pl.DataFrame, counts: pl.DataFrame, chosen: Filters, month: date) -> frozenset[str]:
    """The municipalities of which this reader is not shown every month that the chance is drawn from.

    Needs: as `months_back.seen_outcomes`, of all the history's months.
    """
    history = window(month, HISTORY)
    before, counted = (frame.filter(pl.col("month").is_in(history)) for frame in (groups, counts))
    on = ["month", "municipality_code"]
    hidden = before.join(seen_outcomes(before, counted, chosen), on=on, how="anti")
    return frozenset(hidden["municipality_code"])


def chances(crossing: Mapping[str, float | None], hidden: Collection[str]) -> dict[str, str]:
    """Each municipality's chance in words, or why there is none."""
    return {code: HIDDEN if code in hidden else _said(chance) for code, chance in crossing.items()}


def _said(chance: float | None) -> str:
    return TOO_SHORT if chance is None else in_months(chance)


def sentence(
    crossing: Mapping[str, float | None], hidden: Collection[str], code: str, month: date, terms: Terms
) -> str:
    """The municipality's chance after its month so far, or why it is not told; nothing without a threshold."""
    if terms.threshold_tenths is None or code not in crossing:
        return ""
    coming = month_long(months.following(month))
    if code in hidden:
        return hidden_sentence(coming, terms.threshold_tenths)
    return crossing_sentence(crossing[code], coming, terms.threshold_tenths, HISTORY)
