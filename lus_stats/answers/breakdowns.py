"""What lies behind a county's months: which criteria failed together, how long each stayed, and at which hospital."""

from typing import Final

import polars as pl

from lus_stats import months
from lus_stats.answers.history import HistoryQuestion
from lus_stats.answers.question import cells
from lus_stats.criteria import BIT
from lus_stats.derive import complete
from lus_stats.indicators import EPISODES, MEAN_READY_DAYS, READY_DAYS, SHARE_CRITERIA_MET, compute
from lus_stats.rules import load, terms_table
from lus_stats.rules.table import as_of
from lus_stats.store import DataFolder, asked_of_the_store

LONGEST: Final = 14  # longer stays share the last bar
SEVERAL: Final = "several"
NONE: Final = "none"
GAPS: Final = pl.Enum([*BIT, SEVERAL, NONE])
HOSPITAL: Final = ("month", "municipality_code", "care_form", "hospital")


@asked_of_the_store
def criteria_gaps(folder: DataFolder, question: HistoryQuestion) -> pl.DataFrame:
    """A county's episodes by the one criterion that was not met, on the newest revisions.

    Shape: one row per month, care form and gap that occurs: month, care_form, gap (a criterion's key, SEVERAL, or NONE
    where all were met), episodes. Each episode is in one row.
    """
    return (
        _episodes(folder, question)
        .group_by("month", "care_form", gap=gap())
        .agg(episodes=pl.len().cast(pl.Int64))
        .sort("month", "care_form", "gap")
        .collect()
    )


def gap() -> pl.Expr:
    """The one required criterion that is not met, SEVERAL of them, or NONE.

    Needs: unmet.
    """
    alone = (pl.when(pl.col("unmet") == bit).then(pl.lit(key)) for key, bit in BIT.items())
    nothing = pl.when(pl.col("unmet") == 0).then(pl.lit(NONE))
    return pl.coalesce(nothing, *alone, pl.lit(SEVERAL)).cast(GAPS)


@asked_of_the_store
def stay_lengths(folder: DataFolder, question: HistoryQuestion) -> pl.DataFrame:
    """How many episodes had 0, 1, 2 … LONGEST or more ready days, on the newest revisions.

    Shape: one row per month, municipality, care form and number of days that occurs: ready_days, episodes.
    """
    by = ["month", "municipality_code", "care_form", "ready_days"]
    lengths = _episodes(folder, question).with_columns(pl.col("ready_days").clip(upper_bound=LONGEST))
    return lengths.group_by(by).agg(episodes=pl.len().cast(pl.Int64)).sort(by).collect()


@asked_of_the_store
def hospitals(folder: DataFolder, question: HistoryQuestion) -> pl.DataFrame:
    """Each municipality's episodes by hospital, on the newest revisions; only for readers of the municipality's rows.

    Shape: one row per HOSPITAL and indicator: indicators.FIGURE. A null hospital holds what was not registered.
    """
    asked = (EPISODES, READY_DAYS, MEAN_READY_DAYS, SHARE_CRITERIA_MET)
    return compute(_episodes(folder, question), asked, HOSPITAL).collect()


def _episodes(folder: DataFolder, question: HistoryQuestion) -> pl.LazyFrame:
    """Every episode of the newest revisions, under the question's one set of terms."""
    rules = load(folder.rules_folders)
    rules.check_month(question.counted_as_of, question.agreement)
    asked = tuple(months.span(question.first, question.last))
    extracts = folder.store.extracts("newest", months=asked, counties=(question.county,))
    if question.care_form is not None:
        extracts = extracts.filter(pl.col("care_form") == question.care_form)
    selection = as_of(question.counted_as_of, question.agreement)
    terms = terms_table(rules, cells(extracts), selection, question.changes)
    return complete(folder.store.scan(extracts), terms, extracts)
