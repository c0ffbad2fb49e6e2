"""What is worked out before the first reader comes."""

import asyncio
import threading
from datetime import date
from itertools import chain, repeat

import pytest

from lus_stats.ui import warming
from lus_stats.ui.filters import Choices, Filters
from lus_stats.ui.readers import viewers
from lus_stats.viewer import Role
from lus_stats.vocabulary import CareForm
from tests.coroutines import in_a_thread_of_its_own

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
    warming.warm(threading.Event())
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


def test_nothing_more_is_worked_out_once_it_is_told_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    stop = threading.Event()
    seen: list[Filters] = []

    def page(chosen: Filters) -> None:
        seen.append(chosen)
        stop.set()

    monkeypatch.setattr(warming, "PAGES", (page,))
    monkeypatch.setattr(warming.cache, "choices", lambda: CHOICES)
    monkeypatch.setattr(warming.cache, "key", lambda: ("", ""))
    warming.warm(stop)
    assert len(seen) == 1


def test_an_import_ends_what_rests_on_the_store_before_it_and_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    stamps = chain([("", "old")] * 3, repeat(("", "new")))
    begun: list[threading.Event] = []
    both = threading.Event()

    def warm(stop: threading.Event) -> None:
        begun.append(stop)
        if len(begun) == 2:
            both.set()
        stop.wait(30)

    async def an_import() -> None:
        task = asyncio.create_task(warming.keep_warm())
        assert await asyncio.to_thread(both.wait, 30)
        assert begun[0].is_set()
        assert not begun[1].is_set()
        task.cancel()
        await asyncio.wait([task])

    monkeypatch.setattr(warming, "LOOK_EVERY", 0.01)
    monkeypatch.setattr(warming, "warm", warm)
    monkeypatch.setattr(warming.cache, "key", lambda: next(stamps))
    in_a_thread_of_its_own(an_import())
    assert begun[-1].is_set()
