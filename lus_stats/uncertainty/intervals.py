"""How sure a figure is: a t-interval for a mean, Wilson's for a share (rules.md §8)."""

from typing import Final

import polars as pl

FEWEST: Final = 5  # D7: from fewer episodes an interval says nothing, and would tell who they are
LEVEL: Final = 0.95
_TAIL: Final = 1 - (1 - LEVEL) / 2


def t_interval(total: pl.Expr, squares: pl.Expr, count: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """The 95 % interval of a mean, from the sum, the sum of squares and the count; null below `FEWEST`.

    A limit below 0 is given as 0: days are never fewer (D7).
    Source: Student's t with count - 1 degrees of freedom (scipy.special.stdtrit).
    """
    mean = total / count
    variance = ((squares - total * mean) / (count - 1)).clip(lower_bound=0)
    half = _t_quantile(count) * (variance / count).sqrt()
    enough = count >= FEWEST
    return pl.when(enough).then((mean - half).clip(lower_bound=0)), pl.when(enough).then(mean + half)


def wilson_interval(hits: pl.Expr, count: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """The 95 % interval of a share, from the hits and the count; null below `FEWEST`.

    Source: Wilson (1927), the score interval.
    """
    from scipy import special  # when it is needed: it takes as long to import as a whole bill

    z = float(special.ndtri(_TAIL))
    share = hits / count
    weight = 1 + z**2 / count
    centre = (share + z**2 / (2 * count)) / weight
    half = z * (share * (1 - share) / count + z**2 / (4 * count**2)).sqrt() / weight
    enough = count >= FEWEST
    low = pl.when(hits == 0).then(0.0).otherwise(centre - half)  # exactly, not a rounding error beside it
    high = pl.when(hits == count).then(1.0).otherwise(centre + half)
    return pl.when(enough).then(low), pl.when(enough).then(high)


def difference_interval(now: str, before: str) -> tuple[pl.Expr, pl.Expr]:
    """The 95 % interval of the difference between two figures of different episodes, from each one's own interval.

    Needs: `now`, `before` and each with _low and _high; null where one of them has none.
    Source: Newcombe (1998), method 10, for shares; Zou and Donner (2008) for means.
    """
    change = pl.col(now) - pl.col(before)
    down = ((pl.col(now) - pl.col(f"{now}_low")) ** 2 + (pl.col(f"{before}_high") - pl.col(before)) ** 2).sqrt()
    up = ((pl.col(f"{now}_high") - pl.col(now)) ** 2 + (pl.col(before) - pl.col(f"{before}_low")) ** 2).sqrt()
    return change - down, change + up


def _t_quantile(count: pl.Expr) -> pl.Expr:
    def quantiles(counts: pl.Series) -> pl.Series:
        from scipy import special

        freedom = (counts.fill_null(2).cast(pl.Float64) - 1).clip(lower_bound=1).to_numpy()
        return pl.Series(special.stdtrit(freedom, _TAIL), dtype=pl.Float64)

    return count.map_batches(quantiles, return_dtype=pl.Float64, is_elementwise=True)
