"""Every indicator against the oracle's exact fractions, by county, municipality, district, hospital and track."""

from datetime import datetime
from fractions import Fraction
from functools import cache
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lus_stats.indicators import BY_KEY, CATALOGUE, Quantile
from tests.engine import completed, statistics
from tests.generate import Row, episodes
from tests.oracle import Register, read, stats
from tests.oracle.stats import Figure
from tests.strategies import agreements_in, as_set_options, changed_terms, small_months

NOW = datetime(2026, 11, 20, 12, 0)
COLUMN = {
    "county": "county",
    "municipality": "municipality_code",
    "district": "district",
    "hospital": "hospital",
    "track": "track",
}
CLOSE = 1e-12


def assert_the_same(register: Register, month: str, by: str, agreement: str | None, sets: dict[str, Any]) -> None:
    """County by county, since a hospital's name may stand in several."""
    for county in sorted({county for county, held, _ in register.revisions if held == month}):
        revisions = {key: held for key, held in register.revisions.items() if key[0] == county}
        assert_one_county_is_the_same(Register(revisions=revisions), month, by, agreement, sets)


def assert_one_county_is_the_same(
    register: Register, month: str, by: str, agreement: str | None, sets: dict[str, Any]
) -> None:
    rows = completed(register, agreement, as_set_options(sets)[1::2], [month], newest=True)
    if by == "district":
        rows = rows.filter(pl.col("municipality_code") == "0180")
    figures = statistics(rows, [COLUMN[by], "care_form"])
    expected = stats(register, month, by, agreement, sets)
    assert len(figures) == len(expected)
    for row in figures.iter_rows(named=True):
        figure = expected[row[COLUMN[by]], row["care_form"], row["indicator"]]
        if row["applies"]:
            assert differences(row, figure) == [], row
        else:
            assert row["indicator"] == "share_beyond_free_days"
            assert figure.denominator == 0


def differences(row: dict[str, Any], figure: Figure) -> list[str]:
    """What an indicator has otherwise than the oracle; of a quantile only the value is compared."""
    compared = {"population": figure.n}
    if not isinstance(BY_KEY[row["indicator"]], Quantile):
        compared |= {"numerator": figure.numerator, "denominator": figure.denominator}
    found = [f"{name} should be {value}" for name, value in compared.items() if row[name] != value]
    return found if is_close(row["value"], figure.value) else [*found, f"value should be {figure.value}"]


def is_close(value: float | None, exact: Fraction | None) -> bool:
    if value is None or exact is None:
        return value is exact
    return abs(value - float(exact)) <= CLOSE * max(1.0, abs(float(exact)))


@cache
def a_register() -> Register:
    return read(episodes(1_500, 7, first="2020-06", last="2020-06"), None, NOW)


@pytest.mark.parametrize("by", COLUMN)
@pytest.mark.parametrize("agreement", [None, "orebro", "stockholm", "skane", "law"])
def test_a_registers_statistics_come_out_the_same(by, agreement):
    assert_the_same(a_register(), "2020-06", by, agreement, {})


@st.composite
def questions(draw: st.DrawFn) -> tuple[str, list[Row], str, str | None, dict[str, Any]]:
    month, rows = draw(small_months())
    sets = draw(st.one_of(st.just({}), changed_terms))
    return month, rows, draw(st.sampled_from(list(COLUMN))), draw(agreements_in(month)), sets


@given(questions())
def test_a_small_months_statistics_come_out_the_same(question):
    month, rows, by, agreement, sets = question
    assert_the_same(read(rows, None, NOW), month, by, agreement, sets)


def test_statistics_count_the_newest_revision_and_the_late_registrations_of_the_basis():
    """Two revisions: the second brings an episode registered after the first, the frozen basis."""
    rows = episodes(300, 11, counties=["18"], first="2020-05", last="2020-05")
    register = read(rows[:200], datetime(2020, 6, 5).date(), NOW)
    register = read(rows, datetime(2020, 8, 1).date(), NOW, register)
    assert {len(revisions) for revisions in register.revisions.values()} == {2}
    for by in ("county", "municipality", "hospital"):
        assert_the_same(register, "2020-05", by, None, {})
    late = stats(register, "2020-05", "county")["18", "somatic", "late_registrations"]
    assert late.numerator


def test_the_oracle_knows_every_indicator():
    rows = episodes(5, 1, counties=["18"], first="2020-05", last="2020-05")
    figures = stats(read(rows, None, NOW), "2020-05", "county")
    assert {indicator for _, _, indicator in figures} == {indicator.key for indicator in CATALOGUE}
