"""Which way a bill moves when one thing does: laws that hold of every month under any terms."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.conftest import SOAK
from tests.engine import bills
from tests.generate import Row, episodes
from tests.oracle import Register, read
from tests.oracle.criteria import CATALOGUE
from tests.strategies import agreements_in, as_set_options, changed_terms, small_months

NOW = datetime(2026, 11, 20, 12, 0)
FEWER = settings(max_examples=1_000 if SOAK else 12)
Group = dict[str, Any]
Key = tuple[str, str]


LIABLE = {"threshold_days": Decimal(0), "criteria": []}
"""Terms under which nearly every day after the free ones is billed."""


@st.composite
def questions(draw: st.DrawFn) -> tuple[str, Register, str | None, dict[str, Any]]:
    """A small month, an agreement in force and changed terms."""
    month, rows = draw(small_months())
    sets = draw(st.one_of(st.just({}), changed_terms, changed_terms.map(lambda changed: changed | LIABLE)))
    return month, read(rows, None, NOW), draw(agreements_in(month)), sets


def groups(register: Register, month: str, agreement: str | None, sets: Mapping[str, Any]) -> dict[Key, Group]:
    """The engine's groups of a month."""
    found = bills(register, agreement, as_set_options(dict(sets))[1::2])[month]["groups"]
    return {(group["municipality_code"], group["care_form"]): group for group in found}


def assert_never_more(after: dict[Key, Group], before: dict[Key, Group]) -> None:
    """No municipality pays more days or kronor; what was known stays known, since fewer days lack no more amounts."""
    assert after.keys() == before.keys()
    for key, group in after.items():
        assert group["billed_days"] <= before[key]["billed_days"]
        if before[key]["amount_sek"] is not None:
            assert group["amount_sek"] is not None
            assert group["amount_sek"] <= before[key]["amount_sek"]


@given(questions(), st.one_of(st.integers(2, 4), st.integers(0, 8)))
def test_one_more_free_day_never_raises_a_bill(question, free_days):
    month, register, agreement, sets = question
    before, after = (groups(register, month, agreement, sets | {"free_days": free_days + more}) for more in (0, 1))
    assert_never_more(after, before)


@given(
    questions(), st.lists(st.sampled_from(list(CATALOGUE)), unique=True, max_size=5), st.sampled_from(list(CATALOGUE))
)
def test_a_stricter_criterion_never_raises_a_bill_where_the_mean_is_of_all(question, criteria, stricter):
    month, register, agreement, sets = question
    of_all = sets | {"mean_population": "all"}
    before, after = (
        groups(register, month, agreement, of_all | {"criteria": required})
        for required in (criteria, [*criteria, *({stricter} - set(criteria))])
    )
    assert_never_more(after, before)
    assert {key: group["mean_ready_days"] for key, group in after.items()} == {
        key: group["mean_ready_days"] for key, group in before.items()
    }


@FEWER
@given(questions(), st.integers(0, 120), st.integers(1, 30))
def test_a_higher_threshold_never_raises_a_bill(question, tenths, more):
    month, register, agreement, sets = question
    before, after = (
        groups(register, month, agreement, sets | {"threshold_days": Decimal(limit) / 10})
        for limit in (tenths, tenths + more)
    )
    assert_never_more(after, before)


@FEWER
@given(questions(), st.integers(0, 20_000), st.integers(1, 5_000))
def test_a_higher_amount_moves_kronor_and_nothing_else(question, amount, more):
    month, register, agreement, sets = question
    low, high = (groups(register, month, agreement, sets | {"amount_sek": sek}) for sek in (amount, amount + more))
    for key, group in high.items():
        assert group["amount_sek"] >= low[key]["amount_sek"]
        assert {name: value for name, value in group.items() if not name.endswith("_sek")} == {
            name: value for name, value in low[key].items() if not name.endswith("_sek")
        }


@given(questions())
def test_headroom_is_what_is_left_to_the_threshold_and_its_sign_is_the_liability(question):
    month, register, agreement, sets = question
    assume(agreement != "law")
    for group in groups(register, month, agreement, sets).values():
        if group["headroom_days"] is None:
            assert group["liable"] == (group["threshold_days"] is None)
            continue
        assert group["liable"] == (group["headroom_days"] < 0)
        exact = Decimal(str(group["threshold_days"])) * group["episodes_in_mean"] - group["ready_days"]
        assert Decimal(str(group["headroom_days"])) == exact


@pytest.mark.parametrize("agreement", ["orebro", "stockholm", "skane"])
@pytest.mark.parametrize("sets", [{}, {"threshold_days": Decimal("1.4"), "mean_population": "criteria_met"}])
def test_without_any_one_of_its_pivotal_episodes_no_municipality_is_liable(agreement, sets):
    """One pivotal episode of every municipality is taken away at once: they do not move each other."""
    rows = episodes(1_500, 17, first="2020-06", last="2020-06")
    changes = as_set_options(sets)[1::2]
    document = bills(read(rows, None, NOW), agreement, changes)["2020-06"]
    liable = {key_of(group) for group in document["groups"] if group["liable"]}
    pivotal: dict[Key, list[str]] = {}
    for line in document["lines"]:
        if line["pivotal"]:
            pivotal.setdefault(key_of(line), []).append(line["episode_id"])
    assert len(pivotal) >= 2
    assert set(pivotal) <= liable
    for last in (False, True):
        gone = {max(ids) if last else min(ids) for ids in pivotal.values()}
        still = liable_of([row for row in rows if row["vårdtillfälle"] not in gone], agreement, changes)
        assert not still & set(pivotal)
        assert liable - set(pivotal) <= still


def liable_of(rows: list[Row], agreement: str, changes: list[str]) -> set[Key]:
    """The liable municipalities of the month."""
    return {
        key_of(group)
        for group in bills(read(rows, None, NOW), agreement, changes)["2020-06"]["groups"]
        if group["liable"]
    }


def key_of(row: dict[str, Any]) -> Key:
    """The municipality and care form of a group or a line."""
    return row["municipality_code"], row["care_form"]
