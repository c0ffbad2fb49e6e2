"""One reader's browser window, and what went over the wire."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, WebSocket
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PATIENCE_MS = 60_000
LIST_CLOSES_MS = 1_000


class Visit:
    """A page that counts finished script runs: "not running" right after a click is often not true yet.

    A finished run is not yet drawn: the browser is some 40–150 ms behind it. What is seen after it is asserted with
    Playwright's `expect`, which waits, never with a bare `==` on a value just read.
    """

    def __init__(self, page: Page, address: str) -> None:
        """Follow the page from its first request."""
        self.page, self.address = page, address
        self.finished_runs = 0
        self.hosts: set[str] = set()
        self.bytes_moved = 0
        self.addresses: set[str] = set()
        self.complaints: list[str] = []
        page.on("request", lambda request: self._asked(request.url))
        page.on("framenavigated", lambda frame: self.addresses.add(frame.url))
        page.on("console", lambda said: self.complaints.extend([said.text] if said.type == "error" else []))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("websocket", self._follow)
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.loadingFinished", self._loaded)
        wire.on("Network.webSocketFrameReceived", self._frame)

    def _asked(self, url: str) -> None:
        self.addresses.add(url)
        self.hosts.add(urlsplit(url).hostname or "")

    def _loaded(self, event: dict[str, Any]) -> None:
        self.bytes_moved += int(event["encodedDataLength"])

    def _frame(self, event: dict[str, Any]) -> None:
        self.bytes_moved += len(event["response"]["payloadData"]) * 3 // 4

    def _follow(self, socket: WebSocket) -> None:
        """Watch the app's messages."""
        self.hosts.add(urlsplit(socket.url).hostname or "")
        socket.on("framereceived", self._message)

    def _message(self, payload: str | bytes) -> None:
        if isinstance(payload, bytes):
            message = ForwardMsg.FromString(payload)
            if message.WhichOneof("type") == "script_finished":
                early = ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN
                self.finished_runs += message.script_finished != early

    def open(self, path: str) -> "Visit":
        """Go to an address and wait until its script has run."""
        self.after(lambda: self.page.goto(self.address + path))
        return self

    def after(self, action: Callable[[], object]) -> None:
        """Do something and wait for the script run it causes."""
        before = self.finished_runs
        action()
        waited = 0
        while self.finished_runs == before:
            assert waited < PATIENCE_MS, "no script run finished"
            self.page.wait_for_timeout(20)
            waited += 20

    def choose(self, label: str, option: str) -> None:
        """Pick from a filter's list by what the reader sees, and wait for the rerun."""
        box = self.page.get_by_label(label, exact=True)
        box.click()
        if box.is_editable():  # a long list draws only what is in sight
            box.fill(option)
        self.after(lambda: self.pick(box, self.page.get_by_role("option", name=option, exact=True)))

    def pick(self, box: Locator, option: Locator) -> None:
        """Click an option until its list has closed: a click that meets a list still scrolling is lost."""
        for _ in range(PATIENCE_MS // LIST_CLOSES_MS):
            option.click()
            waited = 0
            while box.get_attribute("aria-expanded") == "true" and waited < LIST_CLOSES_MS:
                self.page.wait_for_timeout(50)
                waited += 50
            if waited < LIST_CLOSES_MS:
                return
