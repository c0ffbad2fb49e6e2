"""What was tried on one episode: each of its days, and each criterion that the terms require."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import polars as pl

from lus_stats.answers.explanation import CriterionState, DayState, ReadyDay, TriedCriterion
from lus_stats.criteria import BIT, BY_KEY, Criterion
from lus_stats.text import explaining
from lus_stats.vocabulary import AmountStatus, Outcome

_STATES = {Outcome.BILLED: DayState.BILLED, Outcome.CRITERIA_UNMET: DayState.BLOCKED}


def numbered_days(line: Mapping[str, Any], amounts: pl.DataFrame) -> Iterator[ReadyDay]:
    """Every ready day with its number, its state and its own year's amount."""
    by_year = {row["year"]: row for row in amounts.to_dicts()}
    for number in range(1, line["ready_days"] + 1):
        day = line["first_ready_on"] + timedelta(days=number - 1)
        amount = by_year[day.year]
        status = AmountStatus(amount["status"])
        state = _state(number, line)
        yield ReadyDay(day, number, state, amount["amount_sek"], status, amount["regulation"], amount["invented"])


def _state(number: int, line: Mapping[str, Any]) -> DayState:
    free_days, outcome = line["free_days"], line.get("outcome")
    if free_days is None:
        return DayState.IN_MEAN if outcome == Outcome.IN_MEAN else DayState.UNBILLED
    if number <= free_days and outcome != Outcome.LATE_REGISTRATION:
        return DayState.FREE
    return _STATES.get(outcome, DayState.UNBILLED) if outcome is not None else DayState.UNBILLED


def tried_criteria(episode: pl.DataFrame, required: tuple[str, ...]) -> Iterator[TriedCriterion]:
    """The required criteria in the catalogue's order.

    Needs (one row): the columns of schema.PreparedEpisode and exempt.
    """
    row = episode.row(0, named=True)
    beside = row["discharged_on"] or row["extracted_on"]
    for key in BIT:
        if key in required:
            criterion = BY_KEY[key]
            facts = explaining.facts(criterion.facts, row, beside)
            yield TriedCriterion(criterion, _tried(episode, row, criterion), facts)


def _tried(episode: pl.DataFrame, row: Mapping[str, Any], criterion: Criterion) -> CriterionState:
    if row["criteria_facts"] & BIT[criterion.key]:
        return CriterionState.MET
    if row["exempt"] & BIT[criterion.key]:
        return CriterionState.EXEMPT
    recorded = episode.select(pl.lit(None).is_null() & criterion.recorded).item()
    return CriterionState.UNMET if recorded else CriterionState.NOT_RECORDED
