"""Who is told the chance of crossing: readers of the rows, and others where every month of its history is shown."""

from datetime import date

import polars as pl
import pytest

from lus_stats import months
from lus_stats.rules import load
from lus_stats.ui.filters import Filters
from lus_stats.ui.views.chances import chances, hidden_histories, sentence
from lus_stats.viewer import Role, Viewer
from lus_stats.vocabulary import CareForm, State

LAST = date(2023, 2, 1)
NETWORK, REGION = Viewer(Role.NETWORK, "18"), Viewer(Role.REGION, "18")
TERMS = load().agreements["orebro"].newest(CareForm.SOMATIC)


def hidden(viewer: Viewer, back: int, episodes: int = 20, in_mean: int = 20, state: State = State.SHOWN) -> set[str]:
    """What is hidden where one municipality had a month so many before the last that was not like the others."""
    odd, every = months.following(LAST, -back), [*months.span(date(2020, 2, 1), LAST)]
    rows = [
        (month, code, *((episodes, in_mean, state) if (month, code) == (odd, "1881") else (20, 20, State.SHOWN)))
        for month in every
        for code in ("1880", "1881")
    ]
    columns = ["month", "municipality_code", "episodes", "episodes_in_mean", "state"]
    frame = pl.DataFrame(rows, schema=columns, orient="row")
    return set(hidden_histories(frame.drop("state"), frame, Filters(viewer, LAST, "18"), LAST))


@pytest.mark.parametrize(("count", "is_hidden"), [(0, False), (1, True), (4, True), (5, False)])
def test_a_month_of_few_hides_the_chance_from_others(count: int, is_hidden: bool) -> None:
    assert hidden(NETWORK, 3, episodes=count) == ({"1881"} if is_hidden else set())
    assert hidden(NETWORK, 3, in_mean=count) == ({"1881"} if is_hidden else set())


def test_a_month_that_the_statistics_hide_hides_the_chance() -> None:
    assert hidden(NETWORK, 0, state=State.HIDDEN) == {"1881"}


def test_only_the_months_that_are_drawn_from_count() -> None:
    assert hidden(NETWORK, 23, episodes=3) == {"1881"}
    assert hidden(NETWORK, 24, episodes=3) == set()


def test_readers_of_the_rows_are_told() -> None:
    assert hidden(REGION, 0, episodes=3, state=State.HIDDEN) == set()
    assert hidden(Viewer(Role.MUNICIPALITY, "1881"), 0, episodes=3, state=State.HIDDEN) == set()
    assert hidden(Viewer(Role.MUNICIPALITY, "1880"), 0, episodes=3) == {"1881"}


def test_a_chance_is_said_in_words_or_why_it_is_not() -> None:
    found = chances({"1880": 0.26, "1881": 0.26, "1882": None}, {"1881"})
    assert found == {"1880": "ungefär 1 månad av 4", "1881": "dolt: färre än 5", "1882": "för kort historik"}


def test_kommun_says_its_own_or_why_not() -> None:
    crossing = {"1880": 0.26, "1881": 0.26}
    said = [sentence(crossing, {"1881"}, code, LAST, TERMS) for code in ("1880", "1881", "1882")]
    assert said[0].startswith("Chansen att mars\u00a02023 hamnar över 3,0: **ungefär 1 månad av 4**")
    assert said[1] == "Chansen att mars\u00a02023 hamnar över 3,0 visas inte: någon månad i historiken är dold."
    assert said[2] == ""
