"""Parquet files: every column as the text a canonical file would have."""

from typing import Final

import polars as pl

from lus_stats.errors import Refused
from lus_stats.store.readers.apart import Unreadable, opened
from lus_stats.store.readers.encoding import SAVE_AS
from lus_stats.store.readers.sheet import RAGGED, Sheet

_ZONE: Final = "Europe/Stockholm"
_DAMAGED: Final = f"är en skadad, avbruten eller krypterad Parquet-fil. Ta ut filen på nytt. {SAVE_AS}"
_SHORT: Final = "%H:%M"
_LONG: Final = "%H:%M:%S"


def read_parquet(raw: bytes) -> Sheet:
    """Split a Parquet file; the rows are numbered as a spreadsheet would, the names being row 1.

    Errors: Refused for one that is damaged or has nested columns; the message lacks the file's name.
    """
    try:
        (part,) = opened("parquet", raw)
    except Unreadable:
        raise Refused(_DAMAGED) from None
    if nested := part.about.get("nested"):
        raise Refused(f"har sammansatta värden i kolumnen {', '.join(nested)}. Ta ut den med ett värde i varje cell.")
    headers = part.about["headers"]
    if not headers:
        raise Refused("har inga kolumner. Kontrollera att uttaget gick klart.")
    texts = part.cells.select(_text(name, dtype).fill_null("").alias(name) for name, dtype in part.cells.schema.items())
    return Sheet(
        headers=tuple(headers), cells=texts.with_row_index("row", offset=2), ragged=pl.DataFrame(schema=RAGGED)
    )


def _text(name: str, dtype: pl.DataType) -> pl.Expr:
    """A column's values as text. # D51"""
    column = pl.col(name)
    match dtype:
        case pl.Datetime():
            local = column.dt.convert_time_zone(_ZONE).dt.replace_time_zone(None) if dtype.time_zone else column
            return local.dt.to_string("%Y-%m-%d ") + _time(local)
        case pl.Time():
            return _time(column)
        case pl.Date():
            return column.dt.to_string("%Y-%m-%d")
        case pl.Boolean():
            return pl.when(column).then(pl.lit("ja")).when(~column).then(pl.lit("nej"))
        case pl.Float32() | pl.Float64():
            return _number(column)
        case pl.Decimal():
            return column.cast(pl.String).str.replace(r"(\.[0-9]*?)0+$", "$1").str.strip_suffix(".")
        case pl.Null():
            return pl.lit(None, dtype=pl.String)
        case pl.Duration() | pl.Object():
            raise Refused(f"har värden av typen {dtype} i kolumnen {name}. Ta ut dem som text.")
    return column.cast(pl.String)


def _time(column: pl.Expr) -> pl.Expr:
    """The time of day as a clock shows it: what is less than a second is left out."""
    return pl.when(column.dt.second() == 0).then(column.dt.to_string(_SHORT)).otherwise(column.dt.to_string(_LONG))


def _number(column: pl.Expr) -> pl.Expr:
    """Whole numbers without a decimal: a column of codes with gaps is often kept as floats; no number is a gap."""
    whole = column.is_finite() & (column == column.floor()) & (column.abs() < 1e15)
    text = pl.when(whole).then(column.cast(pl.Int64, strict=False).cast(pl.String)).otherwise(column.cast(pl.String))
    return pl.when(~column.is_nan()).then(text)
