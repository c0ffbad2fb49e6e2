"""One episode explained: what the card on Fakturaunderlag and `lus explain` both show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from lus_stats.answers.without import Without
from lus_stats.criteria import PARTY_SWEDISH, Criterion
from lus_stats.geography import municipality_name
from lus_stats.rules import Agreement, Terms
from lus_stats.text import explaining, outcomes
from lus_stats.vocabulary import SWEDISH, AmountStatus, CareForm, Outcome


class DayState(StrEnum):
    """What became of one ready day."""

    FREE = "free"
    BILLED = "billed"
    BLOCKED = "blocked"
    UNBILLED = "unbilled"
    IN_MEAN = "in_mean"


@dataclass(frozen=True)
class ReadyDay:
    """One numbered ready day, with what a day of its year costs whether it is charged or not."""

    day: date
    number: int
    state: DayState
    amount_sek: int | None
    amount_status: AmountStatus
    regulation: str
    invented: bool


class CriterionState(StrEnum):
    """How a required criterion went for one episode."""

    MET = "met"
    UNMET = "unmet"
    EXEMPT = "exempt"
    NOT_RECORDED = "not_recorded"


CRITERION_SWEDISH: Mapping[CriterionState, str] = {
    CriterionState.MET: "uppfyllt",
    CriterionState.UNMET: "inte uppfyllt",
    CriterionState.EXEMPT: "undantaget",
    CriterionState.NOT_RECORDED: "inte registrerat",
}


@dataclass(frozen=True)
class TriedCriterion:
    """One criterion that the terms require, as it went; `facts` says on what, in Swedish."""

    criterion: Criterion
    state: CriterionState
    facts: str

    @property
    def party(self) -> str:
        """Who answers for it."""
        return PARTY_SWEDISH[self.criterion.party]

    @property
    def words(self) -> str:
        """How it went, on what facts, and who answers for it: `uppfyllt · tisdag 31 januari (öppen vård)`."""
        state = CRITERION_SWEDISH[self.state]
        facts = f"{state} · {self.facts}" if self.facts and self.facts != state else state
        return f"{facts} ({self.party})"


@dataclass(frozen=True)
class Explanation:
    """One episode day by day, and what its month makes of it.

    `line` and `group` are rows of `answers.bill`; for a patient still in hospital `line` is a row of
    `answers.still_in_hospital`, and there is neither group nor `without`. `extract` is the revision it is read from.
    """

    line: Mapping[str, Any]
    group: Mapping[str, Any] | None
    extract: Mapping[str, Any]
    demo: bool
    agreement: Agreement
    terms: Terms
    days: tuple[ReadyDay, ...]
    criteria: tuple[TriedCriterion, ...]
    without: Without | None
    ignored: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()

    @property
    def episode_id(self) -> str:
        """The episode's pseudonym."""
        return str(self.line["episode_id"])

    @property
    def outcome(self) -> Outcome | None:
        """What became of it; None while still in hospital."""
        return Outcome(self.line["outcome"]) if self.group is not None else None

    @cached_property
    def beyond_free(self) -> list[dict[str, Any]]:
        """The days after the free ones, as text.explaining takes them."""
        return [
            vars(day) for day in self.days if self.terms.free_days is not None and day.number > self.terms.free_days
        ]

    @property
    def title(self) -> str:
        """`K-4533 · varför dag 4 debiteras`."""
        return explaining.title(self.episode_id, self.outcome, [day["number"] for day in self.beyond_free])

    @property
    def marks(self) -> tuple[str, ...]:
        """What is set beside the title."""
        pivotal = ("avgörande",) if self.line.get("pivotal") else ()
        return (*pivotal, "Demodata") if self.demo else pivotal

    @property
    def place_line(self) -> str:
        """Hospital, care form, track and terms on one line."""
        code = self.line["municipality_code"]
        where = (self.line["hospital"], municipality_name(code), self.line["district"])
        form = SWEDISH[CareForm(self.line["care_form"])]
        terms = f"{self.agreement.label}, villkor från {self.terms.valid_from}"
        return " · ".join(filter(None, (*where, form, explaining.track(self.line["track"]), terms)))

    @property
    def clock_sentence(self) -> str:
        """When the clock started, which day is day 1, and how it ended."""
        notice = self.line["ready_notice_at"]
        return explaining.clock_sentence(
            clock_at=notice or self.line["ready_at"],
            by_notice=notice is not None,
            cutoff=self.terms.cutoff,
            first_on=self.line["first_ready_on"],
            last_on=self.line["last_ready_on"],
            ready_days=self.line["ready_days"],
            discharged_at=self.line["discharged_at"],
            discharge_day_counts=self.terms.discharge_day_counts,
            extracted_on=self.extract["extracted_on"],
        )

    @property
    def criteria_title(self) -> str:
        """How many of the required criteria were met."""
        if not self.criteria:
            return "Regionens kriterier: villkoren kräver inga"
        failing = sum(one.state in (CriterionState.UNMET, CriterionState.NOT_RECORDED) for one in self.criteria)
        if not failing:
            return "Regionens kriterier: alla uppfyllda"
        return f"Regionens kriterier: {failing} av {len(self.criteria)} inte uppfyllda"

    @property
    def outcome_sentence(self) -> str:
        """The month's mean, and what follows from it for this episode."""
        line, group = self.line, self.group
        if group is None:
            liable_from, extracted_on = line["first_liable_on"], self.extract["extracted_on"]
            return explaining.still_in_hospital(line["ready_days"], self.terms.free_days, liable_from, extracted_on)
        charge = outcomes.charge_sentence(
            Outcome(line["outcome"]),
            self.beyond_free,
            line["ready_days"],
            self.terms.free_days,
            [one.criterion.label for one in self.criteria if one.criterion.key in line["unmet_criteria"]],
            liable=group["liable"],
        )
        if line["outcome"] == Outcome.LATE_REGISTRATION:
            return f"{outcomes.late_sentence(line['registered_on'], self.extract['late_after'])} {charge}"
        return f"{outcomes.mean_sentence(group)} {charge}"

    @property
    def without_sentence(self) -> str:
        """What else moves if this line falls away; empty for a patient still in hospital."""
        if self.without is None or self.group is None:
            return ""
        return outcomes.without_sentence(
            group=self.group,
            mean=self.without.mean_ready_days,
            liable=self.without.liable,
            in_mean=self.line["in_mean"],
            no_longer_billed=self.without.no_longer_billed,
            newly_billed=self.without.newly_billed,
            change_sek=self.without.change_sek,
        )

    @property
    def source_line(self) -> str:
        """Which revision the rows come from, and what kind it is."""
        kind = "patienter kvar på sjukhus" if self.group is None else outcomes.standing(self.extract)
        return f"Version {self.extract['revision']}, uttag {self.extract['extracted_on']}, {kind}"
