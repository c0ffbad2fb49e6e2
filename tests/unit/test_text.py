"""Sentences from figures, on their borders: one and many, none, hidden, missing, exactly at the threshold."""

from datetime import date

import pytest

from lus_stats.text import (
    Margin,
    Mean,
    Sum,
    billing_sentence,
    invoice_basis_sentence,
    margin,
    municipality_sentence,
    numbers,
    overview_sentence,
)
from lus_stats.vocabulary import AmountStatus, Model, State

JANUARY, FEBRUARY = date(2023, 1, 1), date(2023, 2, 1)
NOW = Mean(FEBRUARY, 2.41, 415)
BEFORE = Mean(JANUARY, 2.38, 409)
NOTHING = Sum(0, 0)


def plain(sentence: str) -> str:
    return sentence.replace("\u00a0", " ")


def overview(**given: object) -> str:
    asked = {"now": NOW, "before": BEFORE, "over": [], "municipalities": 12, "threshold_tenths": 30} | given
    return plain(overview_sentence(**asked))  # type: ignore[arg-type]


def test_the_headline_of_the_mock():
    assert overview(over=["Karlskoga", "Hallsberg", "Hällefors"]) == (
        "I februari låg länets medelvärde på **2,4 dagar** (415 vårdtillfällen), oförändrat mot januari. "
        "**3 av 12 kommuner** låg över gränsen 3,0: Karlskoga, Hallsberg och Hällefors."
    )


@pytest.mark.parametrize(
    ("over", "said"),
    [
        ([], "**Ingen av 12 kommuner** låg över gränsen 3,0."),
        (["A"], "**1 av 12 kommuner** låg över gränsen 3,0: A."),
        (list("ABCD"), "3,0: A, B, C och D."),
        (list("ABCDE"), "3,0: A, B, C och 2 till."),
        (list("ABCDEF"), "3,0: A, B, C och 3 till."),
    ],
)
def test_as_many_names_as_one_can_read(over, said):
    assert overview(over=over).endswith(said)


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (2.50, "oförändrat mot januari"),
        (2.34, "oförändrat mot januari"),  # 2,3 and 2,4 as shown
        (2.55, "0,2 dagar mindre än i januari"),  # 2,6 and 2,4 as shown
        (2.24, "0,2 dagar mer än i januari"),
        (1.41, "1 dag mer än i januari"),
    ],
)
def test_a_change_can_be_checked_against_the_figures_shown(before, said):
    assert f", {said}." in overview(before=Mean(JANUARY, before, 400))


def test_the_month_before_may_be_missing_hidden_or_in_another_year():
    december = date(2022, 12, 1)
    assert "den första månaden med uppgifter" in overview(before=None)
    assert "januari är dold (färre än 5 vårdtillfällen)" in overview(before=Mean(JANUARY, None, None, State.HIDDEN))
    assert "januari saknar vårdtillfällen" in overview(before=Mean(JANUARY, None, 0, State.MISSING))
    assert "oförändrat mot december 2022" in overview(now=Mean(JANUARY, 2.4, 9), before=Mean(december, 2.4, 9))


def test_a_month_without_a_figure_says_why():
    assert "**dolt: färre än 5 vårdtillfällen**" in overview(now=Mean(FEBRUARY, None, None, State.HIDDEN))
    assert "**inga vårdtillfällen**" in overview(now=Mean(FEBRUARY, None, 0, State.MISSING))


def test_one_is_one():
    assert "**1,0 dag** (1 vårdtillfälle)" in overview(now=Mean(FEBRUARY, 1.0, 1))
    assert overview(hidden=1).endswith("För 1 kommun är utfallet dolt: färre än 5 vårdtillfällen.")


def test_terms_without_a_mean_have_no_threshold():
    assert overview(threshold_tenths=None).endswith("ingen gräns för månaden: varje vårdtillfälle prövas för sig.")


@pytest.mark.parametrize(
    ("headroom", "said"),
    [
        (-40, "ligger månaden **4 dagar över gränsen 3,0**."),
        (-10, "ligger månaden **1 dag över gränsen 3,0**."),
        (0, "ligger månaden **precis på gränsen 3,0**, inte över."),
        (5, "är det **0,5 dagar kvar till gränsen 3,0**."),
        (None, ""),
    ],
)
def test_the_margin(headroom, said):
    assert plain(margin(headroom, 30)).removeprefix("I faktureringen ") == said


def test_a_municipality_beside_its_county():
    said = municipality_sentence(
        municipality="Karlskoga", now=Mean(FEBRUARY, 3.08, 52), before=Mean(JANUARY, 2.5, 40), county=NOW,
        threshold_tenths=30, headroom_tenths=-40,
    )  # fmt: skip
    assert plain(said) == (
        "I februari låg medelvärdet för Karlskoga på **3,1 dagar** (52 vårdtillfällen), 0,6 dagar mer än i januari. "
        "Länets medelvärde var 2,4. I faktureringen ligger månaden **4 dagar över gränsen 3,0**."
    )


def billing(**given: object) -> str:
    asked = {
        "month": FEBRUARY, "threshold_tenths": 30, "liable": 3, "payers": 3, "billed": Sum(680, 714_000),
        "blocked": Sum(440, 462_000),
    } | given  # fmt: skip
    return plain(billing_sentence(**asked))  # type: ignore[arg-type]


