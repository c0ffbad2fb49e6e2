"""Hospitals that a county's store has never held: a new one, or an old one misspelt."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any, Final, NamedTuple

import polars as pl

from lus_stats.store.headers import shown
from lus_stats.store.naming import NAMED, names, rows_named

_ALIKE: Final = 0.85


class _New(NamedTuple):
    """New hospitals of a county: the first names and how many there are, the first rows and how many there are."""

    county: str
    names: list[str]
    hospitals: int
    first: list[int]
    rows: int


def new_hospitals(rows: pl.DataFrame, known: pl.DataFrame) -> Iterator[tuple[int, str, str]]:
    """The hospitals of each draft that are new to its county, as findings; none where the county has nothing yet.

    Needs (rows): draft, row, county, hospital. Needs (known): county, hospital, null where a row names none.
    """
    asked = rows.filter(pl.col("county").is_in(known["county"].unique().implode()))
    new = asked.join(known, on=["county", "hospital"], how="anti")
    held = dict(known.drop_nulls().group_by("county").agg("hospital").rows())
    texts = {county: _said(one, held.get(county, [])) for (county,), one in _summed(new, "county").items()}
    for (draft, county), one in _summed(new, "draft", "county").items():
        yield draft, _said(one, held.get(county, [])), texts[county]


def _summed(new: pl.DataFrame, *by: str) -> dict[tuple[Any, ...], _New]:
    """What is new by group, in the groups' order."""
    name, rows = pl.col("hospital").unique().sort(), pl.col("row").sort()
    summed = new.group_by(by).agg(
        pl.col("county").first().alias("in"),
        name.head(NAMED).alias("names"),
        name.len().alias("hospitals"),
        rows.head(NAMED).alias("first"),
        rows.len().alias("rows"),
    )
    return {row[: len(by)]: _New(*row[len(by) :]) for row in summed.sort(by).rows()}


def _said(new: _New, held: Sequence[str]) -> str:
    named = names([_with_the_likely(name, held) for name in new.names], new.hospitals)
    return (
        f"Sjukhus som inte har funnits förut i län {new.county}: {named} ({rows_named(new.first, new.rows)}). "
        "Kontrollera att namnen är rätt stavade."
    )


def _with_the_likely(name: str, held: Sequence[str]) -> str:
    near = get_close_matches(name, held, 1, _ALIKE)
    return f"{shown(name)} (kanske {shown(near[0])})" if near else shown(name)
