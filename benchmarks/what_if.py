"""Tänk om: `python -m benchmarks what_if`.

The engine's part is a year of all municipalities under two sets of terms, from the files, each time with another
threshold. In the browser a change counts from the press of the button until everything the page shows is the other
terms', and one more frame (as benchmarks.browser measures a filter).
"""

import time
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

from playwright.sync_api import Browser, Page

from benchmarks.app import a_browser, data_folder, options, serving
from benchmarks.browser import settled
from benchmarks.report import held, say
from lus_stats.answers import WhatIfQuestion, what_if
from lus_stats.rules import Changes
from lus_stats.store import open_data
from tests.browser.visit import PATIENCE_MS, Visit

SCRIPT: Final = Path(__file__).with_name("browser.js")
START: Final = "/tank-om?som=region-01&lan=01&vardform=somatic"
LIMITS: Final = ("2,9", "2,8", "2,7", "2,6", "2,5", "2,4", "2,3", "2,2", "2,1")
FIELD, BUTTON = "Gräns, dagar", "Räkna"


class Asked(NamedTuple):
    """One answer of the engine: milliseconds by the clock, and of the process' own work."""

    clock_ms: float
    work_ms: float


def main() -> None:
    """Measure, and print each median beside its target."""
    parser = options("what_if", __doc__)
    parser.add_argument("--laps", type=int, default=5)
    chosen = parser.parse_args()
    with data_folder(chosen.data) as data:
        year = a_year(data, chosen.laps)
        held("ms of our own Python for a year of all municipalities, median", median(one.clock_ms for one in year), 300)
        say(f"        {median(one.work_ms for one in year):6.0f} ms of work on all cores")
        held("ms until a what-if change is drawn, median", median(drawn(data)), 500)


def a_year(data: Path, laps: int) -> list[Asked]:
    """The newest twelve whole months of every municipality, in both care forms, under two sets of terms."""
    folder = open_data(data)
    newest = folder.store.newest_complete_month()
    assert newest is not None, f"no whole month in {data}"
    asked = [WhatIfQuestion(newest, 12, changes=Changes(threshold_tenths=30 - lap)) for lap in range(laps + 1)]
    measured = []
    for question in asked:
        clock, work = time.perf_counter(), time.process_time()
        assert not what_if(folder, question).outcomes.is_empty()
        measured.append(Asked((time.perf_counter() - clock) * 1000, (time.process_time() - work) * 1000))
    return measured[1:]  # the first one loads the libraries


def drawn(data: Path) -> list[float]:
    """Milliseconds from the button to the other page, each for the first time.

    One server is asked what each threshold shows, and another, which has drawn none of them, is measured.
    """
    with serving(data, warm=False) as (address, _), a_browser() as browser:
        seen = opened(browser, address)
        expected = {limit: shown(seen, limit) for limit in LIMITS}
    with serving(data, warm=False) as (address, _), a_browser() as browser:
        seen = opened(browser, address)
        return [change(seen, limit, view) for limit, view in expected.items()]


def opened(browser: Browser, address: str) -> Visit:
    """The page before anything is changed."""
    page = browser.new_page(locale="sv-SE", timezone_id="Europe/Stockholm", viewport={"width": 1440, "height": 900})
    page.add_init_script(SCRIPT.read_text(encoding="utf-8"))
    page.set_default_timeout(PATIENCE_MS)
    seen = Visit(page, address).open(START)
    settled(page)
    return seen


def shown(seen: Visit, limit: str) -> str:
    """What the page shows under a threshold, once it no longer shows what it did before."""
    before = settled(seen.page)
    press(seen.page, limit)
    seen.page.wait_for_function("before => window.__shown() !== before", arg=before)
    return settled(seen.page)


def change(seen: Visit, limit: str, expected: str) -> float:
    """One changed threshold. Errors: playwright's Error where the page does not come to show what it should."""
    page = seen.page
    page.evaluate("expected => window.__start(expected)", expected)
    press(page, limit)
    milliseconds = page.evaluate("window.__drawn")
    settled(page)
    return float(milliseconds)


def press(page: Page, limit: str) -> None:
    """Type a threshold and press the button."""
    page.get_by_label(FIELD, exact=True).fill(limit)
    page.get_by_role("button", name=BUTTON, exact=True).click()
