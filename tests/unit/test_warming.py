"""What is worked out before the first reader comes."""

from datetime import date

import pytest

from lus_stats.ui import warming
from lus_stats.ui.filters import Choices, Filters
from lus_stats.ui.readers import viewers
from lus_stats.viewer import Role
from lus_stats.vocabulary import CareForm

MONTHS = tuple(date(2025, month, 1) for month in range(12, 0, -1))
NEWEST = 4
CHOICES = Choices(MONTHS, MONTHS[1], ("18", "01"))


def views(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Filters]]:
    """Every view that is worked out, in order, by the page's name."""
    seen: list[tuple[str, Filters]] = []
    pages = {name: lambda chosen, name=name: seen.append((name, chosen)) for name in ("one", "two", "laget")}
    monkeypatch.setattr(warming, "PAGES", tuple(pages.values()))
    monkeypatch.setattr(warming, "EVERY_PAGE", NEWEST)
    monkeypatch.setattr(warming, "_PAUSE_SECONDS", 0)
    monkeypatch.setattr(warming.cache, "choices", lambda: CHOICES)
    monkeypatch.setattr(warming.cache, "key", lambda: ("", ""))
    monkeypatch.setattr(warming.cache_statistics, "overview_figures", pages["laget"])
    warming.warm()
    return seen


def test_the_newest_complete_months_are_worked_out_on_every_page(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = views(monkeypatch)
    newest = MONTHS[1 : 1 + NEWEST]
    for name in ("one", "two"):
        own = [chosen for page, chosen in seen if page == name]
        assert len(set(own)) == len(own)
        assert {(one.month, one.county, one.care_form) for one in own} == {
            (month, county, form) for month in newest for county in CHOICES.counties for form in CareForm
        }
    assert {seen[0][1].month, seen[1][1].month} == {newest[0]}


def test_every_reader_finds_the_newest_month(monkeypatch: pytest.MonkeyPatch) -> None:
    first = [chosen for page, chosen in views(monkeypatch) if page == "one" and chosen.month == MONTHS[1]]
    assert {one.viewer.key for one in first} == set(viewers(CHOICES))
    later = [chosen for page, chosen in views(monkeypatch) if page == "one" and chosen.month == MONTHS[2]]
    assert {one.viewer.role for one in later} == {Role.REGION, Role.NETWORK}


def test_laget_is_worked_out_for_every_month_of_a_region_s_own_county(monkeypatch: pytest.MonkeyPatch) -> None:
    own = [chosen for page, chosen in views(monkeypatch) if page == "laget"]
    for county in CHOICES.counties:
        regions = {one.month for one in own if one.county == county == one.viewer.scope}
        assert regions == set(MONTHS)
    assert {one.viewer.role for one in own if one.month in MONTHS[1 + NEWEST :]} == {Role.REGION}
    assert len(set(own)) == len(own)
