"""Why rows were not accepted: one entry per reason, in the order of the file and in its own words."""

from datetime import date
from typing import Final

import polars as pl

from lus_stats.store.cells import cleaned
from lus_stats.store.headers import normal, shown
from lus_stats.store.personnummer import HIDDEN, holds_personnummer
from lus_stats.store.readers.sheet import Origin, Sheet

REASONS: Final = {"row": pl.UInt32(), "column": pl.String(), "value": pl.String(), "reason": pl.String()}
"""Shape of rejected rows: one row per reason; column and value are null where the whole row is meant."""


def entry(column: str | None, value: pl.Expr, reason: str | pl.Expr) -> dict[str, pl.Expr]:
    """The columns of a reason beside its row."""
    words = pl.lit(reason, dtype=pl.String) if isinstance(reason, str) else reason
    return {"column": pl.lit(column, dtype=pl.String), "value": value.cast(pl.String), "reason": words}


def without(episodes: pl.DataFrame, rejected: pl.DataFrame) -> pl.DataFrame:
    """The episodes whose row is not among the rejected ones.

    Needs: row, in both.
    """
    if rejected.is_empty():
        return episodes
    return episodes.filter(~pl.col("row").is_in(rejected["row"].unique().implode()))


def in_order(reasons: pl.DataFrame, today: date) -> pl.DataFrame:
    """Reasons by row, in the order of the checks, with every personnummer masked."""
    held = holds_personnummer(reasons["value"], today)
    value = pl.when(held).then(pl.lit(HIDDEN)).otherwise("value")
    return reasons.with_columns(value=value).sort("row", maintain_order=True)


def in_the_files_words(reasons: pl.DataFrame, sheet: Sheet) -> pl.DataFrame:
    """The reasons of a mapped sheet, with the file's own column and text; those of any other as they are (D62).

    A column that is pseudonymised keeps the pseudonym: what stands in the file must not be shown or kept.
    """
    origin = sheet.origin
    if origin is None or reasons.is_empty():
        return reasons
    meant = [header for header in reasons["column"].drop_nulls().unique() if origin.columns.get(header)]
    own = {header: _text(header, origin) for header in meant if header not in origin.masked}
    asked = origin.sheet.cells.lazy().filter(pl.col("row").is_in(reasons["row"].unique().implode()))
    texts = asked.select("row", **{_own(header): text for header, text in own.items()})
    said = reasons.lazy().join(texts, on="row", how="left", validate="m:1", maintain_order="left")
    values = [pl.when(pl.col("column") == header).then(pl.col(_own(header))) for header in own]
    names = {header: _name(header, origin) for header in meant}
    return said.select(
        "row", pl.col("column").replace(names), pl.coalesce(*values, "value").alias("value"), "reason"
    ).collect()


def _own(header: str) -> str:
    return f"{header} i filen"


def _text(header: str, origin: Origin) -> pl.Expr:
    """What stands in the file; of a column that is pseudonymised elsewhere not even that."""
    places = origin.columns[header]
    hidden = {place for masked in origin.masked for place in origin.columns.get(masked, ())}
    if not hidden.isdisjoint(places):
        return pl.lit(HIDDEN)
    return pl.concat_str([cleaned(str(place)) for place in places], separator=" ", ignore_nulls=True).fill_null("")


def _name(header: str, origin: Origin) -> str:
    """The file's own name of a column, and in parentheses the canonical one that the reasons speak of."""
    own = " + ".join(shown(origin.sheet.headers[place]) for place in origin.columns[header])
    return own if normal(own) == header else f"{own} ({header})"
