"""Trender's sentences at their borders, and the interval of a difference."""

from datetime import date

import polars as pl
import pytest

from lus_stats.text import trends
from lus_stats.uncertainty import difference_interval
from lus_stats.vocabulary import State

FEBRUARY = date(2020, 2, 1)


def sentence(**given: object) -> str:
    known = {"when": "I februari 2020", "measure": "Medel", "county": "2,4 dagar", "episodes": 41}
    said = known | {"state": State.SHOWN, "above": (), "below": ()} | given
    return trends.trends_sentence(**said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("pool", "said"),
    [
        (1, "I februari 2020"),
        (3, "Under tre månader till och med februari 2020"),
        (12, "Under tolv månader till och med februari 2020"),
    ],
)
def test_a_period_is_named(pool: int, said: str) -> None:
    assert trends.within(FEBRUARY, pool) == said


def test_who_stands_out() -> None:
    assert (
        "ligger **ingen kommun** utanför gränserna för 99,8\u00a0%: skillnaderna mellan dem ryms i slumpen."
        in sentence()
    )
    assert "ligger **en kommun utanför gränserna för 99,8\u00a0%**: Kumla över." in sentence(above=["Kumla"])
    both = sentence(above=["Kumla", "Laxå"], below=["Nora"])
    assert "**tre kommuner utanför gränserna för 99,8\u00a0%**: Kumla och Laxå över och Nora under." in both
    assert sentence().endswith("Medel i hela länet: 2,4 dagar (41\u00a0vårdtillfällen).")


def test_what_is_hidden_missing_or_not_applicable_is_said() -> None:
    assert "**ingen av kommunerna som visas**" in sentence(hidden=1)
    assert sentence(hidden=1).endswith("För 1\u00a0kommun är siffran dold: färre än 5 vårdtillfällen.")
    assert "För 2\u00a0kommuner" in sentence(hidden=2)
    assert "dold: färre än 5" in sentence(state=State.HIDDEN)
    assert "2,4" not in sentence(state=State.HIDDEN)
    assert "ej tillämpligt" in sentence(state=State.NOT_APPLICABLE)
    assert "inga vårdtillfällen" in sentence(county=None)


@pytest.mark.parametrize(
    ("now", "before", "low", "high", "said"),
    [
        (2.54, 2.44, 0.01, 0.2, "oförändrat"),
        (2.55, 2.44, 0.01, 0.3, "ökat, mer än slumpen"),
        (2.55, 2.44, 0.0, 0.3, "ökat, kan vara slump"),
        (2.2, 2.4, -0.4, -0.01, "minskat, mer än slumpen"),
        (2.2, 2.4, None, None, "minskat"),
    ],
)
def test_a_change_is_judged(now: float, before: float, low: float | None, high: float | None, said: str) -> None:
    assert trends.change_said(now, before, low, high, decimals=1, band=1) == said


def test_a_count_has_no_band() -> None:
    assert trends.change_said(5, 4, None, None, decimals=0, band=0) == "ökat"
    assert trends.change_said(4, 4, None, None, decimals=0, band=0) == "oförändrat"


@pytest.mark.parametrize(
    ("outside", "beyond", "said"),
    [
        (0, 0, "Ingen kommun utanför gränserna för 99,8\u00a0%"),
        (1, 0, "En kommun utanför gränserna för 99,8\u00a0%"),
        (2, 1, "Två kommuner utanför gränserna för 99,8\u00a0%, en till utanför 95\u00a0%"),
        (0, 3, "Ingen kommun utanför gränserna för 99,8\u00a0%, tre utanför 95\u00a0%"),
    ],
)
def test_the_funnel_s_title(outside: int, beyond: int, said: str) -> None:
    assert trends.funnel_title(outside, beyond) == said


def test_the_changes_title() -> None:
    assert trends.changes_title(0, 0, unknown=True) == "Så har kommunerna ändrats"
    assert trends.changes_title(0, 0, unknown=False) == "Ingen kommun har ändrats mer än slumpen kan förklara"
    assert trends.changes_title(1, 1, unknown=False).endswith("förklara: en upp och en ner")
    assert trends.changes_title(0, 1, unknown=False) == "En kommun har ändrats mer än slumpen kan förklara: en ner"


def test_newcombe_s_own_example() -> None:
    """56 of 70 against 48 of 80 (Newcombe 1998, table II, a): from 0.0524 to 0.3339."""
    wilson = {"now": 56 / 70, "now_low": 0.6918, "now_high": 0.8770}
    wilson |= {"before": 48 / 80, "before_low": 0.4905, "before_high": 0.7004}
    low, high = difference_interval("now", "before")
    found = pl.DataFrame([wilson]).select(low=low, high=high).row(0)
    assert found == pytest.approx((0.0524, 0.3339), abs=2e-4)
