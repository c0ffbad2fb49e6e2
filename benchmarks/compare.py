"""Whether all three contenders say the same: every group, every krona."""

import polars as pl
from polars.testing import assert_frame_equal

from lus_stats.billing import GROUP


def assert_same(ours: pl.DataFrame, theirs: pl.DataFrame) -> None:
    """Compare two answers, whatever their order and their words' type; numbers to the last digit.

    Errors: AssertionError, naming the column that differs.
    """
    first, second = in_order(ours), in_order(theirs)
    assert_frame_equal(first, second.cast(dict(first.schema)), check_exact=True)


def in_order(answer: pl.DataFrame) -> pl.DataFrame:
    """An answer by municipality, month and care form, its words as text."""
    return answer.with_columns(pl.selectors.by_dtype(pl.Enum).cast(pl.String)).sort(GROUP)
