"""Pictures of every page from the demo data: each width in light and dark, and the ones README shows."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from lus_stats.ui.frame import ENTRIES  # noqa: E402 - the path comes first
from tests.browser.conftest import FLAGS, browser_path  # noqa: E402
from tests.browser.server import served  # noqa: E402
from tests.browser.visit import Visit  # noqa: E402

WIDTHS = (1440, 768, 390)
HEIGHT = 980
SETTLED_MS = 1500
IN_README = {"laget": "laget.png", "fakturering": "fakturering.png", "fakturaunderlag": "underlag.png"}


@contextmanager
def demo_data(given: str | None) -> Iterator[Path]:
    """The folder that was given, or new demo data in one that is removed afterwards."""
    if given:
        yield Path(given)
        return
    with tempfile.TemporaryDirectory() as folder:
        make = [sys.executable, "-m", "lus_stats.cli", "demo", "--data", folder]
        subprocess.run(make, check=True, env={**os.environ, "LUS_DATA": folder})
        yield Path(folder)


def open_page(browser: Browser, address: str, page: str, width: int, dark: bool) -> Visit:
    """One page in a Swedish reader's browser, drawn and still."""
    context = browser.new_context(
        locale="sv-SE",
        timezone_id="Europe/Stockholm",
        color_scheme="dark" if dark else "light",
        viewport={"width": width, "height": HEIGHT},
    )
    seen = Visit(context.new_page(), address).open(f"/{page}")
    seen.page.wait_for_load_state("networkidle")
    seen.page.wait_for_timeout(SETTLED_MS)
    return seen


def shoot(browser: Browser, address: str, page: str, folder: Path) -> None:
    """One page in every width and both themes, at its full height."""
    for width in WIDTHS:
        for dark in (False, True):
            seen = open_page(browser, address, page, width, dark)
            theme = "dark" if dark else "light"
            if page in IN_README and width == WIDTHS[0] and not dark:
                seen.page.screenshot(path=folder / f"{page}-viewport.png")
            whole = seen.page.get_by_test_id("stMain").evaluate("element => element.scrollHeight")
            seen.page.set_viewport_size({"width": width, "height": max(HEIGHT, int(whole) + 20)})
            seen.page.wait_for_timeout(SETTLED_MS)
            seen.page.screenshot(path=folder / f"{page}-{width}-{theme}.png")
            seen.page.context.close()


def main() -> None:
    """Take them all."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", help="a data folder with demo data; made anew when left out")
    options.add_argument("--into", type=Path, default=ROOT / "screenshots")
    options.add_argument("--readme", type=Path, default=ROOT / "docs", help="where README's pictures go")
    chosen = options.parse_args()
    chosen.into.mkdir(parents=True, exist_ok=True)
    chosen.readme.mkdir(parents=True, exist_ok=True)
    with demo_data(chosen.data) as data, served(data) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        for entry in ENTRIES:
            shoot(browser, address, entry.url_path, chosen.into)
        browser.close()
    for page, name in IN_README.items():
        shutil.copy(chosen.into / f"{page}-viewport.png", chosen.readme / name)


if __name__ == "__main__":
    main()
