"""The funnel: how far from the county's mean a unit of a certain size may lie by chance alone."""

from collections.abc import Sequence
from math import ceil, log2
from typing import Any, Final

import polars as pl

LEVELS: Final = (0.95, 0.998)
LIMITS: Final = {
    "n": pl.Int64(),
    "low_95": pl.Float64(),
    "high_95": pl.Float64(),
    "low_998": pl.Float64(),
    "high_998": pl.Float64(),
}
_SPREADS: Final = 12  # standard deviations beyond which nothing of the distribution is left
_MARGIN: Final = 16


def funnel_limits(spread: pl.DataFrame, sizes: Sequence[int]) -> pl.DataFrame:
    """The limits within which means of episodes drawn at random from the county's fall in 95 and 99.8 % of cases.

    Resampled without drawing: the distribution of a sum of n is the county's own, folded with itself n times, so that
    the limits are those of infinitely many draws. Normal limits let two to fourteen times as many units as they say
    fall above the outer one, since days are skewed (D100).

    Needs: value (a whole number, 0 or more), count (how many of the county's episodes have it).
    Shape: one row per size, in order: LIMITS. None where the county has no episode.
    Unit: as value; a mean equal to a limit lies within it.
    """
    counted = spread.group_by("value").agg(pl.col("count").sum()).filter(pl.col("count") > 0)
    if counted.is_empty():
        return pl.DataFrame(schema=LIMITS)
    every = counted.select(value=pl.int_range(0, pl.col("value").max() + 1))
    weights = every.join(counted, on="value", how="left", validate="1:1").sort("value")["count"].fill_null(0)
    shares = weights / weights.sum()
    folded = _Folded(shares)
    rows = [(size, *folded.limits(size)) for size in sorted(set(sizes))]
    return pl.DataFrame(rows, schema=LIMITS, orient="row")


class _Folded:
    """The distribution of sums of values drawn from the shares; its transforms are kept, one for each length."""

    def __init__(self, shares: pl.Series) -> None:
        """Needs: the share of each whole number from 0."""
        values = pl.int_range(0, len(shares), eager=True)
        self.shares = shares.to_numpy()
        self.mean = float((values * shares).sum())
        self.variance = float(((values - self.mean) ** 2 * shares).sum())
        self.transforms: dict[int, Any] = {}

    def limits(self, size: int) -> list[float]:
        """Low and high of each level, for one size."""
        sums = self.sums_of(size)
        edges = [edge for level in LEVELS for edge in ((1 - level) / 2, (1 + level) / 2)]
        return [int(place) / size for place in sums.searchsorted(edges)]

    def sums_of(self, size: int) -> Any:
        """The cumulative distribution of the sum of `size` values."""
        from scipy import fft  # when it is needed: it takes as long to import as a whole bill

        values = len(self.shares)
        most = min(self.mean * size + _SPREADS * (self.variance * size) ** 0.5 + _MARGIN * values, size * values)
        length = 2 ** ceil(log2(most + 1))
        if length not in self.transforms:
            self.transforms[length] = fft.rfft(self.shares, length)
        folded = fft.irfft(self.transforms[length] ** size, length).clip(0)
        return folded.cumsum() / folded.sum()