def test_the_billing_headline_of_the_mock():
    assert billing(closest_over=Margin("Karlskoga", -40), closest_under=Margin("Askersund", 20)) == (
        "Med gränsen **3,0** betalar tre kommuner **68 dagar, 714 000 kr**. Regionens egna brister stoppar 44 dagar "
        "till (462 000 kr). Karlskoga ligger **4 dagar** över, Askersund hade **2 dagar** kvar."
    )


def test_nobody_pays_or_only_one_or_only_the_region():
    none = {"payers": 0, "billed": NOTHING, "blocked": NOTHING}
    assert billing(liable=0, **none) == "Med gränsen **3,0** betalar **ingen kommun** för februari."
    some_hidden = billing(liable=0, hidden=2, **none)
    assert some_hidden.startswith("Med gränsen **3,0** betalar **ingen av de kommuner som visas** för februari.")
    assert "ligger två kommuner över, men **inga dagar debiteras**." in billing(liable=2, **none)
    assert "betalar en kommun **1 dag, 8 200 kr**." in billing(liable=1, payers=1, billed=Sum(10, 8_200))
    assert billing(municipality="Nora", **none) == "Med gränsen **3,0** betalar Nora **0 dagar** för februari."


def test_an_amount_says_how_well_it_is_known():
    assert "**68 dagar, belopp saknas**" in billing(billed=Sum(680, None, AmountStatus.MISSING))
    assert "714 000 kr (obekräftat belopp)**" in billing(billed=Sum(680, 714_000, AmountStatus.UNCONFIRMED))
    assert "714 000 kr (angivet belopp)**" in billing(billed=Sum(680, 714_000, AmountStatus.ENTERED))
    assert "714 000 kr (demobelopp)**" in billing(billed=Sum(680, 714_000, AmountStatus.UNCONFIRMED, invented=True))
    assert "(462 000 kr, obekräftat belopp)" in billing(blocked=Sum(440, 462_000, AmountStatus.UNCONFIRMED))


def test_without_a_threshold_each_episode_stands_alone():
    said = billing(threshold_tenths=None, closest_over=Margin("Nora", -1))
    assert said.startswith("Utan gräns, varje vårdtillfälle för sig, betalar tre kommuner")
    assert "Nora" not in said


def invoice(**given: object) -> str:
    asked = {
        "municipality": "Karlskoga", "month": FEBRUARY, "model": Model.MEAN_THEN_INDIVIDUAL, "threshold_tenths": 30,
        "liable": True, "episodes": 52, "billed_episodes": 11, "billed": Sum(310, 325_500), "pivotal": 3,
    } | given  # fmt: skip
    return plain(invoice_basis_sentence(**asked))  # type: ignore[arg-type]


def test_the_invoice_headline_of_the_mock():
    assert invoice() == (
        "Karlskoga, februari 2023: **31 dagar debiteras, 325 500 kr**, på 11 av 52 vårdtillfällen. Tre är avgörande: "
        "faller ett av dem bort ligger månaden inte längre över 3,0, och hela fakturan försvinner."
    )


def test_one_pivotal_episode_and_none():
    assert "Ett är avgörande: faller det bort" in invoice(pivotal=1)
    assert "avgörande" not in invoice(pivotal=0)
    assert "avgörande" not in invoice(billed=NOTHING)


def test_at_the_threshold_just_under_it_and_without_a_mean():
    assert invoice(liable=False, mean=3.0).endswith("3,00 ligger precis på gränsen 3,0, så **inget debiteras**.")
    assert invoice(liable=False, mean=2.9999).endswith("2,9999 ligger inte över gränsen 3,0, så **inget debiteras**.")
    assert "inget vårdtillfälle ingår i medelvärdet" in invoice(liable=False, mean=None)
    assert "**inga vårdtillfällen** skrevs ut" in invoice(episodes=0)


def test_a_means_excess_stands_on_the_municipality():
    said = invoice(model=Model.MEAN_EXCESS, billed=Sum(5, 5_250))
    assert "**0,5 dagar över gränsen 3,0 debiteras, 5 250 kr**. Summan står på kommunens medelvärde" in said


@pytest.mark.parametrize(
    ("value", "decimals", "said"),
    [
        (2.25, 1, "2,3"),
        (2.35, 1, "2,4"),
        (-2.25, 1, "−2,3"),
        (-0.04, 1, "0,0"),
        (1234567, 0, "1 234 567"),
        (0.5, 0, "1"),
    ],
)
def test_numbers_are_rounded_half_up(value, decimals, said):
    assert plain(numbers.number(value, decimals)) == said


@pytest.mark.parametrize(
    ("mean", "said"), [(3.0, "3,00"), (3.08, "3,08"), (3.004, "3,004"), (2.9996, "2,9996"), (160 / 52, "3,08")]
)
def test_a_mean_is_told_apart_from_its_threshold(mean, said):
    assert numbers.mean_beside(mean, 30) == said


def test_days_are_numbered_in_words():
    assert [plain(numbers.numbers_of_days(4, last)) for last in (4, 5, 12)] == ["dag 4", "dag 4 och 5", "dag 4–12"]
