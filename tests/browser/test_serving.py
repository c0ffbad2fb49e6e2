"""How the app is served: options, compression, and real data on this machine only, by every way to start it."""

import gzip
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit import config

from lus_stats.errors import Refused
from lus_stats.ui import serving
from tests.browser.server import ROOT, free_port, served, started, streamlit_run, wait_until_healthy
from tests.browser.visit import Visit

APP = ROOT / "app.py"
REASON = "Riktiga uppgifter visas bara på den egna datorn"
EVERYWHERE = {
    "option": (streamlit_run(APP, "--server.address", "0.0.0.0"), {}),
    "environment": (streamlit_run(APP), {"STREAMLIT_SERVER_ADDRESS": "0.0.0.0"}),
    "no_address": (streamlit_run(APP, "--server.address", ""), {}),
    "ipv6": (streamlit_run(APP, "--server.address", "::"), {}),
    "uvicorn": ([sys.executable, "-m", "uvicorn", "app:app", "--host", "0.0.0.0"], {}),
}


def with_port(command: list[str]) -> list[str]:
    """The command on a port of its own."""
    return [*command, "--port" if "streamlit" not in command else "--server.port", str(free_port())]


@pytest.mark.parametrize("way", EVERYWHERE)
def test_real_data_ends_the_process_with_one_line(way: str, real_data: Path) -> None:
    command, extra = EVERYWHERE[way]
    with started(with_port(command), real_data, **extra) as running:
        assert running.wait(timeout=60) == 3
        assert running.stderr is not None
        said = running.stderr.read()
    assert [line[: len(REASON)] for line in said.splitlines() if REASON in line] == [REASON]
    assert "Traceback" not in said
    assert way == "uvicorn" or len(said.splitlines()) == 1  # uvicorn has its own log beside it


def test_the_bare_frame_ends_at_the_first_visitor(real_data: Path, visit: Callable[..., Visit]) -> None:
    """Who goes past app.py goes past its start-up hook, but not past the frame."""
    port = free_port()
    script = ROOT / "lus_stats" / "ui" / "frame.py"
    command = streamlit_run(script, "--server.address", "0.0.0.0", "--server.port", str(port))
    with started([*command, "--server.headless", "true"], real_data) as running:
        wait_until_healthy(f"http://127.0.0.1:{port}", running)
        visit(f"http://127.0.0.1:{port}").page.goto(f"http://127.0.0.1:{port}/")
        assert running.wait(timeout=60) == 3


def test_a_running_app_answers_nobody_who_asks_under_another_name(real_data: Path) -> None:
    """A proxy in front, or an outside name bound to 127.0.0.1, does not reach real data."""
    with served(real_data) as address:
        assert status(address, {}) == 200
        assert status(address, {"Host": "lus.example.se"}) == 403


def status(address: str, headers: dict[str, str]) -> int:
    """The answer's code."""
    asked = urllib.request.Request(f"{address}/_stcore/health", headers=headers)
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_demo_data_may_be_served_elsewhere(tmp_path: Path) -> None:
    port = free_port()
    command = streamlit_run(APP, "--server.address", "0.0.0.0", "--server.port", str(port))
    with started(command, tmp_path) as running:
        wait_until_healthy(f"http://127.0.0.1:{port}", running)
        assert running.poll() is None


def test_serve_refuses_real_data_elsewhere(real_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUS_DATA", str(real_data))
    with pytest.raises(Refused, match=REASON):
        serving.serve("0.0.0.0", free_port())


def test_serve_refuses_a_busy_port_and_says_what_to_do(demo_app: str) -> None:
    port = int(demo_app.rpartition(":")[2])
    with pytest.raises(Refused, match=f"port {port}: porten är upptagen"):
        serving.serve("127.0.0.1", port)


def test_files_come_compressed_and_the_page_in_swedish(demo_app: str) -> None:
    page = fetched(f"{demo_app}/kommun", Accept="text/html")
    assert b'<html lang="sv">' in page
    script = page.split(b'src="./static/js/')[1].split(b'"')[0].decode()
    packed = fetched(f"{demo_app}/static/js/{script}", **{"Accept-Encoding": "gzip"})
    whole = fetched(f"{demo_app}/static/js/{script}")
    assert gzip.decompress(packed) == whole
    assert len(packed) < len(whole) / 2


def fetched(url: str, **headers: str) -> bytes:
    """The body as it came over the wire."""
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=20) as answer:
        body: bytes = answer.read()
        return body


def test_every_option_of_ours_still_exists_in_streamlit() -> None:
    """A release may rename them, the hidden postScriptGC most of all."""
    known = set(config._config_options_template)
    assert {name for name in serving.options() if name not in known} == set()
    assert serving.options()["runner.postScriptGC"] is False


def test_the_options_hold_from_another_folder_and_under_another_server(tmp_path: Path) -> None:
    code = "import app; from streamlit import config as c; print(c.get_option(NAME_1), c.get_option(NAME_2))"
    code = code.replace("NAME_1", repr("runner.postScriptGC")).replace("NAME_2", repr("theme.light.primaryColor"))
    run = [sys.executable, "-c", code]
    env = {"PATH": "", "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}
    said = subprocess.run(run, cwd=tmp_path, env=env, capture_output=True, text=True, check=True).stdout
    assert said.split() == ["False", serving.options()["theme.light.primaryColor"]]
