"""Every page for every reader: axe-core in both themes, Swedish throughout, narrow, enlarged, and on paper."""

import os
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect
from pypdf import PdfReader

from lus_stats.ui.entries import ENTRIES, Entry
from tests.browser import look
from tests.browser.conftest import reader
from tests.browser.visit import Visit

pytestmark = pytest.mark.browser
SOAK = bool(os.environ.get("LUS_SOAK"))
STATEMENT = Path(__file__).parents[2] / "docs" / "tillganglighet.md"
READER = "som=region-18&lan=18&vardform=somatic"
WIDTHS = (720, 390, 320)  # 1440 at 200 %; a phone; WCAG 1.4.10's narrowest
PAPER = 703  # an A4's width between its margins, in CSS pixels
ON_PAPER = """() => {
  const shown = selector => [...document.querySelectorAll(selector)].filter(one => one.checkVisibility())
  const beginnings = elements => elements.map(one => one.outerHTML.slice(0, 100))
  const light = one => Math.max(...getComputedStyle(one).color.match(/[\\d.]+/g).slice(0, 3))
  const texts = shown('.stApp :is(h1, h2, h3, p, dt, dd, td, th, li, strong)').filter(one => one.innerText?.trim())
  const boxed = one => one.scrollHeight > one.clientHeight + 1 && getComputedStyle(one).overflowY !== 'visible'
  const beyond = one => one.getBoundingClientRect().right > innerWidth + 1
  const tables = [...document.querySelectorAll('details .table')]
  return {
    pressed: beginnings(shown('button, [data-testid="stSidebar"], [role="combobox"], input[type="radio"], .modebar')),
    pale: beginnings(texts.filter(one => light(one) > 60)),
    folded: tables.filter(one => one.offsetHeight < 20).length,
    boxed: shown('.table').filter(boxed).length,
    wide: beginnings(shown('.table table, .main-svg').filter(beyond)),
    unsaid: shown('.stPlotlyChart').filter(one => getComputedStyle(one, '::after').content.length < 20).length,
    ground: getComputedStyle(document.querySelector('[data-testid="stMain"]')).backgroundColor,
  }
}"""


@pytest.fixture(scope="module", params=ENTRIES, ids=lambda entry: entry.url_path)
def entry(request: pytest.FixtureRequest) -> Entry:
    """Each page there is."""
    page: Entry = request.param
    return page


@pytest.fixture(scope="module")
def one_reader(browser: Browser) -> Iterator[BrowserContext]:
    """Who looks at all the pages: what the browser has fetched and compiled, it keeps."""
    context = reader(browser)
    yield context
    context.close()


@pytest.fixture(scope="module")
def seen(entry: Entry, demo_app: str, one_reader: BrowserContext) -> Iterator[Visit]:
    """The page, opened once for all that is asked of it, with everything unfolded."""
    opened = Visit(one_reader.new_page(), demo_app).open(f"/{entry.url_path}?{READER}")
    yield look.unfolded(look.drawn(opened))
    opened.page.close()


def test_axe_finds_nothing_in_either_theme(seen: Visit) -> None:
    """Of any impact; the list of what is Streamlit's own is in look.py. A theme changes colours and nothing else."""
    look.sized(seen)
    look.in_theme(seen, dark=False)
    assert look.ours(seen) == []
    look.in_theme(seen, dark=True)
    assert look.ours(seen, () if SOAK else ("color-contrast",)) == []


def test_every_part_behind_a_tab_is_as_clean(entry: Entry, seen: Visit) -> None:
    tabs = seen.page.get_by_role("tab")
    if tabs.count():
        look.sized(seen)
        look.in_theme(seen, dark=False)
    for at in range(1, tabs.count()):
        tabs.nth(at).click()
        expect(tabs.nth(at)).to_have_attribute("aria-selected", "true")
        # What is behind a tab comes with a run of its own, which has not begun when the tab is marked.
        expect(seen.page.get_by_role("tabpanel").filter(visible=True)).not_to_be_empty()
        look.drawn(seen)
        assert (look.ours(seen), look.english(seen)) == ([], []), tabs.nth(at).inner_text()
    if tabs.count():
        tabs.first.click()
    expect(seen.page.locator("h1.title")).to_have_text(entry.title)


