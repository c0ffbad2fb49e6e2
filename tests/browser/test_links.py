"""A link opened by somebody else, pictures taken along, and municipalities that open where they are clicked."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from lus_stats import store
from tests.browser.screen import card, plain, shows
from tests.browser.server import served
from tests.browser.visit import PATIENCE_MS, Visit
from tests.generate import episodes, write_csv

pytestmark = pytest.mark.browser
Window = Callable[..., Visit]
MONTH, NOW = "2025-10", datetime(2026, 11, 20, 12, 0)
VIEW = "som=region-18&lan=18&vardform=somatic"
PAGES = ("Läget", "Kommun", "Kriterier") if os.environ.get("LUS_SOAK") else ("Läget",)
PARTS = "h1.title, p.status, p.headline, dl.key-figures, .card-head, table, ul.bars, .infolayer, .xtick, .ytick"
READ = f"""() => [...document.querySelectorAll('[data-testid="stMain"] :is({PARTS})')]
  .map(part => part.textContent)"""
ALL_DRAWN = """() => {
  const charts = [...document.querySelectorAll('.stPlotlyChart')];
  return charts.length && charts.every(one => one.querySelector('.infolayer'));
}"""


@pytest.fixture(scope="module")
def own_data(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo data that may come again."""
    return Path(shutil.copytree(demo_data, tmp_path_factory.mktemp("links") / "data"))


@pytest.fixture(scope="module")
def own_app(own_data: Path) -> Iterator[str]:
    with served(own_data) as address:
        yield address


def at_rest(seen: Visit) -> list[str]:
    """What is read and drawn on the page, once every figure is there and nothing changes."""
    drawn: list[str] = []
    while not drawn or (now := seen.page.evaluate(READ)) != drawn:
        seen.page.wait_for_function(ALL_DRAWN, timeout=2 * PATIENCE_MS)
        drawn = now if drawn else seen.page.evaluate(READ)
        seen.page.wait_for_timeout(300)
    return drawn


def marks(seen: Visit, name: str) -> Locator:
    """A figure's marks."""
    return card(seen, name).locator(".scatterlayer .point")


def click_on(seen: Visit, mark: Locator) -> None:
    """Click in the middle of a mark, as a hand would: the marks themselves take no clicks."""
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    seen.page.mouse.move(x, y)
    expect(seen.page.locator(".hoverlayer .hovertext").first).to_be_visible()
    seen.after(lambda: seen.page.mouse.click(x, y))


def test_a_link_shows_the_same_to_another_reader_and_after_an_import_says_that_the_page_is_newer(
    own_app: str, own_data: Path, visit: Window
) -> None:
    """Pages of statistics with filters of their own; then the month comes again, and another choice is made."""
    seen = visit(own_app).open(f"/trender?{VIEW}")
    seen.choose("Indikator", "Andel med 0 dagar")
    seen.choose("Räkna ihop", "3 månader")
    sent = {seen.page.url: at_rest(seen)}
    for page in PAGES:
        seen.after(lambda page=page: seen.page.get_by_role("link", name=page, exact=True).click())
        expect(seen.page.locator("h1.title")).to_have_text(page)
        if page == "Läget":
            seen.choose("Vårdform", "Psykiatrisk")
        if page == "Kommun":
            seen.choose("Kommun", "Karlskoga")
        read = at_rest(seen)
        sent[seen.page.url] = read
    other = visit(own_app, first=True)
    for address, read in sent.items():
        other.open(address.removeprefix(own_app))
        shows(other, lambda: other.page.evaluate(READ), read)
    assert len(sent) == 1 + len(PAGES)
    assert all("indikator=share_zero_days&period=3" in address and "version=demo-" in address for address in sent)
    assert all("vardform=psychiatric" in address for address in list(sent)[1:])
    old = newest(own_data)
    comes_again(own_data)
    other.after(other.page.reload)
    newer = other.page.locator("p.status strong.newer")
    expect(newer).to_have_text(f"Länken gjordes på {old}; sidan visar {newest(own_data)}.")
    other.choose("Vårdform", "Somatisk")
    expect(newer).to_have_count(0)
    assert other.complaints == []


