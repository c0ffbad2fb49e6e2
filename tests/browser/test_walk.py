"""A reader walks through seven pages on demo data; every figure on screen is the command line's."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import WebSocket, expect

from tests.browser import steps
from tests.browser.screen import card, number, rounded, shows, table
from tests.browser.steps import COUNTY, MONTH, Row
from tests.browser.visit import Visit
from tests.properties.command import answer

pytestmark = pytest.mark.browser
Window = Callable[..., Visit]
EPISODE = re.compile(r"(?<![A-Za-z])D-\d{7}(?![0-9a-f])")  # as the demo writes them; "ID-…" is Streamlit's
HIDDEN = "dolt: färre än 5"


@pytest.fixture(scope="module")
def ask(demo_data: Path) -> Callable[..., Any]:
    """A part of what `lus … --format json` says; each call is made once."""
    said: dict[tuple[str, ...], Any] = {}

    def part_of(part: str, *arguments: str) -> Any:
        if arguments not in said:
            said[arguments] = answer(demo_data, *arguments)
        return said[arguments][part]

    return part_of


def test_a_reader_walks_from_a_deep_link_through_seven_pages(
    fresh_app: str, demo_data: Path, visit: Window, ask: Callable[..., Any]
) -> None:
    """The link is the first thing a fresh process sees."""
    seen = visit(fresh_app, first=True).open(f"/laget?som=region-{COUNTY}&lan={COUNTY}&vardform=somatic")
    groups, lines = (steps.somatic(ask(part, "bill", "--month", MONTH)) for part in ("groups", "lines"))
    chosen = next(group for group in groups if {"billed", "criteria_unmet"} <= outcomes(lines, group))
    own = [line for line in lines if line["municipality_code"] == chosen["municipality_code"]]
    steps.the_overview(seen, groups, ask)
    steps.the_criteria(seen, ask)
    steps.the_trends(seen, steps.names(groups), ask)
    steps.the_municipality(seen, chosen, ask)
    steps.the_bill(seen, groups, ask)
    steps.the_lines(seen, chosen, own)
    for outcome in ("billed", "criteria_unmet"):
        line = next(line for line in own if line["outcome"] == outcome)
        steps.an_episode(seen, line, answer(demo_data, "explain", line["episode_id"]))
    billed = next(line for line in own if line["outcome"] == "billed")
    steps.the_calculator(seen, billed, answer(demo_data, "explain", billed["episode_id"]))
    assert seen.hosts - {""} == {"127.0.0.1"}
    assert seen.complaints == []
    assert [address for address in seen.addresses if EPISODE.search(address)] == []


def outcomes(lines: list[Row], group: Row) -> set[str]:
    """What the municipality's lines came to."""
    return {line["outcome"] for line in lines if line["municipality_code"] == group["municipality_code"]}


def test_the_network_sees_neither_small_numbers_nor_anybody_s_lines(
    demo_app: str, visit: Window, ask: Callable[..., Any]
) -> None:
    """Not on screen, and not in what the browser is sent either."""
    seen, received = visit(demo_app), bytearray()
    seen.page.on("websocket", lambda socket: follow(socket, received))
    seen.open(f"/laget?som=network-{COUNTY}&lan={COUNTY}&vardform=psychiatric")
    asked = ("--month", MONTH, "--by", "municipality", "--care-form", "psychiatric", "--indicator", "mean_ready_days")
    rows = [row for row in ask("rows", "stats", *asked) if row["municipality_code"][:2] == COUNTY]
    name = steps.names(ask("groups", "bill", "--month", MONTH))
    hidden = {name[row["municipality_code"]] for row in rows if row["state"] == "hidden"}
    shown = {
        name[row["municipality_code"]]: rounded(row["numerator"], row["denominator"], 2)
        for row in rows
        if row["state"] == "shown"
    }
    assert hidden
    assert shown
    expect(seen.page.locator("p.status")).to_contain_text("psykiatrisk vård")
    shows(seen, lambda: {place for place, (cells, _) in places(seen).items() if cells[1] == HIDDEN}, hidden)
    assert {place: number(cells[1]) for place, (cells, _) in places(seen).items() if place in shown} == shown
    said = "".join(" ".join(cells) for place, (cells, _) in places(seen).items() if place in hidden)
    assert not re.search(r"\d", said.replace(HIDDEN, "").replace("färre än 5", ""))
    steps.go_to(seen, "Fakturaunderlag")
    expect(seen.page.locator("p.empty")).to_contain_text("visas bara för kommunen själv och för regionen")
    expect(seen.page.locator("table")).to_have_count(0)
    assert received
    assert not EPISODE.search(received.decode("latin-1"))
    assert seen.complaints == []


def places(seen: Visit) -> dict[str, tuple[list[str], list[str]]]:
    """Läget's rows, one per municipality."""
    return table(card(seen, "places"))


def follow(socket: WebSocket, received: bytearray) -> None:
    """Keep everything that comes over the socket."""
    socket.on("framereceived", lambda payload: received.extend(payload if isinstance(payload, bytes) else b""))
