"""The control chart's limits and signals, on series drawn by hand."""

from datetime import date

import polars as pl
import pytest

from lus_stats import months
from lus_stats.uncertainty import Signal, with_xmr

START = date(2020, 1, 1)


def charted(*values: float | None, unit: str = "a") -> pl.DataFrame:
    series = {"unit": [unit] * len(values), "month": [months.following(START, n) for n in range(len(values))]}
    points = pl.LazyFrame(series | {"value": pl.Series(values, dtype=pl.Float64)})
    return with_xmr(points, ["unit"]).collect()


def test_the_limits_are_the_mean_and_2_66_mean_moving_ranges():
    """Mean of 2, 4, 3, 5 is 3.5; the moving ranges 2, 1, 2 have the mean 5/3."""
    chart = charted(2.0, 4.0, 3.0, 5.0)
    assert chart["centre"].to_list() == pytest.approx([3.5] * 4)
    assert chart["upper"].to_list() == pytest.approx([3.5 + 2.66 * 5 / 3] * 4)


def test_a_lower_limit_is_never_below_nothing():
    assert charted(2.0, 4.0, 3.0, 5.0)["lower"].to_list() == [0.0] * 4


@pytest.mark.parametrize(("points", "trial"), [(11, True), (12, False)])
def test_limits_on_under_twelve_points_are_on_trial(points: int, trial: bool):
    assert charted(*[1.0, 2.0] * 6)[:points].height == points
    assert charted(*([1.0, 2.0] * 6)[:points])["trial"].to_list() == [trial] * points


def test_a_point_outside_is_a_signal_on_its_side():
    quiet = [2.0, 2.1] * 8
    assert charted(*quiet, 9.0)["signal"].to_list()[-1] == Signal.ABOVE
    assert charted(*[value + 7 for value in quiet], 1.0)["signal"].to_list()[-1] == Signal.BELOW


@pytest.mark.parametrize(("length", "signal"), [(6, None), (7, Signal.HIGH_RUN)])
def test_seven_on_one_side_is_a_signal_and_six_is_none(length: int, signal: Signal | None):
    low = [1.0, 2.9] * 4 + [1.0]
    high = [3.0, 3.2, 3.1, 3.3, 3.0, 3.2, 3.1][:length]
    assert charted(*low, *high)["signal"].to_list()[-1] == signal


@pytest.mark.parametrize(("steps", "signal"), [(5, None), (6, Signal.RISING)])
def test_seven_rising_points_are_six_steps(steps: int, signal: Signal | None):
    wide = [1.0, 5.0, 1.0, 5.0, 1.0]
    rising = [1.0 + 0.5 * step for step in range(1, steps + 1)]
    assert charted(*wide, *rising)["signal"].to_list()[-1] == signal


def test_falling_points_are_told_from_rising_ones():
    assert charted(5.0, 1.0, 5.0, 1.0, 5.0, 4.5, 4.0, 3.5, 3.0, 2.5, 2.0)["signal"].to_list()[-1] == Signal.FALLING


def test_a_month_without_a_value_has_no_limits_and_breaks_nothing():
    chart = charted(2.0, None, 4.0)
    assert chart["centre"].to_list() == [3.0, None, 3.0]
    assert chart["upper"][0] == pytest.approx(3.0 + 2.66 * 2)


def test_each_unit_has_limits_of_its_own():
    both = pl.concat([charted(1.0, 1.0).lazy(), charted(5.0, 5.0, unit="b").lazy()]).select("unit", "month", "value")
    assert with_xmr(both, ["unit"]).collect()["centre"].to_list() == [1.0, 1.0, 5.0, 5.0]
