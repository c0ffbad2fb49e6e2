"""A folder in an S3 bucket: each file one conditional PUT, so that it is whole when it is seen and never overwritten.

Address and credentials come from the usual environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION,
AWS_ENDPOINT_URL …), for obstore here and for Polars' own scans alike: both stand on the same library.
"""

import contextlib
import errno
import functools
import os
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import obstore

from lus_stats.errors import Refused
from lus_stats.store.places.connection import answering, client
from lus_stats.store.places.lease import LEASE, held
from lus_stats.store.places.place import Found

SCHEME: Final = "s3://"
_AT_ONCE: Final = 16
_LISTING_SECONDS: Final = 2.0  # every click asks what there is; a new import is seen this much later at most


@dataclass(frozen=True)
class Bucket:
    """A folder in a bucket, by its `s3://` address; see `Place`."""

    url: str

    def __str__(self) -> str:
        return self.url

    def below(self, name: str) -> "Bucket":
        """The place of a folder in it."""
        return Bucket(f"{self.url}/{name}")

    def exists(self) -> bool:
        """Whether it holds any file."""
        return any(True for _ in self.files())

    def files(self) -> Iterator[Found]:
        """Every file below it, as listed at most two seconds ago; what is written from here is seen at once."""
        yield from _listing(self.url)

    def look_again(self) -> None:
        """List anew next time."""
        forget_listings()

    def address(self, name: str) -> str:
        """The file's own `s3://` address."""
        return f"{self.url}/{name}"

    def read(self, name: str) -> bytes:
        """A file's content."""
        with answering(self.url):
            return bytes(obstore.get(client(self.url), name).bytes())

    def create(self, files: Sequence[tuple[str, bytes]], *, private: bool = False) -> None:
        """One PUT each, refused by the store where the name is taken; after a failure what came is taken away."""
        del private  # who may read is the bucket's to say
        tried: list[tuple[str, bytes]] = []
        faults: list[Exception] = []
        try:
            with ThreadPoolExecutor(_AT_ONCE) as pool:
                for file in files:
                    pool.submit(self._try, file, tried, faults)
            if faults:
                raise next((fault for fault in faults if isinstance(fault, FileExistsError)), faults[0])
        except BaseException:
            with contextlib.suppress(Refused):  # no answer any more; whoever called looks what is left
                self.remove([name for name, content in tried if self._holds(name, content)])
            raise
        finally:
            forget_listings()

    def _try(self, file: tuple[str, bytes], tried: list[tuple[str, bytes]], faults: list[Exception]) -> None:
        """PUT one file, unless another has failed already."""
        name, content = file
        if faults:
            return
        tried.append(file)
        try:
            self._put(name, content)
        except Exception as fault:  # raised by create, once all have ended
            faults.append(fault)

    def _put(self, name: str, content: bytes) -> None:
        try:
            with answering(self.url):
                obstore.put(client(self.url), name, content, mode="create")
        except FileExistsError:
            # A PUT whose answer was lost is tried again, and then meets itself (D93).
            if not self._holds(name, content):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), self.address(name)) from None

    def _holds(self, name: str, content: bytes) -> bool:
        """Whether a file is there with just this content."""
        try:
            return self.read(name) == content
        except FileNotFoundError:
            return False

    def remove(self, names: Iterable[str]) -> None:
        """Take files away."""
        with answering(self.url):
            for name in names:
                with contextlib.suppress(FileNotFoundError):
                    obstore.delete(client(self.url), name)
        forget_listings()

    def clear(self) -> None:
        """Take every file away."""
        self.remove([found.name for found in self.files()])

    @contextlib.contextmanager
    def sole_writer(self) -> Iterator[None]:
        """Hold a lease that is renewed while its holder lives, and taken over when it no longer is."""
        with answering(self.url), held(client(self.url), self.url):
            forget_listings()
            yield

    def sweep(self) -> None:
        """A PUT leaves nothing half-written."""

    def folder(self, name: str) -> Path:
        """A copy of the folder's small files on this machine, made again whenever one of them changes."""
        below = self.below(name)
        return _mirrored(below.url, tuple(sorted(below.files())))


_listed: dict[str, tuple[float, list[Found]]] = {}
_listed_lock = threading.Lock()


def forget_listings() -> None:
    """Look again next time."""
    with _listed_lock:
        _listed.clear()


def _listing(url: str) -> list[Found]:
    with _listed_lock:
        known = _listed.get(url)
    if known and time.monotonic() - known[0] < _LISTING_SECONDS:
        return known[1]
    with answering(url):
        batches = list(obstore.list(client(url)))
    found = [
        Found(one["path"], one["size"], int(one["last_modified"].timestamp() * 1_000_000_000))
        for batch in batches
        for one in batch
        if one["path"] != LEASE
    ]
    with _listed_lock:
        _listed[url] = (time.monotonic(), found)
    return found


@functools.lru_cache(maxsize=8)
def _mirrored(url: str, files: tuple[Found, ...]) -> Path:
    top = Path(tempfile.mkdtemp(prefix="lus-"))
    for found in files:
        target = top / found.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(Bucket(url).read(found.name))
    return top
