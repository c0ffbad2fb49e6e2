"""Where a data folder lies: on this machine, or in an object store. What is written is whole from its first moment."""

from pathlib import Path

from lus_stats.errors import Refused
from lus_stats.store.places.bucket import SCHEME, Bucket
from lus_stats.store.places.faults import fault, where
from lus_stats.store.places.local import LocalFolder
from lus_stats.store.places.place import Found, Place

__all__ = ["Bucket", "Found", "LocalFolder", "Place", "fault", "place_at", "where"]


def place_at(address: str | Path) -> Place:
    """The folder or bucket of an address: a path, or `s3://bucket/below`.

    Errors: Refused for another kind of address, and for a path that is a file.
    """
    kind, separator, rest = str(address).partition("://")
    if separator and (f"{kind}{separator}" != SCHEME or not rest.strip("/")):
        raise Refused(
            f"Data på {kind}:// kan inte läsas. Ange en mapp eller s3://hink/mapp, med --data eller LUS_DATA."
        )
    if separator:
        return Bucket(str(address).rstrip("/"))
    path = Path(address).absolute()
    if _is_file(path):
        raise Refused(f"{path} är en fil. Ange en mapp, med --data eller LUS_DATA.")
    return LocalFolder(path)


def _is_file(path: Path) -> bool:
    try:
        return path.exists() and not path.is_dir()
    except OSError as error:
        said = fault(error)
        raise Refused(f"{path} går inte att nå: {said.what}. {said.cure}") from error
