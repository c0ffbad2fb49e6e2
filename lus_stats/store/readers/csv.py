"""The CSV of rules.md §2: semicolons, quoted fields that may hold line breaks, every cell kept as text."""

import csv
import io
import re
from typing import Final

import polars as pl
import pyarrow as pa
from pyarrow import csv as arrow_csv

from lus_stats.errors import Refused
from lus_stats.store.readers.encoding import as_utf8
from lus_stats.store.readers.sheet import RAGGED, Sheet

_END: Final = b"\x1elast row"  # a row of our own after the last: one that vanished was inside an open quote
_LEADING_BLANKS: Final = re.compile(rb"(?:[ \t;]*(?:\r\n|\r|\n))*")
_LONGEST_HEADER: Final = 65_536
_LARGEST: Final = 2**31 - 2  # one Arrow block
_UNCLOSED: Final = 'rad {row} har ett citattecken (") som aldrig stängs. Rätta raden, eller ta ut filen på nytt.'


def read_csv(raw: bytes) -> Sheet:
    """Split a CSV file.

    Errors: Refused for a file that cannot be split; the message lacks the file's name.
    """
    text = as_utf8(raw)
    blanks = _LEADING_BLANKS.match(text)
    skipped = len(blanks.group().splitlines()) if blanks else 0
    body = text[blanks.end() :] if blanks else text
    if not body.strip(b" \t;\r\n"):
        raise Refused("har inga kolumnnamn och inga rader. Kontrollera att uttaget gick klart.")
    headers = _headers(body)
    table, ragged = _split(body, len(headers), skipped)
    return _sheet(headers, table, ragged, skipped)


def _headers(body: bytes) -> tuple[str, ...]:
    start = body[:_LONGEST_HEADER].decode("utf-8", errors="ignore")
    headers = tuple(next(csv.reader(io.StringIO(start, newline=""), delimiter=";")))
    if len(headers) == 1:
        raise Refused(
            "har bara en kolumn i sin första rad. Spara den med semikolon mellan kolumnerna, "
            "och med kolumnernas namn i första raden."
        )
    return headers


def _split(body: bytes, width: int, skipped: int) -> tuple[pl.DataFrame, list[arrow_csv.InvalidRow]]:
    """All rows of the header's width, and the others; Arrow reports these by number where it runs in one thread."""
    ragged: list[arrow_csv.InvalidRow] = []

    def keep(row: arrow_csv.InvalidRow) -> str:
        ragged.append(row)
        return "skip"

    names = [str(place) for place in range(width)]
    whole = body + b"\n" + _END
    if len(whole) > _LARGEST:
        raise Refused("är större än 2 GB. Dela den, till exempel per år, och importera delarna.")
    table = arrow_csv.read_csv(
        io.BytesIO(whole),
        read_options=arrow_csv.ReadOptions(use_threads=False, block_size=len(whole) + 1, column_names=names),
        parse_options=arrow_csv.ParseOptions(
            delimiter=";", newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=keep
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
        ),
    )
    if not ragged or ragged[-1].text.encode() != _END:
        swallowed = bool(ragged) and ragged[-1].text.encode().endswith(_END)
        row = ragged[-1].number if swallowed else table.num_rows + len(ragged)
        raise Refused(_UNCLOSED.format(row=row + skipped))
    return pl.DataFrame(pl.from_arrow(table)), ragged[:-1]


def _sheet(headers: tuple[str, ...], table: pl.DataFrame, ragged: list[arrow_csv.InvalidRow], skipped: int) -> Sheet:
    numbers = pl.Series("row", [row.number for row in ragged], dtype=pl.UInt32)
    every = pl.int_range(1, len(table) + len(ragged) + 1, dtype=pl.UInt32, eager=True).alias("row")
    left = every.filter(~every.is_in(numbers.implode()))
    return Sheet(
        headers=headers,
        cells=table.insert_column(0, left + skipped).slice(1),
        ragged=_ragged(numbers + skipped, [row.text for row in ragged]),
    )


def _ragged(numbers: pl.Series, texts: list[str]) -> pl.DataFrame:
    rows = pl.DataFrame({"row": numbers, "cells": [_cells(text) for text in texts]}, schema=RAGGED)
    return rows.filter(pl.col("cells").list.eval(pl.element().str.strip_chars() != "").list.any())


def _cells(text: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=";"), [])
    except csv.Error:  # a cell longer than the module takes
        return text.split(";")
