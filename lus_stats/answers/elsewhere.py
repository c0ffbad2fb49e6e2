"""Where else a county holds an episode that has come to a month, or gone from it."""

from typing import Final

import polars as pl

from lus_stats.derive import CELL
from lus_stats.store import Store
from lus_stats.vocabulary import CARE_FORM

PLACE: Final = {
    "elsewhere_month": pl.Date(),
    "elsewhere_care_form": CARE_FORM,
    "elsewhere_extracted_on": pl.Date(),
    "elsewhere_now": pl.Boolean(),
}
"""Another month and care form, or a care form and the extract by which the patient is still in hospital; and whether
that is so now, or was in a frozen basis."""


def with_elsewhere(differing: pl.DataFrame, sides: pl.DataFrame, store: Store) -> pl.DataFrame:
    """Add where else the county holds each episode that one side lacks: PLACE, null where it is nowhere else.

    One that is gone is looked for in the newest revisions and among the patients in hospital, at an extract no older
    than the first side's; one that has come in the frozen bases too, since it may have been struck there (D68).
    Needs: the columns of differences.differing; sides as pairs.side_by_side.
    """
    lone = differing.filter(pl.col("in_before") != pl.col("in_after"))
    if lone.is_empty():
        return differing.with_columns(pl.lit(None, dtype).alias(name) for name, dtype in PLACE.items())
    asked = lone.join(sides.select(*CELL, "extracted_on_before"), on=CELL, validate="m:1")
    gone, come = asked.filter("in_before"), asked.filter("in_after")
    newest = store.extracts("newest", counties=_counties(asked))
    frozen = store.extracts("basis", counties=_counties(asked))
    found = [
        _in_months(gone, newest, store),
        _in_months(come, newest, store),
        _in_months(come, frozen.join(newest, on=[*CELL, "revision"], how="anti"), store, now=False),
        _in_hospital(gone, store),
    ]
    one_place = pl.concat(pl.collect_all(found)).sort(
        "elsewhere_month", "elsewhere_now", "elsewhere_care_form", descending=[True, True, False], nulls_last=True
    )
    one_place = one_place.unique([*CELL, "episode_id"], keep="first", maintain_order=True)
    return differing.join(one_place, on=[*CELL, "episode_id"], how="left", validate="1:1")


def _counties(asked: pl.DataFrame) -> list[str]:
    return asked["county"].unique().sort().to_list()


def _in_months(asked: pl.DataFrame, extracts: pl.DataFrame, store: Store, *, now: bool = True) -> pl.LazyFrame:
    """The other months and care forms of the county that hold the episodes asked for."""
    if asked.is_empty():
        extracts = extracts.clear()
    held = store.scan(extracts, "episode_id", *CELL)
    other = (pl.col("month") != pl.col("elsewhere_month")) | (pl.col("care_form") != pl.col("elsewhere_care_form"))
    return (
        _found(asked, held.rename({"month": "elsewhere_month", "care_form": "elsewhere_care_form"}))
        .filter(other)
        .with_columns(elsewhere_extracted_on=pl.lit(None, pl.Date), elsewhere_now=pl.lit(now))
        .select(*CELL, "episode_id", *PLACE)
    )


def _in_hospital(asked: pl.DataFrame, store: Store) -> pl.LazyFrame:
    held = store.in_hospital().select(
        "county", "episode_id", elsewhere_care_form="care_form", elsewhere_extracted_on="extracted_on"
    )
    return (
        _found(asked, held)
        .filter(pl.col("elsewhere_extracted_on") >= pl.col("extracted_on_before"))
        .with_columns(elsewhere_month=pl.lit(None, pl.Date), elsewhere_now=pl.lit(True))
        .select(*CELL, "episode_id", *PLACE)
    )


def _found(asked: pl.DataFrame, held: pl.LazyFrame) -> pl.LazyFrame:
    """A county's id may stand in several months and care forms on both sides, as the import warns of."""
    ids = asked.lazy().select(*CELL, "episode_id", "extracted_on_before")
    return held.join(ids, on=["county", "episode_id"], how="inner", validate="m:m")
