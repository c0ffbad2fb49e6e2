"""What the house tests read: the project's own files, and the imports and calls written in them."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Module:
    """One Python file: its path in the project and its text (a test may feed a made-up one)."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @property
    def dotted(self) -> str:
        """`lus_stats.store.scan`; a package is its folder's name."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def package(self) -> str:
        """The package that relative imports start from."""
        return self.dotted if self.path.endswith("/__init__.py") else self.dotted.rpartition(".")[0]

    def imports(self) -> Iterator[tuple[int, str]]:
        """Line and dotted name of every import, wherever in the file it stands; `from a import b` is `a.b`."""
        for node in ast.walk(self.tree):
            match node:
                case ast.Import(names=names):
                    yield from ((node.lineno, name.name) for name in names)
                case ast.ImportFrom(names=names):
                    base = self._base(node)
                    yield from ((node.lineno, f"{base}.{name.name}".lstrip(".")) for name in names)
                case ast.Call(args=[ast.Constant(value=str(name)), *_]) if called(node) in BY_NAME:
                    yield node.lineno, name

    def _base(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        start = self.package.split(".")
        kept = start[: len(start) - node.level + 1]
        return ".".join([*kept, *([node.module] if node.module else [])])

    def calls(self) -> Iterator[tuple[int, str]]:
        """Line and bare name of every call: `rows.collect()` is `collect`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield node.lineno, called(node)


BY_NAME = {"import_module", "__import__"}


def called(node: ast.Call) -> str:
    """The last name of what is called; empty where it has none."""
    match node.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def files() -> list[str]:
    """Every file of the project, committed or about to be, as git names them."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return sorted(name for name in set(listed.split("\0")) if name and (ROOT / name).is_file())


def modules(*starts: str) -> list[Module]:
    """The Python files whose path begins with one of `starts` (all of them where none is given)."""
    return [
        Module(name, (ROOT / name).read_text(encoding="utf-8"))
        for name in files()
        if name.endswith(".py") and name.startswith(starts or ("",))
    ]
