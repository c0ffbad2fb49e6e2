"""What lies behind a county's months: which criteria failed together, how long each stayed, and at which hospital."""

from typing import Final

import polars as pl

from lus_stats import months
from lus_stats.answers.history import HistoryQuestion
from lus_stats.answers.question import cells
from lus_stats.criteria import BIT, CATALOGUE, Criterion, unmet_criteria
from lus_stats.derive import complete
from lus_stats.indicators import EPISODES, MEAN_READY_DAYS, READY_DAYS, SHARE_CRITERIA_MET, compute
from lus_stats.rules import load, terms_table
from lus_stats.rules.table import as_of
from lus_stats.store import DataFolder, asked_of_the_store

LONGEST: Final = 14  # longer stays share the last bar
SEVERAL: Final = "several"
NONE: Final = "none"
GAPS: Final = pl.Enum([*BIT, SEVERAL, NONE])
PLACE: Final = ("month", "municipality_code", "care_form")
HOSPITAL: Final = (*PLACE, "hospital")
STATES: Final = ("met", "unmet", "not_recorded", "exempt")
"""How a criterion may have gone for an episode; each in one of them."""


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
def criteria_combinations(folder: DataFolder, question: HistoryQuestion) -> pl.DataFrame:
    """Which required criteria were not met together, on the newest revisions; only for readers of the rows.

    Shape: one row per PLACE and combination that occurs: unmet_criteria (keys in the catalogue's order, none where all
    were met), episodes. Each episode is in one row.
    """
    counted = _episodes(folder, question).group_by(*PLACE, "unmet").agg(episodes=pl.len().cast(pl.Int64)).collect()
    return counted.with_columns(unmet_criteria=unmet_criteria()).sort(*PLACE, "unmet").drop("unmet")


@asked_of_the_store
def criteria_states(folder: DataFolder, question: HistoryQuestion) -> pl.DataFrame:
    """How every criterion went, on the newest revisions; only for readers of the rows.

    What an exempt track was excused from is counted as exempt where the facts do not meet it anyway (D105).

    Shape: one row per PLACE and criterion of the catalogue: criterion, STATES (episodes, which add up to all).
    """
    counted = _episodes(folder, question).group_by(PLACE).agg(p for c in CATALOGUE for p in _states(c)).collect()
    parts = [counted.select(*PLACE, criterion=pl.lit(c.key), **_named(c.key)) for c in CATALOGUE]
    return pl.concat(parts).sort(PLACE, maintain_order=True)


def _states(criterion: Criterion) -> list[pl.Expr]:
    """How many episodes of a group a criterion went each way for. Needs: criteria_facts, exempt, the facts."""
    bit = BIT[criterion.key]
    met, exempt = ((pl.col(column) & bit) != 0 for column in ("criteria_facts", "exempt"))
    failed = ~met & ~exempt
    ways = (met, failed & criterion.recorded, failed & ~criterion.recorded, ~met & exempt)
    named = zip(STATES, ways, strict=True)
    return [way.sum().cast(pl.Int64).alias(f"{criterion.key}.{state}") for state, way in named]


def _named(key: str) -> dict[str, pl.Expr]:
    return {state: pl.col(f"{key}.{state}") for state in STATES}


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
