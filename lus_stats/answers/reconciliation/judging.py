"""How a line of the region's invoice stands to ours, and why."""

from typing import Final

import polars as pl

from lus_stats.vocabulary import Ground, Match, Outcome

_OF_OURS: Final = (
    Outcome.LATE_REGISTRATION,
    Outcome.WITHIN_FREE_DAYS,
    Outcome.MEAN_NOT_OVER_THRESHOLD,
    Outcome.CRITERIA_UNMET,
)


def match() -> pl.Expr:
    """On which side a line is, and whether the sides agree in what both of them say.

    Needs: their_rows (0 where they have none), our_days, days_apart, sek_apart, their_days, their_sek.
    """
    apart = (pl.col("days_apart") != 0).fill_null(False) | (pl.col("sek_apart") != 0).fill_null(False)
    nothing_held = pl.col("days_apart").is_null() & pl.col("sek_apart").is_null()
    unbilled = pl.col("our_days") == 0
    return (
        pl.when(pl.col("their_rows") == 0)
        .then(pl.lit(Match.NOT_INVOICED.value))
        .when(unbilled & ~_comes_to_nothing())
        .then(pl.lit(Match.NOT_BILLED.value))
        .when(apart | (nothing_held & ~unbilled))
        .then(pl.lit(Match.DIFFERS.value))
        .otherwise(pl.lit(Match.EQUAL.value))
    )


def ground() -> pl.Expr:
    """Why, in one word; where several are true the first of them is said.

    Needs: match and what it needs; charges, episode_id, outcome, ready_days, free_days, place.
    """
    is_match = {one: pl.col("match") == one for one in Match}
    unlike = {
        Ground.NO_AMOUNT: pl.col("days_apart").is_null() & pl.col("sek_apart").is_null(),
        Ground.TWICE: (pl.col("charges") > 1) & ((pl.col("days_apart") > 0) | (pl.col("sek_apart") > 0)),
        Ground.CREDITED: (pl.col("their_days") <= 0) | (pl.col("their_sek") <= 0),
        Ground.FREE_DAYS_CHARGED: (pl.col("days_apart") > 0) & (pl.col("their_days") == pl.col("ready_days")),
        Ground.OTHER_DAYS: pl.col("days_apart") != 0,
    }
    tried = [
        *((is_match[Match.DIFFERS] & is_so.fill_null(False), word) for word, is_so in unlike.items()),
        (is_match[Match.DIFFERS], Ground.OTHER_KRONOR),
        (is_match[Match.NOT_INVOICED], Ground.BILLED),
        (is_match[Match.EQUAL] & (pl.col("our_days") == 0), Ground.COMES_TO_NOTHING),
        (is_match[Match.EQUAL], Ground.AGREES),
        (pl.col("episode_id").is_null(), Ground.NO_ID),
    ]
    unbilled = pl.when(pl.col("outcome").is_in([one.value for one in _OF_OURS])).then(pl.col("outcome"))
    said = (pl.when(is_so).then(pl.lit(word.value)) for is_so, word in tried)
    return pl.coalesce(*said, unbilled, pl.col("place").cast(pl.String), pl.lit(Ground.UNKNOWN_ID.value))


def _comes_to_nothing() -> pl.Expr:
    """Whether the invoice's rows of an episode add up to nothing in all that they say."""
    return (pl.col("their_days").fill_null(0) == 0) & (pl.col("their_sek").fill_null(0) == 0)
