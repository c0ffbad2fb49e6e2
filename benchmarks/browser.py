"""Changed filters: `python -m benchmarks browser`, on each page that has them or on some (`--page laget`).

In a browser a changed filter counts from the click on the option until everything the page shows (words, key figures,
tables, the figures' marks and names, the map's colours) is the other view's, and one more frame. Nothing else listens
to the page or looks for anything in it meanwhile: that would be work in its own thread. The server's part is that of a
reader without a browser, from the message until the word that the script has finished; a browser would draw on the
same cores in between.
"""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

import psutil
from playwright.sync_api import Browser, Page

from benchmarks.app import a_browser, data_folder, options, serving, worked
from benchmarks.report import held, say
from tests.browser.conftest import reader
from tests.browser.visit import Visit
from tests.browser.wire import reading

SCRIPT: Final = Path(__file__).with_suffix(".js")
VIEW: Final = "som=region-18&lan=18&vardform=somatic"
PAGES: Final = ("laget", "kommun", "kriterier", "trender", "fakturering")
TARGETS: Final = {"laget": (350, 50)}  # milliseconds until drawn again, and of the server's part
OTHER_PAGES: Final = (400, 60)
SWITCHES: Final = (("Vårdform", "Psykiatrisk", "Somatisk"), ("Län", "Stockholms län", "Örebro län"))
SETTLED_MS: Final = 600
LIST_SETTLES_MS: Final = 150
RUN_ENDED: Final = '[data-test-script-state="notRunning"]'
MONTHS: Final = 6  # as many as are in sight when the list opens


class Change(NamedTuple):
    """One changed filter."""

    filter: str
    milliseconds: float


def main() -> None:
    """Measure, and print each median beside its target."""
    parser = options("browser", __doc__)
    parser.add_argument("--laps", type=int, default=2, help="laps of 18 changes, after one that is not measured")
    parser.add_argument("--page", action="append", help="a page's address; as often as there are pages")
    chosen = parser.parse_args()
    with data_folder(chosen.data) as data, serving(data, warm=False) as (address, server):
        for page in chosen.page or PAGES:
            served, work = asyncio.run(by_the_wire(address, page, server, chosen.laps))
            with a_browser() as browser:
                drawn_again, first_visit = measured(browser, address, page, chosen.laps)
            report(page, drawn_again, served, work)
            held("MB on a first visit", first_visit / 1e6, 3)
            say("")


async def by_the_wire(address: str, page: str, server: psutil.Process, laps: int) -> tuple[list[Change], float]:
    """The server's part of each change of the measured laps, and its process' work on one in milliseconds."""
    async with reading(address, page, VIEW) as one:
        steps = lap(one.lists["Månad"].options[:MONTHS])
        for step in steps:
            await one.choose(*step)
        before, changes = worked(server), []
        for label, option in steps * laps:
            await asyncio.sleep(0.3)
            await one.choose(label, option)
            changes.append(Change(label, one.seconds * 1000))
        return changes, (worked(server) - before) * 1000 / len(changes)


def measured(browser: Browser, address: str, page: str, laps: int) -> tuple[list[Change], int]:
    """Every change of the measured laps, and a first visit's bytes. The first lap learns what each view shows."""
    link = f"/{page}?{VIEW}"
    first_visit = Visit(reader(browser).new_page(), address).open(link)
    drawn(first_visit.page)
    context = reader(browser)
    context.add_init_script(SCRIPT.read_text(encoding="utf-8"))
    seen = context.new_page()
    seen.goto(address + link)
    drawn(seen)
    steps = lap(months(seen))
    views = [(label, option, shown(seen, label, option)) for label, option in steps]
    return [change(seen, *view) for _ in range(laps) for view in views], first_visit.bytes_moved


def drawn(page: Page) -> None:
    """Wait until the map, or the figures of a page without one, are there."""
    page.locator("h1.title").wait_for()
    last_to_come = "path.choroplethlocation" if "/laget" in page.url else ".js-plotly-plot .main-svg"
    page.locator(last_to_come).first.wait_for()
    page.wait_for_load_state("networkidle")
    page.wait_for_selector(RUN_ENDED)


def lap(newest: Sequence[str]) -> list[tuple[str, str]]:
    """The newest months one by one and back to the first, care form and county to and fro."""
    steps = [("Månad", month) for month in [*newest[1:], newest[0]]]
    for _ in range(3):
        steps += [(name, option) for name, *pair in SWITCHES for option in pair]
    return steps


def months(page: Page) -> list[str]:
    """The newest ones, as the list tells them."""
    page.get_by_label("Månad", exact=True).click()
    listed = page.get_by_role("option")
    newest = [listed.nth(at).inner_text() for at in range(MONTHS)]
    page.keyboard.press("Escape")
    return newest


def shown(page: Page, label: str, option: str) -> str:
    """What the page shows once something has been chosen."""
    pick(page, label, option)
    return settled(page)


def settled(page: Page) -> str:
    """What the page shows once its run has ended and it no longer changes."""
    before, now = None, ""
    while before != now:
        page.wait_for_timeout(SETTLED_MS)
        page.wait_for_selector(RUN_ENDED)
        before, now = now, page.evaluate("window.__shown()")
    return now


def pick(page: Page, label: str, option: str) -> None:
    """Click on an option where it stands."""
    box = page.get_by_label(label, exact=True)
    box.click()
    if box.is_editable():  # a long list draws only what is in sight
        box.fill(option)
    found = page.get_by_role("option", name=option, exact=True)
    found.wait_for()
    page.wait_for_timeout(LIST_SETTLES_MS)
    place = found.bounding_box()
    assert place is not None, f"{label} {option}: not in sight"
    page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)


def change(page: Page, label: str, option: str, expected: str) -> Change:
    """One change. Errors: playwright's Error where the page does not come to show what it showed before."""
    page.evaluate("expected => window.__start(expected)", expected)
    pick(page, label, option)
    milliseconds = page.evaluate("window.__drawn")
    page.wait_for_timeout(SETTLED_MS / 2)
    return Change(label, milliseconds)


def report(page: str, drawn_again: list[Change], served: list[Change], work: float) -> None:
    """Medians beside their targets. The process' work hardly moves with what else the machine does; the clock does."""
    say(f"{page:12}{'changes':>8}{'drawn again':>14}{'fastest':>10}{'server':>10}{'fastest':>10}")
    for name in [*dict.fromkeys(one.filter for one in drawn_again), "all"]:
        said = [[one.milliseconds for one in part if name in {one.filter, "all"}] for part in (drawn_again, served)]
        clock = "".join(
            f"{median(some):{wide}.0f} ms{min(some):7.0f} ms" for some, wide in zip(said, (11, 7), strict=True)
        )
        say(f"{name:12}{len(said[0]):8}{clock}")
    within, server_within = TARGETS.get(page, OTHER_PAGES)
    held("ms until drawn again, median", median(one.milliseconds for one in drawn_again), within)
    held("ms of a server rerun, median", median(one.milliseconds for one in served), server_within)
    say(f"        {work:6.0f} ms of work for it on all cores, mean")
