"""What stands on the screen, read as figures."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from playwright.sync_api import Locator

from tests.browser.visit import PATIENCE_MS, Visit

CARDS = "cards => Object.fromEntries(cards.map(c => [...'dt|dd.value|dd.note'.split('|')].map(p => c.querySelector(p)"
KEY_FIGURES = CARDS + ".textContent)).map(([label, value, note]) => [label, [value, note]]))"
TABLE = """table => [...table.querySelectorAll('tbody tr')].map(row => {
  const tags = [...row.querySelectorAll('.tag')].map(tag => tag.textContent)
  const isTag = node => node.classList?.contains('tag')
  const words = cell => [...cell.childNodes].filter(node => !isTag(node)).map(node => node.textContent)
  const cells = [...row.cells].map(cell => words(cell).join('').trim())
  return [cells, tags]
})"""


def shows(seen: Visit, read: Callable[[], Any], expected: Any) -> None:
    """Assert that the screen comes to say the same as another source; it is drawn some time after the answer."""
    waited = 0
    while (found := read()) != expected and waited < PATIENCE_MS:
        seen.page.wait_for_timeout(50)
        waited += 50
    assert found == expected


def key_figures(seen: Visit) -> dict[str, tuple[str, str]]:
    """Each card's value and what is said under it, by its name."""
    cards: dict[str, tuple[str, str]] = seen.page.locator("dl.key-figures > div").evaluate_all(KEY_FIGURES)
    return {label: (plain(value), plain(note)) for label, (value, note) in cards.items()}


def table(within: Locator) -> dict[str, tuple[list[str], list[str]]]:
    """The one table's rows by their first cell: the other cells, and the tags; also where the table is folded away."""
    rows = within.locator("table").evaluate(TABLE) if within.locator("table").count() == 1 else []
    return {plain(cells[0]): ([plain(cell) for cell in cells[1:]], tags) for cells, tags in rows}


def card(seen: Visit, name: str) -> Locator:
    """A framed part of the page."""
    return seen.page.locator(f".st-key-card_{name}")


def plain(text: str) -> str:
    """The text with ordinary spaces."""
    return text.replace("\xa0", " ").replace("\u202f", " ").strip()


def number(text: str) -> Decimal:
    """`1 058 400 kr`, `−3` or `2,35` as a number; a dash is nothing."""
    digits = "".join(mark for mark in text.replace("−", "-").replace(",", ".") if mark.isdigit() or mark in "-.")
    return Decimal(digits or 0)


def rounded(numerator: float, denominator: float, decimals: int) -> Decimal:
    """A quotient rounded half up, as Swedes write it."""
    quotient = Decimal(str(numerator)) / Decimal(str(denominator))
    return quotient.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
