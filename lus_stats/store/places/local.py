"""A folder of this machine. A temporary name ends in `.tmp`, which no reader looks at; a lock goes with its holder."""

import contextlib
import errno
import fcntl
import os
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

from lus_stats.errors import Refused
from lus_stats.store.places.place import Found

LOCK: Final = ".lock"
TEMPORARY: Final = ".tmp"
_NO_LINKS: Final = {errno.EPERM, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS}
_SYNCING: Final = 16
_PATIENCE_SECONDS: Final = 30.0
_BUSY: Final = "En annan import skriver i {root} just nu. Vänta tills den är klar och försök igen."
_OWNER_ONLY: Final = 0o600
_OWNERS_FOLDER: Final = 0o700
_EVERYBODY: Final = 0o666  # less the umask, as for any new file


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

        Every page looks: plain strings and one loop take half the time of paths and a call for each folder.
        """
        top, folders = os.fspath(self.path), [""]
        while folders:
            below = folders.pop()
            with contextlib.suppress(FileNotFoundError, NotADirectoryError), os.scandir(f"{top}/{below}") as entries:
                for entry in entries:
                    if entry.is_dir():
                        folders.append(below + entry.name + "/")
                    elif entry.name != LOCK and not entry.name.endswith(TEMPORARY):
                        state = entry.stat()
                        yield Found(below + entry.name, state.st_size, state.st_mtime_ns)

    def address(self, name: str) -> str:
        """The file's path."""
        return str(self.path / name)

    def read(self, name: str) -> bytes:
        """A file's content."""
        return (self.path / name).read_bytes()

    def create(self, files: Sequence[tuple[str, bytes]], *, private: bool = False) -> None:
        """All of them written and synced under other names first, then named in one sweep."""
        self._make_folders({(self.path / name).parent for name, _ in files}, private=private)
        token = uuid4().hex[:12]
        paths = [self.path / name for name, _ in files]
        temporaries = [path.with_name(f".{path.name}.{token}{TEMPORARY}") for path in paths]
        named: list[Path] = []
        try:
            for temporary, (_, content) in zip(temporaries, files, strict=True):
                _write(temporary, content, private=private)
            _sync(*temporaries)
            for temporary, path in zip(temporaries, paths, strict=True):
                _name(temporary, path)
                named.append(path)
            _sync(*{folder for path in paths for folder in path.parents if folder.is_relative_to(self.path.parent)})
        except BaseException:
            for path in named:
                path.unlink(missing_ok=True)
            raise
        finally:
            for temporary in temporaries:
                temporary.unlink(missing_ok=True)

    def _make_folders(self, folders: Iterable[Path], *, private: bool) -> None:
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
            if private:
                folder.chmod(_OWNERS_FOLDER)

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
        with (self.path / LOCK).open("w") as lock:
            _lock(lock.fileno(), self.path)
            for leftover in self.path.rglob(f".*{TEMPORARY}"):
                leftover.unlink()
            yield

    def folder(self, name: str) -> Path:
        """A folder in it."""
        return self.path / name


def _write(temporary: Path, content: bytes, *, private: bool) -> None:
    mode = _OWNER_ONLY if private else _EVERYBODY
    with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:  # noqa: PTH123
        file.write(content)


def _name(temporary: Path, path: Path) -> None:
    """Give a file its name unless that is taken: a hard link cannot overwrite, a rename would.

    Some file systems have no hard links; there the lock alone keeps others out.
    """
    try:
        os.link(temporary, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        temporary.rename(path)


def _sync(*paths: Path) -> None:
    """Bring files or folders to the disk; together, since each waits for the disk and one wait serves them all."""
    with ThreadPoolExecutor(_SYNCING) as pool:
        list(pool.map(_sync_one, paths))


def _sync_one(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _lock(descriptor: int, root: Path) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise Refused(_BUSY.format(root=root)) from None
            time.sleep(0.05)
