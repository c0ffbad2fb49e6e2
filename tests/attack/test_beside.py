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
from tests.attack.asking import FEW, LAST, Tables, asked
from tests.attack.beside import learn_the_bill, learn_the_figures, shown_by_month
from tests.attack.finding import found_in
from tests.attack.known import Month, by_month, cells_of, system

EVERY: tuple[str, ...] = ()  # no indicator named: all of them
Key = tuple[Any, ...]
MANY = ("01", "psychiatric")  # few waited in many of its municipalities


@pytest.fixture(scope="module")
def true(demo: DataFolder) -> Tables:
    return asked(demo, sees_small=True, months=FEW)


@pytest.fixture(scope="module")
def told(demo: DataFolder) -> Tables:
    return told_by(demo)


def told_by(demo: DataFolder) -> Tables:
    """Every indicator, as a reader without rights is told."""
    return asked(demo, sees_small=False, months=FEW, indicators=EVERY)


def terms_of(key: Key) -> tuple[Terms, bool]:
    """The terms that the statistics count a month under, and whether its bill is under the same."""
    month, county, form = key
    both = [in_force(None)(load(), county, one, CareForm(form))[1] for one in (LAST, month)]
    return both[0], both[0] == both[1]


def bill_of(demo: DataFolder, told: Tables, key: Key) -> BillingView:
    """Fakturering as the county's network sees it."""
    month, county, form = key
    rules = load(demo.rules_folders)
    chosen = Filters(Viewer(Role.NETWORK, county), month, county, CareForm(form))
    counted = counting(chosen, rules, month)
    bill = answers.bill(demo, question(chosen, counted, month))
    own = told["municipality"].filter(month=month, county=county, care_form=form)
    hidden = telling_of_the_bill(own, counted.own).filter(state="hidden")["municipality_code"].to_list()
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


def everything_found(demo: DataFolder, told: Tables, true: Tables, only: Key = ()) -> list[str]:
    """All that is found out with all indicators and the bills; of one county's care form `only`, or of them all."""
    figures = shown_by_month(told)
    found: list[str] = []
    for month in (one for one in by_month(told, true) if not only or one.key[1:] == only):
        known, hidden = system(month)
        terms, is_billed_so = terms_of(month.key)
        learn_the_figures(known, cells_of(month), figures.get(month.key, {}), terms)
        for row in shown_bills(bill_of(demo, told, month.key), month) if is_billed_so else ():
            learn_the_bill(known, row, terms)
        found += found_in(known, hidden, month)
    return found


def test_all_indicators_and_the_bills_tell_nothing_that_is_hidden(demo: DataFolder, told: Tables, true: Tables) -> None:
    assert everything_found(demo, told, true) == []


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
