"""The connection to an object store, and its errors said to whoever has to mend them."""

import contextlib
import functools
import os
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import S3Store

from lus_stats.errors import Refused

if TYPE_CHECKING:
    from obstore.store import RetryConfig

_RETRIES: Final["RetryConfig"] = {"max_retries": 3, "retry_timeout": timedelta(seconds=20)}
_NO_ANSWER: Final = (
    "Objektlagret {address} svarar inte som väntat ({kind}). Kontrollera adressen, AWS_ENDPOINT_URL, nycklarna "
    "(AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY) och deras rättigheter, och försök igen."
)


def client(url: str) -> S3Store:
    """The connection to a folder in a bucket, made once."""
    return _connected(url, os.environ.get("AWS_ENDPOINT_URL"))


@functools.lru_cache(maxsize=64)
def _connected(url: str, endpoint: str | None) -> S3Store:  # noqa: ARG001 — obstore reads it from the environment
    return S3Store.from_url(url, retry_config=_RETRIES)


@contextlib.contextmanager
def answering(url: str) -> Iterator[None]:
    """The object store's own errors, said to whoever has to mend them; its texts may quote keys and are left out."""
    try:
        yield
    except AlreadyExistsError as error:
        raise FileExistsError(17, "File exists", url) from error
    except BaseError as error:
        raise Refused(_NO_ANSWER.format(address=url, kind=type(error).__name__.removesuffix("Error"))) from error
