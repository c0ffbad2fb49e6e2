"""What the lines of a comparison add up to: by how they stand, and why."""

from typing import Final

import polars as pl

from lus_stats.billing.cost import known_sum

FIGURES: Final = ("their_days", "our_days", "days_apart", "their_sek", "our_sek", "sek_apart")


def sums(lines: pl.LazyFrame, by: tuple[str, ...] = ("match", "ground")) -> pl.LazyFrame:
    """The sums of the lines.

    Needs: compare.COMPARED.
    Shape: one row per `by`, in the order of vocabulary.Match and Ground: lines, and each of FIGURES, null as soon as
    one of its lines does not say it; without `by` one row, of all the lines.
    Unit: days, kronor.
    """
    figures = [known_sum(name) for name in FIGURES]
    if not by:
        return lines.select(*figures, lines=pl.len().cast(pl.Int64))
    return lines.group_by(by).agg(*figures, lines=pl.len().cast(pl.Int64)).sort(by)
