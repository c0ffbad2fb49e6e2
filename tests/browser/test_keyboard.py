"""The whole way with the keyboard alone: every stop is seen, nothing holds the reader, and all can be done."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from lus_stats.ui.entries import ENTRIES
from tests.browser import look
from tests.browser.visit import Visit

pytestmark = pytest.mark.browser
Window = Callable[..., Visit]
MOST_STOPS = 120
FILTERS = ["Visa som", "Månad", "Län", "Vårdform", "Räknas enligt"]
# What can be told of a stop, and how it and what is right around it look: a ring may be drawn on the frame of a field.
STOP = """() => {
  const looks = element => {
    const style = getComputedStyle(element)
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.borderColor].join(' ')
  }
  window.lookOf = element => {
    const around = []
    for (let up = element; up && around.length < 4; up = up.parentElement) around.push(looks(up))
    return around.join('|')
  }
  const at = window.stop = document.activeElement
  const box = at.getBoundingClientRect()
  const icon = at.querySelector('[data-testid="stIconMaterial"]')?.innerText ?? ''
  const name = at.getAttribute('aria-label') || at.innerText.replace(icon, '') || at.value || ''
  const inSight = box.width > 0 && box.bottom > 0 && box.right > 0 && box.top < innerHeight
  const said = { name: name.trim(), look: window.lookOf(at) }
  return { ...said, tag: at.tagName, test: at.dataset.testid, inSight }
}"""


def step(seen: Visit, key: str = "Tab") -> dict[str, Any]:
    """Press a key, and tell where that leads."""
    seen.page.keyboard.press(key)
    stop: dict[str, Any] = seen.page.evaluate(STOP)
    return stop


def go(seen: Visit, name: str, tag: str) -> None:
    """Tab on until a stop of that name."""
    for _ in range(MOST_STOPS):
        stop = step(seen)
        if (stop["name"], stop["tag"]) == (name, tag):
            return
    raise AssertionError(f"no stop called {name}")


def around(seen: Visit) -> list[str]:
    """The name of every stop, once around the page; each is in sight, and looks otherwise once it is left."""
    names: list[str] = []
    stop = step(seen)
    while stop["tag"] != "BODY":  # past the last one: the browser's own
        assert stop["inSight"], stop
        names.append(stop["name"])
        assert len(names) < MOST_STOPS, "the keyboard is trapped"
        seen.page.evaluate("window.before = window.stop")
        following = step(seen)
        assert seen.page.evaluate("window.lookOf(window.before)") != stop["look"], stop
        stop = following
    return names


def test_every_stop_is_seen_in_the_page_s_order_and_none_is_a_trap(demo_app: str, visit: Window) -> None:
    seen = look.drawn(visit(demo_app).open("/laget?som=region-18&lan=18&vardform=somatic"))
    names = around(seen)
    expected = [
        "Hoppa till innehållet",
        *(entry.title for entry in ENTRIES),
        *FILTERS,
        "Visa som tabell",
        "Så räknas det",
    ]
    assert sorted(set(names) & set(expected), key=names.index) == expected, names
    assert [name for name in names if not name or look.ENGLISH.search(name)] == []
    assert step(seen)["name"] == names[0]


def test_the_first_stop_leads_past_the_menu(demo_app: str, visit: Window) -> None:
    seen = look.drawn(visit(demo_app).open("/laget?som=region-18&lan=18&vardform=somatic"))
    first = step(seen)
    assert (first["name"], first["inSight"]) == ("Hoppa till innehållet", True)
    box = seen.page.get_by_test_id("stSkipToContent").bounding_box()
    assert box
    on_top = seen.page.evaluate(
        "([x, y]) => document.elementFromPoint(x, y).dataset.testid", [box["x"] + 9, box["y"] + 9]
    )
    assert on_top == "stSkipToContent"
    assert step(seen, "Enter")["test"] == "stMain"
    assert step(seen)["name"] not in [entry.title for entry in ENTRIES]


def test_a_letter_alone_runs_nothing(demo_app: str, visit: Window) -> None:
    seen = look.drawn(visit(demo_app).open("/metod?som=region-18&lan=18"))
    before = seen.finished_runs
    for key in "rc":
        seen.page.keyboard.press(key)
    seen.page.wait_for_timeout(400)
    assert seen.finished_runs == before
    expect(seen.page.get_by_role("dialog")).to_have_count(0)


def test_the_whole_way_with_the_keyboard_alone(demo_app: str, visit: Window) -> None:
    """Another month, another page, an explanation, a table, a file, and a row of the invoice's basis."""
    seen = look.drawn(visit(demo_app).open("/laget?som=region-18&lan=18&vardform=somatic"))
    keys = seen.page.keyboard
    go(seen, "Månad", "INPUT")
    keys.press("ArrowDown")
    expect(seen.page.get_by_role("listbox")).to_be_visible()
    keys.press("ArrowDown")
    seen.after(lambda: keys.press("Enter"))
    expect(seen.page.locator("p.status")).not_to_contain_text("oktober 2025")
    look.drawn(seen)
    go(seen, "Visa som tabell", "SUMMARY")
    keys.press("Enter")
    expect(seen.page.locator("details[open] table").first).to_be_visible()
    go(seen, "Ladda ner CSV", "BUTTON")
    with seen.page.expect_download() as file:
        keys.press("Enter")
    assert Path(file.value.path()).read_bytes().startswith(b"\xef\xbb\xbf")
    go(seen, "Så räknas det", "SUMMARY")
    keys.press("Enter")
    expect(seen.page.locator(".st-key-explained details")).to_have_attribute("open", "")
    go(seen, "Fakturaunderlag", "A")
    seen.after(lambda: keys.press("Enter"))
    expect(seen.page.locator("h1.title")).to_have_text("Fakturaunderlag")
    card = seen.page.locator("article.episode h2")
    expect(card).to_be_visible()
    first = card.inner_text()
    go(seen, "Öppna vårdtillfälle", "INPUT")
    keys.press("ArrowDown")
    expect(seen.page.get_by_role("listbox")).to_be_visible()
    keys.press("ArrowDown")
    seen.after(lambda: keys.press("Enter"))
    expect(card).not_to_have_text(first)
    assert seen.complaints == []
