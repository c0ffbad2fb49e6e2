"""What no agreement decides about an episode, worked out once at import and stored beside it (D9)."""

import polars as pl

from lus_stats.criteria import criteria_facts
from lus_stats.days import clock


def with_prepared(episodes: pl.LazyFrame) -> pl.LazyFrame:
    """Add the prepared columns of `schema.PreparedEpisode`.

    Needs: the columns of schema.Episode.
    Shape: one row per episode, in the order they came.
    """
    seconds = clock().dt.hour().cast(pl.Int32) * 3600 + clock().dt.minute().cast(pl.Int32) * 60 + clock().dt.second()
    return episodes.with_columns(
        county=pl.col("municipality_code").str.head(2),
        month=pl.col("discharged_at").dt.date().dt.truncate("1mo"),
        clock_on=clock().dt.date(),
        clock_second=seconds.cast(pl.Int32),
        discharged_on=pl.col("discharged_at").dt.date(),
        registered_on=pl.col("registered_at").dt.date(),
    ).with_columns(criteria_facts=criteria_facts())
