"""What the store asks of the place it lies in."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple, Protocol


class Found(NamedTuple):
    """One file: its name from the place, its size in bytes, and when it was last changed."""

    name: str
    size: int
    changed_ns: int


class Place(Protocol):
    """A folder with names below it; `/` between them, whatever it lies on. Its text is its address."""

    def __str__(self) -> str: ...

    def __hash__(self) -> int: ...

    def below(self, name: str) -> "Place":
        """The place of a folder in it."""

    def exists(self) -> bool:
        """Whether there is anything there at all."""

    def files(self) -> Iterator[Found]:
        """Every file below it, in no order; none where there is no such place.

        Errors: Refused where the place does not answer.
        """

    def look_again(self) -> None:
        """Forget what is remembered of which files there are."""

    def address(self, name: str) -> str:
        """What Polars reads a file by, and messages name it by."""

    def read(self, name: str) -> bytes:
        """A file's content.

        Errors: FileNotFoundError; OSError or Refused where it cannot be read.
        """

    def create(self, files: Sequence[tuple[str, bytes]], *, private: bool = False) -> None:
        """Write new files, all or none of them, each whole from the moment it has its name, and kept if power goes.

        Private ones are readable by their owner only (an object store has its own rules for that). After an error
        what had been named is gone again, unless the place no longer answers.
        Errors: FileExistsError where a name is taken: nothing is ever overwritten; OSError or Refused.
        """

    def remove(self, names: Iterable[str]) -> None:
        """Take files away; one that is gone already is no fault."""

    def clear(self) -> None:
        """Take everything away."""

    def sole_writer(self) -> AbstractContextManager[None]:
        """Be the only one writing there.

        Errors: Refused where another goes on for long.
        """

    def sweep(self) -> None:
        """Take away what a killed writer left half-written; only for the one who writes there alone."""

    def folder(self, name: str) -> Path:
        """A folder in it with small files that people wrote (rules, mappings), as a folder of this machine."""
