"""The intervals against SciPy's own and against printed tables."""

import numpy as np
import polars as pl
import pytest
from scipy import stats

from lus_stats.uncertainty import FEWEST, t_interval, wilson_interval

CLOSE = 1e-9


def interval_of_mean(days):
    frame = pl.DataFrame({"total": [sum(days)], "squares": [sum(day**2 for day in days)], "count": [len(days)]})
    low, high = t_interval(pl.col("total"), pl.col("squares"), pl.col("count"))
    return frame.select(low=low, high=high).row(0)


def interval_of_share(hits, count):
    low, high = wilson_interval(pl.col("hits"), pl.col("count"))
    return pl.DataFrame({"hits": [hits], "count": [count]}).select(low=low, high=high).row(0)


@pytest.mark.parametrize(
    "days",
    [[2, 3, 4, 5, 6], [4, 4, 4, 4, 5], list(range(30)), [0, 0, 0, 0, 0, 0, 740], [3] * 400 + [4] * 600],
    ids=len,
)
def test_a_means_interval_is_students(days):
    low, high = stats.t.interval(0.95, len(days) - 1, loc=np.mean(days), scale=stats.sem(days))
    assert interval_of_mean(days) == pytest.approx((max(low, 0.0), high), rel=CLOSE)


def test_a_means_interval_by_the_printed_table():
    """Nine degrees of freedom: 2.262. Mean 4.5, standard deviation 3.02765, of ten: 4.5 ± 2.1658."""
    assert interval_of_mean(list(range(10))) == pytest.approx((4.5 - 2.1658, 4.5 + 2.1658), abs=5e-4)


@pytest.mark.parametrize(("hits", "count"), [(0, 5), (5, 5), (1, 5), (3, 10), (50, 100), (999, 1000), (1, 20_000)])
def test_a_shares_interval_is_wilsons(hits, count):
    expected = stats.binomtest(hits, count).proportion_ci(0.95, method="wilson")
    assert interval_of_share(hits, count) == pytest.approx((expected.low, expected.high), rel=CLOSE, abs=CLOSE)


def test_a_shares_interval_by_the_printed_one():
    """Newcombe (1998), table I: 81 of 263, 15 of 148, and none of 20."""
    assert interval_of_share(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert interval_of_share(15, 148) == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert interval_of_share(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)


def test_none_and_all_have_an_exact_end():
    assert interval_of_share(0, 7)[0] == 0.0
    assert interval_of_share(7, 7)[1] == 1.0


def test_from_fewer_than_five_nothing_is_said():
    assert FEWEST == 5
    for count in range(5):
        assert interval_of_mean([3] * count) == (None, None)
        assert interval_of_share(0, count) == (None, None)
    assert None not in interval_of_mean([3, 3, 4, 4, 5])
    assert None not in interval_of_share(1, 5)


def test_the_same_days_have_an_interval_of_no_width():
    assert interval_of_mean([3] * 7) == pytest.approx((3.0, 3.0), rel=CLOSE)
