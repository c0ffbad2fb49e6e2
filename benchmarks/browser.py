"""Changed filters in a real browser: `python -m benchmarks browser`, of Läget or of another page (`--page`).

A changed filter counts from the click on the option until everything the page shows (words, key figures, tables, the
figures' marks and names, the map's colours) is the other view's, and one more frame. The server's share lies between
the browser's message and the server's word that the script has finished, by the browser's clock.
"""

import base64
from pathlib import Path
from statistics import median
from typing import Any, Final, NamedTuple

import psutil
from playwright.sync_api import Browser, Page
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.app import a_browser, data_folder, options, serving, worked
from benchmarks.report import held, say
from tests.browser.conftest import reader
from tests.browser.visit import PATIENCE_MS, Visit

SCRIPT: Final = Path(__file__).with_suffix(".js")
VIEW: Final = "som=region-18&lan=18&vardform=somatic"
TARGETS: Final = {"laget": (350, 50)}  # milliseconds until drawn again, and of them the server's
OTHER_PAGES: Final = (400, 60)
SWITCHES: Final = (("Vårdform", "Psykiatrisk", "Somatisk"), ("Län", "Stockholms län", "Örebro län"))
SETTLED_MS: Final = 600
RUN_ENDED: Final = '[data-test-script-state="notRunning"]'
MONTHS: Final = 6  # as many as are in sight when the list opens


class Change(NamedTuple):
    """One changed filter: milliseconds until drawn again, the server's part, and its process' work."""

    filter: str
    drawn_ms: float
    server_ms: float
    server_cpu_ms: float


def main() -> None:
    """Measure, and print each median beside its target."""
    parser = options("browser", __doc__)
    parser.add_argument("--laps", type=int, default=2, help="laps of 18 changes, after one that is not measured")
    parser.add_argument("--page", default="laget", help="the page's address")
    chosen = parser.parse_args()
    with data_folder(chosen.data) as data, serving(data, warm=False) as (address, server), a_browser() as browser:
        changes, first_visit = measured(browser, address, server, chosen.laps, chosen.page)
    report(changes, first_visit, *TARGETS.get(chosen.page, OTHER_PAGES))


def measured(browser: Browser, address: str, server: psutil.Process, laps: int, page: str) -> tuple[list[Change], int]:
    """Every change of the measured laps, and a first visit's bytes. The first lap learns what each view shows."""
    context = reader(browser)
    context.add_init_script(SCRIPT.read_text(encoding="utf-8"))
    seen = Visit(context.new_page(), address).open(f"/{page}?{VIEW}")
    last_to_come = "path.choroplethlocation" if page == "laget" else ".js-plotly-plot .main-svg"
    seen.page.locator(last_to_come).first.wait_for()
    seen.page.wait_for_load_state("networkidle")
    settled(seen.page)
    first_visit = seen.bytes_moved
    wire = Wire(seen.page)
    views = {}
    for at, (name, option) in enumerate(steps(seen.page)):
        seen.choose(name, option)
        views[at] = (name, option, settled(seen.page))
    changes = [change(seen, server, wire, *view) for _ in range(laps) for view in views.values()]
    context.close()
    return changes, first_visit


def steps(page: Page) -> list[tuple[str, str]]:
    """The lap: the newest months one by one and back to the first, care form and county to and fro."""
    page.get_by_label("Månad", exact=True).click()
    options = page.get_by_role("option")
    months = [options.nth(at).inner_text() for at in range(MONTHS)]
    page.keyboard.press("Escape")
    lap = [("Månad", month) for month in [*months[1:], months[0]]]
    for _ in range(3):
        lap += [(name, option) for name, *pair in SWITCHES for option in pair]
    return lap


def settled(page: Page) -> str:
    """What the page shows once its run has ended and it no longer changes."""
    before, shown = None, ""
    while before != shown:
        page.wait_for_timeout(SETTLED_MS)
        page.wait_for_selector(RUN_ENDED)
        before, shown = shown, page.evaluate("window.__shown()")
    return shown


class Wire:
    """When the browser last asked for a run, and when it heard that the run had finished, by its own clock."""

    def __init__(self, page: Page) -> None:
        """Listen to the page's socket."""
        self.asked = self.finished = 0.0
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.webSocketFrameSent", self._sent)
        wire.on("Network.webSocketFrameReceived", self._received)

    def _sent(self, event: dict[str, Any]) -> None:
        message = BackMsg.FromString(base64.b64decode(event["response"]["payloadData"]))
        if message.WhichOneof("type") == "rerun_script":
            self.asked = event["timestamp"]

    def _received(self, event: dict[str, Any]) -> None:
        message = ForwardMsg.FromString(base64.b64decode(event["response"]["payloadData"]))
        if message.WhichOneof("type") == "script_finished":
            self.finished = event["timestamp"]


def change(seen: Visit, server: psutil.Process, wire: Wire, name: str, option: str, expected: str) -> Change:
    """One change. Errors: AssertionError where the page does not come to show what it showed before."""
    page, before = seen.page, worked(server)
    page.evaluate("expected => window.__start(expected)", expected)
    seen.choose(name, option)
    waited = 0
    while (drawn := page.evaluate("window.__measured")) is None:
        assert waited < PATIENCE_MS, f"{name} {option}: another page than before"
        page.wait_for_timeout(50)
        waited += 50
    page.wait_for_timeout(150)  # the process' clock ticks by hundredths of a second
    return Change(name, drawn, (wire.finished - wire.asked) * 1000, (worked(server) - before) * 1000)


def report(changes: list[Change], first_visit: int, drawn_within: float, server_within: float) -> None:
    """Medians beside their targets. The process' work hardly moves with what else the machine does; the clock does."""
    say(f"{'':12}{'changes':>8}{'drawn again':>14}{'fastest':>10}{'server':>10}{'fastest':>10}{'server CPU':>12}")
    for name in [*dict.fromkeys(one.filter for one in changes), "all"]:
        some = [one for one in changes if name in {one.filter, "all"}]
        drawn, server = [one.drawn_ms for one in some], [one.server_ms for one in some]
        work = sum(one.server_cpu_ms for one in some) / len(some)
        clock = f"{median(drawn):11.0f} ms{min(drawn):7.0f} ms{median(server):7.0f} ms{min(server):7.0f} ms"
        say(f"{name:12}{len(some):8}{clock}{work:9.0f} ms")
    say("")
    held("ms until drawn again, median", median(one.drawn_ms for one in changes), drawn_within)
    held("ms of it a server rerun, median", median(one.server_ms for one in changes), server_within)
    held("MB on a first visit", first_visit / 1e6, 3)
