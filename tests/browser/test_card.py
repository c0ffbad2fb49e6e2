"""From Läget to why a day is billed in at most three clicks, and the card on one sheet of paper."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.screen import card, plain
from tests.browser.steps import COUNTY, MONTH, somatic
from tests.browser.visit import Visit
from tests.properties.command import answer

pytestmark = pytest.mark.browser
A4 = (595, 842)  # points


@pytest.fixture(scope="module")
def payer(demo_data: Path) -> dict[str, object]:
    """The municipality that pays most."""
    groups = somatic(answer(demo_data, "bill", "--month", MONTH)["groups"])
    return max(groups, key=lambda group: group["amount_sek"])


def test_why_a_day_is_billed_is_three_clicks_away_and_prints_on_one_sheet(
    demo_app: str, visit: Callable[..., Visit], payer: dict[str, object]
) -> None:
    seen = visit(demo_app).open(f"/laget?som=region-{COUNTY}&lan={COUNTY}&vardform=somatic&manad={MONTH}")
    places = card(seen, "places")
    place = places.get_by_role("link", name=str(payer["municipality"]), exact=True)
    basis = seen.page.get_by_role("link", name="Fakturaunderlag", exact=True)
    # The figures above are still being drawn: the first click does not wait until nothing moves.
    places.locator("summary").dispatch_event("click")
    expect(place).to_be_visible()
    seen.after(lambda: place.dispatch_event("click"))
    seen.after(lambda: basis.dispatch_event("click"))
    opened = seen.page.locator("article.episode")
    expect(opened.locator("h2")).to_contain_text("debiteras")
    expect(seen.page.locator("p.headline")).to_contain_text(str(payer["municipality"]))
    said = plain(opened.inner_text())
    for part in ("underrättades", "Regionens kriterier", "medelvärde", "kr (", "villkor från", "Version 1"):
        assert part in said
    on_one_sheet(seen)
    assert seen.complaints == []


def on_one_sheet(seen: Visit) -> None:
    """The button prints the card alone; the page as a whole prints it on a sheet of its own."""
    opened = seen.page.locator("article.episode")
    seen.page.evaluate("window.print = () => { window.printed = document.documentElement.dataset.print }")
    opened.get_by_role("button", name="Skriv ut kortet").click()
    assert seen.page.evaluate("window.printed") == "card"
    (sheet,) = PdfReader(BytesIO(seen.page.pdf(format="A4"))).pages
    assert (float(sheet.mediabox.width), float(sheet.mediabox.height)) == pytest.approx(A4, abs=1)
    text = plain(sheet.extract_text())
    title = plain(opened.locator("h2").inner_text()).splitlines()[0]
    assert text.startswith(title[:20])
    assert "Om den här raden föll bort" in text
    assert "Skriv ut kortet" not in text
    assert "Ladda ner" not in text
    seen.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert seen.page.evaluate("document.documentElement.dataset.print") is None
    pages = [plain(page.extract_text()) for page in PdfReader(BytesIO(seen.page.pdf(format="A4"))).pages]
    assert sum("Om den här raden föll bort" in page for page in pages) == 1
    assert pages[-1].startswith(title[:20])
