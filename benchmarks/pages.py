"""Every page's first figure: `python -m benchmarks pages`.

Cold: a browser that has never seen the app follows a link; counted from the navigation until the page's first figure
is drawn. Turned to: from the click on the page's name until a figure that the page before did not have is drawn. Where
a page has no figure it is its headline that counts.
"""

from collections.abc import Iterator
from statistics import median
from typing import Final, NamedTuple

from playwright.sync_api import Browser, Page

from benchmarks.app import a_browser, data_folder, options, serving
from benchmarks.report import held, say
from lus_stats.ui.entries import ENTRIES, Entry
from tests.browser.conftest import reader

LINK: Final = "som=region-18&lan=18&vardform=somatic"
MEASURED: Final = [entry for entry in ENTRIES if entry.section in {"Statistik", "Fakturering"}]
COLD_MS, TURNED_MS = 3000, 1000
DRAWN: Final = """
([title, before]) => {
    const heading = document.querySelector("h1.title");
    if (!heading || heading.innerText.trim() !== title) return null;
    const isNew = element => ![...element.closest("[class*=st-key-figure_]").classList].some(c => before.includes(c));
    const figures = [...document.querySelectorAll("[class*=st-key-figure_] svg.main-svg")];
    if (figures.some(one => isNew(one) && one.getBoundingClientRect().width > 0)) return performance.now();
    const words = document.querySelector(".headline, .empty, .card-head");
    return words && !document.querySelector("[data-testid=stPlotlyChart]")
        && !document.querySelector("[data-stale=true]") ? performance.now() : null;
}
"""
CLICKED: Final = """
name => {
    const before = [...document.querySelectorAll("[class*=st-key-figure_]")].flatMap(one => [...one.classList])
        .filter(name => name.startsWith("st-key-figure_"));
    const links = [...document.querySelectorAll("[data-testid=stPageLink-NavLink]")];
    const link = links.find(one => one.innerText.trim() === name);
    const at = performance.now();
    link.click();
    return [at, before];
}
"""


class Shown(NamedTuple):
    """How long one page took."""

    page: str
    milliseconds: float


def cold(browser: Browser, address: str, entry: Entry) -> Shown:
    """A first visit."""
    page = reader(browser).new_page()
    page.goto(f"{address}/{entry.url_path}?{LINK}", wait_until="commit")
    took = page.wait_for_function(DRAWN, arg=[entry.title, []], polling="raf").json_value()
    page.context.close()
    return Shown(entry.title, took)


def turned(page: Page, entry: Entry) -> Shown:
    """From another page to this one."""
    begun, before = page.evaluate(CLICKED, entry.title)
    took = page.wait_for_function(DRAWN, arg=[entry.title, before], polling="raf").json_value()
    page.wait_for_timeout(1500)
    return Shown(entry.title, took - begun)


def measured(browser: Browser, address: str, rounds: int) -> tuple[list[Shown], list[Shown]]:
    """All pages, cold and turned to, round by round."""
    first = [cold(browser, address, entry) for _ in range(rounds) for entry in MEASURED]
    page = reader(browser).new_page()
    page.goto(f"{address}/{MEASURED[-1].url_path}?{LINK}")
    page.wait_for_function(DRAWN, arg=[MEASURED[-1].title, []])
    page.wait_for_timeout(1500)
    return first, [turned(page, entry) for _ in range(rounds) for entry in MEASURED]


def report(label: str, shown: list[Shown], at_most: float) -> None:
    """Each page's median, and the slowest of them against the target."""
    middle = {name: median(one.milliseconds for one in shown if one.page == name) for name in names(shown)}
    for name, value in middle.items():
        say(f"{label:12}{name:18}{value:7.0f} ms")
    held(f"ms, the slowest page's median, {label}", max(middle.values()), at_most)
    say("")


def names(shown: list[Shown]) -> Iterator[str]:
    """The pages in order."""
    yield from dict.fromkeys(one.page for one in shown)


def main() -> None:
    """Measure, and print each median beside its target."""
    parser = options("pages", __doc__)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    with data_folder(chosen.data) as data, serving(data) as (address, _), a_browser() as browser:
        first, then = measured(browser, address, chosen.rounds)
    report("cold", first, COLD_MS)
    report("turned to", then, TURNED_MS)
