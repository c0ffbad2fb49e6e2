"""Nor can anybody with everything else that the pages tell: every indicator, and the bills (rules.md §8, D155–D157)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import pytest

from lus_stats import answers
from lus_stats.answers import Grouping, StatisticsQuestion
from lus_stats.answers.statistics import in_todays_areas
from lus_stats.disclosure import WAITED, state
from lus_stats.rules import Terms, load
from lus_stats.rules.table import in_force
from lus_stats.store import DataFolder
from lus_stats.ui.filters import Filters
from lus_stats.ui.views.billing import BillingView, billing
from lus_stats.ui.views.months_back import telling_of_the_bill
from lus_stats.ui.views.terms import counting, question
from lus_stats.viewer import Role, Viewer
from lus_stats.vocabulary import CareForm
from tests.attack.asking import FEW, LAST, SOAK, Tables, asked
from tests.attack.beside import learn_the_bill, learn_the_figures, shown_by_month
from tests.attack.finding import found_in
from tests.attack.known import Month, by_month, cells_of, system

EVERY: tuple[str, ...] = ()  # no indicator named: all of them
Key = tuple[Any, ...]
MANY = ("01", "psychiatric")  # few waited in many of its municipalities
OREBRO = ["1814", "1860", "1861", "1862", "1863", "1864", "1880", "1881", "1882", "1883", "1884", "1885"]
STOCKHOLM = ["0180", "0187", "0140", "0128", "0125", "0192", "0163", "0126"]  # the largest, five small, two between
MUNICIPALITIES = [*OREBRO, *STOCKHOLM] if SOAK else ["1880", "0187"]


@pytest.fixture(scope="module")
def true(demo: DataFolder) -> Tables:
    return asked(demo, sees_small=True, months=FEW, indicators=EVERY)


@pytest.fixture(scope="module")
def told(demo: DataFolder) -> Tables:
    return told_by(demo)


def told_by(demo: DataFolder, own: str | None = None) -> Tables:
    """Every indicator, as a reader without rights is told, or with those to `own` municipality's rows."""
    return asked(demo, sees_small=False, own=own, months=FEW, indicators=EVERY)


def terms_of(key: Key) -> tuple[Terms, bool]:
    """The terms that the statistics count a month under, and whether its bill is under the same."""
    month, county, form = key
    both = [in_force(None)(load(), county, one, CareForm(form))[1] for one in (LAST, month)]
    return both[0], both[0] == both[1]


def bill_of(demo: DataFolder, told: Tables, key: Key, own: str | None) -> BillingView:
    """Fakturering as the county's network sees it, or one of its municipalities."""
    month, county, form = key
    rules = load(demo.rules_folders)
    viewer = Viewer(Role.MUNICIPALITY, own) if own else Viewer(Role.NETWORK, county)
    chosen = Filters(viewer, month, county, CareForm(form))
    counted = counting(chosen, rules, month)
    bill = answers.bill(demo, question(chosen, counted, month))
    places = told["municipality"].filter(month=month, county=county, care_form=form)
    hidden = telling_of_the_bill(places, counted.own).filter(state="hidden")["municipality_code"].to_list()
    return billing(bill, answers.waterfall(bill), chosen, counted, rules, hidden, {})


def shown_bills(view: BillingView, month: Month) -> Iterator[dict[str, Any]]:
    """The rows of the file that rest on the same episodes as the statistics."""
    columns = {column.name for column in view.file_columns}
    assert "billed_episodes" not in columns
    for row in view.file_rows.filter(pl.col("liable").is_not_null()).to_dicts():
        n, late = (
            month.true["municipality", row["municipality_code"], one][0] or 0
            for one in ("episodes", "late_registrations")
        )
        if n - late == row["episodes"]:
            yield row


def everything_found(demo: DataFolder, told: Tables, true: Tables, only: Key = (), own: str | None = None) -> list[str]:
    """All that is found out with all indicators and the bills; of one county or care form of it `only`, or of all."""
    figures = shown_by_month(told)
    found: list[str] = []
    for month in (one for one in by_month(told, true) if one.key[1 : 1 + len(only)] == only):
        known, hidden = system(month)
        terms, is_billed_so = terms_of(month.key)
        learn_the_figures(known, cells_of(month), figures.get(month.key, {}), terms)
        for row in shown_bills(bill_of(demo, told, month.key, own), month) if is_billed_so else ():
            learn_the_bill(known, row, terms)
        found += found_in(known, hidden, month, own)
    return found


def test_all_indicators_and_the_bills_tell_nothing_that_is_hidden(demo: DataFolder, told: Tables, true: Tables) -> None:
    assert everything_found(demo, told, true) == []


@pytest.mark.parametrize("own", MUNICIPALITIES)
def test_nor_do_they_to_a_municipality_that_has_its_own_numbers(demo: DataFolder, true: Tables, own: str) -> None:
    assert everything_found(demo, told_by(demo, own), true, (own[:2],), own) == []


def test_the_attack_succeeds_where_nothing_follows_what_is_hidden(
    demo: DataFolder, true: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "with_followers", lambda figures, _: figures)
    assert any("one_or_more from" in finding for finding in everything_found(demo, told_by(demo), true, MANY))


def test_the_attack_succeeds_where_the_bill_is_shown_of_few_who_waited(
    demo: DataFolder, told: Tables, true: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "TELLING", ("episodes", "late_registrations", "share_criteria_met"))
    assert any("one_or_more from" in finding for finding in everything_found(demo, told, true, MANY))


@pytest.mark.parametrize("by", [Grouping.COUNTY, Grouping.HOSPITAL])
def test_a_total_that_tells_of_the_others_is_hidden_from_a_municipality(demo: DataFolder, by: Grouping) -> None:
    """Less Karlskoga's own it leaves another too few or too many, and there was no figure to hide beside that one's."""

    def states(own: str | None) -> set[str]:
        month, asked = date(2026, 3, 1), (*WAITED, "share_beyond_free_days", "median_ready_days")
        question = StatisticsQuestion(
            month, by, indicators=asked, county="18", care_form=CareForm.PSYCHIATRIC, sees_municipality=own
        )
        return set(answers.statistics(demo, question).figures["state"])

    assert states("1883") == {"hidden"}
    assert states(None) == {"shown"}


@pytest.mark.parametrize(("own", "sees_recorded"), [(None, False), ("1880", False), ("0180", True)])
def test_districts_as_they_were_are_for_those_who_see_their_small_numbers(own: str | None, sees_recorded: bool) -> None:
    question = StatisticsQuestion(LAST, Grouping.DISTRICT, sees_municipality=own)
    assert in_todays_areas(question) is not sees_recorded
    assert not in_todays_areas(replace(question, sees_small=True))
