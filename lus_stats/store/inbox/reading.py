"""A file of the inbox opened, so that nothing is followed or waited for: a link, a pipe, a file that is changing."""

import contextlib
import errno
import os
from collections.abc import Iterator
from typing import Final

from lus_stats.errors import Refused
from lus_stats.store.inbox.place import Inbox, Landed, State
from lus_stats.store.places import fault

_NOT_A_FILE: Final = "är ingen vanlig fil utan en länk, ett rör eller något annat. Lägg själva filen i inkorgen."
_UNREAD: Final = "går inte att läsa ({why}). Ge kontot som kör lus watch rätt att läsa filen, och lägg in den igen."
_ANOTHER_BY_NOW: Final = (errno.ELOOP, errno.ENXIO)  # a link or a pipe has taken its place


@contextlib.contextmanager
def folder_of(inbox: Inbox, landed: Landed) -> Iterator[int]:
    """The folder it lies in, held open: should a link take the folder's place, nothing behind it is touched."""
    at = os.open(inbox.root / landed.within, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC | _no_link(landed))
    try:
        yield at
    finally:
        os.close(at)


def _no_link(landed: Landed) -> int:
    """The inbox itself may be a link that the operator chose; a folder in it may not."""
    return os.O_NOFOLLOW if landed.within else 0


def is_unchanged(landed: Landed, at: int) -> bool:
    """Whether it is still what it was when it was seen."""
    return State.of(os.stat(landed.name, dir_fd=at, follow_symlinks=False)) == landed.state


def content_of(landed: Landed, at: int) -> bytes:
    """A file's content.

    Errors: Refused for what is no plain file, or may not be read; FileNotFoundError where it is another by now.
    """
    if not landed.is_file:
        raise Refused(_NOT_A_FILE)
    try:
        opened = os.open(landed.name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=at)
    except PermissionError as error:
        raise Refused(_UNREAD.format(why=fault(error).what)) from error
    except OSError as error:
        if error.errno in _ANOTHER_BY_NOW:
            raise FileNotFoundError from error
        raise
    with open(opened, "rb") as file:  # noqa: PTH123 — it is open already
        if State.of(os.fstat(opened)) != landed.state:
            raise FileNotFoundError
        return file.read()
