"""How hard Hypothesis looks (a little in `make test`, long in `make soak`), and in which order the files are taken."""

import os
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler.loadfile import LoadFileScheduling

from lus_stats.figures import drawing

SOAK = bool(os.environ.get("LUS_SOAK"))

settings.register_profile("test", deadline=None, max_examples=25, derandomize=True)
settings.register_profile(
    "soak", deadline=None, max_examples=1_000, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.load_profile("soak" if SOAK else "test")

drawing.CHECKED = True  # a property that Plotly does not have fails here, not on somebody's screen

# What takes long begins first, so that no worker is left alone with it at the end. A folder is one worker's as a
# whole: its fixtures (a browser, a served app, the oracle's answers) are then made once.
HEAVY: Final = (
    "tests/browser/",
    "tests/attack/",
    "tests/every_figure/",
    "tests/store/crash/",
    "tests/pages/test_documents_agree.py",
)


def unit_of(nodeid: str) -> str:
    """What one worker takes as a whole: a heavy folder, else a file."""
    return next((part for part in HEAVY if part.endswith("/") and nodeid.startswith(part)), nodeid.split("::", 1)[0])


def place_of(item: pytest.Item) -> int:
    """Where an item stands in the order."""
    return next((at for at, part in enumerate(HEAVY) if item.nodeid.startswith(part)), len(HEAVY))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Heavy first; within a file the order stays."""
    items.sort(key=place_of)


class HeavyFirst(LoadFileScheduling):  # type: ignore[misc]  # xdist ships no types
    """A file at a time, in the order of the collection."""

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)


@pytest.hookimpl(optionalhook=True)  # the mutations are tried without xdist
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> HeavyFirst | None:
    """For `--dist loadfile`, which would otherwise begin with the files of the most tests."""
    if config.getvalue("dist") != "loadfile":
        return None
    config.option.loadscopereorder = False
    return HeavyFirst(config, log)
