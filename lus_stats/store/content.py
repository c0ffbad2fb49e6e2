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
    """The SHA-256 of a frame: its columns' names, its texts, and everything else as 64-bit integers."""
    texts = [name for name, dtype in rows.schema.items() if dtype == pl.String or dtype == pl.Enum]
    plain = rows.select(
        pl.col(texts).cast(pl.String).fill_null(_ABSENT),
        pl.exclude(texts).to_physical().cast(pl.Int64).fill_null(_NOTHING),
    )
    numbers = [column for column in plain.iter_columns() if column.name not in texts]
    digest = hashlib.sha256(f"{rows.columns} {len(rows)}".encode())
    digest.update(_joined([plain[name] for name in texts]))
    digest.update(_side_by_side(numbers))
    return digest.hexdigest()


def _joined(columns: list[pl.Series]) -> bytes:
    if not columns:
        return b""
    return str(pl.concat([column.alias("") for column in columns]).str.join(_BETWEEN).item() or "").encode()


def _side_by_side(columns: list[pl.Series]) -> bytes:
    if not columns:
        return b""
    numbers = pl.concat([column.alias("") for column in columns], rechunk=True)
    return bytes(numbers.to_arrow().buffers()[1] or b"")[: 8 * len(numbers)]
