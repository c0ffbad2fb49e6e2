"""What a page looks like to somebody who does not see it as it was drawn: by words, by width, on paper."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.sync_playwright import Axe

from tests.browser.visit import PATIENCE_MS, Visit

DRAWN = """() => document.querySelector('h1.title') &&
  document.querySelector('[data-test-script-state="notRunning"]') &&
  !document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]') &&
  [...document.querySelectorAll('.stPlotlyChart')].every(one => one.querySelector('.main-svg[aria-hidden] .infolayer'))
"""
ASKED_EVERY_MS = 100  # asking at every frame would take what the page needs to be drawn
STILL = "*, *::before, *::after { transition: none !important; animation: none !important }"
UNFOLD = "document.querySelectorAll('details:not([open]) > summary').forEach(one => one.click())"
SAID = """() => {
  const said = [], kinds = NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT
  const parts = document.createTreeWalker(document.documentElement, kinds)
  const spoken = ['aria-label', 'aria-description', 'aria-roledescription', 'title', 'placeholder', 'alt', 'data-title']
  while (parts.nextNode()) {
    const part = parts.currentNode
    if (part.nodeType === Node.ELEMENT_NODE) said.push(...spoken.map(name => part.getAttribute(name)))
    else if (!part.parentElement.closest('style, script, [data-testid="stIconMaterial"]')) said.push(part.data)
  }
  return [...new Set(said.filter(Boolean).map(words => words.trim()))]
}"""
# What stands beyond the window's edge and is not inside something of its own that scrolls or is hidden on purpose.
CUT_OFF = """() => {
  const edge = document.documentElement.clientWidth + 1
  const hidden = '.visually-hidden, [aria-hidden="true"], style, svg'
  const scrolls = element => {
    for (let up = element; up && up.dataset?.testid !== 'stMain'; up = up.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(up).overflowX)) return true
    }
    return false
  }
  const own = element => [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim())
  const beyond = element => element.getBoundingClientRect().right > edge && element.checkVisibility()
  return [...document.querySelectorAll('[data-testid="stMain"] *')]
    .filter(element => own(element) && !element.closest(hidden) && beyond(element) && !scrolls(element))
    .map(element => element.outerHTML.slice(0, 120))
}"""
ENGLISH = re.compile(
    r"\b(the|of|to|and|your|is|are|was|you|page|select\w*|choose|options?|available|upload\w*|files?|drag|drop|browse|running|"
    r"close|open|view|menu|sidebar|fullscreen|settings|print|skip|content|clear|results?|scroll|left|right|loading|error|"
    r"connect\w*|help|previous|next|search|show|hide|remove|press|enter|rerun|cache|streamlit|download\w*|reset|zoom)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Exempt:
    """A violation that is Streamlit's own: axe's rule, what marks the element, and why it cannot be mended here."""

    rule: str
    marker: str
    why: str


# The whole list: docs/tillganglighet.md says the same to readers, and a test holds them together.
EXEMPT = (
    Exempt("region", 'role="listbox"', "Streamlit ritar en öppnad lista sist på sidan, utanför dess landmärken."),
    Exempt(
        "presentation-role-conflict",
        'data-testid="stFileUploaderDropzone"',
        "Streamlits filruta har både en roll som döljer den och ett namn; knappen i den är det som nås och läses upp.",
    ),
)


def drawn(seen: Visit) -> Visit:
    """Wait until everything stands still on the page."""
    seen.page.wait_for_function(DRAWN, timeout=2 * PATIENCE_MS, polling=ASKED_EVERY_MS)
    seen.page.add_style_tag(content=STILL)
    return seen


def unfolded(seen: Visit) -> Visit:
    """Open what is folded away."""
    seen.page.evaluate(UNFOLD)
    seen.page.wait_for_function("!document.querySelector('details:not([open])')")
    return seen


def sized(seen: Visit, width: int = 1440) -> None:
    """Make the window so wide, where it is not: every change draws the figures again."""
    if (size := {"width": width, "height": 900}) != seen.page.viewport_size:
        seen.page.set_viewport_size(size)


def in_theme(seen: Visit, *, dark: bool) -> None:
    """Turn to the other theme, as a reader's system does."""
    seen.page.emulate_media(color_scheme="dark" if dark else "light")
    scheme = "dark" if dark else "light"
    seen.page.wait_for_function(f"getComputedStyle(document.querySelector('.stApp')).colorScheme === '{scheme}'")


def violations(seen: Visit, rules: Sequence[str] = ()) -> list[tuple[str, str]]:
    """What axe-core finds, of any impact: the rule, and the element; a drawing is hidden from who reads by ear."""
    only = {"runOnly": [*rules]} if rules else {}
    asked = {"resultTypes": ["violations"], **only}
    found: dict[str, Any] = Axe().run(seen.page, context={"exclude": [[".main-svg"]]}, options=asked).response
    return [(one["id"], node["html"]) for one in found["violations"] for node in one["nodes"]]


def exempt(rule: str, html: str) -> Exempt | None:
    """The entry of the list that the violation is."""
    return next((one for one in EXEMPT if one.rule == rule and one.marker in html), None)


def ours(seen: Visit, rules: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Those that are not on the list."""
    return [(rule, html[:200]) for rule, html in violations(seen, rules) if not exempt(rule, html)]


def english(seen: Visit) -> list[str]:
    """Texts, spoken ones too, with an English word in them."""
    return [words[:120] for words in seen.page.evaluate(SAID) if ENGLISH.search(words)]
