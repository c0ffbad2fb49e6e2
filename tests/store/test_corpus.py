"""Every hostile file of the corpus: it is taken or refused exactly as its maker says, and nothing else happens."""

import faulthandler
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lus_stats import store
from tests.store import trial
from tests.store.corpus import CORPUS, Denied, Hostile, Taken
from tests.store.corpus.plain import TEXT
from tests.store.material import NOW, episodes, imported, imported_one
from tests.unit.lus import lus

LONGEST = 60  # seconds for one file before it counts as hung
LONGEST_SOAK = 900
EVERY = [pytest.param(case, id=key, marks=[pytest.mark.soak] if case.soak else []) for key, case in CORPUS.items()]


@pytest.fixture(autouse=True)
def watchdog(request: pytest.FixtureRequest) -> Iterator[None]:
    """A file that hangs ends the run, even where it hangs in a library that listens to no signal."""
    seconds = LONGEST_SOAK if "soak" in request.keywords else LONGEST
    faulthandler.dump_traceback_later(seconds, exit=True, file=sys.__stderr__)
    yield
    faulthandler.cancel_dump_traceback_later()


@pytest.fixture(scope="session")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that holds another county's month, so that there is something to spoil."""
    base = tmp_path_factory.mktemp("earlier")
    assert not imported(base, episodes(2, "innan", kommunkod="1280")).refused
    return base / "data"


@pytest.fixture(scope="session")
def plain_contents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The content hashes of the plain file."""
    base = tmp_path_factory.mktemp("plain")
    assert imported_one(base, TEXT).accepted == 3
    return trial.contents(base / "data", but={})


@pytest.fixture
def data(tmp_path: Path, earlier: Path) -> Path:
    """A folder of its own to import into."""
    return Path(shutil.copytree(earlier, tmp_path / "data"))


def laid(case: Hostile, base: Path) -> Path:
    """The file, made and laid beside the data."""
    folder = base / "in"
    folder.mkdir()
    path = folder / case.name
    path.write_bytes(case.make())
    return path


@pytest.mark.parametrize("case", EVERY)
def test_a_hostile_file_becomes_what_its_maker_says(
    case: Hostile,
    tmp_path: Path,
    data: Path,
    plain_contents: dict[str, str],
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(0)
    path, before = laid(case, tmp_path), trial.tree(data)
    report = store.import_files(
        store.open_data(data), [path], extracted_on=case.extracted_on, max_rejected=1.0, now=NOW
    ).files[0]
    if isinstance(case.expected, Taken):
        trial.check_taken(report, case.expected)
        trial.check_stored(data, before, report)
        trial.check_rejected_file(report)
        if case.expected.same:
            assert trial.contents(data, but=before) == plain_contents
    else:
        trial.check_denied(report, case.expected)
        assert trial.tree(data) == before
    for digits in case.secrets:
        everything = [repr(report), str(report.as_json()), caplog.text, *capfd.readouterr(), trial.shown(data)]
        trial.check_secret(digits, "\n".join(everything))


@pytest.mark.parametrize("case", EVERY)
def test_the_command_line_says_the_same_of_it(
    case: Hostile, tmp_path: Path, data: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    path, before = laid(case, tmp_path), trial.tree(data)
    drawn = ("--extracted-on", str(case.extracted_on)) if case.extracted_on else ()
    called = lus("import", path, *drawn, "--data", data, "--format", "json")
    (file,) = called.json["files"]
    denied = isinstance(case.expected, Denied)
    too_many = not denied and 5 * len(case.expected.rejected) > case.expected.rows
    assert called.code == (3 if denied or too_many else 0), called.err
    assert (file["refused"] is None) == (called.code == 0)
    assert "Traceback" not in called.err
    if called.code == 3:
        trial.check_message(file["refused"], file["file"])
        assert f"Nekad: {file['refused']}" in called.err
        assert trial.tree(data) == before
        assert denied or "mer än gränsen 20 %" in file["refused"]
    else:
        assert (file["accepted"], file["rejected"]) == (case.expected.accepted, len(case.expected.rejected))
    for digits in case.secrets:
        trial.check_secret(
            digits, "\n".join([called.out, called.err, caplog.text, *capfd.readouterr(), trial.shown(data)])
        )


def test_the_corpus_is_large_and_every_file_says_what_is_hostile() -> None:
    assert len(CORPUS) >= 60
    assert len({case.hostile for case in CORPUS.values()}) == len(CORPUS)
    assert {type(case.expected) for case in CORPUS.values()} == {Taken, Denied}
