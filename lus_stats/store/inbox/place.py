"""A folder where files are put to be imported, and what waits in it.

Nothing in it is trusted: only plain files are opened, links are not followed, and one still being written waits.
"""

import contextlib
import fcntl
import os
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from lus_stats.errors import Refused, WrongCall
from lus_stats.store.folder import DataFolder
from lus_stats.store.mapping import CANONICAL_KEY, find
from lus_stats.store.places import LocalFolder, fault

DONE: Final = "done"
REFUSED: Final = "refused"
_LOCK: Final = ".lock"
_TEMPORARY_STARTS: Final = (".", "~$")
_TEMPORARY_ENDS: Final = (".part", ".partial", ".filepart", ".tmp", ".temp", ".crdownload", ".download")
_NO_INBOX: Final = (
    "{place} är inte en mapp på den här datorn. Ange med --inbox en mapp här, där filerna läggs för inläsning."
)
_BUSY: Final = "En annan lus watch tar redan emot filer i {root}. Låt den arbeta, eller stoppa den först."
CLOSED: Final = "Inkorgen {root} går inte att använda ({why}). Kontrollera att mappen finns och rättigheterna."
_LINKED: Final = "{path} ska vara en vanlig mapp, men är något annat. Ta bort den, så skapas den på nytt."


class State(NamedTuple):
    """What tells that a file is the same as a moment ago."""

    inode: int
    size: int
    changed_ns: int

    @classmethod
    def of(cls, found: os.stat_result) -> "State":
        """What is told apart of a file's state."""
        return cls(found.st_ino, found.st_size, found.st_mtime_ns)


class Landed(NamedTuple):
    """Something that lies in the inbox or in a folder of a mapping's key there; `within` is that folder, or empty."""

    name: str
    within: str
    mode: int
    state: State

    @property
    def is_file(self) -> bool:
        """Whether it is a plain file, not a link, a folder, a pipe or a device."""
        return stat.S_ISREG(self.mode)

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder."""
        return stat.S_ISDIR(self.mode)


@dataclass(frozen=True)
class Inbox:
    """A local folder, the data folder that its files are imported into, and the mapping of those at its root."""

    root: Path
    folder: DataFolder
    mapping: str = CANONICAL_KEY

    def path(self, landed: Landed) -> Path:
        """Where something lies."""
        return self.root / landed.within / landed.name

    def drawer(self, name: str) -> LocalFolder:
        """The folder `done` or `refused`.

        Errors: Refused where a link lies in its place.
        """
        path = self.root / name
        if os.path.lexists(path) and not stat.S_ISDIR(path.lstat().st_mode):
            raise Refused(_LINKED.format(path=path))
        return LocalFolder(path)

    @contextlib.contextmanager
    def sole_taker(self) -> Iterator[None]:
        """Be the only one who takes files from it; the lock goes with its holder.

        Errors: Refused where another does, or the folder cannot be used.
        """
        with contextlib.ExitStack() as held:
            try:
                lock = os.open(self.root / _LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
                held.callback(os.close, lock)
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Refused(_BUSY.format(root=self.root)) from None
            except OSError as error:
                raise Refused(CLOSED.format(root=self.root, why=fault(error).what)) from error
            yield


def opened(folder: DataFolder, root: str | None, mapping: str | None = None) -> Inbox:
    """The inbox of a data folder: its own `inbox/`, made where there is none, or the folder that is named.

    Errors: WrongCall where there is no such folder or mapping; Refused where it cannot be made.
    """
    find(mapping or CANONICAL_KEY, [folder.mappings])
    if root is None:
        if not isinstance(folder.place, LocalFolder):
            raise WrongCall(_NO_INBOX.format(place=folder.place))
        chosen = folder.place.path / "inbox"
        try:
            chosen.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Refused(CLOSED.format(root=chosen, why=fault(error).what)) from error
    else:
        chosen = Path(root).absolute()
        if not chosen.is_dir():
            raise WrongCall(f"Mappen {root} finns inte. Ange med --inbox en mapp som finns.")
    return Inbox(chosen, folder, mapping or CANONICAL_KEY)


def waiting(inbox: Inbox) -> list[Landed]:
    """What waits to be taken, by name: at the root, and in the folders there; folders in those are among them.

    Errors: Refused where the inbox cannot be read.
    """
    try:
        top = list(_within(inbox.root, ""))
    except OSError as error:
        raise Refused(CLOSED.format(root=inbox.root, why=fault(error).what)) from error
    found = [one for one in top if not one.is_folder and one.name not in (DONE, REFUSED)]
    for drawer in top:
        if drawer.is_folder and drawer.name not in (DONE, REFUSED):
            with contextlib.suppress(OSError):  # gone, or another's: then nothing in it is ours to take
                found += _within(inbox.root / drawer.name, drawer.name)
    return sorted(found)


def _within(folder: Path, name: str) -> Iterator[Landed]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(_TEMPORARY_STARTS) or entry.name.lower().endswith(_TEMPORARY_ENDS):
                continue
            with contextlib.suppress(FileNotFoundError):
                state = entry.stat(follow_symlinks=False)
                yield Landed(entry.name, name, state.st_mode, State.of(state))


class Calm:
    """Remembers how things were, to tell which have lain still for some seconds, by this process' own clock."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._clock = seconds, clock
        self._since: dict[Landed, float] = {}

    def still(self, landed: Sequence[Landed]) -> list[Landed]:
        """Those that have not changed since they were first seen, long enough ago."""
        now = self._clock()
        self._since = {one: self._since.get(one, now) for one in landed}
        return [one for one in landed if now - self._since[one] >= self._seconds]
