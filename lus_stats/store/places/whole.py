"""Files of this machine written whole: under a temporary name, synced, and then named; or not at all."""

import contextlib
import errno
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final
from uuid import uuid4

TEMPORARY: Final = ".tmp"
_NO_LINKS: Final = {errno.EPERM, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS}
_SYNCING: Final = 16
_OWNER_ONLY: Final = 0o600
_EVERYBODY: Final = 0o666  # less the umask, as for any new file


def written(files: Sequence[tuple[Path, bytes]], folders: Iterable[Path], *, private: bool) -> None:
    """Write files into folders that are there, all of them or none; `folders` are to remember them if power goes.

    Errors: FileExistsError, OSError.
    """
    token = uuid4().hex[:12]
    temporaries = [path.with_name(f".{path.name}.{token}{TEMPORARY}") for path, _ in files]
    ours: dict[Path, int] = {}
    try:
        for temporary, (path, content) in zip(temporaries, files, strict=True):
            ours[path] = _write(temporary, content, private=private)
        _sync(temporaries)
        for temporary, (path, _) in zip(temporaries, files, strict=True):
            _name(temporary, path)
        _sync(folders)
    except BaseException:
        _take_back(ours)
        raise
    finally:
        for temporary in temporaries:
            with contextlib.suppress(OSError):  # no reader looks at it, and the next import sweeps it
                temporary.unlink(missing_ok=True)


def _sync(paths: Iterable[Path]) -> None:
    """Bring files or folders to the disk; together, since each waits for the disk and one wait serves them all."""
    with ThreadPoolExecutor(_SYNCING) as pool:
        list(pool.map(_sync_one, paths))


def _take_back(ours: dict[Path, int]) -> None:
    """Unname what was named; a file is known by its inode, and another's under the same name stays."""
    for path, inode in ours.items():
        with contextlib.suppress(OSError):  # on to the others; whoever called looks what is left
            if path.lstat().st_ino == inode:
                path.unlink()


def _write(temporary: Path, content: bytes, *, private: bool) -> int:
    """Write a new file and tell its inode."""
    mode = _OWNER_ONLY if private else _EVERYBODY
    with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:  # noqa: PTH123
        file.write(content)
        return os.fstat(file.fileno()).st_ino


def _name(temporary: Path, path: Path) -> None:
    """Give a file its name unless that is taken: a hard link cannot overwrite, a rename would.

    Some file systems have no hard links; there the lock alone keeps others out.
    """
    try:
        os.link(temporary, path)
    except OSError as error:
        if isinstance(error, FileExistsError):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        if error.errno not in _NO_LINKS:
            raise
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        temporary.rename(path)


def _sync_one(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
