"""Funnel limits against drawing for real, against the binomial, and at their borders."""

import numpy as np
import polars as pl
import pytest
from scipy import stats

from lus_stats.uncertainty import funnel_limits

SKEWED = {0: 180, 1: 60, 2: 50, 3: 40, 4: 25, 5: 15, 7: 12, 10: 9, 15: 5, 24: 3, 60: 1}


def spread(counts: dict[int, int]) -> pl.DataFrame:
    return pl.DataFrame({"value": list(counts), "count": list(counts.values())})


@pytest.mark.parametrize("size", [5, 10, 20, 50])
def test_the_limits_hold_what_they_say_of_skewed_days(size: int) -> None:
    """Episodes drawn at random a hundred thousand times; the normal limits beside them do not hold above."""
    days = np.repeat(list(SKEWED), list(SKEWED.values()))
    means = np.random.default_rng(20).choice(days, (100_000, size)).mean(axis=1)
    row = funnel_limits(spread(SKEWED), [size]).row(0, named=True)
    for level, low, high in ((0.95, "low_95", "high_95"), (0.998, "low_998", "high_998")):
        tail = (1 - level) / 2
        assert (means < row[low]).mean() <= tail * 1.25 + 0.0002
        assert (means > row[high]).mean() <= tail * 1.25 + 0.0002
        assert (means <= row[high]).mean() >= 1 - tail * 1.25 - 0.0002
    normal = days.mean() + stats.norm.ppf(0.999) * days.std() / size**0.5
    assert (means > normal).mean() > 0.003


@pytest.mark.parametrize(("hits", "count", "size"), [(30, 100, 12), (1, 400, 50), (399, 400, 7)])
def test_a_share_has_the_binomials_limits(hits: int, count: int, size: int) -> None:
    row = funnel_limits(spread({0: count - hits, 1: hits}), [size]).row(0, named=True)
    expected = [stats.binom.ppf(edge, size, hits / count) / size for edge in (0.025, 0.975, 0.001, 0.999)]
    assert [row[name] for name in ("low_95", "high_95", "low_998", "high_998")] == pytest.approx(expected)


def test_limits_narrow_with_size_and_hold_the_mean() -> None:
    limits = funnel_limits(spread(SKEWED), [1, 5, 40, 400, 40_000])
    mean = sum(value * count for value, count in SKEWED.items()) / sum(SKEWED.values())
    assert limits["n"].to_list() == [1, 5, 40, 400, 40_000]
    assert (limits["high_998"].diff().drop_nulls() <= 0).all()
    assert ((limits["low_998"] <= limits["low_95"]) & (limits["high_95"] <= limits["high_998"])).all()
    wide = limits.filter(pl.col("n") >= 5)
    assert ((wide["low_95"] <= mean) & (mean <= wide["high_95"])).all()
    assert limits.row(-1, named=True)["high_998"] == pytest.approx(mean, rel=0.05)


def test_without_variation_there_is_no_room_and_without_episodes_no_limit() -> None:
    assert funnel_limits(spread({2: 9}), [3]).row(0) == (3, 2.0, 2.0, 2.0, 2.0)
    assert funnel_limits(spread({0: 9}), [3]).row(0) == (3, 0.0, 0.0, 0.0, 0.0)
    assert funnel_limits(spread({}).cast({"value": pl.Int64, "count": pl.Int64}), [3]).is_empty()
