"""What a picture shows, said in a line."""

import pytest

from lus_stats.text import findings, stays
from lus_stats.text.numbers import NBSP


@pytest.mark.parametrize(
    ("over", "clearly", "title"),
    [
        (0, 0, "Ingen kommun låg över 3,0"),
        (1, 0, "En kommun låg över 3,0, men inte tydligt"),
        (1, 1, "En kommun låg över 3,0, tydligt"),
        (3, 0, "Tre kommuner låg över 3,0, ingen av dem tydligt"),
        (3, 1, "Tre kommuner låg över 3,0, en av dem tydligt"),
        (3, 3, "Tre kommuner låg över 3,0, alla tydligt"),
        (3, None, "Tre kommuner låg över 3,0"),
    ],
)
def test_the_title_counts_those_over_and_those_clearly_so(over: int, clearly: int | None, title: str) -> None:
    assert findings.places_title(over, clearly, 30) == title


def test_without_a_threshold_the_title_names_none() -> None:
    assert findings.places_title(12, None, None) == "Så länge väntar patienterna i varje kommun"


def test_a_signal_says_which_limit_it_crossed() -> None:
    said = findings.mean_signal("Nora", "below", 1.62, 1.78)
    assert said == "**Nora** – under undre gränsen 1,8: 1,6 dagar."
    assert "minst sju månader i rad över" in findings.mean_signal("Nora", "high_run", 3.1, None)
    share = findings.share_signal("Fast vårdkontakt", "above", 0.861, 0.8)
    assert share == f"**Fast vårdkontakt** – över övre gränsen 80{NBSP}%: 86{NBSP}% uppfyllda."


def test_the_rest_is_counted_and_what_cannot_be_known_is_not_called_quiet() -> None:
    said = findings.quiet_units(9, 2, "kommun", "kommuner")
    assert said == "Nio kommuner: ingen signal. Två kommuner: dolt, eller inga vårdtillfällen."
    assert findings.quiet_units(1, 0, "kommun", "kommuner") == "En kommun: ingen signal."
    assert findings.quiet_units(0, 0, "kommun", "kommuner") == ""


def test_the_next_stay_is_told_by_where_the_month_stands() -> None:
    assert "även om nästa vårdtillfälle har 0 dagar" in stays.next_stay_sentence(None, liable=True, threshold_tenths=30)
    assert "hade månaden inte legat över 3,0" in stays.next_stay_sentence(2, liable=True, threshold_tenths=30)
    assert f"högst **5{NBSP}dagar** utan att" in stays.next_stay_sentence(5, liable=False, threshold_tenths=30)


def test_nobody_left_is_said_as_such() -> None:
    assert stays.waiting_sentence(0, 0, None) == (
        "Vid det senaste uttaget var **ingen** utskrivningsklar patient kvar på sjukhus."
    )
