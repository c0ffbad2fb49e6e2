"""What the benchmarks of the app share: their options, the data they are asked of, the app and a browser."""

import argparse
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from playwright.sync_api import Browser, sync_playwright

from lus_stats.ui.serving import WARM
from tests.browser.conftest import FLAGS, browser_path
from tests.browser.server import ROOT, free_port, run_lus, started, streamlit_run, wait_until_healthy


def options(name: str, description: str | None) -> argparse.ArgumentParser:
    """What `python -m benchmarks NAME` takes; each adds its own."""
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks {name}", description=description)
    parser.add_argument("--data", type=Path, help="a data folder; otherwise the full demo data is made")
    return parser


@contextmanager
def data_folder(given: Path | None) -> Iterator[Path]:
    """The folder asked for, or one of full demo data that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="lus-bench-") as scratch:
        if given is None:
            run_lus(Path(scratch), "demo")
        yield given or Path(scratch)


@contextmanager
def serving(data: Path, *, warm: bool = True) -> Iterator[tuple[str, psutil.Process]]:
    """The app's address and process, once it has worked out what it works out at the start; or with nothing `warm`."""
    port = free_port()
    with started(streamlit_run(ROOT / "app.py", "--server.port", str(port)), data, **{WARM: str(int(warm))}) as running:
        wait_until_healthy(f"http://127.0.0.1:{port}", running)
        server = psutil.Process(running.pid)
        wait_until_idle(server)
        yield f"http://127.0.0.1:{port}", server


def wait_until_idle(process: psutil.Process) -> None:
    """Three seconds in which it does next to nothing."""
    quiet = 0
    while quiet < 3:
        before = worked(process)
        time.sleep(1)
        quiet = quiet + 1 if worked(process) - before < 0.05 else 0


def worked(process: psutil.Process) -> float:
    """Seconds of all its threads' work."""
    spent = process.cpu_times()
    return float(spent.user + spent.system)


@contextmanager
def a_browser() -> Iterator[Browser]:
    """The browser of the browser tests."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        yield opened
        opened.close()
