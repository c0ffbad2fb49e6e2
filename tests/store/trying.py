"""A hostile file tried: through the library, however many rows are rejected, and through `lus` as it comes."""

import faulthandler
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from lus_stats import store
from tests.store import trial
from tests.store.corpus import CORPUS, Denied, Hostile, Taken
from tests.store.corpus.plain import TEXT
from tests.store.material import NOW, episodes, imported, imported_one
from tests.unit.lus import lus

LONGEST = 300  # seconds for one file before it counts as hung, on a machine that has much else to do
LONGEST_SOAK = 900
OPENED_APART = frozenset({"bombs", "sheets", "tables", "torn_books", "workbook_cells", "workbooks"})
"""The modules of files that are opened in a process of their own."""


class Bench(NamedTuple):
    """Where a file is tried: a folder for it, a data folder to import into, and what the plain file comes to there."""

    base: Path
    data: Path
    plain: dict[str, str]


@pytest.fixture(autouse=True)
def watchdog(request: pytest.FixtureRequest) -> Iterator[None]:
    """A file that hangs ends the run, even where it hangs in a library that listens to no signal."""
    seconds = LONGEST_SOAK if "soak" in request.keywords else LONGEST
    faulthandler.dump_traceback_later(seconds, exit=True, file=sys.__stderr__)
    yield
    faulthandler.cancel_dump_traceback_later()


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that holds another county's month, so that there is something to spoil."""
    base = tmp_path_factory.mktemp("earlier")
    assert not imported(base, episodes(2, "innan", kommunkod="1280")).refused
    return base / "data"


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The content hashes of the plain file."""
    base = tmp_path_factory.mktemp("plain")
    assert imported_one(base, TEXT).accepted == 3
    return trial.contents(base / "data", but={})


@pytest.fixture
def bench(tmp_path: Path, earlier: Path, plain: dict[str, str]) -> Bench:
    """A folder of its own for one file."""
    return Bench(tmp_path, Path(shutil.copytree(earlier, tmp_path / "data")), plain)


def cases(*, apart: bool, soak: Iterable[str] = ()) -> list[Any]:
    """The corpus as parameters: the files that are opened apart or the others; `soak` are keys for `make soak` only."""
    chosen = [(key, case) for key, case in CORPUS.items() if (module(case) in OPENED_APART) is apart]
    return [
        pytest.param(case, id=key, marks=[pytest.mark.soak] if case.soak or key in soak else []) for key, case in chosen
    ]


def module(case: Hostile) -> str:
    """The module of the corpus that makes a file."""
    return case.make.__module__.rpartition(".")[2]


def laid(case: Hostile, base: Path) -> Path:
    """The file, made and laid beside the data."""
    folder = base / "in"
    folder.mkdir()
    path = folder / case.name
    path.write_bytes(case.make())
    return path


def through_the_library(case: Hostile, bench: Bench) -> str:
    """Import it, check what became of it, and give everything that was said or stored."""
    path, before = laid(case, bench.base), trial.tree(bench.data)
    folder = store.open_data(bench.data)
    (report,) = store.import_files(folder, [path], extracted_on=case.extracted_on, max_rejected=1.0, now=NOW).files
    if isinstance(case.expected, Taken):
        trial.check_taken(report, case.expected)
        trial.check_stored(bench.data, before, report)
        trial.check_rejected_file(report)
        if case.expected.same:
            assert trial.contents(bench.data, but=before) == bench.plain
    else:
        trial.check_denied(report, case.expected)
        trial.check_untouched(bench.data, before)
    return "\n".join([repr(report), str(report.as_json())])


def through_the_command_line(case: Hostile, bench: Bench) -> str:
    """`lus import` it as it comes, check its answer, and give everything that it wrote."""
    path, before = laid(case, bench.base), trial.tree(bench.data)
    drawn = ("--extracted-on", str(case.extracted_on)) if case.extracted_on else ()
    called = lus("import", path, *drawn, "--data", bench.data, "--format", "json")
    (file,) = called.json["files"]
    denied = isinstance(case.expected, Denied)
    too_many = isinstance(case.expected, Taken) and 5 * len(case.expected.rejected) > case.expected.rows
    assert called.code == (3 if denied or too_many else 0), called.err
    assert (file["refused"] is None) == (called.code == 0)
    if called.code == 3:
        trial.check_message(file["refused"], file["file"])
        assert f"Nekad: {file['refused']}" in called.err
        trial.check_untouched(bench.data, before)
        assert denied or "mer än gränsen 20 %" in file["refused"]
    elif isinstance(case.expected, Taken):
        assert (file["accepted"], file["rejected"]) == (case.expected.accepted, len(case.expected.rejected))
    return called.out + called.err


def check_secrets(case: Hostile, bench: Bench, *said: str) -> None:
    """The digits stand nowhere: not in what was said, not in what was logged, not in what lies in the data folder."""
    everything = "\n".join([*said, trial.shown(bench.data)]) if case.secrets else ""
    for digits in case.secrets:
        trial.check_secret(digits, everything)
