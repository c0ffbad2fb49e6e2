"""Where the days of a month's bill went, step by step, counted day by day (pages.md, Fakturering)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.oracle.bill import partitions_asked_for, revision_to_bill
from tests.oracle.group import Case, judged
from tests.oracle.money import excess_money, price
from tests.oracle.register import Register, frozen_basis
from tests.oracle.terms import Terms, amount_of, terms_for


@dataclass
class Step:
    """What one step holds: days, kronor (None where an amount is missing), and how many episodes."""

    days: Fraction = Fraction(0)
    kronor: int | None = 0
    episodes: int = 0
    dates: list[date] = field(default_factory=list, repr=False)


Steps = dict[str, Step]


def waterfall(
    register: Register, month: str, agreement: str | None = None, sets: Mapping[str, Any] | None = None
) -> dict[tuple[str, str], Steps]:
    """The steps that have days, of every municipality and care form, on the billing basis."""
    result: dict[tuple[str, str], Steps] = {}
    entered = (sets or {}).get("amount_sek")
    for county, care_form in partitions_asked_for(register, month, None):
        revisions = register.revisions[county, month, care_form]
        basis = frozen_basis(revisions, month)
        late_after = basis.extracted_on if basis is not None else None
        terms = terms_for(county, care_form, month, agreement, sets)
        rows = revision_to_bill(revisions, month, None).rows
        for code in sorted({row.municipality_code for row in rows}):
            cases, population, liable = judged(
                [row for row in rows if row.municipality_code == code], terms, late_after
            )
            if terms.model == "mean_excess":
                steps = of_the_mean(cases, population, terms, month, liable, entered)
            else:
                steps = of_the_episodes(cases, terms, entered)
            result[code, care_form] = {name: step for name, step in steps.items() if step.days > 0}
    return result


def of_the_episodes(cases: list[Case], terms: Terms, entered: int | None) -> Steps:
    """Every day after the free ones falls in one step; those registered in time are the whole."""
    steps: Steps = {}
    for case in cases:
        days = case.beyond_free_days(terms)
        if not days:
            continue
        names = [place_of(case)]
        if not case.late:
            names.append("beyond_free")
        for name in names:
            step = steps.setdefault(name, Step())
            step.episodes = step.episodes + 1
            step.dates.extend(days)
    for step in steps.values():
        step.days = Fraction(len(step.dates))
        step.kronor = price(step.dates, entered)
    return steps


def place_of(case: Case) -> str:
    """The step an episode's days fall in."""
    if case.outcome != "criteria_unmet":
        return case.outcome
    if len(case.unmet) == 1:
        return case.unmet[0]
    return "several_criteria"


def of_the_mean(
    cases: list[Case], population: list[Case], terms: Terms, month: str, liable: bool, entered: int | None
) -> Steps:
    """All days of the mean, less those up to the threshold, or all of them where it is not exceeded."""
    total, count = sum(case.ready_days for case in population), len(population)
    amount, _ = amount_of(int(month[:4]), entered)
    whole = None if amount is None else total * amount
    steps = {"in_mean": Step(Fraction(total), whole, count)}
    if not liable:
        steps["mean_not_over_threshold"] = Step(Fraction(total), whole, count)
    else:
        money = excess_money(total, count, terms, month, liable, entered)
        billed, kronor = Fraction(Decimal(str(money["billed_days"]))), money["amount_sek"]
        up_to = Fraction(terms.threshold_days or 0) * count
        rest = None if whole is None or kronor is None else whole - kronor
        steps["up_to_threshold"] = Step(up_to, rest, count)
        steps["billed"] = Step(billed, kronor, count)
    for name in ("late_registration", "criteria_unmet"):
        aside = [case for case in cases if case.outcome == name and case.ready_days]
        steps[name] = Step(Fraction(sum(case.ready_days for case in aside)), None, len(aside))
    return steps
