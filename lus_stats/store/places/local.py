"""A folder of this machine. A temporary name ends in `.tmp`, which no reader looks at; a lock goes with its holder."""

import contextlib
import errno
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lus_stats.errors import Refused
from lus_stats.store.places.faults import fault, where
from lus_stats.store.places.locks import LOCK, held, nobody_writing, writing
from lus_stats.store.places.place import Found
from lus_stats.store.places.whole import TEMPORARY, written

_UNREADABLE: Final = "Det går inte att läsa i {where}: {what}. {cure}"
_OWNERS_FOLDER: Final = 0o700


@dataclass(frozen=True)
class LocalFolder:
    """A folder of this machine, there or not yet; see `Place`."""

    path: Path

    def __str__(self) -> str:
        return str(self.path)

    def below(self, name: str) -> "LocalFolder":
        """The place of a folder in it."""
        return LocalFolder(self.path / name)

    def exists(self) -> bool:
        """Whether there is such a folder."""
        return self.path.is_dir()

    def files(self) -> Iterator[Found]:
        """Every file below it but the lock and what is being written.

        Errors: Refused for a folder that may not be read.
        """
        try:
            yield from _below(os.fspath(self.path))
        except OSError as error:
            said = fault(error)
            place = where(error, str(self.path))
            raise Refused(_UNREADABLE.format(where=place, what=said.what, cure=said.cure)) from error

    def look_again(self) -> None:
        """Nothing is remembered of a folder of this machine."""

    def address(self, name: str) -> str:
        """The file's path."""
        return str(self.path / name)

    def read(self, name: str) -> bytes:
        """A file's content."""
        return (self.path / name).read_bytes()

    def create(self, files: Sequence[tuple[str, bytes]], *, private: bool = False) -> None:
        """All of them written and synced under other names first, then named in one sweep."""
        named = [(self.path / name, content) for name, content in files]
        above = {folder for path, _ in named for folder in path.parents if folder.is_relative_to(self.path.parent)}
        made: list[Path] = []
        try:
            for folder in {path.parent for path, _ in named}:
                _make_folder(folder, made, private=private)
            with writing(self.path) if private else contextlib.nullcontext():  # may be without the store's lock
                written(named, above | {folder.parent for folder in made}, private=private)
        except BaseException:
            for folder in reversed(made):
                with contextlib.suppress(OSError):  # it holds something by now
                    folder.rmdir()
            raise

    def remove(self, names: Iterable[str]) -> None:
        """Take files away, and the folders that are empty then."""
        for name in names:
            path = self.path / name
            path.unlink(missing_ok=True)
            for folder in path.relative_to(self.path).parents[:-1]:
                with contextlib.suppress(OSError):  # it still holds something
                    (self.path / folder).rmdir()

    def clear(self) -> None:
        """Take the folder away with everything in it."""
        if self.path.is_dir():
            shutil.rmtree(self.path)

    @contextlib.contextmanager
    def sole_writer(self) -> Iterator[None]:
        """Hold the folder's lock; it goes with its holder, so that a killed import leaves none behind."""
        self.path.mkdir(parents=True, exist_ok=True)
        with held(self.path):
            yield

    def sweep(self) -> None:
        """Take away what was being written when its writer was killed."""
        with nobody_writing(self.path) as alone:
            for leftover in self.path.rglob(f".*{TEMPORARY}") if alone else ():
                leftover.unlink(missing_ok=True)

    def folder(self, name: str) -> Path:
        """A folder in it."""
        return self.path / name


def _below(top: str) -> Iterator[Found]:
    """Every file below a folder; every page looks, and plain strings and one loop take half the time of paths."""
    folders = [""]
    while folders:
        below = folders.pop()
        with contextlib.suppress(FileNotFoundError, NotADirectoryError), os.scandir(f"{top}/{below}") as entries:
            for entry in entries:
                if entry.is_dir():
                    folders.append(below + entry.name + "/")
                elif entry.name != LOCK and not entry.name.endswith(TEMPORARY):
                    with contextlib.suppress(FileNotFoundError):  # that one just went; those after it did not
                        state = entry.stat()
                        yield Found(below + entry.name, state.st_size, state.st_mtime_ns)


def _make_folder(folder: Path, made: list[Path], *, private: bool) -> None:
    """Make a folder and those above it; each that is made is noted at once."""
    missing = [above for above in (folder, *folder.parents) if not above.is_dir()]
    for each in reversed(missing):
        try:
            each.mkdir()
        except FileExistsError as error:
            if not each.is_dir():  # not the same as a name that is taken
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), error.filename) from None
        else:
            made.append(each)
    if private:
        folder.chmod(_OWNERS_FOLDER)
