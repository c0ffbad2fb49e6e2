"""What may and may not lie in the repository."""

import ast
import re
import tomllib
from collections.abc import Callable, Iterator

import pytest

from tests.house.source import ROOT, Module, files, modules

MOST_LINES = 220
ENGINE_AND_TOOLS = ("lus_stats/", "pages/", "app.py", "tools/", "benchmarks/")
REQUIREMENTS = ("requirements.txt", "requirements-dev.txt")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")
PIN = re.compile(r"(?P<name>[A-Za-z0-9][\w.-]*)(\[[\w,-]+\])?==\S+")

# Written in pieces, so that this file does not hold what it looks for.
FORBIDDEN = {
    "an index or registry address": r"pypi" r"\.org|files\.python" r"hosted|registry\.np" r"mjs|deb\.deb" r"ian\.org",
    "a path of one machine": r"(?<![\w.~*-])/(wo" r"rk|fa" r"rm|ho" r"me|ro" r"ot|Us" r"ers|t" r"mp)/",
    "something unfinished": r"\b(TO" r"DO|FIX" r"ME|X" r"XX)\b|Not" r"ImplementedError",
    "a test that does not run": r"mark\.(sk" r"ip|xf" r"ail)|pytest\.(sk" r"ip|xf" r"ail|importor" r"skip)\b",
}

Check = Callable[[Module], Iterator[str]]


def forbidden(name: str, text: str) -> Iterator[str]:
    """What a file's text may not hold, with its line."""
    for number, line in enumerate(text.splitlines(), 1):
        for what, pattern in FORBIDDEN.items():
            if re.search(pattern, line):
                yield f"{name}:{number}: {what}"


def has_docstring(module: Module) -> Iterator[str]:
    """A module that holds anything says what."""
    if module.tree.body and not ast.get_docstring(module.tree):
        yield f"{module.path}: no docstring"


def is_one_idea(module: Module) -> Iterator[str]:
    """A module is not longer than one idea needs."""
    lines = len(module.text.splitlines())
    if lines > MOST_LINES:
        yield f"{module.path}: {lines} lines, at most {MOST_LINES}"


def requirement_lines(text: str) -> list[str]:
    """A requirements file's logical lines: continuations joined, comments dropped."""
    kept = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    return [line.strip() for line in "\n".join(kept).replace("\\\n", " ").splitlines() if line.strip()]


def unpinned(name: str, text: str) -> list[str]:
    """Lines that are no exact pin with a hash: options and index addresses too."""
    return [f"{name}: {line[:60]}" for line in requirement_lines(text) if not (PIN.match(line) and HASH.search(line))]


def pins(text: str) -> dict[str, str]:
    """Distribution → its pin with version and marker."""
    found = (PIN.match(line) for line in requirement_lines(text))
    return {match["name"]: match[0] for match in found if match}


def declared() -> tuple[set[str], set[str]]:
    """The distributions pyproject.toml asks for: to run (and build), and to develop."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    wanted = project["project"]["dependencies"] + groups["build"], groups["dev"]
    run, develop = ({re.split(r"[\[><=!~ ;]", line)[0].lower() for line in lines} for lines in wanted)
    return run, develop


def test_files_hold_nothing_that_may_not_land() -> None:
    found: list[str] = []
    read = 0
    for name in files():
        content = (ROOT / name).read_bytes()
        if b"\0" in content:
            continue
        read += 1
        found += forbidden(name, content.decode("utf-8", errors="replace"))  # an example is in ISO-8859-1
    assert not found, "\n".join(found)
    assert read > 10


@pytest.mark.parametrize("what", FORBIDDEN)
def test_each_forbidden_thing_is_found(what: str) -> None:
    examples = {
        "an index or registry address": "https://pypi" + ".org/simple",
        "a path of one machine": 'open("/wo' + 'rk/main/app.py")',
        "something unfinished": "# TO" + "DO later",
        "a test that does not run": "@pytest.mark.sk" + "ip",
    }
    assert list(forbidden("x.py", examples[what])) == [f"x.py:1: {what}"]
    assert list(forbidden("x.py", "GET /api/work; framework/lus; skip(1)")) == []


def test_no_lock_file_with_addresses_is_tracked() -> None:
    assert "uv.lock" not in files()
    assert "requirements.txt" in files()


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_requirement_is_pinned_with_a_hash(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert unpinned(name, text) == []
    assert len(pins(text)) > 20


def test_requirements_hold_what_the_project_declares() -> None:
    run, develop = declared()
    locked, locked_dev = (pins((ROOT / name).read_text(encoding="utf-8")) for name in REQUIREMENTS)
    assert run <= locked.keys()
    assert run | develop <= locked_dev.keys()
    assert {name: locked_dev.get(name) for name in locked} == locked


def test_a_loose_requirement_is_found() -> None:
    digest = "--hash=sha256:" + "0" * 64
    sound = f"polars==2.1.0 ; python_version < '3.14' \\\n    {digest}\n    # via lus-stats\n"
    assert unpinned("r", sound) == []
    for loose in ("polars>=2.1 " + digest, "polars==2.1.0", "--index-url https://example.test", "-r other.txt"):
        assert len(unpinned("r", sound + loose + "\n")) == 1


@pytest.mark.parametrize(("check", "starts"), [(has_docstring, ()), (is_one_idea, ENGINE_AND_TOOLS)])
def test_modules_are_described_and_short(check: Check, starts: tuple[str, ...]) -> None:
    read = modules(*starts)
    assert not (found := [line for module in read for line in check(module)]), "\n".join(found)
    assert len(read) > 1


@pytest.mark.parametrize(
    ("check", "text"), [(has_docstring, "import math"), (is_one_idea, '"""Long."""\n' + "pass\n" * 220)]
)
def test_a_bare_or_long_module_is_found(check: Check, text: str) -> None:
    assert len(list(check(Module("lus_stats/days.py", text)))) == 1
    assert list(check(Module("lus_stats/__init__.py", ""))) == []
