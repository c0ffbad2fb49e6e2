"""Text files: separated columns, quoted fields that may hold line breaks, every cell kept as text."""

import csv
import io
from typing import Final

import polars as pl
import pyarrow as pa
from pyarrow import csv as arrow_csv

from lus_stats.errors import Refused
from lus_stats.store.readers import heading
from lus_stats.store.readers.dialect import DELIMITERS, Dialect, dialect_of
from lus_stats.store.readers.encoding import as_utf8
from lus_stats.store.readers.reading import Reading
from lus_stats.store.readers.sheet import RAGGED, Sheet

_END: Final = b"\x1elast row"  # a row of our own after the last: one that vanished was inside an open quote
_LARGEST: Final = 2**31 - 2  # one Arrow block
_UNCLOSED: Final = 'rad {row} har ett citattecken (") som aldrig stängs. Rätta raden, eller ta ut filen på nytt.'


def read_csv(raw: bytes, how: Reading) -> Sheet:
    """Split a text file.

    Errors: Refused for a file that cannot be split; the message lacks the file's name.
    """
    text, notes = as_utf8(raw, how.encoding)
    dialect = dialect_of(text, how)
    whole = b"".join((memoryview(text)[dialect.start :], b"\n", _END))
    del text
    table, ragged = _split(whole, dialect)
    del whole
    if dialect.delimiter != ";":
        notes += (f"Kolumnerna skiljs med {DELIMITERS[dialect.delimiter]}.",)
    return _sheet(dialect, table, ragged, notes + heading.note(dialect.row, first=dialect.first))


def _split(whole: bytes, dialect: Dialect) -> tuple[pl.DataFrame, list[arrow_csv.InvalidRow]]:
    """All rows of the header's width, and the others; Arrow reports these by number where it runs in one thread."""
    ragged: list[arrow_csv.InvalidRow] = []

    def keep(row: arrow_csv.InvalidRow) -> str:
        ragged.append(row)
        return "skip"

    names = [str(place) for place in range(dialect.width)]
    if len(whole) > _LARGEST:
        raise Refused("är större än 2 GB. Dela den, till exempel per år, och importera delarna.")
    table = arrow_csv.read_csv(
        pa.BufferReader(whole),
        read_options=arrow_csv.ReadOptions(use_threads=False, block_size=len(whole) + 1, column_names=names),
        parse_options=arrow_csv.ParseOptions(
            delimiter=dialect.delimiter, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=keep
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
        ),
    )
    if not ragged or ragged[-1].text.encode() != _END:
        swallowed = bool(ragged) and ragged[-1].text.encode().endswith(_END)
        row = ragged[-1].number if swallowed else table.num_rows + len(ragged)
        raise Refused(_UNCLOSED.format(row=row + dialect.row - 1))
    return pl.DataFrame(pl.from_arrow(table)), ragged[:-1]


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
    )


def _ragged(numbers: pl.Series, texts: list[str], delimiter: str) -> pl.DataFrame:
    rows = pl.DataFrame({"row": numbers, "cells": [_cells(text, delimiter) for text in texts]}, schema=RAGGED)
    return rows.filter(pl.col("cells").list.eval(pl.element().str.strip_chars() != "").list.any())


def _cells(text: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error:  # a cell longer than the module takes
        return text.split(delimiter)
