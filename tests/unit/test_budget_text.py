"""Budget's sentences on their borders."""

from datetime import date

import pytest

from lus_stats.text.budget import Span, budget_sentence, fell_within, mean_title, rests_on, rough, said_and_came

YEAR, QUARTER = Span(1_230_000, 3_473_600, mark="demobelopp"), Span(0, 0)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, 0), (0.4, 0), (7, 7), (99, 99), (104, 100), (145, 140), (146, 150), (999, 1000), (3_473_600, 3_500_000)],
)
def test_two_figures_of_a_band_count(value: float, shown: int) -> None:
    assert rough(value) == shown


def test_the_headline_says_the_band_its_certainty_and_the_chance() -> None:
    given = {"terms": "för Örebro län", "month": "mars 2023", "limit": "3,0"}
    said = plain(budget_sentence(year=YEAR, quarter=QUARTER, crossing="ungefär 1 månad av 4", **given))
    assert said == (
        "De kommande 12 månaderna kostar med 80 % sannolikhet **mellan 1 200 000 och 3 500 000 kr (demobelopp)** under "
        "villkoren för Örebro län; de närmaste 3 med minst 90 % sannolikhet **ingenting**. Chansen att mars 2023 "
        "hamnar över 3,0: **ungefär 1 månad av 4**."
    )
    without = plain(budget_sentence(year=Span(3, 12, sek=False), quarter=Span(5, 5, sek=False), crossing="", **given))
    assert without == (
        "De kommande 12 månaderna debiteras med 80 % sannolikhet **mellan 3 och 12 dagar** under villkoren för Örebro "
        "län; de närmaste 3 med 80 % sannolikhet **omkring 5 dagar**. Kronor går inte att räkna: belopp saknas."
    )


@pytest.mark.parametrize(
    ("low", "high", "title"),
    [
        (2.0, 3.0, "Medelvärdet väntas hålla sig under gränsen 3,0"),
        (2.0, 3.01, "Gränsen 3,0 ligger inom det band där medelvärdet väntas hamna"),
        (3.0, 3.5, "Gränsen 3,0 ligger inom det band där medelvärdet väntas hamna"),
        (3.01, 3.5, "Medelvärdet väntas ligga över gränsen 3,0"),
    ],
)
def test_the_title_says_how_the_band_lies_to_the_threshold(low: float, high: float, title: str) -> None:
    assert mean_title(low, high, 30) == title


def test_what_was_never_tried_is_not_said_to_have_held() -> None:
    assert plain(fell_within("Månadens medelvärde", 24, 20)) == (
        "Månadens medelvärde: **20 av 24** hamnade i bandet (83 %)."
    )
    assert fell_within("Månadens medelvärde", 0, 0) == "Månadens medelvärde: inget att pröva mot."


def test_chances_are_held_against_what_came() -> None:
    assert plain(said_and_came("Örebro län, över gränsen", 210, 0.194, 0.2)) == (
        "Örebro län, över gränsen: **20 %** av 210 månader, enligt chanserna 19 %."
    )
    assert said_and_came("Örebro län, över gränsen", 0, 0, 0) == ""


def test_the_assumptions_name_history_terms_and_seed() -> None:
    said = plain(
        " ".join(
            rests_on(
                futures=1000,
                episodes=480,
                first=date(2021, 3, 1),
                last=date(2023, 2, 1),
                threshold_tenths=30,
                amount="10 500 kr per dag",
                seed=7,
            )
        )
    )
    for part in ("1 000 tänkbara framtider", "480 vårdtillfällen mars 2021 till februari 2023", "gränsen 3,0", "Frö 7"):
        assert part in said
