"""What was tried on one episode: each of its days, and each criterion that the terms require."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import polars as pl

from lus_stats.answers.explanation import CriterionState, DayState, ReadyDay, TriedCriterion
from lus_stats.criteria import BIT, BY_KEY, CATALOGUE
from lus_stats.text import explaining
from lus_stats.vocabulary import AmountStatus, Outcome

_STATES = {Outcome.BILLED: DayState.BILLED, Outcome.CRITERIA_UNMET: DayState.BLOCKED}


def by_year(amounts: pl.DataFrame) -> dict[int, dict[str, Any]]:
    """Each year's row of rules.amounts_table."""
    return {row["year"]: row for row in amounts.to_dicts()}


def numbered_days(line: Mapping[str, Any], amounts: Mapping[int, Mapping[str, Any]]) -> Iterator[ReadyDay]:
    """Every ready day with its number, its state and its own year's amount, as `by_year` has them."""
    for number in range(1, line["ready_days"] + 1):
        day = line["first_ready_on"] + timedelta(days=number - 1)
        amount = amounts[day.year]
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


def recorded() -> pl.Expr:
    """The criteria whose facts are there, met or not, as bits.

    Needs: the columns of schema.PreparedEpisode.
    """
    bits = (pl.when(one.recorded).then(BIT[one.key]).otherwise(0).cast(pl.UInt8) for one in CATALOGUE)
    return pl.sum_horizontal(bits).cast(pl.UInt8)


def tried_criteria(row: Mapping[str, Any], required: tuple[str, ...]) -> Iterator[TriedCriterion]:
    """The required criteria in the catalogue's order.

    Needs (one row): the columns of schema.PreparedEpisode, exempt and recorded.
    """
    for key in BIT:
        if key in required:
            criterion = BY_KEY[key]
            facts = explaining.facts(criterion.facts, row, row["discharged_on"])
            yield TriedCriterion(criterion, _tried(row, BIT[key]), facts)


def _tried(row: Mapping[str, Any], bit: int) -> CriterionState:
    if row["criteria_facts"] & bit:
        return CriterionState.MET
    if row["exempt"] & bit:
        return CriterionState.EXEMPT
    return CriterionState.UNMET if row["recorded"] & bit else CriterionState.NOT_RECORDED
