"""Files into the store, whole or not at all: all of them written and synced first, then named in one sweep.

A temporary name ends in `.tmp`, which no reader looks at. A name that is taken is never overwritten. Each import
leaves a list of its files' SHA-256 sums in `checksums/`, in sha256sum's own format: a list apart from the files finds
damage anywhere in them, their footers too, and a file that is gone; and one list costs one sync instead of hundreds.
The list is there before the files have their names, ending in `.pending` until all of them have; so an import that was
killed halfway is known as such, and the next one strikes what never came from its list.
"""

import contextlib
import errno
import fcntl
import hashlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, NamedTuple
from uuid import uuid4

import polars as pl

from lus_stats.errors import Refused
from lus_stats.store.footer import Footer
from lus_stats.store.layout import CHECKSUMS, LOCK, TEMPORARY, files

PENDING: Final = ".pending"
FINISHED: Final = ".sha256"
_NO_LINKS: Final = {errno.EPERM, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS}
_SYNCING: Final = 16
_PATIENCE_SECONDS: Final = 30.0
_BUSY: Final = "En annan import skriver i {root} just nu. Vänta tills den är klar och försök igen."
_TAKEN: Final = "Versionen {file} skrevs av en annan import under tiden; inget skrevs av den här. Kör importen igen."

Progress = Callable[[str, int, int], None]
"""Called with what is being done (in Swedish), how much of it is done, and how much there is."""


class NewFile(NamedTuple):
    """A file to be: its path from the store's root, its rows and its footer."""

    file: str
    rows: pl.DataFrame
    footer: Footer


@contextlib.contextmanager
def sole_writer(root: Path) -> Iterator[None]:
    """Be the only one writing in a store; what a killed import left behind is swept first.

    Errors: Refused where another import goes on for long.
    """
    root.mkdir(parents=True, exist_ok=True)
    with (root / LOCK).open("w") as lock:
        _lock(lock.fileno(), root)
        _sweep(root)
        yield


def publish(root: Path, new: Sequence[NewFile], progress: Progress | None = None) -> None:
    """Write files and give them their names, all or none of them.

    Errors: Refused where a name is taken.
    """
    told = progress or (lambda *_: None)
    token = uuid4().hex[:12]
    temporaries = [(root / made.file).with_name(f".{Path(made.file).stem}.{token}{TEMPORARY}") for made in new]
    named: list[Path] = []
    listed = root / CHECKSUMS / f"{time.strftime('%Y%m%dT%H%M%S')}-{token}{PENDING}"
    try:
        for done, (made, temporary) in enumerate(zip(new, temporaries, strict=True)):
            told("Skriver", done, len(new))
            _write(made, temporary)
        _sync(*temporaries)
        told("Skriver", len(new), len(new))
        _write_list(listed, [(_sha256(path), made.file) for made, path in zip(new, temporaries, strict=True)])
        for made, temporary in zip(new, temporaries, strict=True):
            _name(temporary, root / made.file)
            named.append(root / made.file)
        _sync_folders(root, named)
    except BaseException:
        for path in (*named, listed):
            path.unlink(missing_ok=True)
        raise
    finally:
        for temporary in temporaries:
            temporary.unlink(missing_ok=True)
    listed.rename(listed.with_suffix(FINISHED))
    _sync(listed.parent)


def checksum_lines(path: Path) -> list[tuple[str, str]]:
    """The sums and files of one list; ValueError where it is damaged."""
    pairs = []
    for line in path.read_text(encoding="utf-8").splitlines():
        digest, separator, file = line.partition("  ")
        if not separator or len(digest) != 64:
            raise ValueError(path)
        pairs.append((digest, file))
    return pairs


def _write(made: NewFile, temporary: Path) -> None:
    temporary.parent.mkdir(parents=True, exist_ok=True)
    made.rows.write_parquet(temporary, compression="zstd", statistics=True, metadata=made.footer.metadata())


def _write_list(path: Path, pairs: Sequence[tuple[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(TEMPORARY)
    temporary.write_text("".join(f"{digest}  {file}\n" for digest, file in pairs), encoding="utf-8")
    _sync(temporary)
    temporary.replace(path)
    _sync(path.parent)


def _name(temporary: Path, path: Path) -> None:
    """Give a file its name unless that is taken: a hard link cannot overwrite, a rename would.

    Some file systems have no hard links; there the lock alone keeps others out.
    """
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise Refused(_TAKEN.format(file=path)) from None
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if path.exists():
            raise Refused(_TAKEN.format(file=path)) from None
        temporary.rename(path)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _sync_folders(root: Path, paths: Sequence[Path]) -> None:
    """Make the names in all folders above some files, up to the store's own parent, survive a power cut."""
    folders = {folder for path in paths for folder in path.parents if folder.is_relative_to(root)}
    _sync(*folders, root.parent)


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
    """The lock goes with the one who holds it: a killed import leaves none behind."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise Refused(_BUSY.format(root=root)) from None
            time.sleep(0.05)


def _sweep(root: Path) -> None:
    """Remove what a killed import left, and let its list say what became of it."""
    for name, _ in list(files(root)):
        if name.endswith(TEMPORARY):
            (root / name).unlink()
        elif name.endswith(PENDING):
            finished = (root / name).with_suffix(FINISHED)
            _write_list(finished, [pair for pair in checksum_lines(root / name) if (root / pair[1]).exists()])
            (root / name).unlink()
