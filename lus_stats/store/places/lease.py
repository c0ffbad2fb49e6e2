"""Being the only writer in a bucket: an object that its holder renews while it lives.

No clock is compared with another machine's: a lease is abandoned when it has not changed for a while as the waiting
one sees it. Should a holder that was only slow be overtaken, no harm is done: nothing is ever written over (D80).
"""

import contextlib
import threading
import time
from collections.abc import Iterator
from typing import Final
from uuid import uuid4

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, PreconditionError
from obstore.store import S3Store

from lus_stats.errors import Refused

LEASE: Final = ".lease"
RENEWED_SECONDS: Final = 5.0
ABANDONED_SECONDS: Final = 20.0
PATIENCE_SECONDS: Final = 60.0
_BUSY: Final = "En annan import skriver i {address} just nu. Vänta tills den är klar och försök igen."


@contextlib.contextmanager
def held(client: S3Store, address: str) -> Iterator[None]:
    """Hold the lease.

    Errors: Refused where another holds it for long.
    """
    marks = [_taken(client, address)]
    stop = threading.Event()
    renewal = threading.Thread(target=_renew, args=(client, marks, stop), daemon=True)
    renewal.start()
    try:
        yield
    finally:
        stop.set()
        renewal.join()
        with contextlib.suppress(BaseError, FileNotFoundError):  # then it will be seen as abandoned
            if _present(client) == marks[-1]:
                obstore.delete(client, LEASE)


def _taken(client: S3Store, address: str) -> str:
    """The mark of the lease once it is ours."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    seen, since = None, time.monotonic()
    while True:
        with contextlib.suppress(AlreadyExistsError):
            return obstore.put(client, LEASE, _token(), mode="create")["e_tag"] or ""
        now = _present(client)
        if now != seen:
            seen, since = now, time.monotonic()
        elif now is not None and time.monotonic() - since > ABANDONED_SECONDS:
            with contextlib.suppress(PreconditionError, FileNotFoundError):  # another waiting one was faster
                return obstore.put(client, LEASE, _token(), mode={"e_tag": now})["e_tag"] or ""
        if time.monotonic() > deadline:
            raise Refused(_BUSY.format(address=address))
        time.sleep(0.2)


def _renew(client: S3Store, marks: list[str], stop: threading.Event) -> None:
    while not stop.wait(RENEWED_SECONDS):
        with contextlib.suppress(BaseError, FileNotFoundError):  # tried again; and if overtaken, names are still safe
            marks.append(obstore.put(client, LEASE, _token(), mode={"e_tag": marks[-1]})["e_tag"] or "")


def _present(client: S3Store) -> str | None:
    try:
        return obstore.head(client, LEASE)["e_tag"]
    except FileNotFoundError:
        return None


def _token() -> bytes:
    return uuid4().hex.encode()
