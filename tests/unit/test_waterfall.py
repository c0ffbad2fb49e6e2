"""The waterfall adds up, and each of its steps is the lines' own outcome."""

from collections import Counter
from datetime import datetime
from typing import Any

import polars as pl
import pytest

from lus_stats import billing
from lus_stats.billing.waterfall import ASIDE, BILLED, NOT_OVER, SEVERAL, UP_TO_THRESHOLD, WHOLES, waterfall
from lus_stats.rules import amounts_table
from tests.engine import SHIPPED, completed
from tests.generate import episodes
from tests.oracle import Register, read
from tests.worked_examples.patients import NOW, as_row

GROUP = ("month", "municipality_code", "care_form")
Steps = dict[tuple[Any, ...], dict[str, int]]


@pytest.fixture(scope="module")
def register() -> Register:
    return read(episodes(1500, 3, first="2020-01", last="2020-06"), None, datetime(2026, 11, 20, 12, 0))


def counted(register: Register, agreement: str | None, *changes: str) -> tuple[Steps, pl.DataFrame, pl.DataFrame]:
    """The waterfall's steps by group, with the groups and lines they are of."""
    done = completed(register, agreement, changes)
    amounts = amounts_table(SHIPPED, 2021)
    groups = billing.groups(done, amounts)
    lines = billing.lines(done, groups, amounts)
    fallen, groups_, lines_ = pl.collect_all([waterfall(lines, groups, amounts), groups, lines])
    steps: Steps = {}
    for row in fallen.iter_rows(named=True):
        assert row["tenths"] > 0
        steps.setdefault(tuple(row[name] for name in GROUP), {})[row["step"]] = row["tenths"]
    return steps, groups_, lines_


@pytest.mark.parametrize("agreement", [None, "orebro", "stockholm", "skane", "law"])
def test_it_adds_up_in_every_group(register: Register, agreement: str | None) -> None:
    steps, groups, _ = counted(register, agreement)
    billed = {tuple(row[name] for name in GROUP): row["billed_tenths"] for row in groups.iter_rows(named=True)}
    assert any(billed.values())
    for group, found in steps.items():
        whole = sum(found.get(step, 0) for step in WHOLES)
        less = sum(tenths for step, tenths in found.items() if step not in {*WHOLES, BILLED, *ASIDE})
        assert whole - less == found.get(BILLED, 0) == billed[group]


def test_each_step_is_what_the_lines_say(register: Register) -> None:
    steps, _, lines = counted(register, "orebro")
    expected: dict[tuple[Any, ...], Counter[str]] = {}
    for line in lines.iter_rows(named=True):
        days = max(0, line["ready_days"] - 3) * 10
        outcome, unmet = line["outcome"], line["unmet_criteria"]
        step = outcome if outcome != "criteria_unmet" else unmet[0] if len(unmet) == 1 else SEVERAL
        sums = expected.setdefault(tuple(line[name] for name in GROUP), Counter())
        sums[step] += days
        if outcome != "late_registration":
            sums["beyond_free"] += days
    assert steps == {group: dict(+sums) for group, sums in expected.items() if +sums}
    seen = {step for found in steps.values() for step in found}
    assert {NOT_OVER, SEVERAL, BILLED, "care_contact", "late_registration"} <= seen


def test_a_month_billed_as_a_whole_goes_from_the_means_days_to_those_above_it() -> None:
    """Skåne: 4 and 3 days less the discharge day are 3 + 2 = 5 of two, threshold 2.0: 4 up to it, 1 above."""
    rows = [
        as_row("Kalle", "2020-02-01 11:00", "2020-02-04", municipality="1280"),
        as_row("Stina", "2020-02-01 13:00", "2020-02-03", municipality="1280"),
    ]
    steps, _, _ = counted(read(rows, None, NOW), None, "threshold_days=2.0")
    assert list(steps.values()) == [{"in_mean": 50, UP_TO_THRESHOLD: 40, BILLED: 10}]


def test_no_lines_give_no_steps() -> None:
    done = completed(Register(), "orebro")
    amounts = amounts_table(SHIPPED, 2021)
    groups = billing.groups(done, amounts)
    empty = waterfall(billing.lines(done, groups, amounts), groups, amounts).collect()
    own = ["step", "tenths", "amount_sek", "episodes"]
    assert empty.columns == ["county", "month", "municipality_code", "care_form", *own]
    assert empty.is_empty()
