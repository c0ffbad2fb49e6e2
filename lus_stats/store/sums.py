"""Lists of SHA-256 sums in `checksums/`, in sha256sum's own format: what was written, and what was removed in time.

A list ends as the names here say: `.pending` while an import writes its files and `.sha256` when they are there;
`.pruning` while a pruning removes its files and `.pruned` when they are gone. So a killed one is known as such.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from uuid import uuid4

from lus_stats.store.layout import CHECKSUMS
from lus_stats.store.places import Place

PENDING: Final = ".pending"
FINISHED: Final = ".sha256"
PRUNING: Final = ".pruning"
PRUNED: Final = ".pruned"

Pair = tuple[str, str]
"""A SHA-256 sum and the file, by its path from the store's root, that has it."""


def new_list() -> str:
    """A name for a list, without its ending."""
    return f"{CHECKSUMS}/{time.strftime('%Y%m%dT%H%M%S')}-{uuid4().hex[:12]}"


def is_list(name: str) -> bool:
    """Whether a file of the store is such a list."""
    return name.startswith(f"{CHECKSUMS}/") and name.endswith((PENDING, FINISHED, PRUNING, PRUNED))


def checksum_lines(content: bytes) -> list[Pair]:
    """The sums and files of one list; ValueError where it is damaged."""
    pairs = []
    for line in content.decode("utf-8").splitlines():
        digest, separator, file = line.partition("  ")
        if not separator or len(digest) != 64:
            raise ValueError(line)
        pairs.append((digest, file))
    return pairs


def as_list(pairs: Sequence[Pair]) -> bytes:
    """A list's content."""
    return "".join(f"{digest}  {file}\n" for digest, file in pairs).encode()


def listed(root: Place, names: Iterable[str], *endings: str) -> Iterator[tuple[str, list[Pair] | None]]:
    """The lists among some names that end in a certain way, by name; None for one that is damaged."""
    for name in sorted(names):
        if is_list(name) and name.endswith(endings):
            try:
                yield name, checksum_lines(root.read(name))
            except ValueError:
                yield name, None
