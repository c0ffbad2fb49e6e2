"""`kill -9` at any moment of an import, with readers running: the old or the new, whole; and the next import works."""

import os
import random
import re
import shutil
import time
from pathlib import Path
from typing import NamedTuple

from lus_stats import store
from tests.store.crash import children
from tests.store.crash.calls import watched
from tests.store.crash.material import EXTRACTED_ON, LONG, Material, all_written_once, billed, leftovers, told
from tests.store.crash.stage import Stage
from tests.store.material import NOW

KILLS = 200 if LONG else 12


class Moment(NamedTuple):
    """A call to the system, by its number; else so many seconds from the start."""

    call: int
    seconds: float


class Measured(NamedTuple):
    """An import's calls that last, those of them with some files named and others not, and how long it takes."""

    calls: int
    naming: range
    seconds: float


def test_a_killed_import_leaves_the_old_or_the_new_and_the_next_completes_it(stage: Stage) -> None:
    seed = int(os.environ.get("LUS_SEED", random.SystemRandom().randrange(10**6)))
    chance = random.Random(seed)
    data = stage.raised()
    measured = _measured(data, stage.material.second)
    stage.struck()
    halves = set()
    for number in range(KILLS):
        data = stage.raised()
        moment = _drawn(chance, number, measured)
        try:
            _killed(moment, data, stage.material.second)
            halves.add(_state(data, stage.material))
            _completed(data, stage.material)
            stage.struck()
        except BaseException as error:
            error.add_note(f"LUS_SEED={seed}: kill {number}, at {moment} of {measured}")
            raise
    assert "between" in halves  # else the kills missed what they were meant for
    assert all(look.looks for look in stage.looks)
    assert any(look.with_news for look in stage.looks)
    assert any(look.with_news < look.looks for look in stage.looks)


def _drawn(chance: random.Random, number: int, measured: Measured) -> Moment:
    """By turns a moment of the whole time, any call to the system, and one while the files are given their names."""
    if number % 3 == 0:
        return Moment(0, chance.uniform(0.0, measured.seconds))
    return Moment(chance.choice(range(1, measured.calls + 1) if number % 3 == 1 else measured.naming), 0.0)


def _killed(moment: Moment, data: Path, second: Path) -> None:
    child = children.started(children.importing, str(data), str(second), moment.call)
    if not moment.call:
        time.sleep(moment.seconds)
        child.kill()
    child.join()


def _measured(data: Path, second: Path) -> Measured:
    """A whole import, watched."""
    copied = data.with_name("measured")
    shutil.copytree(data, copied)
    names: list[str] = []
    with watched(lambda _, name: names.append(name)):
        _imported(copied, second)
    shutil.rmtree(copied)
    begun = time.monotonic()
    assert children.trouble([children.started(children.importing, str(data), str(second))], [str(second)]) == []
    naming = max(re.finditer("(link )+", " ".join([*names, ""])), key=lambda run: len(run.group()))
    first = naming.string[: naming.start()].count(" ") + 1
    last = naming.string[: naming.end()].count(" ")
    return Measured(len(names), range(first + 1, last + 1), time.monotonic() - begun)


def _state(data: Path, material: Material) -> str:
    """Every group is as before or as after; and `verify` finds nothing wrong with a store left like that."""
    folder = store.open_data(data)
    assert store.verify(folder.store) == []
    assert billed(folder) == material.bill
    seen = told(folder)
    assert all(content in (material.old[group], material.new[group]) for group, content in seen.items())
    return "before" if seen == material.old else "after" if seen == material.new else "between"


def _completed(data: Path, material: Material) -> None:
    """The next import of the same file gives all of it, once."""
    _imported(data, material.second)
    folder = store.open_data(data)
    assert told(folder) == material.new
    assert all_written_once(folder)
    assert billed(folder) == material.bill
    assert store.verify(folder.store) == []
    assert leftovers(data) == []


def _imported(data: Path, path: Path) -> None:
    report = store.import_files(store.open_data(data), [path], now=NOW, extracted_on=EXTRACTED_ON, max_rejected=1.0)
    assert not report.refused
