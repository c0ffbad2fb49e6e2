"""The set-up finds a Python and a browser that work, not merely one with the right name."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import ROOT
from tools import find_browser

BROKEN_SHIM = "#!/bin/sh\necho 'pyenv: python3.13: command not found' >&2\nexit 127\n"
WITHOUT_PIP = f"""#!/bin/sh
exec "{sys.executable}" -c 'import sys
sys.modules["ensurepip"] = None
exec(sys.argv[1])' "$2"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A PATH of one folder, its name with a space in it, holding only what the search itself needs."""
    folder = tmp_path / "en mapp"
    folder.mkdir()
    for name in ("sh", "tr"):
        (folder / name).symlink_to(str(shutil.which(name)))
    return folder


def put(folder: Path, name: str, script: str) -> str:
    """A program in the folder."""
    file = folder / name
    file.write_text(script, encoding="utf-8")
    file.chmod(0o755)
    return str(file)


def find_python(folder: Path) -> subprocess.CompletedProcess[str]:
    """What the search says with nothing but the folder on the PATH."""
    command = ["sh", str(ROOT / "tools/find_python.sh")]
    environment = {"PATH": str(folder)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_a_shim_that_only_prints_an_error_is_passed_over(folder: Path) -> None:
    put(folder, "python3.13", BROKEN_SHIM)
    works = put(folder, "python3", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    found = find_python(folder)
    assert (found.stdout, found.stderr, found.returncode) == (f"{works}\n", "", 0)


def test_a_python_without_pip_gets_one_line_with_the_cure(folder: Path) -> None:
    put(folder, "python3", WITHOUT_PIP)
    found = find_python(folder)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    assert (found.stdout, found.returncode) == ("", 1)
    assert len(found.stderr.splitlines()) == 1
    assert f"apt install {version}" in found.stderr


def test_no_python_at_all_says_so(folder: Path) -> None:
    put(folder, "python3.13", BROKEN_SHIM)
    found = find_python(folder)
    assert (found.stdout, found.returncode) == ("", 1)
    assert "Ingen Python 3.11–3.13 hittades" in found.stderr


def test_a_browser_that_does_not_start_is_passed_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stub = put(folder, "stub", "#!/bin/sh\necho 'install the snap' >&2\nexit 1\n")
    works = put(folder, "chromium", "#!/bin/sh\necho '<html><head></head></html>'\n")
    monkeypatch.setenv("CHROMIUM", stub)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    assert find_browser.main() == 0
    shown = capsys.readouterr()
    assert shown.out == f"{works}\n"
    assert "stub startar inte" in shown.err


def test_no_browser_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(find_browser, "SOURCES", ())
    assert find_browser.main() == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "apt install chromium" in shown.err


def test_an_installers_error_is_told_apart_from_its_chatter() -> None:
    assert find_browser.reason("Downloading …\nError: no route\n  at fetch {\n}\n") == "Error: no route"
    assert find_browser.reason("Reading\nE: Unable to locate package\n") == "E: Unable to locate package"
