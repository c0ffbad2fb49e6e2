"""The episodes that differ between two revisions of their month: how, and in which of their facts."""

from typing import Final

import polars as pl

from lus_stats.answers.elsewhere import with_elsewhere
from lus_stats.answers.pairs import side_by_side
from lus_stats.derive import CELL
from lus_stats.schema import FIELDS, MOMENT, Field
from lus_stats.store import Store
from lus_stats.vocabulary import DIFFERENCE, SWEDISH, Difference

EPISODE: Final = (*CELL, "episode_id")
FACTS: Final = tuple(field for field in FIELDS if field.name not in EPISODE)
"""What can differ within a month and care form: everything but the id and what says which month it is."""

FACT: Final = pl.Struct({"column": pl.String(), "before": pl.String(), "after": pl.String()})

_READ: Final = (*EPISODE, *(field.name for field in FACTS), "registered_on")
_WORDS: Final = {str(word): said for word, said in SWEDISH.items()}


def differences(store: Store, first: pl.DataFrame, second: pl.DataFrame) -> pl.DataFrame:
    """The episodes that differ between the two extracts of each county, month and care form, told apart.

    Shape: one row per episode that differs: the columns of `differing`, PLACE, gone (the second side lacks it), change.
    """
    sides = side_by_side(first, second)
    found = differing(store.scan(first), store.scan(second), sides).collect()
    return with_elsewhere(found, sides, store).with_columns(change=change(), gone=~pl.col("in_after"))


def differing(before: pl.LazyFrame, after: pl.LazyFrame, extracts: pl.DataFrame) -> pl.LazyFrame:
    """The episodes that only one of two revisions holds, and those of which a fact differs.

    Needs: schema.PreparedEpisode on both sides; extracts with CELL and late_after.
    Shape: one row per episode that differs: EPISODE, in_before, in_after, every fact as `<name>_before` and
    `<name>_after`, and late (registered after the frozen basis' extract date).
    """
    late = (pl.col("registered_on_after") > pl.col("late_after")).fill_null(False)
    return (
        _one_side(before, "before")
        .join(_one_side(after, "after"), on=EPISODE, how="full", coalesce=True, validate="1:1")
        .with_columns(pl.col("in_before", "in_after").fill_null(False))
        .filter(~pl.col("in_before") | ~pl.col("in_after") | pl.any_horizontal(map(_differs, FACTS)))
        .join(extracts.lazy().select(*CELL, "late_after"), on=CELL, how="left", validate="m:1")
        .with_columns(late=late)
        .drop("late_after", "registered_on_before", "registered_on_after")
    )


def with_facts(found: pl.DataFrame) -> pl.DataFrame:
    """Add what differs of an episode that both sides hold: its canonical columns, and their values as a file has them.

    Needs: the columns of `differing`, of one county, month and care form.
    Shape: as given, with facts: a list of FACT in the file's order, empty where a side lacks the episode.
    """
    both = found.filter("in_before", "in_after")
    each = pl.concat(both.filter(_differs(field)).select("episode_id", fact=_fact(field)) for field in FACTS)
    by_episode = each.group_by("episode_id", maintain_order=True).agg(facts="fact")
    nothing = pl.lit([], pl.List(FACT))
    return found.join(by_episode, on="episode_id", how="left", validate="1:1").with_columns(
        pl.col("facts").fill_null(nothing)
    )


def change() -> pl.Expr:
    """How an episode differs: exactly one `Difference`, tried in order.

    Needs: in_before, in_after, late, and elsewhere_care_form (null where no other month or care form holds it).
    """
    elsewhere = pl.col("elsewhere_care_form").is_not_null()
    in_order = (
        (pl.col("in_before") & pl.col("in_after"), Difference.CHANGED),
        (pl.col("in_after") & pl.col("late"), Difference.LATE),
        (elsewhere, Difference.MOVED),
        (pl.col("in_after"), Difference.ADDED),
    )
    tried = (pl.when(condition).then(pl.lit(kind.value)) for condition, kind in in_order)
    return pl.coalesce(*tried, pl.lit(Difference.VANISHED.value)).cast(DIFFERENCE)


def _one_side(episodes: pl.LazyFrame, side: str) -> pl.LazyFrame:
    others = {name: f"{name}_{side}" for name in _READ if name not in EPISODE}
    return episodes.select(_READ).rename(others).with_columns(pl.lit(True).alias(f"in_{side}"))


def _differs(field: Field) -> pl.Expr:
    return pl.col(f"{field.name}_before").ne_missing(pl.col(f"{field.name}_after"))


def _fact(field: Field) -> pl.Expr:
    return pl.struct(
        column=pl.lit(field.header), before=_as_written(field, "before"), after=_as_written(field, "after")
    )


def _as_written(field: Field, side: str) -> pl.Expr:
    """A value as a canonical file has it: `2020-02-04 14:00`, `ja`, `grön`."""
    value = pl.col(f"{field.name}_{side}")
    if field.dtype == MOMENT:
        return (
            pl.when(value.dt.second() == 0)
            .then(value.dt.to_string("%Y-%m-%d %H:%M"))
            .otherwise(value.dt.to_string("%Y-%m-%d %H:%M:%S"))
        )
    if field.dtype == pl.Date:
        return value.dt.to_string("%Y-%m-%d")
    if field.dtype == pl.Boolean:
        return pl.when(value).then(pl.lit("ja")).when(~value).then(pl.lit("nej"))
    if field.dtype == pl.Enum:
        return value.cast(pl.String).replace(_WORDS)
    return value
