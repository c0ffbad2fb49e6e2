"""A folder in an S3 bucket: each file one conditional PUT, so that it is whole when it is seen and never overwritten.

Address and credentials come from the usual environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION,
AWS_ENDPOINT_URL …), for obstore here and for Polars' own scans alike: both stand on the same library.
"""

import contextlib
import functools
import os
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import S3Store

from lus_stats.errors import Refused
from lus_stats.store.places.lease import LEASE, held
from lus_stats.store.places.place import Found

if TYPE_CHECKING:
    from obstore.store import RetryConfig

SCHEME: Final = "s3://"
_AT_ONCE: Final = 16
_LISTING_SECONDS: Final = 2.0  # every click asks what there is; a new import is seen this much later at most
_RETRIES: Final["RetryConfig"] = {"max_retries": 3, "retry_timeout": timedelta(seconds=20)}
_NO_ANSWER: Final = (
    "Objektlagret {address} svarar inte som väntat ({kind}). Kontrollera adressen, AWS_ENDPOINT_URL, nycklarna "
    "(AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY) och deras rättigheter, och försök igen."
)


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

    def address(self, name: str) -> str:
        """The file's own `s3://` address."""
        return f"{self.url}/{name}"

    def read(self, name: str) -> bytes:
        """A file's content."""
        with _answering(self.url):
            return bytes(obstore.get(_client(self.url), name).bytes())

    def create(self, files: Sequence[tuple[str, bytes]], *, private: bool = False) -> None:
        """One PUT each, refused by the store where the name is taken; those before a failure are taken away."""
        del private  # who may read is the bucket's to say
        done: list[str] = []
        try:
            with ThreadPoolExecutor(_AT_ONCE) as pool:
                done.extend(name for name in pool.map(self._put, files) if name)
            if len(done) < len(files):
                taken = next(name for name, _ in files if name not in done)
                raise FileExistsError(17, "File exists", self.address(taken))
        except BaseException:
            self.remove(done)
            raise
        finally:
            forget_listings()

    def _put(self, file: tuple[str, bytes]) -> str | None:
        """The name, or None where it was taken."""
        name, content = file
        try:
            with _answering(self.url):
                obstore.put(_client(self.url), name, content, mode="create")
        except FileExistsError:
            return None
        return name

    def remove(self, names: Iterable[str]) -> None:
        """Take files away."""
        with _answering(self.url):
            for name in names:
                with contextlib.suppress(FileNotFoundError):
                    obstore.delete(_client(self.url), name)
        forget_listings()

    def clear(self) -> None:
        """Take every file away."""
        self.remove([found.name for found in self.files()])

    @contextlib.contextmanager
    def sole_writer(self) -> Iterator[None]:
        """Hold a lease that is renewed while its holder lives, and taken over when it no longer is."""
        with _answering(self.url), held(_client(self.url), self.url):
            forget_listings()
            yield

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
    with _answering(url):
        batches = list(obstore.list(_client(url)))
    found = [
        Found(one["path"], one["size"], int(one["last_modified"].timestamp() * 1_000_000_000))
        for batch in batches
        for one in batch
        if one["path"] != LEASE
    ]
    with _listed_lock:
        _listed[url] = (time.monotonic(), found)
    return found


def _client(url: str) -> S3Store:
    return _connected(url, os.environ.get("AWS_ENDPOINT_URL"))


@functools.lru_cache(maxsize=64)
def _connected(url: str, endpoint: str | None) -> S3Store:  # noqa: ARG001 — obstore reads it from the environment
    return S3Store.from_url(url, retry_config=_RETRIES)


@functools.lru_cache(maxsize=8)
def _mirrored(url: str, files: tuple[Found, ...]) -> Path:
    top = Path(tempfile.mkdtemp(prefix="lus-"))
    for found in files:
        target = top / found.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(Bucket(url).read(found.name))
    return top


@contextlib.contextmanager
def _answering(url: str) -> Iterator[None]:
    """The object store's own errors, said to whoever has to mend them; its texts may quote keys and are left out."""
    try:
        yield
    except AlreadyExistsError as error:
        raise FileExistsError(17, "File exists", url) from error
    except BaseError as error:
        raise Refused(_NO_ANSWER.format(address=url, kind=type(error).__name__.removesuffix("Error"))) from error
