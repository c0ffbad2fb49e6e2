"""One municipality and care form: its mean, its outcome per episode, its kronor (rules.md §6)."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from tests.oracle.criteria import unmet_criteria
from tests.oracle.days import ready_dates
from tests.oracle.episode import Episode
from tests.oracle.money import excess_money, price, status_of
from tests.oracle.terms import Terms


@dataclass
class Case:
    """An episode of the group with everything the outcome needs."""

    episode: Episode
    dates: list[date]
    unmet: list[str]
    late: bool
    in_mean: bool = False
    outcome: str = ""

    @property
    def ready_days(self) -> int:
        """How many days count."""
        return len(self.dates)

    def beyond_free_days(self, terms: Terms) -> list[date]:
        """The ready days after the free ones; none under a model that has no free days."""
        if terms.free_days is None:
            return []
        return self.dates[terms.free_days :]


def is_late(episode: Episode, late_after: date | None) -> bool:
    """Registered after the frozen basis' extract date; that day itself is in time."""
    return late_after is not None and episode.registered_at.date() > late_after


def belongs_to_mean(case: Case, terms: Terms) -> bool:
    """Registered in time and in the terms' population."""
    if case.late:
        return False
    if terms.model != "individual" and terms.mean_population == "criteria_met":
        return case.unmet == []
    return True


def is_over(total: int, count: int, terms: Terms) -> bool:
    """Whether a mean is strictly above the threshold; no episodes have no mean."""
    return count > 0 and Fraction(total, count) > Fraction(terms.threshold_days)


def outcome(case: Case, terms: Terms, liable: bool) -> str:
    """The one outcome, tried in the rule's order."""
    if case.late:
        return "late_registration"
    if terms.model == "mean_excess":
        if terms.mean_population == "criteria_met" and case.unmet:
            return "criteria_unmet"
        return "in_mean"
    if case.ready_days <= terms.free_days:
        return "within_free_days"
    if not liable:
        return "mean_not_over_threshold"
    if case.unmet:
        return "criteria_unmet"
    return "billed"


def is_pivotal(case: Case, population: list[Case], terms: Terms, liable: bool) -> bool:
    """In a liable mean that would not be over the threshold without this episode."""
    if terms.model == "individual" or not liable or not case.in_mean:
        return False
    others = [other for other in population if other is not case]
    return not is_over(sum(other.ready_days for other in others), len(others), terms)


def judged(rows: list[Episode], terms: Terms, late_after: date | None) -> tuple[list[Case], list[Case], bool]:
    """Every episode with its outcome, those in the mean, and whether the municipality is liable."""
    cases = [Case(row, ready_dates(row, terms), unmet_criteria(row, terms), is_late(row, late_after)) for row in rows]
    for case in cases:
        case.in_mean = belongs_to_mean(case, terms)
    population = [case for case in cases if case.in_mean]
    liable = terms.model == "individual" or is_over(sum(case.ready_days for case in population), len(population), terms)
    for case in cases:
        case.outcome = outcome(case, terms, liable)
    return cases, population, liable


def group_and_lines(
    rows: list[Episode], terms: Terms, month: str, late_after: date | None, entered: int | None
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The group and its lines, without the group's names."""
    cases, population, liable = judged(rows, terms, late_after)
    total = sum(case.ready_days for case in population)
    count = len(population)
    group: dict[str, Any] = {
        "agreement": terms.agreement,
        "terms_from": terms.valid_from.isoformat(),
        "model": terms.model,
        "episodes": sum(1 for case in cases if not case.late),
        "episodes_in_mean": count,
        "ready_days": total,
        "mean_ready_days": None,
        "threshold_days": None,
        "liable": liable,
        "headroom_days": None,
    }
    if terms.model != "individual":
        group["threshold_days"] = float(terms.threshold_days)
        if count > 0:
            group["mean_ready_days"] = total / count
            group["headroom_days"] = float(terms.threshold_days * count - total)
    if terms.model == "mean_excess":
        group |= excess_money(total, count, terms, month, liable, entered)
    else:
        group |= individual_money(cases, terms, month, entered)
    return group, [line(case, population, terms, month, liable, entered) for case in cases]


def individual_money(cases: list[Case], terms: Terms, month: str, entered: int | None) -> dict[str, Any]:
    """Billed and blocked days and kronor, day by day."""
    billed: list[date] = []
    blocked: list[date] = []
    for case in cases:
        if case.outcome == "billed":
            billed.extend(case.beyond_free_days(terms))
        if case.outcome == "criteria_unmet":
            blocked.extend(case.beyond_free_days(terms))
    return {
        "billed_episodes": sum(1 for case in cases if case.outcome == "billed"),
        "billed_days": len(billed),
        "amount_sek": price(billed, entered),
        "amount_status": status_of(billed + blocked, month, entered),
        "blocked_days": len(blocked),
        "blocked_sek": price(blocked, entered),
    }


def line(
    case: Case, population: list[Case], terms: Terms, month: str, liable: bool, entered: int | None
) -> dict[str, Any]:
    """One episode's line."""
    beyond = case.beyond_free_days(terms)
    billed = beyond if case.outcome == "billed" else []
    priced = beyond if case.outcome in ("billed", "criteria_unmet") else []
    has_lines = terms.model != "mean_excess"
    return {
        "episode_id": case.episode.episode_id,
        "municipality_code": case.episode.municipality_code,
        "district": case.episode.district,
        "care_form": case.episode.care_form,
        "ready_days": case.ready_days,
        "free_days": terms.free_days if has_lines else None,
        "billed_days": len(billed) if has_lines else None,
        "amount_sek": price(billed, entered) if has_lines else None,
        "amount_status": status_of(priced, month, entered),
        "outcome": case.outcome,
        "unmet_criteria": case.unmet,
        "pivotal": is_pivotal(case, population, terms, liable),
    }
