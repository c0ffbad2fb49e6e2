"""What a budget rests on: each municipality's own episodes, month by month, under the terms that the view counts by."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import polars as pl

from lus_stats import months
from lus_stats.answers.question import cells
from lus_stats.derive import complete
from lus_stats.rules import NO_CHANGES, Changes, Terms, amounts_table, load, terms_table
from lus_stats.rules.table import as_of, in_force
from lus_stats.store import DataFolder, asked_of_the_store
from lus_stats.uncertainty import History
from lus_stats.vocabulary import CareForm

HISTORY: Final = 24  # months: two of each season
FEWEST_MONTHS, FEWEST_EPISODES = 12, 20  # D127
COMING: Final = 12
SUMMED: Final = (3, 12)

_COLUMNS: Final = ("municipality_code", "month", "ready_days", "days_beyond_free", "unmet", "in_mean")
_UNCOUNTED: Final = (pl.col("discharged_on") - pl.col("last_ready_on")).dt.total_days().cast(pl.Int64)


@dataclass(frozen=True)
class AheadQuestion:
    """A county's past up to a month, in one care form, all under the terms in force in that month (D24). Hashable."""

    month: date
    county: str
    care_form: CareForm
    agreement: str | None = None
    changes: Changes = NO_CHANGES
    history: int = HISTORY


@dataclass(frozen=True, eq=False)
class Past:
    """A county's episodes that were registered in time, of the months that were over at their extract.

    `episodes`: municipality_code, month, ready_days, days_beyond_free, unmet, in_mean, day (of the month of discharge),
    uncounted (days between the last ready day and the discharge). `terms` are those of the question, with its changes;
    `amounts` is rules.amounts_table; `extracted_on` the newest extract's day, None without any.
    """

    months: tuple[date, ...]
    episodes: pl.DataFrame
    terms: Terms
    amounts: pl.DataFrame
    extracted_on: date | None = None

    @cached_property
    def units(self) -> dict[str, "Unit"]:
        """Each municipality's part, by its code."""
        place = pl.DataFrame(
            {"month": self.months, "at": range(len(self.months))}, schema={"month": pl.Date, "at": pl.Int64}
        )
        placed = self.episodes.join(place, on="month", how="inner", validate="m:1", maintain_order="left")
        parts = placed.partition_by("municipality_code", as_dict=True, maintain_order=True)
        return {str(code): Unit.of(part, len(self.months)) for (code,), part in parts.items()}


@dataclass(frozen=True, eq=False)
class Unit:
    """One municipality's episodes, oldest month first, a value of each kind per episode."""

    history: History
    in_mean: npt.NDArray[np.bool_]
    beyond: npt.NDArray[np.int64]
    day: npt.NDArray[np.int64]
    uncounted: npt.NDArray[np.int64]

    @classmethod
    def of(cls, episodes: pl.DataFrame, count: int) -> "Unit":
        """Out of the rows of one municipality. Needs: the columns of Past.episodes, at (the month's number)."""

        def whole(column: str) -> Any:
            return episodes[column].cast(pl.Int64).to_numpy()

        history = History(whole("at"), whole("ready_days"), (episodes["unmet"] == 0).to_numpy(), count)
        beyond = episodes["days_beyond_free"].fill_null(0).cast(pl.Int64).to_numpy()
        return cls(history, episodes["in_mean"].to_numpy(), beyond, whole("day"), whole("uncounted"))

    def of_months(self, first: int, count: int) -> "Unit":
        """The episodes of so many of the months, which are then numbered from 0."""
        one = slice(*np.searchsorted(self.history.month, [first, first + count]))
        history = History(self.history.month[one] - first, self.history.days[one], self.history.met[one], count)
        return Unit(history, self.in_mean[one], self.beyond[one], self.day[one], self.uncounted[one])


@asked_of_the_store
def past(folder: DataFolder, question: AheadQuestion) -> Past:
    """The months that end with the question's, each on its billing basis.

    Errors: Refused for a month before the agreement's first terms.
    """
    rules = load(folder.rules_folders)
    rules.check_month(question.month, question.agreement)
    first = months.following(question.month, 1 - question.history)
    asked = tuple(months.span(first, question.month))
    extracts = folder.store.extracts("basis", months=asked, counties=(question.county,))
    over = pl.col("extracted_on") > pl.col("month").dt.month_end()
    extracts = extracts.filter(over, pl.col("care_form") == question.care_form)
    terms = terms_table(rules, cells(extracts), as_of(question.month, question.agreement), question.changes)
    _, own = in_force(question.agreement)(rules, question.county, question.month, question.care_form)
    amounts = amounts_table(rules, months.following(question.month, COMING).year, question.changes)
    rows = in_time(complete(folder.store.scan(extracts), terms, extracts)).collect()
    newest = extracts["extracted_on"].max()
    assert newest is None or isinstance(newest, date)
    return Past(tuple(extracts["month"].sort()), rows, question.changes.on(own), amounts, newest)


def in_time(completed: pl.LazyFrame) -> pl.LazyFrame:
    """The episodes that a budget rests on, in an order of their own: what is drawn must not hang on how files lay.

    Needs: the columns of derive.complete. Shape: Past.episodes.
    """
    kept = completed.filter("in_time").select(
        *_COLUMNS, day=pl.col("discharged_on").dt.day().cast(pl.Int64), uncounted=_UNCOUNTED
    )
    return kept.sort(*_COLUMNS, "day")
