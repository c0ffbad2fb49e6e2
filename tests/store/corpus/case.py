"""A hostile file: its name, its maker, and exactly what must become of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

Maker = Callable[[], bytes]


@dataclass(frozen=True)
class Taken:
    """The file is read: so many rows that are not blank, and of these the rejected ones by row, with their columns.

    `same` says that the rows stored are those of the plain file, to the content hash. `noted` are words that the
    notes hold.
    """

    rows: int = 3
    rejected: Mapping[int, tuple[str | None, ...]] = field(default_factory=dict)
    same: bool = False
    restored: int = 0
    noted: tuple[str, ...] = ()

    @property
    def accepted(self) -> int:
        """How many rows are accepted."""
        return self.rows - len(self.rejected)


@dataclass(frozen=True)
class Denied:
    """The file is refused, and the message holds these words: what is wrong, and where."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Hostile:
    """One file of the corpus. `secrets` are digits that may show nowhere; `soak` tells that it takes long."""

    key: str
    name: str
    hostile: str
    make: Maker
    expected: Taken | Denied
    extracted_on: date | None = None
    secrets: tuple[str, ...] = ()
    soak: bool = False


CORPUS: dict[str, Hostile] = {}


def hostile(
    name: str,
    expected: Taken | Denied,
    *,
    extracted_on: date | None = None,
    secrets: tuple[str, ...] = (),
    soak: bool = False,
) -> Callable[[Maker], Maker]:
    """Take a maker into the corpus, under its own name; its docstring says what is hostile."""

    def add(maker: Maker) -> Maker:
        key = maker.__name__
        assert key not in CORPUS, key
        assert maker.__doc__, key
        CORPUS[key] = Hostile(key, name, maker.__doc__.splitlines()[0], maker, expected, extracted_on, secrets, soak)
        return maker

    return add


def same(rows: int = 3, **more: object) -> Taken:
    """The plain file's own rows, whatever they came dressed in."""
    return Taken(rows, same=True, **more)  # type: ignore[arg-type]


def denied(*words: str) -> Denied:
    """Refused, in these words among others."""
    return Denied(words)
