"""The app as a process of its own, started the way its operators start it."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 120


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def environment(data: Path, home: str) -> dict[str, str]:
    """A fresh one: nothing of the developer's own settings reaches the app."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": home,
        "LUS_DATA": str(data),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
    }


def streamlit_run(script: Path, *options: str) -> list[str]:
    """`streamlit run`."""
    return [sys.executable, "-m", "streamlit", "run", str(script), *options]


def run_lus(data: Path, *arguments: str) -> str:
    """`lus` as its operators call it; what it says on stdout."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        command = [sys.executable, "-m", "lus_stats.cli", *arguments]
        done = subprocess.run(
            command, cwd=home, env=environment(data, home), check=True, capture_output=True, text=True
        )
    return done.stdout


@contextmanager
def started(command: Sequence[str], data: Path, **extra: str) -> Iterator[subprocess.Popen[str]]:
    """A running process, from a working directory that is not the checkout; ended afterwards."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        running = subprocess.Popen(
            command,
            cwd=home,
            env={**environment(data, home), **extra},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            yield running
        finally:
            running.terminate()
            try:
                running.communicate(timeout=15)
            except subprocess.TimeoutExpired:
                running.kill()
                running.communicate()


@contextmanager
def served(data: Path) -> Iterator[str]:
    """The app's address, once it answers; nothing is worked out ahead, which would only take the tests' time."""
    port = free_port()
    with started(streamlit_run(ROOT / "app.py", "--server.port", str(port)), data, LUS_WARM="0") as running:
        address = f"http://127.0.0.1:{port}"
        wait_until_healthy(address, running)
        yield address


def wait_until_healthy(address: str, running: subprocess.Popen[str]) -> None:
    """Wait for the server's own health answer; other addresses answer 200 whatever happens."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        assert running.poll() is None, running.communicate()
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")
