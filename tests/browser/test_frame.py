"""The frame in a real browser: Swedish, quiet towards other hosts, light, and the same view from a link."""

from collections.abc import Callable
from urllib.parse import parse_qs

import pytest

from tests.browser.visit import Visit

pytestmark = pytest.mark.browser
Window = Callable[..., Visit]
FIRST_VISIT_BYTES = 3_000_000


def test_a_deep_link_is_the_first_thing_a_fresh_process_sees_and_runs_the_frame(empty_app: str, visit: Window) -> None:
    """Streamlit's old page discovery would serve the page bare; this test must stay first in its module."""
    seen = visit(empty_app).open("/fakturering?som=region-01&lan=01&vardform=psychiatric")
    assert seen.page.locator("h1.title").inner_text() == "Fakturering"
    assert seen.page.get_by_label("Visa som", exact=True).input_value() == "Region Stockholm"
    assert seen.page.get_by_label("Vårdform", exact=True).input_value() == "Psykiatrisk"
    assert seen.page.get_by_text("Page not found").count() == 0


def test_the_page_is_in_swedish_and_asks_no_other_host(empty_app: str, visit: Window) -> None:
    seen = visit(empty_app).open("/")
    seen.page.wait_for_load_state("networkidle")
    assert seen.page.locator("html").get_attribute("lang") == "sv"
    assert seen.page.title() == "Läget – LUS-statistik"
    assert seen.hosts - {""} == {"127.0.0.1"}


def test_a_first_visit_moves_less_than_three_megabytes(empty_app: str, visit: Window) -> None:
    seen = visit(empty_app).open("/laget")
    seen.page.wait_for_load_state("networkidle")
    assert 100_000 < seen.bytes_moved <= FIRST_VISIT_BYTES


def test_a_changed_filter_is_in_the_address_and_survives_the_next_page(empty_app: str, visit: Window) -> None:
    seen = visit(empty_app).open("/laget")
    seen.choose("Vårdform", "Psykiatrisk")
    assert parse_qs(seen.query())["vardform"] == ["psychiatric"]
    seen.after(lambda: seen.page.get_by_role("link", name="Metod").click())
    assert seen.page.locator("h1.title").inner_text() == "Metod"
    assert seen.page.get_by_label("Vårdform", exact=True).input_value() == "Psykiatrisk"
    assert parse_qs(seen.query())["vardform"] == ["psychiatric"]


def test_the_back_button_brings_back_the_page_and_the_filter(empty_app: str, visit: Window) -> None:
    seen = visit(empty_app).open("/laget?som=region-18&lan=18&vardform=somatic")
    seen.choose("Vårdform", "Psykiatrisk")
    seen.after(lambda: seen.page.get_by_role("link", name="Metod").click())
    seen.after(seen.page.go_back)
    assert seen.page.locator("h1.title").inner_text() == "Läget"
    seen.after(seen.page.go_back)
    assert seen.page.get_by_label("Vårdform", exact=True).input_value() == "Somatisk"
    assert parse_qs(seen.query())["vardform"] == ["somatic"]


def test_another_reader_starts_in_the_own_county_and_municipality(empty_app: str, visit: Window) -> None:
    seen = visit(empty_app).open("/kommun?som=region-18&lan=18")
    seen.choose("Visa som", "Kommunen Solna")
    assert seen.page.get_by_label("Län", exact=True).input_value() == "Stockholms län"
    assert seen.page.get_by_label("Kommun", exact=True).input_value() == "Solna"


def test_an_outdated_link_falls_back_and_says_so_once(empty_app: str, visit: Window) -> None:
    seen = visit(empty_app).open("/laget?vardform=tandvard")
    assert seen.page.get_by_text("Länkens vårdform går inte att visa här").count() == 1
    seen.choose("Vårdform", "Psykiatrisk")
    assert seen.page.get_by_text("Länkens vårdform går inte att visa här").count() == 0


def test_nothing_sticks_out_on_a_phone_and_a_chosen_page_closes_the_menu(empty_app: str, visit: Window) -> None:
    seen = visit(empty_app, width=390, height=844).open("/laget")
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
    seen.page.get_by_test_id("stExpandSidebarButton").click()
    seen.after(lambda: seen.page.get_by_role("link", name="Metod").click())
    assert seen.page.locator("h1.title").inner_text() == "Metod"
    seen.page.get_by_test_id("stSidebar").wait_for(state="hidden")
