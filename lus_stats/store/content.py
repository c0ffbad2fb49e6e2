"""A hash of what rows say, the same whatever library version, compression or order they were written in."""

import hashlib

import polars as pl

from lus_stats import schema

_NOTHING = -(2**63)
_BETWEEN = "\x1e"
_ABSENT = "\x00"


def content_hash(episodes: pl.DataFrame) -> str:
    """The SHA-256 of the facts of some episodes, column by column.

    Needs: the columns of schema.Episode; what was prepared from them is left out, so that it may be done anew.
    """
    return frame_hash(episodes.select(field.name for field in schema.FIELDS).sort("episode_id"))


def frame_hash(rows: pl.DataFrame) -> str:
    """The SHA-256 of a frame, column by column."""
    digest = hashlib.sha256()
    for column in rows.iter_columns():
        digest.update(f"{column.name} {len(column)}\n".encode())
        digest.update(_bytes(column))
    return digest.hexdigest()


def _bytes(column: pl.Series) -> bytes:
    """Texts one after the other; everything else as 64-bit integers."""
    if column.dtype in (pl.String(), pl.Enum):
        texts = column.cast(pl.String).fill_null(_ABSENT)
        return str(texts.str.join(_BETWEEN).item() or "").encode()
    numbers = column.to_physical().cast(pl.Int64).fill_null(_NOTHING).rechunk()
    return bytes(numbers.to_arrow().buffers()[1] or b"")[: 8 * len(numbers)]
