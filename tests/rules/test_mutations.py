"""Every rule-bearing test is shown to fail: each named fault in the engine is seen by the test that must see it."""

import json
import shutil
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

import pytest

from tests.house.source import ROOT
from tests.mutations import FAILED, IN_EVERY_RUN, MUTATIONS, missing


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, to be mutated."""
    copy = tmp_path_factory.mktemp("mutated")
    for folder in ("lus_stats", "tests"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


def tried(copy: Path, names: Collection[str]) -> dict[str, int]:
    """What pytest made of some mutations, one after the other, in a process of its own."""
    command = [sys.executable, "-B", "-m", "tests.mutations", *names]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_every_mutation_stands_where_it_says():
    """A mutation whose text is gone must be written anew: nothing is mutated quietly no more."""
    assert missing(ROOT) == []


def test_mutations_have_names_and_tests_of_their_own():
    assert len({mutation.name for mutation in MUTATIONS}) == len(MUTATIONS) >= 25
    assert {mutation.name for mutation in MUTATIONS} > IN_EVERY_RUN
    for mutation in MUTATIONS:
        assert mutation.old != mutation.new
        assert Path(ROOT, mutation.test.partition("::")[0]).is_file()


def test_the_gravest_mutations_are_seen(copy):
    assert tried(copy, IN_EVERY_RUN) == {"unchanged": 0} | dict.fromkeys(IN_EVERY_RUN, FAILED)


@pytest.mark.soak
def test_every_mutation_is_seen(copy):
    names = [mutation.name for mutation in MUTATIONS]
    assert tried(copy, names) == {"unchanged": 0} | dict.fromkeys(names, FAILED)
