"""Drawing coming months from a history: repeatable, of its own episodes, and as spread as its months are."""

import numpy as np
import pytest

from lus_stats.uncertainty import Drawn, History, drawn_months
from lus_stats.uncertainty.possible import possible, share_in

MONTHS = 24
FUTURES = 2_000


def history(counts: object, days: object = None, met: object = None) -> History:
    """Months of so many episodes each; by default a day each, and every other one with its criteria met."""
    month = np.repeat(np.arange(MONTHS), np.broadcast_to(np.asarray(counts), MONTHS))
    return History(
        month,
        np.ones(month.size, np.int64) if days is None else np.broadcast_to(np.asarray(days), month.size).copy(),
        np.arange(month.size) % 2 == 0 if met is None else np.broadcast_to(np.asarray(met), month.size).copy(),
        MONTHS,
    )


def levels(size: int, spread: float, seed: int = 1) -> History:
    """Skewed days, whose mean differs between months by so much beyond chance (a standard deviation, relative)."""
    rng = np.random.default_rng(seed)
    level = np.exp(rng.normal(0, spread, MONTHS))
    made = history(size)
    return History(made.month, rng.poisson(rng.exponential(2.5, made.month.size) * level[made.month]), made.met, MONTHS)


def month(of: History, **given: int) -> Drawn:
    (drawn,) = drawn_months(of, 1, (1880, 1), **({"futures": FUTURES} | given))
    return drawn


def means(of: History) -> np.ndarray:
    drawn = month(of)
    return drawn.summed(of.days) / np.maximum(drawn.counts, 1)


def test_the_same_seed_and_history_give_the_same_months_and_another_seed_others() -> None:
    of = levels(20, 0.2)
    first, again, other = month(of), month(of), month(of, seed=5)
    assert (first.episode == again.episode).all()
    assert (first.counts == again.counts).all()
    assert first.episode.size != other.episode.size or (first.episode != other.episode).any()


def test_a_month_is_the_same_however_many_are_asked_for() -> None:
    of = levels(20, 0.2)
    (alone,), (first, second) = (list(drawn_months(of, count, (1880, 1), futures=50)) for count in (1, 2))
    assert (alone.episode == first.episode).all()
    assert alone.episode.size != second.episode.size or (alone.episode != second.episode).any()


def test_every_drawn_episode_is_one_of_the_historys_and_all_may_be_drawn() -> None:
    of = levels(10, 0.2)
    drawn = month(of)
    assert drawn.counts.sum() == drawn.episode.size
    assert set(np.unique(drawn.episode)) == set(range(of.days.size))


def test_sums_are_of_each_futures_own_episodes() -> None:
    drawn = Drawn(np.array([2, 0, 1]), np.array([0, 1, 1]))
    assert drawn.summed(np.array([5, 7])).tolist() == [12, 0, 7]


def test_the_number_of_episodes_varies_as_the_months_did() -> None:
    even, uneven = month(history(30)).counts, month(history([10, 50] * 12)).counts
    assert even.mean() == pytest.approx(30, rel=0.03)
    assert even.var() == pytest.approx(30, rel=0.15)
    assert uneven.mean() == pytest.approx(30, rel=0.05)
    assert uneven.std() == pytest.approx(21, rel=0.2)


def test_a_mean_is_where_the_history_is_and_wider_the_fewer_the_episodes() -> None:
    few, many = (means(levels(size, 0.0)) for size in (10, 160))
    assert np.median(few) == pytest.approx(2.5, rel=0.15)
    assert np.median(many) == pytest.approx(2.5, rel=0.15)
    widths = [np.subtract(*np.quantile(one, [0.9, 0.1])) for one in (few, many)]
    assert 2.5 < widths[0] / widths[1] < 5


def test_months_that_differ_by_more_than_chance_make_the_band_wider() -> None:
    calm, restless = (means(levels(160, spread)) for spread in (0.0, 0.3))
    widths = [np.subtract(*np.quantile(one, [0.9, 0.1])) for one in (calm, restless)]
    assert widths[1] > 2 * widths[0]


def test_criteria_go_on_changing_as_they_did() -> None:
    rng = np.random.default_rng(3)
    before = np.arange(MONTHS * 100) // 100 < 12
    rising = history(100, met=rng.random(MONTHS * 100) < np.where(before, 0.3, 0.5))
    each = possible(np.random.default_rng(1), rising, FUTURES)
    assert each.share.mean() == pytest.approx(0.5, abs=0.03)
    assert each.drift.mean() == pytest.approx(0.2, abs=0.05)
    assert share_in(each, 12).mean() > share_in(each, 1).mean() > 0.55
    steady = possible(np.random.default_rng(1), history(100), FUTURES)
    assert abs(steady.drift).max() < 0.05


@pytest.mark.parametrize("met", [True, False])
def test_criteria_that_were_never_or_always_met_stay_so(met: bool) -> None:
    of = history(5, days=3, met=met)
    assert of.met[month(of).episode].tolist().count(not met) == 0


def test_stays_of_no_days_at_all_and_months_without_episodes_are_a_history_too() -> None:
    empty = history([0] * 23 + [1], days=0)
    drawn = month(empty)
    assert drawn.summed(empty.days).sum() == 0
    assert (drawn.counts == 0).any()
