"""The frame in a real browser: Swedish, quiet towards other hosts, light, and the same view from a link."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.visit import Visit

pytestmark = pytest.mark.browser
Window = Callable[..., Visit]
FIRST_VISIT_BYTES = 3_000_000


def title(seen: Visit) -> Locator:
    """The page's title."""
    return seen.page.locator("h1.title")


def chosen(seen: Visit, label: str) -> Locator:
    """What a filter shows."""
    return seen.page.get_by_label(label, exact=True)


def expect_in_address(seen: Visit, pair: str) -> None:
    """The address comes to hold the pair."""
    expect(seen.page).to_have_url(re.compile(rf"[?&]{pair}(&|$)"))


def test_a_deep_link_is_the_first_thing_a_fresh_process_sees_and_runs_the_frame(empty_app: str, visit: Window) -> None:
    """Streamlit's old page discovery would serve the page bare; this test must stay first in its module."""
    seen = visit(empty_app).open("/fakturering?som=region-01&lan=01&vardform=psychiatric")
    expect(title(seen)).to_have_text("Fakturering")
    expect(chosen(seen, "Visa som")).to_have_value("Region Stockholm")
    expect(chosen(seen, "Vårdform")).to_have_value("Psykiatrisk")
    expect(seen.page.get_by_text("Page not found")).to_have_count(0)


def test_the_page_is_in_swedish_and_asks_no_other_host(empty_app: str, visit: Window) -> None:
    seen = visit(empty_app).open("/")
    seen.page.wait_for_load_state("networkidle")
    expect(seen.page.locator("html")).to_have_attribute("lang", "sv")
    expect(seen.page).to_have_title("Läget – LUS-statistik")
    assert seen.hosts - {""} == {"127.0.0.1"}


def test_a_first_visit_moves_less_than_three_megabytes(empty_app: str, visit: Window) -> None:
    seen = visit(empty_app, first=True).open("/laget")
    seen.page.wait_for_load_state("networkidle")
    assert 100_000 < seen.bytes_moved <= FIRST_VISIT_BYTES


def test_a_changed_filter_is_in_the_address_and_survives_the_next_page(empty_app: str, visit: Window) -> None:
    seen = visit(empty_app).open("/laget")
    seen.choose("Vårdform", "Psykiatrisk")
    expect_in_address(seen, "vardform=psychiatric")
    seen.after(lambda: seen.page.get_by_role("link", name="Metod").click())
    expect(title(seen)).to_have_text("Metod")
    expect(chosen(seen, "Vårdform")).to_have_value("Psykiatrisk")
    expect_in_address(seen, "vardform=psychiatric")


def test_the_back_button_brings_back_the_page_and_the_filter(empty_app: str, visit: Window) -> None:
    seen = visit(empty_app).open("/laget?som=region-18&lan=18&vardform=somatic")
    seen.choose("Vårdform", "Psykiatrisk")
    expect_in_address(seen, "vardform=psychiatric")
    seen.after(lambda: seen.page.get_by_role("link", name="Metod").click())
    expect(title(seen)).to_have_text("Metod")
    seen.after(seen.page.go_back)
    expect(title(seen)).to_have_text("Läget")
    seen.after(seen.page.go_back)
    expect(chosen(seen, "Vårdform")).to_have_value("Somatisk")
    expect_in_address(seen, "vardform=somatic")


def test_another_reader_starts_in_the_own_county_and_municipality(empty_app: str, visit: Window) -> None:
    seen = visit(empty_app).open("/kommun?som=region-18&lan=18")
    seen.choose("Visa som", "Kommunen Solna")
    expect(chosen(seen, "Län")).to_have_value("Stockholms län")
    expect(chosen(seen, "Kommun")).to_have_value("Solna")
    expect_in_address(seen, "kommun=0184")


def test_an_outdated_link_falls_back_and_says_so_once(empty_app: str, visit: Window) -> None:
    seen = visit(empty_app).open("/laget?vardform=tandvard")
    said = seen.page.get_by_text("Länkens vårdform går inte att visa här")
    expect(said).to_have_count(1)
    seen.choose("Vårdform", "Psykiatrisk")
    expect(said).to_have_count(0)


def test_nothing_sticks_out_on_a_phone_and_a_chosen_page_closes_the_menu(empty_app: str, visit: Window) -> None:
    seen = visit(empty_app, width=390, height=844).open("/laget")
    expect(title(seen)).to_have_text("Läget")
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
    seen.page.get_by_test_id("stExpandSidebarButton").click()
    seen.after(lambda: seen.page.get_by_role("link", name="Metod").click())
    expect(title(seen)).to_have_text("Metod")
    expect(seen.page.get_by_test_id("stSidebar")).to_be_hidden()
