"""Pictures of every page from the demo data: each width in light and dark, and the ones README shows."""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from lus_stats.ui.entries import ENTRIES  # noqa: E402 - the path comes first
from tests.browser.conftest import FLAGS, browser_path, reader  # noqa: E402
from tests.browser.look import drawn  # noqa: E402
from tests.browser.server import served  # noqa: E402
from tests.browser.visit import Visit  # noqa: E402

WIDTHS = (1440, 768, 390)
HEIGHT = 980
# How high the page and the filters beside it are; a menu that is closed lies outside the window.
WHOLE = """() => Math.max(...[...document.querySelectorAll('[data-testid="stMain"], [data-testid="stSidebarContent"]')]
  .filter(one => one.getBoundingClientRect().right > 0).map(one => one.scrollHeight))
"""
DRAWN_AGAIN_MS = 600  # after the window has become as high as its page
IN_README = {"laget": "laget.png", "kriterier": "kriterier.png", "fakturaunderlag": "underlag.png"}
COLOURS = 128  # enough for quiet pages, in files a third as large
READER = "som=region-18&lan=18&vardform=somatic"


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


def shoot(browser: Browser, address: str, pages: Sequence[str], folder: Path, width: int, *, dark: bool) -> None:
    """The pages in one width and one theme, each at its full height."""
    context = reader(browser, width=width, height=HEIGHT, dark=dark)
    seen = Visit(context.new_page(), address)
    for page in pages:
        seen.page.set_viewport_size({"width": width, "height": HEIGHT})
        drawn(seen.open(f"/{page}?{READER}"))
        seen.page.wait_for_load_state("networkidle")
        if page in IN_README and width == WIDTHS[0] and not dark:
            seen.page.screenshot(path=folder / f"{page}-viewport.png")
        seen.page.set_viewport_size({"width": width, "height": max(HEIGHT, seen.page.evaluate(WHOLE) + 20)})
        seen.page.wait_for_timeout(DRAWN_AGAIN_MS)
        drawn(seen).page.screenshot(path=folder / f"{page}-{width}-{'dark' if dark else 'light'}.png")
    context.close()


def for_readme(shot: Path, picture: Path) -> None:
    """A small file of a picture, in few colours."""
    with Image.open(shot) as whole:
        whole.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(picture, optimize=True)


def main() -> None:
    """Take them all."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", help="a data folder with demo data; made anew when left out")
    options.add_argument("--into", type=Path, default=ROOT / "screenshots")
    pages = [entry.url_path for entry in ENTRIES]
    options.add_argument("--only", nargs="+", choices=pages, default=pages, help="some pages only")
    options.add_argument("--readme", type=Path, default=ROOT / "docs", help="where README's pictures go")
    chosen = options.parse_args()
    chosen.into.mkdir(parents=True, exist_ok=True)
    chosen.readme.mkdir(parents=True, exist_ok=True)
    with demo_data(chosen.data) as data, served(data) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        for width in WIDTHS:
            for dark in (False, True):
                shoot(browser, address, chosen.only, chosen.into, width, dark=dark)
        browser.close()
    for page, name in IN_README.items():
        if page in chosen.only:
            for_readme(chosen.into / f"{page}-viewport.png", chosen.readme / name)


if __name__ == "__main__":
    main()