def newest(folder: Path) -> str:
    """The version that the statistics of the month are of."""
    held = store.open_data(folder).for_demo().store.extracts("newest", [date(2025, 10, 1)], ["18"])
    (found,) = held.filter(care_form="psychiatric").select("revision", "extracted_on").rows()
    return f"version {found[0]} (uttag {found[1]})"


def comes_again(folder: Path) -> None:
    """The county's month in both care forms, drawn again two weeks later."""
    rows = write_csv(episodes(300, 11, ("18",), MONTH, MONTH, prefix="L-"), folder / "again.csv")
    place = store.open_data(folder).for_demo()
    report = store.import_files(place, [rows], now=NOW, demo=True, replace=True, extracted_on=date(2025, 11, 21))
    assert all(file.months for file in report.files)


def test_a_picture_travels_with_what_it_is_and_leaves_the_figure_as_it_was(
    demo_app: str, visit: Window, tmp_path: Path
) -> None:
    seen = visit(demo_app).open(f"/laget?{VIEW}")
    places = card(seen, "places")
    before = at_rest(seen)
    taken = {}
    for kind in ("PNG", "SVG"):
        with seen.page.expect_download() as download:
            places.get_by_role("button", name=f"Ladda ner bilden som {kind}").click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        taken[kind] = path.read_bytes()
        assert path.name == f"laget-18-{MONTH}-somatisk.{kind.lower()}"
    assert taken["PNG"].startswith(b"\x89PNG")
    assert len(taken["PNG"]) > 20_000
    drawn = plain(" ".join(re.findall(r">([^<>]+)</t", taken["SVG"].decode())))
    title = places.locator(".card-head h2").inner_text()
    for said in (title, "Demodata: påhittade uppgifter", "oktober 2025", "uttag 2025-", "färre än 5", "LUS-statistik"):
        assert said in drawn, (said, drawn)
    assert at_rest(seen) == before
    assert seen.complaints == []


def test_a_municipality_opens_where_it_is_clicked_and_the_way_back_finds_the_same(demo_app: str, visit: Window) -> None:
    seen = visit(demo_app).open(f"/laget?{VIEW}")
    title, status = seen.page.locator("h1.title"), seen.page.locator("p.status")
    before = at_rest(seen)
    largest = card(seen, "places").locator(".ytick").first.text_content() or ""
    click_on(seen, marks(seen, "places").first)
    expect(title).to_have_text("Kommun")
    seen.after(seen.page.go_back)
    expect(title).to_have_text("Läget")
    shows(seen, lambda: seen.page.evaluate(READ), before)
    at_rest(seen)
    click_on(seen, card(seen, "map").locator("path.choroplethlocation").nth(3))
    expect(title).to_have_text("Kommun")
    seen.after(seen.page.go_back)
    card(seen, "places").locator("summary").press("Enter")
    name = card(seen, "places").get_by_role("link", name=plain(largest), exact=True)
    name.focus()
    seen.after(lambda: seen.page.keyboard.press("Enter"))
    expect(status).to_contain_text(plain(largest))
    seen.open(f"/trender?{VIEW}&indikator=share_zero_days")
    for at, part in enumerate(("funnel", "panels", "changes")):
        at_rest(seen)
        click_on(seen, marks(seen, part).nth(at))
        expect(title).to_have_text("Kommun")
        expect(seen.page).to_have_url(re.compile(r"kommun=18\d\d"))
        seen.after(seen.page.go_back)
        expect(title).to_have_text("Trender")
        expect(seen.page.get_by_label("Indikator", exact=True)).to_have_value("Andel med 0 dagar")
    assert seen.complaints == []
