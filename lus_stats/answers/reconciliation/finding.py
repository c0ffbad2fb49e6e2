"""Where else the store holds an episode that the invoice names and our lines lack."""

import polars as pl

from lus_stats.answers.question import Question
from lus_stats.answers.reconciliation.compare import ELSEWHERE
from lus_stats.store import DataFolder
from lus_stats.vocabulary import GROUND, Ground


def elsewhere(folder: DataFolder, ids: pl.Series, question: Question) -> pl.DataFrame:
    """One place for each id that is held somewhere: the municipality's own first, and the newest month of those.

    Both the newest revisions and the frozen bases are searched, and the patients still in hospital.
    Shape: one row per id that is found, as compare.ELSEWHERE.
    """
    if ids.is_empty():
        return pl.DataFrame(schema=ELSEWHERE)
    asked, store = pl.LazyFrame({"episode_id": ids.unique()}), folder.store
    held = pl.concat([store.extracts("newest"), store.extracts("basis")]).unique()
    columns = ("episode_id", "municipality_code", "month")
    discharged = store.scan(held, *columns).with_columns(in_hospital=False)
    waiting = store.in_hospital().select("episode_id", "municipality_code", month=pl.lit(None, pl.Date))
    every = pl.concat([discharged, waiting.with_columns(in_hospital=True)])
    return (
        every.join(asked, on="episode_id", how="semi")
        .select(
            "episode_id",
            place=_place(question).cast(GROUND),
            elsewhere_month="month",
            elsewhere_municipality="municipality_code",
        )
        .sort("place", "elsewhere_month", descending=[False, True], nulls_last=True)
        .unique("episode_id", keep="first", maintain_order=True)
        .collect()
    )


def _place(question: Question) -> pl.Expr:
    """In the order of vocabulary.Ground, which is how sure each is to be what the reader looks for."""
    own = pl.col("municipality_code") == question.municipality
    return (
        pl.when(~own)
        .then(pl.lit(Ground.OTHER_MUNICIPALITY.value))
        .when(pl.col("in_hospital"))
        .then(pl.lit(Ground.IN_HOSPITAL.value))
        .when(pl.col("month") == question.month)
        .then(pl.lit(Ground.LATER_REVISION.value))
        .otherwise(pl.lit(Ground.OTHER_MONTH.value))
    )
