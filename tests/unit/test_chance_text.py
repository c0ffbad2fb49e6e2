"""A chance in words, on its borders."""

import pytest

from lus_stats.text.chance import crossing_sentence, in_months


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (0.0, "mindre än 1 månad av 20"),
        (0.0499, "mindre än 1 månad av 20"),
        (0.05, "ungefär 1 månad av 20"),
        (0.0749, "ungefär 1 månad av 20"),
        (0.075, "ungefär 1 månad av 10"),
        (0.1333, "ungefär 1 månad av 10"),
        (0.1334, "ungefär 1 månad av 6"),
        (0.1833, "ungefär 1 månad av 6"),
        (0.1834, "ungefär 1 månad av 5"),
        (0.2249, "ungefär 1 månad av 5"),
        (0.2251, "ungefär 1 månad av 4"),
        (0.25, "ungefär 1 månad av 4"),
        (0.2916, "ungefär 1 månad av 4"),
        (0.2917, "ungefär 1 månad av 3"),
        (0.4166, "ungefär 1 månad av 3"),
        (0.4167, "ungefär 1 månad av 2"),
        (0.5833, "ungefär 1 månad av 2"),
        (0.5834, "ungefär 2 månader av 3"),
        (0.7083, "ungefär 2 månader av 3"),
        (0.7084, "ungefär 3 månader av 4"),
        (0.7749, "ungefär 3 månader av 4"),
        (0.7751, "ungefär 4 månader av 5"),
        (0.8499, "ungefär 4 månader av 5"),
        (0.8501, "ungefär 9 månader av 10"),
        (0.95, "ungefär 9 månader av 10"),
        (0.9501, "nästan varje månad"),
        (1.0, "nästan varje månad"),
    ],
)
def test_a_chance_is_the_nearest_of_some_simple_shares(chance: float, words: str) -> None:
    assert in_months(chance) == words


def test_the_words_never_fall_as_the_chance_rises() -> None:
    said = list(dict.fromkeys(in_months(step / 1000) for step in range(1001)))
    assert len(said) == len({in_months(step / 1000) for step in range(1001)}) == 13


def test_the_sentence_names_the_month_the_threshold_and_what_it_rests_on() -> None:
    assert crossing_sentence(0.26, "mars 2023", 30, 24) == (
        "Chansen att mars 2023 hamnar över 3,0: **ungefär 1 månad av 4**, att döma av kommunens egna vårdtillfällen "
        "de senaste 24 månaderna."
    )
    assert crossing_sentence(None, "mars 2023", 25, 24) == (
        "Chansen att mars 2023 hamnar över 2,5 går inte att räkna: för kort historik."
    )
