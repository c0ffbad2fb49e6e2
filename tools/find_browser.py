"""Print the path of a Chromium that starts, installing one where there is none.

Tried in this order: the environment's CHROMIUM, the PATH, Playwright's own browser, `playwright install`,
and `apt-get install` as root. Only the path goes to stdout; what is being done, and what failed, to stderr.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
CURE = (
    "Ingen Chromium hittades och ingen gick att installera. Installera en (Debian/Ubuntu: sudo apt install "
    "chromium) eller sätt CHROMIUM=/sökväg/till/chromium, och kör sedan make igen. (No working Chromium found.)"
)


def starts(path: str) -> bool:
    """Whether the browser draws an empty page: a stub, or one without its libraries, does not."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [path, *FLAGS, f"--user-data-dir={profile}", "--dump-dom", "about:blank"]
        try:
            finished = subprocess.run(command, capture_output=True, timeout=60, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return False
    return finished.returncode == 0 and b"<html" in finished.stdout


def from_environment() -> Iterator[str]:
    """The one the caller points out."""
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        yield chosen


def from_path() -> Iterator[str]:
    """Those on the PATH, by their usual names."""
    yield from filter(None, map(shutil.which, NAMES))


def from_playwright() -> Iterator[str]:
    """The one that Playwright has downloaded earlier."""
    code = (
        "from playwright.sync_api import sync_playwright as start\nwith start() as p: print(p.chromium.executable_path)"
    )
    asked = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    path = asked.stdout.strip()
    if asked.returncode == 0 and Path(path).is_file():
        yield path


def after_playwright_install() -> Iterator[str]:
    """Playwright's own, downloaded now."""
    if install([sys.executable, "-m", "playwright", "install", "chromium"]):
        yield from from_playwright()


def after_apt_install() -> Iterator[str]:
    """The distribution's package, where we may install one."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return
    package = ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]
    if install(package) or (install(["apt-get", "update"]) and install(package)):
        yield from from_path()


def install(command: list[str]) -> bool:
    """Run an installer, its output kept off stdout; say what failed."""
    tell(f"Kör {' '.join(command)} …")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        finished = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, env=environment)
    except (OSError, subprocess.TimeoutExpired) as error:
        tell(f"… gick inte: {error}")
        return False
    if finished.returncode:
        tell(f"… gick inte: {reason(finished.stderr or finished.stdout) or finished.returncode}")
    return finished.returncode == 0


def reason(said: str) -> str:
    """The line of an installer's output that says what failed: its first error, else its last words."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    errors = (line for line in lines if "error" in line.lower() or line.startswith("E:"))
    return next(errors, lines[-1] if lines else "")


def tell(text: str) -> None:
    """One line to stderr."""
    sys.stderr.write(f"{text}\n")


SOURCES: tuple[Callable[[], Iterator[str]], ...] = (
    from_environment,
    from_path,
    from_playwright,
    after_playwright_install,
    after_apt_install,
)


def find() -> str | None:
    """The first browser that starts; later sources are asked only when the earlier have none."""
    for source in SOURCES:
        for path in source():
            if starts(path):
                return path
            tell(f"{path} startar inte, letar vidare.")
    return None


def main() -> int:
    """Print the path, or say how to get a browser."""
    path = find()
    if path is None:
        tell(CURE)
        return 1
    sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
