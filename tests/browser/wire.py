"""A reader without a browser: the app's own socket, and what is on screen after each click."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

SUBPROTOCOL: Any = "streamlit"
LONGEST_SECONDS = 60


@dataclass
class Reader:
    """One open page. `shown` is every element on it by its place; `lists` the filters by their labels."""

    wire: ClientConnection
    page: str
    query: str
    pages: dict[str, str] = field(default_factory=dict)
    shown: dict[tuple[int, ...], Any] = field(default_factory=dict)
    lists: dict[str, Any] = field(default_factory=dict)
    picked: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    received: int = 0

    async def open(self) -> None:
        """As a browser that follows a link."""
        asked = BackMsg()
        asked.rerun_script.page_name = self.page
        await self._run(asked)

    async def choose(self, label: str, option: str) -> None:
        """Change a filter."""
        self.picked[self.lists[label].id] = option
        await self._run(self._here())

    async def turn_to(self, page: str) -> None:
        """Another page, by its address, with the same filters."""
        self.page = page
        self.picked.clear()
        await self._run(self._here())

    def words(self) -> str:
        """Everything the page says, in order."""
        elements = (self.shown[path] for path in sorted(self.shown))
        return "\n".join(said for element in elements if (said := _said(element)))

    def _here(self) -> BackMsg:
        asked = BackMsg()
        asked.rerun_script.page_script_hash = self.pages[self.page]
        for identity, option in self.picked.items():
            state = asked.rerun_script.widget_states.widgets.add()
            state.id, state.string_value = identity, option
        return asked

    async def _run(self, asked: BackMsg) -> None:
        """Ask for a run and take what comes until it is finished."""
        asked.rerun_script.query_string = self.query
        begun = time.perf_counter()
        await self.wire.send(asked.SerializeToString())
        self.shown, self.lists = {}, {}
        while True:
            content = await self.wire.recv(decode=False)
            self.received += len(content)
            message = ForwardMsg.FromString(content)
            kind = message.WhichOneof("type")
            if kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                self.seconds = time.perf_counter() - begun
                return
            self._take(kind, message)

    def _take(self, kind: str | None, message: ForwardMsg) -> None:
        if kind == "navigation":
            self.pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            self.shown[tuple(message.metadata.delta_path)] = element
            if element.WhichOneof("type") == "selectbox":
                self.lists[element.selectbox.label] = element.selectbox


@asynccontextmanager
async def reading(address: str, page: str, query: str) -> AsyncIterator[Reader]:
    """A reader who has opened a link to a page of the app at `address` (http://…)."""
    socket = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
    async with connect(socket, subprotocols=[SUBPROTOCOL], max_size=None, open_timeout=LONGEST_SECONDS) as wire:
        reader = Reader(wire, page, query)
        await reader.open()
        yield reader


def _said(element: Any) -> str:
    """What an element shows, without the identities that each session has for itself."""
    kind = element.WhichOneof("type")
    if kind == "html":
        return str(element.html.body)
    if kind == "markdown":
        return str(element.markdown.body)
    if kind == "plotly_chart":
        return str(element.plotly_chart.spec)
    if kind == "selectbox":
        return str(element.selectbox.label)  # its value is sent only where the app has changed it: see `query`
    return kind or ""
