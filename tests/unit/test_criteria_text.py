"""Kriterier's sentences at their borders."""

from datetime import date

import pytest

from lus_stats.text.criteria import Share, Unmet, blocked_title, combinations_title, criteria_sentence
from lus_stats.vocabulary import State

JANUARY, FEBRUARY = date(2020, 1, 1), date(2020, 2, 1)
NOTICE = Unmet("Underrättelse", 20, 440, "sluten vård")
CONTACT = Unmet("Fast vårdkontakt", 88, 440, "öppen vård")


def said(now: Share, before: Share | None, *required: Unmet, place: str | None = None) -> str:
    return criteria_sentence(now=now, before=before, required=required, place=place).replace("\u00a0", " ")


def test_the_share_its_change_and_what_failed_most() -> None:
    assert said(Share(FEBRUARY, 289, 440), Share(JANUARY, 252, 400), NOTICE, CONTACT) == (
        "I februari uppfyllde regionen alla kriterier i **66 %** av vårdtillfällena (289 av 440), 3 procentenheter "
        "mer än i januari. Oftast brast **Fast vårdkontakt** (öppen vård): 88 av 440."
    )


@pytest.mark.parametrize(
    ("before", "change"),
    [
        (Share(JANUARY, 654, 1000), "1 procentenhet mer än i januari"),  # 65,4 % is shown as 65 %
        (Share(JANUARY, 655, 1000), "oförändrat mot januari"),
        (Share(JANUARY, 664, 1000), "oförändrat mot januari"),
        (Share(JANUARY, 665, 1000), "1 procentenhet mindre än i januari"),
        (Share(date(2019, 12, 1), 60, 100), "6 procentenheter mer än i december 2019"),
        (Share(JANUARY, None, None, State.HIDDEN), "januari är dold (färre än 5 vårdtillfällen)"),
        (Share(JANUARY, None, 0), "januari saknar vårdtillfällen"),
        (None, "den första månaden med uppgifter"),
    ],
)
def test_the_change_follows_from_the_figures_as_they_are_shown(before: Share | None, change: str) -> None:
    assert f"(66 av 100), {change}. " in said(Share(FEBRUARY, 66, 100), before, NOTICE)


def test_two_that_failed_as_often_are_both_named() -> None:
    sentence = said(Share(FEBRUARY, 4, 6), None, Unmet("A", 1, 6, "sluten vård"), Unmet("B", 1, 6, "öppen vård"))
    assert "Oftast brast **A** (sluten vård) och **B** (öppen vård): vardera 1 av 6." in sentence


@pytest.mark.parametrize(("of", "marked"), [(19, True), (20, False)])
def test_few_episodes_are_said_to_be_uncertain(of: int, marked: bool) -> None:
    assert ("; osäkert, få vårdtillfällen)" in said(Share(FEBRUARY, 10, of), None, NOTICE)) is marked


def test_nothing_failed_nothing_hidden_nothing_there_and_nothing_asked_for() -> None:
    none = Unmet("Underrättelse", 0, 440, "sluten vård")
    assert said(Share(FEBRUARY, 440, 440), None, none).endswith("Inget kriterium brast.")
    hidden = Share(FEBRUARY, None, None, State.HIDDEN)
    assert said(hidden, None, none) == "I februari är andelen **dold: färre än 5 vårdtillfällen**."
    empty = said(Share(FEBRUARY, None, 0), None, none, place="Laxå")
    assert empty == "I februari skrevs **inga vårdtillfällen** ut för patienter från Laxå, så det finns ingen andel."
    assert said(Share(FEBRUARY, 440, 440), None).startswith("Villkoren kräver **inga kriterier**")


def test_titles_of_what_failed_together_and_of_what_it_stopped() -> None:
    plain = [combinations_title(*counts).replace("\u00a0", " ") for counts in ((3, 1, 9), (3, 0, 9), (0, 0, 9))]
    assert plain == [
        "I 3 av 9 vårdtillfällen brast något kriterium, i 1 av dem flera samtidigt.",
        "I 3 av 9 vårdtillfällen brast något kriterium, aldrig flera samtidigt.",
        "Alla 9 vårdtillfällen uppfyller alla kriterier.",
    ]
    assert combinations_title(0, 0, 0) == "Inga vårdtillfällen skrevs ut."
    assert blocked_title(1, "8 200 kr").replace("\u00a0", " ") == "Kriterierna stoppade 1 dag: 8 200 kr"
    assert blocked_title(0, "0 kr") == "Inga dagar stoppades av kriterierna"
