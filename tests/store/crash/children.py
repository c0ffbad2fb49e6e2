"""What the processes do that the tests start: one imports and may die, others read and look closely.

They are forked from a server that has everything imported and has not yet computed, so that a kill costs little.
"""

import multiprocessing
import os
import signal
import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import obstore

from lus_stats import store
from lus_stats.cli import entry
from lus_stats.store.places import lease
from tests.store.crash.calls import dying_at, watched
from tests.store.crash.material import EXTRACTED_ON, LONG, Material, billed, newest
from tests.store.crash.rights import like_anybody

FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload([__name__])


PAUSE_SECONDS = 0.1 if LONG else 0.25  # between two looks, which take as much of a core as the imports do
IMPATIENT = {"RENEWED_SECONDS": 0.1, "ABANDONED_SECONDS": 0.8}
ONE_THREAD = {"POLARS_MAX_THREADS": "1"}  # as many processes as there are cores already


class Look(NamedTuple):
    """What a reader saw of one store: how many looks, how many of them at something new, and what was wrong."""

    looks: int
    with_news: int
    wrong: str | None


def started(target: Any, *arguments: Any) -> ForkServerProcess:
    """A child doing that.

    Children run their parent's main module, and the one that Streamlit's AppTest leaves behind may be gone by then.
    """
    child = FORKED.Process(target=target, args=arguments, daemon=True)
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        child.start()
    finally:
        sys.modules["__main__"] = main
    return child


def importing(data: str, path: str, dies_at: int = 0, environment: Mapping[str, str] | None = None) -> None:
    """`lus import`, its exit code being the child's; dead at a certain call to the system. See `trouble`."""
    os.environ.update(ONE_THREAD | dict(environment or {}))
    said = os.open(_said(path), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(said, 1)
    os.dup2(said, 2)
    with watched(dying_at(dies_at)):
        code = entry.run(["import", path, "--data", data, "--extracted-on", str(EXTRACTED_ON), "--max-rejected", "1"])
    os._exit(code)


def trouble(importers: Sequence[ForkServerProcess], paths: Iterable[str]) -> list[str]:
    """Wait for importers; what those that failed, and any other of the same file, have said."""
    for importer in importers:
        importer.join()
    pairs = zip(importers, paths, strict=True)
    return [f"{each.exitcode}: {_said(path).read_text()}" for each, path in pairs if each.exitcode != 0]


def importing_to_bucket(data: str, path: str, dies_at: int, environment: Mapping[str, str]) -> None:
    """The same into a bucket; dead before a certain file is put there."""
    real, count = obstore.put, iter(range(1, 1000))

    def put(client: Any, name: str, *arguments: Any, **options: Any) -> Any:
        if name != lease.LEASE and next(count) == dies_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(client, name, *arguments, **options)

    obstore.put = put  # type: ignore[assignment]  # the process is its own
    for name, seconds in IMPATIENT.items():
        setattr(lease, name, seconds)
    importing(data, path, environment=environment)


def commanding(arguments: list[str], said: str) -> None:
    """`lus` with these arguments and nobody's rights but the files' own; what it says goes into a file."""
    os.environ.update(ONE_THREAD)
    like_anybody()
    with Path(said).open("w", encoding="utf-8") as file, redirect_stdout(file), redirect_stderr(file):
        code = entry.run(arguments)
    os._exit(code)


def _said(path: str) -> Path:
    """Where an import of that file says what it has to say."""
    return Path(f"{path}.said")


@contextmanager
def readers(count: int, material: Material) -> Iterator[list[Connection]]:
    """Processes that read whichever store they are told to, until they are told to stop."""
    pairs = [FORKED.Pipe() for _ in range(count)]
    children = [started(_reading, theirs, material) for _, theirs in pairs]
    try:
        yield [ours for ours, _ in pairs]
    finally:
        for child in children:
            child.kill()
            child.join()


def _reading(told: Connection, material: Material) -> None:
    os.environ.update(ONE_THREAD)
    data, looks, news, wrong = told.recv(), 0, 0, None
    while True:
        if told.poll(PAUSE_SECONDS):
            if data:
                told.send(Look(looks, news, wrong))
            data, looks, news, wrong = told.recv(), 0, 0, None
        if data and not wrong:
            try:
                news += _look(Path(data), material)
                looks += 1
            except BaseException:
                wrong = traceback.format_exc()


def _look(data: Path, material: Material) -> bool:
    """Read everything, and be strict about it; whether any of it was new."""
    folder = store.open_data(data)
    seen = newest(folder)
    assert seen.keys() == material.old.keys(), seen.keys() ^ material.old.keys()
    neither = [group for group, content in seen.items() if content not in (material.old[group], material.new[group])]
    assert not neither, neither
    assert billed(folder) == material.bill
    return seen != material.old
