"""A file dropped on Data: tried, read in once however it is clicked, and seen; in Swedish all the way."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from lus_stats.store import open_data
from tests.browser.server import served
from tests.browser.visit import Visit
from tests.store.material import csv_text, episode, episodes, personnummer

pytestmark = pytest.mark.browser
Window = Callable[..., Visit]
NAME = "feb 2020 från avdelningen.csv"
ENGLISH = re.compile(r"\b(Upload|per file|Drag and drop|Browse|Remove|Limit|files? (here|are|must))\b", re.IGNORECASE)
DROP = """async (zone, [name, content]) => {
  const dataTransfer = new DataTransfer()
  dataTransfer.items.add(new File([content], name, { type: 'text/csv' }))
  for (const kind of ['dragenter', 'dragover', 'drop']) {
    zone.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }))
    await new Promise(go => setTimeout(go, 100))
  }
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def app(folder: Path) -> Iterator[str]:
    """The app on a folder without any data."""
    with served(folder) as address:
        yield address


def part(seen: Visit, name: str) -> None:
    """Turn to one of the page's parts."""
    seen.page.get_by_role("tab", name=name, exact=True).click()


def drop(seen: Visit, name: str, text: str) -> None:
    """Drag a file onto the page and let go of it."""
    seen.page.get_by_test_id("stFileUploaderDropzone").evaluate(DROP, [name, text])


def uploader(seen: Visit) -> Locator:
    return seen.page.get_by_test_id("stFileUploader")


def read_in(seen: Visit) -> Locator:
    return seen.page.get_by_role("button", name="Läs in", exact=True)


def test_a_dropped_file_is_tried_read_in_once_and_seen(app: str, folder: Path, visit: Window) -> None:
    seen = visit(app).open("/data?som=region-18&lan=18")
    expect(seen.page.locator("p.empty").first).to_contain_text("Det finns inga uppgifter än.")
    part(seen, "Läs in filer")
    expect(uploader(seen)).to_contain_text("Högst 100 MB per fil")
    drop(seen, NAME, csv_text([*episodes(9), episode("b", kommunkod="9999")]))
    expect(seen.page.locator("p.headline")).to_contain_text("9\xa0rader godkänns, 1 avvisas.")
    expect(seen.page.locator("p.staged")).to_contain_text(NAME)
    assert open_data(folder).store.is_empty
    read_in(seen).dblclick()
    expect(seen.page.locator("p.headline").last).to_contain_text("Inläst: 1\xa0ny version.")
    expect(seen.page.locator("p.headline").first).to_contain_text("februari 2020")
    expect(seen.page.locator("p.staged")).to_have_count(0)
    part(seen, "Versioner")
    expect(seen.page.locator(".st-key-card_versions tbody tr")).to_have_count(1)
    part(seen, "Avvisade rader")
    with seen.page.expect_download() as download:
        seen.page.get_by_role("button", name="Ladda ner (Excel)").click()
    assert Path(download.value.path()).read_bytes().startswith(b"PK")
    held = open_data(folder).store.revisions()
    assert held.select("revision", "rows", "source").rows() == [(1, 9, NAME)]
    assert seen.hosts - {""} == {"127.0.0.1"}
    assert seen.complaints == []
    assert [address for address in seen.addresses if "feb" in address or "avdelningen" in address] == []


def test_what_is_not_taken_is_said_in_swedish(app: str, visit: Window, tmp_path: Path) -> None:
    number = personnummer()
    seen = visit(app, width=390, height=844).open("/data?som=region-18&lan=18")
    part(seen, "Läs in filer")
    drop(seen, "bild.png", "x")
    chip = uploader(seen).get_by_test_id("stFileChip")
    expect(chip.get_by_role("alert")).to_contain_text("Filtypen tas inte emot.")
    expect(seen.page.locator("#upload-refused")).to_have_text("bild.png: filtypen tas inte emot.")
    chip.hover()
    spoken = uploader(seen).locator("[aria-label]").evaluate_all("all => all.map(one => one.ariaLabel)")
    assert [word for word in [*spoken, uploader(seen).inner_text()] if ENGLISH.search(word)] == []
    uploader(seen).get_by_role("button", name="Ta bort bild.png").click()
    drop(seen, "fel.csv", csv_text([episode(number)]))
    expect(seen.page.locator("#upload-refused")).to_be_empty()
    expect(seen.page.get_by_role("alert").filter(has_text="fel.csv")).to_contain_text("(dolt)")
    expect(seen.page.get_by_text("Filens innehåll är borttaget ur minnet.")).to_be_visible()
    expect(seen.page.locator("p.staged")).to_have_count(0)
    assert number not in seen.page.content()
    large = tmp_path / "stor.csv"
    with large.open("wb") as file:
        file.truncate(100 * 1024 * 1024 + 1)
    seen.page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(large)
    expect(seen.page.locator("#upload-refused")).to_contain_text("stor.csv är större än 100 MB.")
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
