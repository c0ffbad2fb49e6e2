"""Whose rows the store holds, where it is one municipality's own."""

from collections.abc import Iterable

import polars as pl

from lus_stats.geography import MUNICIPALITIES
from lus_stats.store import DataFolder, Store, asked_of_the_store


@asked_of_the_store
def only_municipalities(folder: DataFolder) -> tuple[str, ...]:
    """The municipalities that are the only one held of a county which has others; the county's figures are theirs.

    Derived from the rows, not said anywhere: newest revisions and patients still in hospital (D144).
    """
    store = folder.store
    held = store.extracts("newest")
    # Most counties show in their newest month that they hold several; only the others are read through.
    newest = held.filter(pl.col("month") == pl.col("month").max().over("county"))
    alone = [county for county, codes in _codes(store, newest).items() if len(codes) == 1]
    every = _codes(store, held.filter(pl.col("county").is_in(alone)), alone)
    return tuple(sorted(codes[0] for county, codes in every.items() if len(codes) == 1 and _has_others(county)))


def _codes(store: Store, extracts: pl.DataFrame, waiting_in: Iterable[str] = ()) -> dict[str, list[str]]:
    """Each county's municipalities in some extracts, and among the patients still in hospital of some counties."""
    rows = store.scan(extracts, "county", "municipality_code")
    waiting = store.in_hospital().select("county", "municipality_code").filter(pl.col("county").is_in(list(waiting_in)))
    found = pl.concat([rows.unique(), waiting.unique()]).unique().collect()
    return {
        str(county): part["municipality_code"].to_list()
        for (county,), part in found.partition_by("county", as_dict=True).items()
    }


def _has_others(county: str) -> bool:
    """Gotland is one municipality, whose figures are the county's."""
    return sum(place.county == county for place in MUNICIPALITIES.values()) > 1