def test_no_english_word_is_left(seen: Visit) -> None:
    expect(seen.page.locator("html")).to_have_attribute("lang", "sv")
    assert look.english(seen) == []
    assert look.ENGLISH.search("Skip to main content")


def test_each_figure_is_said_in_words_and_in_a_table(seen: Visit) -> None:
    for figure in seen.page.locator(".stPlotlyChart").all():
        expect(figure).to_have_attribute("role", re.compile("figure|img"))
        expect(figure).to_have_attribute("aria-label", re.compile(r"\w.{15}"))
        assert figure.evaluate("one => one.closest('[class*=\"st-key-card_\"]').querySelector('table') !== null")
    spoken = seen.page.locator('[role="img"]').evaluate_all("all => all.map(one => one.ariaLabel ?? '')")
    assert [name for name in spoken if len(name) < 4] == []


def test_nothing_sticks_out_or_is_cut_off_when_narrow_or_enlarged(seen: Visit) -> None:
    for width in WIDTHS:
        look.sized(seen, width)
        close = seen.page.get_by_test_id("stSidebarCollapseButton").get_by_role("button")
        if seen.page.get_by_test_id("stSidebar").get_attribute("aria-expanded") == "true":
            close.click()
        seen.page.wait_for_timeout(150)  # the figures are drawn again
        main = seen.page.get_by_test_id("stMain")
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
        assert main.evaluate("one => one.scrollWidth - one.clientWidth") <= 1, width
        assert seen.page.evaluate(look.CUT_OFF) == [], width


def test_on_paper_everything_is_whole_and_black_on_white(entry: Entry, seen: Visit) -> None:
    look.sized(seen, PAPER)
    for dark in (True, False) if entry.url_path == "laget" else (True,):
        seen.page.emulate_media(media="null")
        look.in_theme(seen, dark=dark)
        seen.page.emulate_media(media="print")
        seen.page.wait_for_timeout(150)
        found = seen.page.evaluate(ON_PAPER)
        assert found.pop("ground") == "rgb(255, 255, 255)"
        assert {name: value for name, value in found.items() if value} == {}
    seen.page.emulate_media(media="null")  # "screen" would hold for the printer too
    printed = PdfReader(BytesIO(seen.page.pdf(format="A4", print_background=True)))
    words = " ".join(" ".join(page.extract_text().split()) for page in printed.pages)
    assert words.startswith(entry.title)
    for title in seen.page.locator(".card-head h2").all_inner_texts():
        assert " ".join(title.split()) in words


def test_what_is_streamlit_s_own_still_occurs(demo_app: str, one_reader: BrowserContext) -> None:
    """An exception that no longer does leaves the list."""
    opened = look.drawn(Visit(one_reader.new_page(), demo_app).open(f"/data?{READER}"))
    opened.page.get_by_role("tab", name="Läs in filer").click()
    expect(opened.page.get_by_test_id("stFileUploader")).to_be_visible()
    dropzone = look.violations(opened)
    opened.page.get_by_role("combobox").first.click()
    expect(opened.page.get_by_role("listbox")).to_be_visible()
    found = {look.exempt(*one) for one in [*dropzone, *look.violations(opened)]}
    assert found - {None} == set(look.EXEMPT)
    opened.page.get_by_role("combobox").first.fill("zzz")
    expect(opened.page.get_by_role("listbox")).to_contain_text("Inget passar")
    assert look.english(opened) == []
    opened.page.close()


def test_the_statement_lists_the_same() -> None:
    listed = re.findall(
        r"^\| `([a-z-]+)` \| `([^`]+)` \| (.+) \|$", STATEMENT.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert listed == [(one.rule, one.marker, one.why) for one in look.EXEMPT]
