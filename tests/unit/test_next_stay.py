"""One more stay, at the threshold and on either side of it."""

import pytest

from lus_stats.billing.next_stay import longest_without_liability, with_one_more


@pytest.mark.parametrize(("days", "over"), [(4, False), (5, False), (6, True)])
def test_exactly_three_is_not_over(days: int, over: bool) -> None:
    tried = with_one_more(ready_days=25, episodes=9, threshold_tenths=30, days=days)
    assert (tried.mean_ready_days, tried.over_threshold) == ((25 + days) / 10, over)


@pytest.mark.parametrize(
    ("ready_days", "episodes", "threshold_tenths", "longest"),
    [(25, 9, 30, 5), (30, 9, 30, 0), (31, 9, 30, None), (0, 0, 30, 3), (7, 2, 25, 0), (7, 3, 25, 3)],
)
def test_the_longest_stay_is_the_last_one_that_is_not_over(
    ready_days: int, episodes: int, threshold_tenths: int, longest: int | None
) -> None:
    assert longest_without_liability(ready_days, episodes, threshold_tenths) == longest
    if longest is not None:
        assert not with_one_more(ready_days, episodes, threshold_tenths, longest).over_threshold
    assert with_one_more(
        ready_days, episodes, threshold_tenths, (-1 if longest is None else longest) + 1
    ).over_threshold
