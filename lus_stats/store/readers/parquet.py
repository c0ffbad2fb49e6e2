"""Parquet files: every column as the text a canonical file would have."""

from collections.abc import Mapping
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
    headers = part.about["headers"]
    if not headers:
        raise Refused("har inga kolumner. Kontrollera att uttaget gick klart.")
    if nested := part.about.get("nested"):
        raise Refused(f"har sammansatta värden i kolumnen {', '.join(nested)}. Ta ut den med ett värde i varje cell.")
    types = dict(zip(headers, part.cells.schema.dtypes(), strict=False))
    _refuse_durations(types)
    texts = part.cells.select(
        _text(pl.col(name), dtype).fill_null("").alias(name) for name, dtype in part.cells.schema.items()
    )
    return Sheet(
        headers=tuple(headers),
        cells=texts.with_row_index("row", offset=2),
        ragged=pl.DataFrame(schema=RAGGED),
        notes=_zones(types),
    )


def _refuse_durations(types: Mapping[str, pl.DataType]) -> None:
    lasting = [header for header, dtype in types.items() if isinstance(dtype, pl.Duration)]
    if lasting:
        raise Refused(
            f"har varaktigheter i kolumnen {', '.join(lasting)}. Ta ut den som datum och klockslag eller som text."
        )


def _zones(types: Mapping[str, pl.DataType]) -> tuple[str, ...]:
    zones = {header: dtype.time_zone for header, dtype in types.items() if isinstance(dtype, pl.Datetime)}
    named = [f"{header} ({zone})" for header, zone in zones.items() if zone not in {None, _ZONE}]
    return (f"Tider med tidszon är omräknade till svensk tid: {', '.join(named)}.",) if named else ()


def _text(column: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    """A column's values as text. # D52"""
    match dtype:
        case pl.Datetime():
            local = column.dt.convert_time_zone(_ZONE) if dtype.time_zone else column
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
    return column.cast(pl.String)


def _time(column: pl.Expr) -> pl.Expr:
    """The time of day as a clock shows it: what is less than a second is left out."""
    return pl.when(column.dt.second() == 0).then(column.dt.to_string(_SHORT)).otherwise(column.dt.to_string(_LONG))


def _number(column: pl.Expr) -> pl.Expr:
    """Whole numbers without a decimal: a column of codes with gaps is often kept as floats; no number is a gap."""
    whole = column.is_finite() & (column == column.floor()) & (column.abs() < 1e15)
    text = pl.when(whole).then(column.cast(pl.Int64, strict=False).cast(pl.String)).otherwise(column.cast(pl.String))
    return pl.when(~column.is_nan()).then(text)
