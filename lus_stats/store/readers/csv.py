"""Text files: separated columns, quoted fields that may hold line breaks, every cell kept as text."""

import csv
import io
from typing import Any, Final

import polars as pl
import pyarrow as pa
from pyarrow import csv as arrow_csv

from lus_stats.errors import Refused
from lus_stats.store.readers import heading
from lus_stats.store.readers.dialect import DELIMITERS, Dialect, dialect_of
from lus_stats.store.readers.encoding import as_utf8
from lus_stats.store.readers.reading import Reading
from lus_stats.store.readers.sheet import RAGGED, Sheet, loose_rows

_END: Final = b"\x1elast row"  # a row of our own after the last: one that vanished was inside an open quote
_BLOCK: Final = 2**25
_LARGEST: Final = 2**31 - 64  # what Arrow takes as one block, where it must
_MOST_IN_ALL: Final = 100_000_000  # D54: five million rows of twenty columns; a cell takes 16 bytes however empty
_MOST_CELLS: Final = 16_384  # of one row: a sheet has no more columns
_DIVIDE: Final = "Dela den, till exempel per år, och importera delarna."
_UNCLOSED: Final = 'rad {row} har ett citattecken (") som aldrig stängs. Rätta raden, eller ta ut filen på nytt.'


def read_csv(raw: bytes, how: Reading) -> Sheet:
    """Split a text file.

    Errors: Refused for a file that cannot be split; the message lacks the file's name.
    """
    text, notes = as_utf8(raw, how.encoding)
    dialect = dialect_of(text, how)
    table, ragged = _split(text, dialect)
    pa.default_memory_pool().release_unused()
    if dialect.delimiter != ";":
        notes += (f"Kolumnerna skiljs med {DELIMITERS[dialect.delimiter]}.",)
    return _sheet(dialect, table, ragged, notes + heading.note(dialect.row, first=dialect.first))


class _Ended(io.RawIOBase):
    """A text from some place on, with a row of our own after it; the text is not copied."""

    def __init__(self, text: bytes, start: int) -> None:
        super().__init__()
        self._parts = [memoryview(text)[start:], memoryview(_END if text.endswith((b"\n", b"\r")) else b"\n" + _END)]

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        """Fill as much as there is."""
        done = 0
        while self._parts and done < len(into):
            piece = self._parts[0][: len(into) - done]
            into[done : done + len(piece)] = piece
            done += len(piece)
            self._parts[0] = self._parts[0][len(piece) :]
            if not self._parts[0]:
                del self._parts[0]
        return done


def _split(text: bytes, dialect: Dialect) -> tuple[pl.DataFrame, list[arrow_csv.InvalidRow]]:
    """All rows of the header's width, and the others."""
    if len(text) > _LARGEST:
        raise Refused(f"är större än 2 GB. {_DIVIDE}")
    if max(text.count(b"\n"), text.count(b"\r")) * dialect.width > _MOST_IN_ALL:
        raise Refused(f"har fler än {_MOST_IN_ALL // 1_000_000} miljoner celler. {_DIVIDE}")
    try:
        table, ragged = _blockwise(text, dialect, _BLOCK)
    except pa.ArrowInvalid:  # a row longer than a block: as a rule one with an open quote
        table, ragged = _blockwise(text, dialect, len(text) + len(_END) + 2)
    if not ragged or ragged[-1].text.encode() != _END:
        swallowed = bool(ragged) and ragged[-1].text.encode().endswith(_END)
        row = ragged[-1].number if swallowed else table.num_rows + len(ragged)
        raise Refused(_UNCLOSED.format(row=row + dialect.row - 1))
    return pl.DataFrame(pl.from_arrow(table)), ragged[:-1]


def _blockwise(text: bytes, dialect: Dialect, block: int) -> tuple[pa.Table, list[arrow_csv.InvalidRow]]:
    """Arrow reports the rows of another width by number where it runs in one thread."""
    ragged: list[arrow_csv.InvalidRow] = []

    def keep(row: arrow_csv.InvalidRow) -> str:
        ragged.append(row)
        return "skip"

    names = [str(place) for place in range(dialect.width)]
    table = arrow_csv.read_csv(
        pa.PythonFile(_Ended(text, dialect.start), mode="r"),
        read_options=arrow_csv.ReadOptions(use_threads=False, block_size=block, column_names=names),
        parse_options=arrow_csv.ParseOptions(
            delimiter=dialect.delimiter, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=keep
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
        ),
    )
    return table, ragged


def _sheet(dialect: Dialect, table: pl.DataFrame, ragged: list[arrow_csv.InvalidRow], notes: tuple[str, ...]) -> Sheet:
    above = dialect.row - 1
    numbers = pl.Series("row", [row.number for row in ragged], dtype=pl.UInt32)
    every = pl.int_range(1, len(table) + len(ragged) + 1, dtype=pl.UInt32, eager=True).alias("row")
    left = every.filter(~every.is_in(numbers.implode()))
    return Sheet(
        headers=dialect.headers,
        cells=table.insert_column(0, left + above).slice(1),
        ragged=_ragged(numbers + above, [row.text for row in ragged], dialect.delimiter),
        notes=notes,
        header_row=dialect.row,
        above=loose_rows(dialect.above),
    )


def _ragged(numbers: pl.Series, texts: list[str], delimiter: str) -> pl.DataFrame:
    rows = pl.DataFrame({"row": numbers, "text": texts}, schema={"row": pl.UInt32, "text": pl.String})
    odd = pl.col("text").str.contains('"', literal=True) | (pl.col("text").str.len_bytes() > _MOST_CELLS)
    plain, quoted = rows.filter(~odd), rows.filter(odd)
    cells = pl.concat(
        [
            plain.select("row", cells=pl.col("text").str.split(delimiter)),
            pl.DataFrame(
                {"row": quoted["row"], "cells": [_cells(t, delimiter) for t in quoted["text"]]}, schema=RAGGED
            ),
        ]
    )
    return cells.sort("row").filter(pl.col("cells").list.eval(pl.element().str.strip_chars() != "").list.any())


def _cells(text: str, delimiter: str) -> list[str]:
    """A row's cells; of one with more than a sheet has columns, the last holds all the rest."""
    if text.count(delimiter) > _MOST_CELLS:
        return text.split(delimiter, _MOST_CELLS)
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error:  # a cell longer than the module takes
        return text.split(delimiter)
