"""The agreements of rules.md §5 and the yearly amounts, copied by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from decimal import Decimal
from typing import Any

from tests.oracle.calendar import first_day

NOON = time(12, 0)


@dataclass(frozen=True)
class Terms:
    """What one agreement says about one care form."""

    agreement: str
    valid_from: date
    model: str
    threshold_days: Decimal | None
    free_days: int | None
    cutoff: time | None
    discharge_day_counts: bool
    mean_population: str | None
    criteria: tuple[str, ...]
    exempt_tracks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


OREBRO = Terms(
    agreement="orebro",
    valid_from=date(2018, 1, 1),
    model="mean_then_individual",
    threshold_days=Decimal("3.0"),
    free_days=3,
    cutoff=NOON,
    discharge_day_counts=True,
    mean_population="all",
    criteria=("admission_notice", "ready_notice", "care_contact", "home_ready"),
    exempt_tracks={"care_contact": ("blue",)},
)
STOCKHOLM_SOMATIC = Terms(
    agreement="stockholm",
    valid_from=date(2020, 1, 1),
    model="mean_then_individual",
    threshold_days=Decimal("3.0"),
    free_days=3,
    cutoff=NOON,
    discharge_day_counts=False,
    mean_population="criteria_met",
    criteria=("admission_notice", "ready_notice", "care_contact", "sip_call"),
)
STOCKHOLM_PSYCHIATRIC = Terms(
    agreement="stockholm",
    valid_from=date(2020, 1, 1),
    model="individual",
    threshold_days=None,
    free_days=5,
    cutoff=NOON,
    discharge_day_counts=False,
    mean_population=None,
    criteria=("admission_notice", "ready_notice", "care_contact", "sip_call"),
)
SKANE = Terms(
    agreement="skane",
    valid_from=date(2018, 1, 1),
    model="mean_excess",
    threshold_days=Decimal("3.0"),
    free_days=None,
    cutoff=None,
    discharge_day_counts=False,
    mean_population="all",
    criteria=("admission_notice", "ready_notice"),
)
LAW = Terms(
    agreement="law",
    valid_from=date(2018, 1, 1),
    model="individual",
    threshold_days=None,
    free_days=3,
    cutoff=NOON,
    discharge_day_counts=True,
    mean_population=None,
    criteria=("admission_notice", "ready_notice", "sip_call", "outpatient_available"),
)

AGREEMENTS: dict[str, dict[str, Terms]] = {
    "orebro": {"somatic": OREBRO, "psychiatric": OREBRO},
    "stockholm": {"somatic": STOCKHOLM_SOMATIC, "psychiatric": STOCKHOLM_PSYCHIATRIC},
    "skane": {"somatic": SKANE, "psychiatric": SKANE},
    "law": {"somatic": LAW, "psychiatric": LAW},
}
COUNTY_AGREEMENT = {"18": "orebro", "01": "stockholm", "12": "skane"}

AMOUNTS: dict[int, tuple[int, str]] = {
    2019: (7800, "confirmed"),
    2020: (8200, "confirmed"),
    2022: (9300, "confirmed"),
    2023: (10500, "confirmed"),
    2024: (11600, "unconfirmed"),
}

WORST_FIRST = ("missing", "unconfirmed", "entered", "confirmed")


def agreement_in_force(county: str, care_form: str, month: str) -> str:
    """The county's own agreement; `law` without one, and before its first terms."""
    key = COUNTY_AGREEMENT.get(county, "law")
    if AGREEMENTS[key][care_form].valid_from > first_day(month):
        return "law"
    return key


def terms_for(
    county: str, care_form: str, month: str, agreement: str | None = None, sets: Mapping[str, Any] | None = None
) -> Terms:
    """The terms one county and care form falls under, with the reader's changes."""
    key = agreement or agreement_in_force(county, care_form, month)
    return changed(AGREEMENTS[key][care_form], sets or {})


def changed(terms: Terms, sets: Mapping[str, Any]) -> Terms:
    """The terms with the reader's changes; a term the model does not use stays as it was."""
    result = terms
    has_mean = terms.model != "individual"
    if "threshold_days" in sets and has_mean:
        result = replace(result, threshold_days=Decimal(str(sets["threshold_days"])))
    if "mean_population" in sets and has_mean:
        result = replace(result, mean_population=sets["mean_population"])
    if "free_days" in sets and terms.model != "mean_excess":
        result = replace(result, free_days=sets["free_days"])
    if "cutoff" in sets:
        result = replace(result, cutoff=sets["cutoff"])
    if "discharge_day_counts" in sets:
        result = replace(result, discharge_day_counts=sets["discharge_day_counts"])
    if "criteria" in sets:
        result = replace(result, criteria=tuple(sets["criteria"]))
    return result


def amount_of(year: int, entered: int | None) -> tuple[int | None, str]:
    """Kronor per day in a year and how sure they are; an entered amount holds for all years."""
    if entered is not None:
        return entered, "entered"
    if year in AMOUNTS:
        return AMOUNTS[year]
    return None, "missing"


def worst_status(years: list[int], entered: int | None) -> str:
    """The worst status among years."""
    statuses = [amount_of(year, entered)[1] for year in years]
    for status in WORST_FIRST:
        if status in statuses:
            return status
    raise AssertionError(f"no years to take a status from: {years}")
