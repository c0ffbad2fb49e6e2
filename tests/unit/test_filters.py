"""The view in the address: what is written is read back, and what cannot be read falls back and is reported."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lus_stats.answers import POOLS
from lus_stats.criteria import BY_KEY as CRITERIA
from lus_stats.indicators import BY_KEY
from lus_stats.rules import Changes
from lus_stats.ui.filters import WORDS, Choices, Filters
from lus_stats.viewer import Role, Viewer
from lus_stats.vocabulary import CareForm, MeanPopulation, Outcome

CHOICES = Choices(
    months=(date(2020, 3, 1), date(2020, 2, 1)),
    opening_month=date(2020, 2, 1),
    counties=("18", "01"),
    agreements=(("orebro", "Örebro län"), ("law", "Lagen")),
)
OPENING = Filters.opening(CHOICES)


def any_changes() -> st.SearchStrategy[Changes]:
    """Any of the terms changed, alone or together."""
    return st.builds(
        Changes,
        threshold_tenths=st.none() | st.integers(0, 9999),
        free_days=st.none() | st.integers(0, 9_999_999),
        cutoff=st.none() | st.tuples(st.none() | st.times().map(lambda one: one.replace(second=0, microsecond=0))),
        discharge_day_counts=st.none() | st.booleans(),
        mean_population=st.none() | st.sampled_from(MeanPopulation),
        criteria=st.none() | st.sets(st.sampled_from(list(CRITERIA))).map(in_order),
        amount_sek=st.none() | st.integers(0, 9_999_999),
    )


def in_order(keys: set[str]) -> tuple[str, ...]:
    """Criteria in the catalogue's order."""
    return tuple(key for key in CRITERIA if key in keys)


@st.composite
def views(draw: st.DrawFn) -> Filters:
    """Any view that can be chosen."""
    county = draw(st.sampled_from(CHOICES.counties))
    readers = [Viewer(Role.REGION, "18"), Viewer(Role.NETWORK, "01"), Viewer(Role.MUNICIPALITY, "1883")]
    return Filters(
        viewer=draw(st.sampled_from(readers)),
        month=draw(st.sampled_from(CHOICES.months)),
        county=county,
        care_form=draw(st.sampled_from(CareForm)),
        agreement=draw(st.sampled_from([None, "orebro", "law"])),
        municipality=draw(st.sampled_from([f"{county}80", {"18": "1883", "01": "0184"}[county]])),
        districts=draw(st.sampled_from(["recorded", "today"])),
        changes=draw(any_changes()),
        against=draw(st.sampled_from([None, "orebro", "law"])),
        outcome=draw(st.none() | st.sampled_from(Outcome)),
        indicator=draw(st.sampled_from(list(BY_KEY))),
        pool=draw(st.sampled_from(POOLS)),
        compared=draw(st.none() | st.sampled_from(CHOICES.months)),
        axes=draw(st.sampled_from(["same", "free"])),
    )


@given(views())
def test_a_link_restores_the_view(view: Filters) -> None:
    assert Filters.from_query(view.to_query(), CHOICES) == (view, ())


def test_an_empty_address_is_the_opening_view() -> None:
    assert Filters.from_query({}, CHOICES) == (OPENING, ())
    assert OPENING.month == date(2020, 2, 1)


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("som", "region-12"),
        ("som", "municipality-9999"),
        ("som", "kung-18"),
        ("manad", "2019-12"),
        ("manad", "mars"),
        ("lan", "12"),
        ("vardform", "tandvard"),
        ("enligt", "norrland"),
        ("kommun", "0180"),
        ("kommun", "9999"),
        ("stadsdelar", "imorgon"),
        ("grans", "3"),
        ("grans", "3,0"),
        ("grans", "-1.0"),
        ("grans", "3.05"),
        ("andrat", "free_days"),
        ("andrat", "free_days=-1"),
        ("andrat", "fri_days=1"),
        ("andrat", "free_days=1;free_days=2"),
        ("andrat", "free_days=1;"),
        ("andrat", "free_days=99999999999999999999"),
        ("andrat", "criteria=<script>"),
        ("andrat", "episode_id=kalle"),
        ("mot", "norrland"),
        ("utfall", "gratis"),
        ("indikator", "lycka"),
        ("period", "2"),
        ("period", "tre"),
        ("jamfor", "2019-02"),
        ("jamfor", "ifjol"),
        ("axlar", "sneda"),
    ],
)
def test_a_bad_value_falls_back_and_is_reported_while_the_others_hold(name: str, bad: str) -> None:
    good = replace(OPENING, care_form=CareForm.PSYCHIATRIC) if name != "vardform" else OPENING
    chosen, faults = Filters.from_query({**good.to_query(), name: bad}, CHOICES)
    assert chosen == good
    assert len(faults) == 1
    assert WORDS[name][0] in faults[0]


def test_a_municipality_goes_when_its_county_does() -> None:
    view = replace(OPENING, municipality="1883")
    assert replace(view, county="01").settled().municipality is None
    assert view.settled() is view


def test_a_link_says_nothing_of_a_patient() -> None:
    view = ("som", "manad", "lan", "vardform", "enligt", "kommun", "stadsdelar", "grans", "andrat", "mot", "utfall")
    assert set(WORDS) == {*view, "indikator", "period", "jamfor", "axlar"}


@pytest.mark.parametrize("link", [{"grans": "2.5"}, {"andrat": "threshold_days=2.5"}])
def test_a_link_from_when_only_the_threshold_could_be_moved_still_works(link: dict[str, str]) -> None:
    chosen, faults = Filters.from_query(link, CHOICES)
    assert (chosen.changes, faults) == (Changes(threshold_tenths=25), ())
    assert {word for word in chosen.to_query() if word in {"grans", "andrat"}} == {"andrat"}
