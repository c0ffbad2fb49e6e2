"""A total is hidden that tells of one of the cells, where none of these can be hidden beside it (rules.md §8)."""

from datetime import date

import polars as pl
import pytest

from lus_stats.disclosure import WAITED, telling_totals
from lus_stats.indicators import BY_KEY, compute

CELL = ["county", "month", "care_form"]
SCHEMA = {"unit": pl.String, "ready_days": pl.Int32}


def tells(stays, family):
    """Whether the month's number who waited tells somebody of `own` about the others."""
    rows = [(unit, days) for unit, all_days in stays.items() for days in all_days]
    episodes = pl.LazyFrame(rows, schema=SCHEMA, orient="row").with_columns(
        county=pl.lit("18"), month=date(2026, 1, 1), care_form=pl.lit("psychiatric"), free_days=3
    )
    figures = compute(episodes, [BY_KEY[key] for key in WAITED], [*CELL, "unit", "free_days"])
    seen, hidden = pl.col("unit") == "own", pl.col("unit").is_in(family)
    return not telling_totals(figures, ["unit"], CELL, seen, hidden).collect().is_empty()


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ({"a": [0, 0], "b": [2, 0], "c": [0, 0]}, True),  # one waited of them all: not both of b's
        ({"a": [1, 0], "b": [2, 0], "c": [0, 0]}, False),
        ({"a": [1], "b": [0], "c": [0]}, False),  # each has one episode, and it may have been any of theirs
    ],
)
def test_fewer_waited_in_all_than_could_have_in_one(others, expected):
    assert tells({"own": [1] * 12} | others, [*others]) is expected


@pytest.mark.parametrize(("idle", "expected"), [(2, True), (3, False)])
def test_more_waited_than_the_others_have_room_for(idle, expected):
    """Twelve waited, and with fewer than eleven others one alone cannot have waited in the shown one of five."""
    small = {"a": [1], "b": [4, 3, 3, 3], "c": [5, 5], "d": [1], "e": [0] * idle}
    assert tells({"own": [9] * 11, "shown": [3, 1, 1, 1, 0]} | small, [*small]) is expected


def test_where_nothing_is_hidden_no_total_tells():
    assert not tells({"own": [1] * 9, "other": [2] * 7}, [])
