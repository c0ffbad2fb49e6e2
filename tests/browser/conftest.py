"""A real Chromium, and the app as a real process."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from tests.browser.server import run_lus, served
from tests.browser.visit import PATIENCE_MS, Visit

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
EXPECT_MS = 30_000
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def browser_path() -> str:
    """CHROMIUM, else one on the PATH."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    assert path, "Ingen Chromium: sätt CHROMIUM=/sökväg/till/chromium, eller kör make test som skaffar en."
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    expect.set_options(timeout=EXPECT_MS)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def empty_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on a fresh process without any data."""
    with served(tmp_path_factory.mktemp("data")) as address:
        yield address


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with fifteen months of demo data; the last one is fixed, so that every run sees the same."""
    folder = tmp_path_factory.mktemp("demo")
    run_lus(folder, "demo", "--months", "15", "--until", "2025-10")
    return folder


@pytest.fixture(scope="session")
def demo_app(demo_data: Path) -> Iterator[str]:
    """The app with demo data, one process for all who only look; what a page has worked out it keeps."""
    with served(demo_data) as address:
        yield address


@pytest.fixture
def fresh_app(demo_data: Path) -> Iterator[str]:
    """The app with demo data on a process that nobody has visited."""
    with served(demo_data) as address:
        yield address


def reader(browser: Browser, *, width: int = 1440, height: int = 900, dark: bool = False) -> BrowserContext:
    """A Swedish reader's own windows, light unless told."""
    context = browser.new_context(
        locale="sv-SE",
        timezone_id="Europe/Stockholm",
        color_scheme="dark" if dark else "light",
        viewport={"width": width, "height": height},
    )
    context.set_default_timeout(PATIENCE_MS)
    return context


@pytest.fixture(scope="session")
def been_here(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Readers who come again, one for each kind of window: what their browser has fetched and compiled it keeps."""
    contexts: dict[tuple[Any, ...], BrowserContext] = {}

    def who(**window: Any) -> BrowserContext:
        kind = tuple(window.items())
        if kind not in contexts:
            contexts[kind] = reader(browser, **window)
        return contexts[kind]

    yield who
    for context in contexts.values():
        context.close()


@pytest.fixture
def visit(browser: Browser, been_here: Callable[..., BrowserContext]) -> Iterator[Callable[..., Visit]]:
    """Open a window on an app: a Swedish reader's, light unless told; `first` is one who has never been here."""
    pages, contexts = [], []

    def open_window(
        address: str, *, width: int = 1440, height: int = 900, dark: bool = False, first: bool = False
    ) -> Visit:
        window: dict[str, Any] = {"width": width, "height": height, "dark": dark}
        if first:
            contexts.append(reader(browser, **window))
        else:
            pages.append(been_here(**window).new_page())
        return Visit(contexts[-1].new_page() if first else pages[-1], address)

    yield open_window
    for page in pages:
        if page.url.startswith("http"):
            page.evaluate("localStorage.clear()")
        page.close()
    for context in contexts:
        context.close()


@pytest.fixture
def real_data(tmp_path: Path) -> Path:
    """A data folder that holds something else than demo data."""
    folder = tmp_path / "store" / "episodes" / "county=18" / "month=2020-02" / "care_form=somatic"
    folder.mkdir(parents=True)
    (folder / "r0001.parquet").write_bytes(b"PAR1")
    return tmp_path
