"""A document's content packed, and unpacked again without trusting where it comes from."""

import zlib
from typing import Final

_LARGEST: Final = 50_000_000  # bytes; a municipality of ten thousand lines has a tenth of it


def packed(content: str) -> bytes:
    """The content packed."""
    return zlib.compress(content.encode())


def unpacked(packed: bytes) -> str:
    """A packed content.

    Errors: ValueError for anything else, also for what would fill the memory.
    """
    unpacking = zlib.decompressobj()
    try:
        content = unpacking.decompress(packed, _LARGEST)
    except zlib.error as error:
        raise ValueError("not packed") from error
    if not unpacking.eof:
        raise ValueError("too large or cut")
    return content.decode()
