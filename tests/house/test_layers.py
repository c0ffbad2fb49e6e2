"""The import statements keep to the layers of DEVELOPERS.md, and each library to its place."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import packages_distributions

import pytest

from tests.house.source import ROOT, Module, modules

LAYERS = (
    ("errors", "vocabulary"),  # D17: the ground that the rest of layer 0 stands on
    ("months", "schema", "spreadsheet", "viewer"),
    ("days", "criteria", "uncertainty", "geography"),
    ("rules", "derive", "prepare"),  # D18: an agreement names criteria
    ("indicators", "billing", "disclosure"),
    ("review",),
    ("figures", "exports", "store", "demo", "text"),
    ("answers",),  # D19: what both seams ask
    ("ui",),
    ("cli",),  # D28: `lus serve` starts the app
    ("pages", "app"),
)
LAYER = {unit: number for number, units in enumerate(LAYERS, start=-1) for unit in units}
PURE = 4  # up to this layer: Polars, dataframely and the standard library
PURE_LIBRARIES = {"polars", "dataframely"}
ONE_MORE = {"months": {"holidays"}, "uncertainty": {"scipy", "numpy"}}  # D125
SEAMS = (
    "lus_stats/ui/cache.py",
    "lus_stats/cli",
    "lus_stats/answers",
    "lus_stats/exports",
    "lus_stats/store",
    "lus_stats/demo",
)
COLLECTING = {"collect", "collect_all", "collect_async", "collect_batches"}
ROW_BY_ROW = {"map_elements", "iter_rows", "iterrows", "itertuples"}

Check = Callable[[Module], Iterator[str]]


def unit(dotted: str) -> str | None:
    """The row of the layer table a module stands in: `lus_stats.store.scan` is `store`; others have none."""
    first, _, rest = dotted.partition(".")
    if first in {"pages", "app"}:
        return first
    return rest.partition(".")[0] or None if first == "lus_stats" else None


def names_a_layer(module: Module) -> Iterator[str]:
    """A module has a place in the table."""
    own = unit(module.dotted)
    if own is not None and own not in LAYER:
        yield f"{module.path}: {own} stands in no layer"


def points_down(module: Module) -> Iterator[str]:
    """A module imports lower layers only; a package also itself. `lus_stats/__init__.py` imports none."""
    own = unit(module.dotted)
    height = LAYER.get(own or "", -1)
    for line, name in module.imports():
        other = unit(name)
        if other is not None and other != own and LAYER.get(other, len(LAYERS)) >= height:
            yield f"{module.path}:{line}: imports {other}, which is not in a lower layer"


def keeps_libraries(module: Module) -> Iterator[str]:
    """The lower layers use Polars, dataframely and the standard library."""
    own = unit(module.dotted) or ""
    if LAYER.get(own, PURE + 1) > PURE:
        return
    allowed = PURE_LIBRARIES | ONE_MORE.get(own, set()) | sys.stdlib_module_names | {"lus_stats"}
    for line, name in module.imports():
        if name.partition(".")[0] not in allowed:
            yield f"{module.path}:{line}: imports {name}, which layers 0–{PURE} may not"


def leaves_streamlit_to_ui(module: Module) -> Iterator[str]:
    """Streamlit is imported by lus_stats/ui, pages and app.py alone."""
    if unit(module.dotted) in {"ui", "pages", "app"}:
        return
    for line, name in module.imports():
        if name.partition(".")[0] == "streamlit":
            yield f"{module.path}:{line}: imports Streamlit outside lus_stats/ui, pages and app.py"


def collects_at_the_seams(module: Module) -> Iterator[str]:
    """Lazy in, lazy out: a frame is collected at the seams only."""
    if module.path.startswith(SEAMS):
        return
    for line, name in module.calls():
        if name in COLLECTING:
            yield f"{module.path}:{line}: calls {name}() outside {', '.join(SEAMS)}"


def works_on_columns(module: Module) -> Iterator[str]:
    """No row loops in the engine."""
    if LAYER.get(unit(module.dotted) or "", PURE + 1) > PURE:
        return
    for line, name in module.calls():
        if name in ROW_BY_ROW:
            yield f"{module.path}:{line}: calls {name}(), a row at a time"


def imports_what_is_installed(module: Module) -> Iterator[str]:
    """The app uses what requirements.txt installs, nothing that only developers have."""
    for line, name in module.imports():
        top = name.partition(".")[0]
        if top in sys.stdlib_module_names or unit(name) is not None or top in {"lus_stats", "tests"}:
            continue
        if not {normal(found) for found in installed().get(top, [])} & pinned():
            yield f"{module.path}:{line}: imports {top}, which requirements.txt does not install"


@cache
def installed() -> Mapping[str, list[str]]:
    """Which distributions a package that can be imported comes from; to look takes half a second."""
    return packages_distributions()


def stands_alone(module: Module) -> Iterator[str]:
    """The oracle shares no code with the engine and no library but the calendar of holidays."""
    if not module.path.startswith("tests/oracle/"):
        return
    for line, name in module.imports():
        top = name.partition(".")[0]
        if top not in sys.stdlib_module_names | {"holidays"} and not name.startswith("tests.oracle"):
            yield f"{module.path}:{line}: imports {name}, which the oracle may not"


def normal(distribution: str) -> str:
    """A distribution's name as the requirements file spells it."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def pinned() -> set[str]:
    """The distributions of requirements.txt."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return {normal(line.partition("==")[0].strip()) for line in lines if re.match(r"[A-Za-z0-9]", line)}


def violations(checked: Iterable[Module], check: Check) -> list[str]:
    """What one check finds in all the modules."""
    return list(dict.fromkeys(found for module in checked for found in check(module)))


BROKEN = (
    (names_a_layer, "lus_stats/misc.py", "import math"),
    (points_down, "lus_stats/days.py", "from lus_stats.derive import with_days"),
    (points_down, "lus_stats/days.py", "from lus_stats import criteria"),
    (points_down, "lus_stats/errors.py", "from lus_stats.vocabulary import CareForm"),
    (points_down, "lus_stats/days.py", "from . import criteria"),
    (points_down, "lus_stats/billing/outcome.py", "from ..indicators import compute"),
    (points_down, "lus_stats/store/scan.py", "def late():\n    import lus_stats.demo"),
    (points_down, "lus_stats/ui/cache.py", "import importlib\nimportlib.import_module('lus_stats.cli')"),
    (points_down, "lus_stats/ui/frame.py", "import pages.overview"),
    (points_down, "lus_stats/__init__.py", "from lus_stats.errors import LusError"),
    (keeps_libraries, "lus_stats/derive.py", "import pandas as pd"),
    (keeps_libraries, "lus_stats/days.py", "from scipy import stats"),
    (keeps_libraries, "lus_stats/indicators/compute.py", "import holidays"),
    (leaves_streamlit_to_ui, "lus_stats/figures/trend.py", "import streamlit as st"),
    (leaves_streamlit_to_ui, "lus_stats/cli.py", "from streamlit.web import bootstrap"),
    (collects_at_the_seams, "lus_stats/billing/outcome.py", "def f(rows):\n    return rows.lazy().collect()"),
    (collects_at_the_seams, "lus_stats/ui/tables.py", "import polars as pl\npl.collect_all([])"),
    (collects_at_the_seams, "pages/billing.py", "rows.collect()"),
    (works_on_columns, "lus_stats/derive.py", "column.map_elements(str)"),
    (imports_what_is_installed, "lus_stats/store/scan.py", "import duckdb"),
    (imports_what_is_installed, "lus_stats/store/scan.py", "import no_such_library"),
    (stands_alone, "tests/oracle/days.py", "from lus_stats.days import ready_days"),
    (stands_alone, "tests/oracle/days.py", "import polars"),
)
SOUND = (
    (names_a_layer, "lus_stats/store/scan.py", ""),
    (names_a_layer, "lus_stats/__init__.py", ""),
    (points_down, "lus_stats/store/scan.py", "from lus_stats.store import paths\nfrom . import footer"),
    (points_down, "lus_stats/derive.py", "from lus_stats.days import ready_days\nimport lus_stats.errors"),
    (points_down, "pages/billing.py", "from lus_stats.ui import cache"),
    (keeps_libraries, "lus_stats/months.py", "import holidays\nimport polars as pl\nimport datetime"),
    (keeps_libraries, "lus_stats/uncertainty.py", "from scipy import stats\nimport dataframely as dy"),
    (keeps_libraries, "lus_stats/figures/trend.py", "import plotly.graph_objects as go"),
    (leaves_streamlit_to_ui, "lus_stats/ui/frame.py", "import streamlit as st"),
    (leaves_streamlit_to_ui, "app.py", "import streamlit as st"),
    (collects_at_the_seams, "lus_stats/store/scan.py", "rows.collect()"),
    (collects_at_the_seams, "lus_stats/derive.py", "rows.collect_schema()"),
    (works_on_columns, "lus_stats/store/readers.py", "rows.iter_rows()"),
    (imports_what_is_installed, "lus_stats/ui/frame.py", "import streamlit\nfrom lus_stats.ui import cache\nimport re"),
    (stands_alone, "tests/oracle/days.py", "import datetime\nfrom . import calendar\nfrom tests.oracle import terms"),
    (stands_alone, "tests/unit/test_days.py", "from lus_stats.days import ready_days"),
)
CHECKS: tuple[Check, ...] = (
    names_a_layer,
    points_down,
    keeps_libraries,
    leaves_streamlit_to_ui,
    collects_at_the_seams,
    works_on_columns,
    imports_what_is_installed,
    stands_alone,
)


@pytest.fixture(scope="module")
def house() -> list[Module]:
    """Everything that is shipped or served, and the oracle it is held against."""
    return modules("lus_stats/", "pages/", "app.py", "tests/oracle/")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_house_is_in_order(check: Check, house: list[Module]) -> None:
    assert not (found := violations(house, check)), "\n".join(found)


@pytest.mark.parametrize(("check", "path", "text"), BROKEN, ids=lambda part: getattr(part, "__name__", None))
def test_a_violation_is_found(check: Check, path: str, text: str) -> None:
    assert len(violations([Module(path, text)], check)) == 1


@pytest.mark.parametrize(("check", "path", "text"), SOUND, ids=lambda part: getattr(part, "__name__", None))
def test_what_is_allowed_passes(check: Check, path: str, text: str) -> None:
    assert violations([Module(path, text)], check) == []


def test_every_check_has_a_violation_and_a_sound_example() -> None:
    assert {check for check, _, _ in BROKEN} == {check for check, _, _ in SOUND} == set(CHECKS)


def test_the_walk_saw_the_house(house: list[Module]) -> None:
    """The checks above are not green because nothing was read."""
    on_disk = {path.relative_to(ROOT).as_posix() for path in (ROOT / "lus_stats").rglob("*.py")}
    assert on_disk
    assert on_disk <= {module.path for module in house}
    upper = [module for module in house if LAYER.get(unit(module.dotted) or "", 0) >= 2]
    edges = {(unit(module.dotted), unit(name)) for module in upper for _, name in module.imports()}
    assert not upper or any(LAYER.get(target or "", 99) < LAYER[own] for own, target in edges if own)
