"""What holds of every month whatever its rows: sums, partitions, and what must not matter."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from lus_stats import billing
from lus_stats.rules import amounts_table, parse_changes
from lus_stats.vocabulary import Outcome
from tests.engine import SHIPPED, bills, completed, outcome
from tests.generate import Row
from tests.oracle import Register, read
from tests.strategies import agreements_in, as_set_options, changed_terms, small_months

NOW = datetime(2026, 11, 20, 12, 0)
Question = tuple[str, list[Row], str | None, list[str]]


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """A small month, its rows, an agreement in force and changed terms."""
    month, rows = draw(small_months())
    changes = as_set_options(draw(st.one_of(st.just({}), changed_terms)))[1::2]
    return month, rows, draw(agreements_in(month)), changes


def register_of(rows: list[Row]) -> Register:
    return read(rows, None, NOW)


def lines_and_groups(question: Question) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The engine's own frames, with the columns that `lus bill` leaves out."""
    _, rows, agreement, changes = question
    episodes = completed(register_of(rows), agreement, changes)
    amounts = amounts_table(SHIPPED, 2027, parse_changes(changes))
    groups = billing.groups(episodes, amounts)
    return billing.lines(episodes, groups, amounts).collect(), groups.collect()


@given(questions())
def test_every_episode_has_one_line_and_one_outcome(question):
    lines, groups = lines_and_groups(question)
    assert sorted(lines["episode_id"]) == sorted(row["vårdtillfälle"] for row in question[1])
    assert lines["outcome"].null_count() == 0
    in_time = lines.filter(pl.col("outcome") != Outcome.LATE_REGISTRATION)
    assert len(in_time) == groups["episodes"].sum()
    assert lines["in_mean"].sum() == groups["episodes_in_mean"].sum()


@given(questions())
def test_a_liable_municipalitys_days_are_free_billed_or_blocked(question):
    lines, groups = lines_and_groups(question)
    liable = groups.filter("liable").select(*billing.GROUP)
    counted = lines.filter(pl.col("free_days").is_not_null() & pl.col("in_time"))
    counted = counted.join(liable, on=billing.GROUP, how="semi")
    free = pl.min_horizontal("ready_days", "free_days")
    split = counted.select(whole="ready_days", parts=free + pl.col("billed_days") + pl.col("blocked_days"))
    assert split["whole"].to_list() == split["parts"].to_list()


@given(questions())
def test_a_group_is_the_sum_of_its_lines(question):
    lines, groups = lines_and_groups(question)
    own = groups.filter(pl.col("free_days").is_not_null())
    for group in own.iter_rows(named=True):
        its = lines.filter(pl.all_horizontal(pl.col(name) == group[name] for name in billing.GROUP))
        assert its["billed_days"].sum() * 10 == group["billed_tenths"]
        assert its["blocked_days"].sum() == group["blocked_days"]
        assert sum_or_unknown(its["amount_sek"]) == group["amount_sek"]
        assert sum_or_unknown(its["blocked_sek"]) == group["blocked_sek"]
        assert (its["outcome"] == Outcome.BILLED).sum() == group["billed_episodes"]


def sum_or_unknown(kronor: pl.Series) -> int | None:
    """A sum is unknown as soon as one of its parts is."""
    return None if kronor.null_count() else int(kronor.sum())


@given(questions())
def test_negative_headroom_is_liability(question):
    month, rows, agreement, changes = question
    for group in bills(register_of(rows), agreement, changes)[month]["groups"]:
        if group["threshold_days"] is None:
            assert group["liable"]
            assert group["headroom_days"] is None
        else:
            assert group["liable"] == (group["headroom_days"] is not None and group["headroom_days"] < 0)
            if not group["liable"]:
                assert (group["billed_days"], group["amount_sek"], group["blocked_sek"]) == (0, 0, 0)


@given(questions(), st.integers(0, 9))
def test_without_a_pivotal_episode_liability_ends_and_without_another_it_stays(question, place):
    month, rows, agreement, changes = question
    before = bills(register_of(rows), agreement, changes)[month]
    line = before["lines"][place % len(before["lines"])]
    kept = [row for row in rows if row["vårdtillfälle"] != line["episode_id"]]
    after = bills(register_of(kept), agreement, changes).get(month, {"groups": []}) if kept else {"groups": []}
    was, is_now = liable(before["groups"], line), liable(after["groups"], line)
    if was is False:
        assert not line["pivotal"]
    if line["pivotal"]:
        assert was
        assert not is_now
    elif was and is_now is not None:
        assert is_now


def liable(groups: list[dict[str, Any]], line: dict[str, Any]) -> bool | None:
    """Whether a line's municipality is liable; None where it has no episodes left."""
    own = ("municipality_code", "care_form")
    return next((group["liable"] for group in groups if all(group[name] == line[name] for name in own)), None)


ARRANGEMENTS: dict[str, Callable[[pl.LazyFrame], pl.LazyFrame]] = {
    "backwards": lambda episodes: episodes.reverse(),
    "second file first": lambda episodes: pl.concat([episodes.slice(3), episodes.head(3)]),
    "every other row in another file": lambda episodes: pl.concat(
        [episodes.gather_every(2, 1), episodes.gather_every(2, 0)]
    ),
}


@given(questions(), st.sampled_from(list(ARRANGEMENTS)))
def test_the_order_of_rows_and_files_does_not_matter(question, how):
    _, rows, agreement, changes = question
    register = register_of(rows)
    rearranged = completed(register, agreement, changes, arranged=ARRANGEMENTS[how])
    assert outcome(rearranged, changes) == bills(register, agreement, changes)


@given(questions())
def test_a_municipalitys_answer_is_its_part_of_the_whole(question):
    month, rows, agreement, changes = question
    register = register_of(rows)
    whole = bills(register, agreement, changes)[month]
    for code in {row["kommunkod"] for row in rows}:
        own = completed(register, agreement, changes).filter(pl.col("municipality_code") == code)
        for part, answers in outcome(own, changes)[month].items():
            assert answers == [row for row in whole[part] if row["municipality_code"] == code]
