"""Utrymme: how far the month is from the threshold, and what one more stay would do to it."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from lus_stats.billing.next_stay import longest_without_liability, with_one_more
from lus_stats.rules import Terms
from lus_stats.text import numbers
from lus_stats.text.stays import next_stay_sentence
from lus_stats.ui.files import Sheet
from lus_stats.ui.tables import Column
from lus_stats.vocabulary import SWEDISH, MeanPopulation, State

STAYS = (0, 5, 10, 15, 20, 30)
COLUMNS = (
    Column("days", "Ett vårdtillfälle till på", "figure"),
    Column("mean", "Nytt medelvärde", "figure"),
    Column("verdict", "Utfall"),
)
FILE_COLUMNS = (
    Column("stay", "Ett vårdtillfälle till på, dagar", "count", means="next_stay"),
    Column("exact_mean", "Nytt medelvärde", "mean", means="next_mean"),
    Column("verdict", "Utfall"),
)
SCHEMA = {"days": pl.String, "mean": pl.String, "verdict": pl.String, "stay": pl.Int64, "exact_mean": pl.Float64}


@dataclass(frozen=True)
class Room:
    """What is said, and the stays tried; no rows where there is no threshold or the reader may not see it."""

    sentences: tuple[str, ...]
    rows: pl.DataFrame
    columns: tuple[Column, ...] = COLUMNS

    @property
    def file(self) -> Sheet:
        """The stays with their means as numbers."""
        return Sheet(self.rows, FILE_COLUMNS, "Ett vårdtillfälle till")


def room(group: dict[str, Any], terms: Terms, next_month: str = "") -> Room:
    """The room of one municipality's month, and what is said of the next one.

    Needs (group): a row of views.outcomes.with_municipalities.
    """
    limit = terms.threshold_tenths
    nothing = pl.DataFrame(schema=SCHEMA)
    if limit is None:
        return Room(
            (f"Gräns: {SWEDISH[State.NOT_APPLICABLE]}. Villkoren prövar varje vårdtillfälle för sig.",), nothing
        )
    if group["hidden"]:
        return Room(tuple(filter(None, (f"Utfallet är {SWEDISH[State.HIDDEN]} vårdtillfällen.", next_month))), nothing)
    days, count = group["ready_days"] or 0, group["episodes_in_mean"] or 0
    longest = longest_without_liability(days, count, limit)
    said = [f"Nu: {numbers.days(days)} på {numbers.episodes(count)} i underlaget för fakturering."]
    said.append(next_stay_sentence(longest, liable=bool(group["liable"]), threshold_tenths=limit))
    if terms.mean_population is MeanPopulation.CRITERIA_MET:
        said.append("Vårdtillfället räknas bara om regionens kriterier är uppfyllda för det.")
    said += [next_month] if next_month else []
    return Room(tuple(said), pl.DataFrame([_row(days, count, limit, stay) for stay in STAYS], schema=SCHEMA))


def _row(days: int, count: int, limit: int, stay: int) -> dict[str, Any]:
    tried = with_one_more(days, count, limit, stay)
    verdict = f"över {numbers.threshold(limit)}" if tried.over_threshold else f"inte över {numbers.threshold(limit)}"
    return {
        "days": numbers.days(stay),
        "mean": numbers.mean_beside(tried.mean_ready_days, limit),
        "verdict": verdict,
        "stay": stay,
        "exact_mean": float(tried.mean_ready_days),
    }
