"""The engine against the oracle: every group, line, krona, status, headroom and pivotal mark the same."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine import Document, bills
from tests.generate import Row, episodes, months_between
from tests.oracle import Register, bill, read
from tests.oracle.calendar import first_day_of_next, last_day
from tests.strategies import agreements_in, as_set_options, changed_terms, small_months

NOW = datetime(2026, 11, 20, 12, 0)
AGREEMENTS = [None, "orebro", "stockholm", "skane", "law"]
CHANGES: dict[str, dict[str, Any]] = {
    "threshold_days=2.5": {"threshold_days": Decimal("2.5")},
    "threshold_days=0 amount_sek=9000": {"threshold_days": Decimal(0), "amount_sek": 9000},
    "threshold_days=3.1 discharge_day_counts=false": {
        "threshold_days": Decimal("3.1"),
        "discharge_day_counts": False,
    },
    "free_days=0": {"free_days": 0},
    "free_days=2 cutoff=none": {"free_days": 2, "cutoff": None},
    "cutoff=11:59 discharge_day_counts=true": {"cutoff": time(11, 59), "discharge_day_counts": True},
    "mean_population=criteria_met": {"mean_population": "criteria_met"},
    "mean_population=all criteria=": {"mean_population": "all", "criteria": []},
    "criteria=sip_call,weekday_discharge,care_contact": {"criteria": ["sip_call", "weekday_discharge", "care_contact"]},
    "everything": {
        "threshold_days": Decimal("1.9"),
        "free_days": 1,
        "cutoff": time(23, 59),
        "discharge_day_counts": False,
        "mean_population": "criteria_met",
        "criteria": ["outpatient_available", "home_ready"],
        "amount_sek": 1,
    },
}


def by_oracle(register: Register, month: str, agreement: str | None, sets: Mapping[str, Any]) -> Document:
    """The oracle's groups and lines, without the municipalities' names."""
    document = bill(register, month, agreement, sets)
    groups = [{key: value for key, value in group.items() if key != "municipality"} for group in document["groups"]]
    return {"groups": groups, "lines": document["lines"]}


def options(sets: dict[str, Any]) -> list[str]:
    """Changed terms as `--set` values."""
    return as_set_options(sets)[1::2]


@st.composite
def questions(draw: st.DrawFn) -> tuple[str, list[Row], str | None, dict[str, Any], date | None]:
    """A small month, an agreement in force, changed terms, and now and then a preliminary extract."""
    month, rows = draw(small_months())
    agreement = draw(agreements_in(month))
    extracted_on = draw(st.sampled_from([None, None, None, last_day(month), first_day_of_next(month)]))
    return month, rows, agreement, draw(st.one_of(st.just({}), changed_terms)), extracted_on


@given(questions())
def test_a_small_month_comes_out_the_same(question):
    month, rows, agreement, sets, extracted_on = question
    register = read(rows, extracted_on, NOW)
    assert bills(register, agreement, options(sets))[month] == by_oracle(register, month, agreement, sets)


@cache
def a_register(size: int, seed: int, first: str, last: str) -> Register:
    return read(episodes(size, seed, first=first, last=last), None, NOW)


@pytest.mark.parametrize("agreement", AGREEMENTS)
def test_ten_thousand_episodes_come_out_the_same(agreement):
    assert_the_same(a_register(10_000, 1, "2019-11", "2021-01"), agreement, {})


@pytest.mark.parametrize("changes", CHANGES)
def test_changed_terms_come_out_the_same(changes):
    """Fewer episodes and months; test_cli_is_the_oracle puts the same terms on ten thousand."""
    assert_the_same(a_register(3_000, 4, "2020-10", "2021-01"), None, CHANGES[changes])


@pytest.mark.parametrize(("first", "last"), [("2018-01", "2019-01"), ("2022-12", "2025-02"), ("2025-12", "2026-06")])
def test_other_years_come_out_the_same(first, last):
    """Years without an amount, and the unconfirmed one."""
    assert_the_same(a_register(2_000, 2, first, last), None, {})


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(3, 9))
@pytest.mark.parametrize("agreement", AGREEMENTS)
@pytest.mark.parametrize("changes", CHANGES)
def test_many_registers_come_out_the_same(agreement, changes, seed):
    assert_the_same(a_register(10_000, seed, "2018-01", "2026-06"), agreement, CHANGES[changes])


def assert_the_same(register: Register, agreement: str | None, sets: dict[str, Any]) -> None:
    """Month by month, so that a difference is shown where it is."""
    held = {month for _, month, _ in register.revisions}
    months = sorted(month for month in held if agreement != "stockholm" or month >= "2020-01")
    assert len(months) > 1
    answers = bills(register, agreement, options(sets), months)
    assert list(answers) == months
    for month in months:
        assert answers[month] == by_oracle(register, month, agreement, sets), month


def test_the_register_holds_what_there_is_to_compare():
    """Every outcome and status, pivotal episodes, means on the threshold, late registrations and long stays."""
    register = a_register(10_000, 1, "2019-11", "2021-01")
    answers = [by_oracle(register, month, None, {}) for month in months_between("2019-11", "2021-01")]
    lines = [line for answer in answers for line in answer["lines"]]
    groups = [group for answer in answers for group in answer["groups"]]
    filtered = [by_oracle(register, "2020-05", "skane", {"mean_population": "criteria_met"})]
    outcomes = {line["outcome"] for line in lines + filtered[0]["lines"]}
    assert outcomes == {
        "late_registration",
        "within_free_days",
        "mean_not_over_threshold",
        "criteria_unmet",
        "billed",
        "in_mean",
    }
    assert {line["amount_status"] for line in lines} == {"confirmed", "missing"}
    assert any(line["pivotal"] for line in lines)
    assert any(line["ready_days"] > 366 for line in lines)
    assert any(group["headroom_days"] == 0 for group in groups)
    assert any(group["episodes"] == 0 for group in groups)
    assert any(group["episodes_in_mean"] == 0 < group["episodes"] for group in groups)
    assert len({group["municipality_code"][:2] for group in groups}) == 5
