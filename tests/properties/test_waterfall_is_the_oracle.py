"""The waterfall against the oracle, day by day and krona by krona, and its sum for every month of the demo."""

import os
import shutil
from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lus_stats import answers, store
from lus_stats import months as calendar
from lus_stats.answers import Question
from lus_stats.billing import GROUP
from lus_stats.billing.waterfall import ASIDE, BEYOND_FREE, BILLED, NOT_OVER, SEVERAL, UP_TO_THRESHOLD, WHOLES
from lus_stats.demo import DEMO_RULES, invent
from lus_stats.store import Batch, DataFolder
from tests.engine import steps
from tests.generate import episodes
from tests.oracle import Register, read
from tests.oracle.waterfall import waterfall
from tests.strategies import agreements_in, as_set_options, changed_terms, small_months

NOW = datetime(2026, 11, 20, 12, 0)
LAST = date(2026, 10, 1)
MONTHS = 84 if os.environ.get("LUS_SOAK") else 6
AGREEMENTS = (None, "orebro", "stockholm", "skane", "law")


def by_oracle(register: Register, month: str, agreement: str | None, sets: dict[str, Any]) -> dict[Any, Any]:
    """Tenths of days, kronor and episodes of every step."""
    return {
        (*group, name): (int(step.days * 10), step.kronor, step.episodes)
        for group, found in waterfall(register, month, agreement, sets).items()
        for name, step in found.items()
    }


@st.composite
def questions(draw: st.DrawFn) -> Any:
    month, rows = draw(small_months())
    return month, rows, draw(agreements_in(month)), draw(st.one_of(st.just({}), changed_terms))


@given(questions())
def test_a_small_months_waterfall_comes_out_the_same(question):
    month, rows, agreement, sets = question
    register = read(rows, None, NOW)
    assert steps(register, agreement, as_set_options(sets)[1::2]) == by_oracle(register, month, agreement, sets)


@pytest.mark.parametrize("agreement", AGREEMENTS)
def test_a_months_waterfall_comes_out_the_same(agreement):
    register = read(episodes(900, 5, first="2020-06", last="2020-06"), None, NOW)
    assert steps(register, agreement) == (found := by_oracle(register, "2020-06", agreement, {}))
    assert any(key[2] == BILLED for key in found)


def test_kronor_that_are_rounded_still_add_up():
    """Tenths of days at an odd amount: what is billed is rounded, and the rest of the whole is up to the threshold."""
    register = read(episodes(300, 5, counties=["12"], first="2020-06", last="2020-06"), None, NOW)
    sets = {"threshold_days": Decimal("0.5"), "amount_sek": 9001}
    found = steps(register, None, as_set_options(sets)[1::2])
    assert found == by_oracle(register, "2020-06", None, sets)
    assert any(key[2] == UP_TO_THRESHOLD and tenths % 10 == 5 for key, (tenths, _, _) in found.items())


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """The demo data, with its invented amounts."""
    root = tmp_path_factory.mktemp("fallen") / "data"
    folder = store.open_data(root)
    batches = [Batch(one.name, one.rows, one.extracted_on) for one in invent(LAST, MONTHS, 1, NOW)]
    store.import_frames(folder, batches, max_rejected=1.0, demo=True, now=NOW)
    shutil.copytree(DEMO_RULES, root / "demo" / "rules")
    return folder.for_demo()


@pytest.mark.parametrize("agreement", AGREEMENTS)
def test_it_adds_up_for_every_municipality_and_month_of_the_demo(demo, agreement):
    stepped: set[str] = set()
    for month in calendar.span(calendar.following(LAST, 1 - MONTHS), LAST):
        in_force = month.year > 2019 or agreement == "law"
        bill = answers.bill(demo, Question(month, agreement=agreement if in_force else None))
        fallen = answers.waterfall(bill)
        stepped |= set(fallen["step"])
        adds_up(fallen, bill.groups)
        says_what_the_lines_say(fallen, bill.lines)
    assert {BILLED, "late_registration"} <= stepped
    assert (NOT_OVER in stepped) == (agreement != "law")
    assert (UP_TO_THRESHOLD in stepped) == (agreement == "skane")
    assert (SEVERAL in stepped) == (agreement != "skane" or MONTHS > 80)


def adds_up(fallen: pl.DataFrame, groups: pl.DataFrame) -> None:
    """A whole less every step is what the group is billed, in days and in kronor, none of which is unknown here."""
    inside = fallen.filter(~pl.col("step").is_in(ASIDE))
    assert inside["amount_sek"].null_count() == 0
    way = pl.when(pl.col("step").is_in(WHOLES)).then(1).when(pl.col("step") == BILLED).then(0).otherwise(-1)
    left = inside.group_by(GROUP).agg((pl.col("tenths", "amount_sek") * way).sum())
    joined = groups.join(left, on=GROUP, how="left", validate="1:1", suffix="_left")
    assert joined["tenths"].fill_null(0).to_list() == joined["billed_tenths"].to_list()
    assert joined["amount_sek_left"].fill_null(0).to_list() == joined["amount_sek"].to_list()
    billed = groups.join(inside.filter(step=BILLED), on=GROUP, how="left", validate="1:1", suffix="_step")
    assert billed["amount_sek_step"].fill_null(0).to_list() == billed["amount_sek"].to_list()
    assert len(groups) > 20


def says_what_the_lines_say(fallen: pl.DataFrame, lines: pl.DataFrame) -> None:
    """A line's days after the free ones, and its kronor, lie in the step that its outcome and criteria name."""
    tenths: Counter[tuple[Any, ...]] = Counter()
    kronor: Counter[tuple[Any, ...]] = Counter()
    columns = ("outcome", "unmet_criteria", "ready_days", "free_days", "amount_sek", "blocked_sek")
    for *group, outcome, unmet, days, free, billed_sek, blocked_sek in lines.select(*GROUP, *columns).iter_rows():
        if free is not None:
            stopped = outcome == "criteria_unmet"
            key = (*group, outcome if not stopped else unmet[0] if len(unmet) == 1 else SEVERAL)
            tenths[key] += max(0, days - free) * 10
            kronor[key] += blocked_sek if stopped else billed_sek
    own = fallen.join(lines.filter(pl.col("free_days").is_not_null()), on=GROUP, how="semi")
    own = own.filter(pl.col("step") != BEYOND_FREE)
    assert by_step(own, "tenths") == dict(+tenths)
    paid = own.filter(~pl.col("step").is_in([NOT_OVER, "late_registration"]))
    assert by_step(paid, "amount_sek") == dict(+kronor)


def by_step(fallen: pl.DataFrame, value: str) -> dict[tuple[Any, ...], int]:
    """One value of every group and step."""
    return {row[:5]: row[5] for row in fallen.select(*GROUP, "step", value).iter_rows()}
