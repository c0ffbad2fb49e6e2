"""A workbook's cells as a library writes them, into the text that a canonical file would have."""

import re
from typing import Any, Final

import polars as pl

_MOMENT: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}$"
_BROKEN_SECOND: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]+$"
_FIRST_DAYS: Final = ("1899-12-30", "1899-12-31", "1904-01-01")
_NONE: Final = pl.Series(dtype=pl.UInt32)
_LONG: Final = "^-?[0-9]{16,}$"
_ENDING_IN_ZEROS: Final = "^-?[0-9]{15}0+$"
_YES_OR_NO: Final = {"true": "ja", "false": "nej"}
_ERRORS: Final = {
    "NA": "#N/A",
    "Div0": "#DIV/0!",
    "Ref": "#REF!",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Value": "#VALUE!",
    "GettingData": "#GETTING_DATA",
}
_FAULT: Final = re.compile(r"but got '(?:Error\((\w+)\)|DurationIso\(\"PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?\"\))")


def with_texts(cells: pl.DataFrame, dates: dict[str, pl.Series] | None) -> pl.DataFrame:
    """Every column's moments to the minute where they have no seconds, its truths as ja and nej.

    `dates` has the rows, by column, whose cell is a date and no moment; None where the sheet cannot tell: then
    every midnight is taken for one. # D50
    Needs: row and text columns.
    """
    columns = [name for name in cells.columns if name != "row"]
    cells = cells.with_columns(pl.col(columns).fill_null(""))
    truths = _having(cells, pl.col(columns).is_in(list(_YES_OR_NO)))
    cells = cells.with_columns(pl.col(truths).replace(_YES_OR_NO))
    broken = _having(cells, pl.col(columns).str.contains(_BROKEN_SECOND))
    cells = cells.with_columns(_to_the_second(pl.col(name)) for name in broken)
    moments = _having(cells, pl.col(columns).str.contains(_MOMENT))
    return cells.with_columns(_moment(name, None if dates is None else dates.get(name, _NONE)) for name in moments)


def _having(cells: pl.DataFrame, sign: pl.Expr) -> list[str]:
    """The columns where any cell bears the sign."""
    held = cells.lazy().select(sign.any()).collect()
    return [name for name in held.columns if held[name].item()]


def _to_the_second(text: pl.Expr) -> pl.Expr:
    """Moments to the nearest second: a workbook keeps them as fractions of a day."""
    moment = pl.when(text.str.contains(_BROKEN_SECOND)).then(text.str.replace("T", " ", literal=True))
    whole = moment.str.to_datetime("%Y-%m-%d %H:%M:%S%.f", strict=False).dt.round("1s")
    return pl.coalesce(whole.dt.to_string("%Y-%m-%d %H:%M:%S"), text)


def _moment(name: str, dates: pl.Series | None) -> pl.Expr:
    """Dates, moments and times of day; the last lie on the day that the workbook's calendar begins."""
    text = pl.col(name)
    day, clock = text.str.head(10), text.str.slice(11)
    short = pl.when(clock.str.ends_with(":00")).then(clock.str.head(5)).otherwise(clock)
    midnight = clock == "00:00:00"
    is_date = midnight if dates is None else midnight & pl.col("row").is_in(dates.implode())
    said = pl.when(day.is_in(_FIRST_DAYS)).then(short).when(is_date).then(day).otherwise(day + " " + short)
    return pl.when(text.str.contains(_MOMENT)).then(said).otherwise(text).alias(name)


def fault_text(detail: str) -> str:
    """What a cell says that is no value: `#N/A` and the like, or a time of day as OpenDocument writes it."""
    found = _FAULT.search(detail)
    if found is None:
        return "#FEL!"
    if found[1]:
        return _ERRORS.get(found[1], "#FEL!")
    hours, minutes, seconds = (float(part or 0) for part in found.group(2, 3, 4))
    whole = f"{int(hours):02}:{int(minutes):02}"
    return whole if round(seconds) == 0 else f"{whole}:{round(seconds):02}"


def with_faults(cells: pl.DataFrame, faults: list[list[Any]]) -> pl.DataFrame:
    """The cells that the library left empty since they hold an error, with that error's text.

    Needs: row and text columns. Shape (faults): row from 0, column from 0, what the library says.
    """
    rows = [(row + 1, str(column), fault_text(detail)) for row, column, detail in faults]
    frame = pl.DataFrame(rows, schema={"row": pl.UInt32(), "column": pl.String(), "text": pl.String()}, orient="row")
    for (column,), part in frame.partition_by("column", as_dict=True).items():
        texts = cells.select("row").join(part.select("row", "text"), on="row", how="left", validate="1:1")
        cells = cells.with_columns(pl.coalesce(texts.sort("row")["text"], pl.col(column)).alias(column))
    return cells


def long_number_of(cells: pl.DataFrame) -> tuple[int, int] | None:
    """Row and column of a number that lost digits, where the sheet does not tell numbers from text: every such
    number of its column ends in zeros after the fifteenth digit.

    Needs: row and text columns.
    """
    for place, name in enumerate(name for name in cells.columns if name != "row"):
        long = cells.filter(pl.col(name).str.contains(_LONG))
        if len(long) and long[name].str.contains(_ENDING_IN_ZEROS).all():
            return int(long["row"][0]), place
    return None
