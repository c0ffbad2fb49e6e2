"""What is hidden because another figure is: beside it, it would tell that figure or narrow it (rules.md §8, D155)."""

from datetime import date

import polars as pl
import pytest

from lus_stats.disclosure import with_state
from lus_stats.indicators import BY_KEY, compute

MONTH = date(2026, 1, 1)
CELL = ["county", "month", "care_form"]
SCHEMA = {"unit": pl.String, "ready_days": pl.Int32}
DAYS = ("ready_days", "mean_ready_days", "beds_occupied")
ASKED = (*DAYS, "mean_ready_days_skr", "share_zero_days", "share_beyond_free_days")
FREE = 3


def told(stays, family=(), free=FREE):
    """What is told of a month, from each municipality's stays and those that the family of tables hides."""
    rows = [(unit, days) for unit, all_days in stays.items() for days in all_days]
    episodes = pl.LazyFrame(rows, schema=SCHEMA, orient="row").with_columns(
        county=pl.lit("18"),
        month=MONTH,
        care_form=pl.lit("psychiatric"),
        free_days=pl.lit(free, dtype=pl.Int32),
        days_beyond_free=(pl.col("ready_days") - (free or 0)).clip(0),
    )
    figures = compute(episodes, [BY_KEY[key] for key in ASKED], [*CELL, "unit", "free_days"])
    return with_state(figures, ["unit"], CELL, pl.lit(False), pl.col("unit").is_in(family)).collect()


def states(figures, unit):
    """The state of each of a municipality's figures."""
    return dict(figures.filter(unit=unit).select("indicator", "state").rows())


def without_much(longest):
    """One municipality with three that waited, of eight; seven small ones, in which one stay is of so many days."""
    small = {"small": [4, 1, 0, 0], "one": [4], "other": [longest], "third": [2], "a": [0], "b": [0], "c": [0]}
    return {"large": [30, 5, 1, 0, 0, 0, 0, 0]} | small, [*small]


def test_days_are_hidden_that_leave_too_few_for_the_others():
    """Eight waited, five of them beyond the free days: had one waited here, the others' seven took 4 · 4 + 3 days."""
    short = states(told(*without_much(7)), "large")
    assert [short[one] for one in DAYS] == ["hidden"] * 3
    enough = states(told(*without_much(8)), "large")
    assert [enough[one] for one in DAYS] == ["shown"] * 3
    assert enough["share_zero_days"] == "hidden"


def test_where_no_days_are_free_nothing_is_known_of_those_beyond():
    stays, family = without_much(7)
    figures = states(told(stays, family, free=None), "large")
    assert figures["ready_days"] == "shown"
    assert figures["share_beyond_free_days"] == "not_applicable"


FEW = {
    "few": [9, 4, 0, 0, 0, 0],
    "beside": [5, 5, 9, 1, 1, 1, 1, 0],
    "more": [5] * 6 + [1] * 6 + [0] * 2,
    "most": [6] * 8 + [1] * 9,
}
"""Two waited in the one, so the smallest that protects it is hidden too; five of theirs were beyond the free days."""


@pytest.mark.parametrize("unit", ["few", "beside"])
def test_a_mean_has_no_interval_where_it_is_hidden_how_many_waited(unit):
    """The interval holds the sum of squares: of nine and four days, and of no other two numbers."""
    figures = told(FEW)
    assert states(figures, unit)["mean_ready_days_skr"] == "hidden"
    (mean,) = figures.filter(unit=unit, indicator="mean_ready_days").to_dicts()
    assert mean["value"] is not None
    assert (mean["low"], mean["high"]) == (None, None)


def test_a_mean_has_its_interval_where_many_waited():
    (mean,) = told(FEW).filter(unit="more", indicator="mean_ready_days").to_dicts()
    assert mean["low"] < mean["value"] < mean["high"]


def test_those_beyond_the_free_days_find_room_in_another():
    figures = told(FEW)
    waited, beyond = (
        [unit for unit in FEW if states(figures, unit)[one] == "hidden"]
        for one in ("share_zero_days", "share_beyond_free_days")
    )
    assert waited == ["few", "beside"]
    assert beyond == ["few", "beside", "more"]


def test_that_nobody_was_beyond_the_free_days_is_not_told_of_the_hidden_ones():
    stays = FEW | {"few": [3, 3, 0, 0, 0, 0], "beside": [3, 2, 2, 2, 1, 1, 1, 0, 0, 0]}
    figures = told(stays)
    hidden = [unit for unit in stays if states(figures, unit)["share_beyond_free_days"] == "hidden"]
    assert hidden == ["few", "beside", "more"]


@pytest.mark.parametrize(("longest", "state"), [(4, "hidden"), (7, "shown")])
def test_days_are_hidden_that_leave_nobody_more_than_the_free_ones(longest, state):
    """Three of the small ones waited: of six days one may have had the fourth, had the others one each."""
    stays = {"large": [9] * 5 + [4, 4, 0], "larger": [9] * 8 + [2] * 6}
    small = {"a": [longest - 3], "b": [1, 0], "c": [1], "d": [0, 0, 0]}
    figures = states(told(stays | small, [*small]), "large")
    assert [figures[one] for one in DAYS] == [state] * 3
