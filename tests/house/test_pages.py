"""House rule 1: a page calls what is computed elsewhere and draws it."""

import ast
import re
from collections.abc import Callable, Iterator

import pytest

from tests.house.source import ROOT, Module, modules

REGISTER = "lus_stats/ui/entries.py"
MOST_LINES = 60
NOT_ON_A_PAGE = {"polars", "plotly", "pandas", "numpy", "pathlib", "os"}
A_PATH = re.compile(r"(^|/)data/|\.parquet$|\.toml$|\.py$")

Check = Callable[[Module], Iterator[str]]


def says_what_it_is(page: Module) -> Iterator[str]:
    """A page begins with its docstring."""
    if not ast.get_docstring(page.tree):
        yield f"{page.path}: no docstring"


def computes_nothing(page: Module) -> Iterator[str]:
    """A page imports no frame or figure library and no path module."""
    for line, name in page.imports():
        if name.partition(".")[0] in NOT_ON_A_PAGE:
            yield f"{page.path}:{line}: imports {name}"


def defines_nothing(page: Module) -> Iterator[str]:
    """A page has no function or class of its own."""
    for node in ast.walk(page.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield f"{page.path}:{node.lineno}: defines {node.name}"


def names_no_path(page: Module) -> Iterator[str]:
    """A page knows no file."""
    for node in ast.walk(page.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and A_PATH.search(node.value):
            yield f"{page.path}:{node.lineno}: names the file {node.value!r}"


def is_short(page: Module) -> Iterator[str]:
    """A page fits on a screen."""
    lines = len(page.text.splitlines())
    if lines > MOST_LINES:
        yield f"{page.path}: {lines} lines, at most {MOST_LINES}"


def unregistered(pages: list[Module], frame: Module) -> list[str]:
    """Pages the frame does not name, and files it names that are no page."""
    words = {node.value for node in ast.walk(frame.tree) if isinstance(node, ast.Constant)}
    named = {word.rpartition("/")[2].removesuffix(".py") for word in words if isinstance(word, str)}
    files = {word.rpartition("/")[2] for word in words if isinstance(word, str) and word.endswith(".py")}
    there = {page.path.removeprefix("pages/") for page in pages}
    missing = [f"{page} is not registered in {REGISTER}" for page in sorted(there) if page[:-3] not in named]
    return missing + [f"{REGISTER} registers {name}, which is no page" for name in sorted(files - there)]


CHECKS: tuple[Check, ...] = (says_what_it_is, computes_nothing, defines_nothing, names_no_path, is_short)
BROKEN = (
    (says_what_it_is, "import streamlit as st"),
    (computes_nothing, "import polars as pl"),
    (computes_nothing, "from plotly import graph_objects"),
    (computes_nothing, "from pathlib import Path"),
    (defines_nothing, "def draw():\n    pass"),
    (defines_nothing, "if True:\n    async def draw():\n        pass"),
    (defines_nothing, "class Row:\n    pass"),
    (names_no_path, "cache.read('data/store')"),
    (names_no_path, "cache.read('r0001.parquet')"),
    (is_short, "pass\n" * 61),
)
SOUND = '"""Läget: the month in one screen."""\n\nimport streamlit as st\n\nst.title("Läget")\n'


@pytest.fixture(scope="module")
def pages() -> list[Module]:
    """The pages there are."""
    return modules("pages/")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_pages_keep_the_rule(check: Check, pages: list[Module]) -> None:
    assert not (found := [line for page in pages for line in check(page)]), "\n".join(found)


def test_the_frame_registers_every_page(pages: list[Module]) -> None:
    """A house with a frame has pages, and a page has a frame."""
    frames = modules(REGISTER)
    assert bool(frames) == bool(pages)
    found = [line for frame in frames for line in unregistered(pages, frame)]
    assert not found, "\n".join(found)


def test_the_walk_saw_every_page(pages: list[Module]) -> None:
    on_disk = {path.relative_to(ROOT).as_posix() for path in (ROOT / "pages").glob("**/*.py")}
    assert on_disk == {page.path for page in pages}


@pytest.mark.parametrize(("check", "text"), BROKEN, ids=lambda part: getattr(part, "__name__", None))
def test_a_violation_is_found(check: Check, text: str) -> None:
    assert len(list(check(Module("pages/overview.py", text)))) == 1
    assert {broken for broken, _ in BROKEN} == set(CHECKS)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_sound_page_passes(check: Check) -> None:
    assert list(check(Module("pages/overview.py", SOUND))) == []


def test_a_forgotten_page_and_a_page_that_is_gone_are_found() -> None:
    pages = [Module("pages/overview.py", ""), Module("pages/billing.py", "")]
    frame = Module(REGISTER, 'PAGES = ["pages/overview.py", "pages/trends.py"]')
    assert unregistered(pages, frame) == [
        f"billing.py is not registered in {REGISTER}",
        f"{REGISTER} registers trends.py, which is no page",
    ]
