"""Computing any indicators for any grouping, in one pass over the episodes."""

from collections.abc import Callable, Sequence
from typing import Final

import polars as pl

from lus_stats.indicators.model import Indicator, Quantile, Ratio, Unit
from lus_stats.uncertainty import t_interval, wilson_interval

_Interval = tuple[pl.Expr, pl.Expr]

FIGURE: Final = {
    "indicator": pl.String(),
    "numerator": pl.Int64(),
    "denominator": pl.Int64(),
    "value": pl.Float64(),
    "low": pl.Float64(),
    "high": pl.Float64(),
    "population": pl.Int64(),
    "smallest": pl.Int64(),
    "among": pl.Int64(),
    "applies": pl.Boolean(),
}
"""The columns of a figure, after those it is grouped by."""


def compute(episodes: pl.LazyFrame, indicators: Sequence[Indicator], by: Sequence[str]) -> pl.LazyFrame:
    """Compute indicators for every group in `by`.

    Needs: the columns of derive.complete.
    Shape: episodes in; out one row per group and indicator, sorted by group and in the order asked for: *by, FIGURE.
    Unit: `smallest` in episodes: the number that decides whether the figure may be shown, and `among` what it cannot
    exceed, where that is known; `value` in the indicator's unit; null where the denominator is 0. A count has a null
    denominator, a quantile a null numerator and its episodes as denominator.
    """
    grouped = episodes.group_by(by).agg(part for i in indicators for part in _parts(i))
    figures = pl.concat(
        [grouped.select(*by, *_figure(i), pl.lit(place).alias("_place")) for place, i in enumerate(indicators)]
    )
    return figures.sort(*by, "_place").drop("_place")


def _parts(indicator: Indicator) -> list[pl.Expr]:
    """The sums a group needs, each named for its indicator."""
    if isinstance(indicator, Quantile):
        quantile = pl.col("ready_days").quantile(indicator.share, interpolation="linear")
        parts = {"value": quantile, "population": pl.len(), "applies": pl.lit(True)}
    else:
        parts = {"numerator": indicator.numerator, "population": indicator.population, "applies": indicator.applies}
        if indicator.tells is not None:
            parts |= {"tells": indicator.tells, "among": pl.when(indicator.tells.is_not_null()).then(indicator.among)}
        if indicator.denominator is not None:
            parts["denominator"] = indicator.denominator
        if indicator.squares is not None:
            parts["squares"] = indicator.squares
    return [part.alias(f"{indicator.key}.{name}") for name, part in parts.items()]


def _figure(indicator: Indicator) -> list[pl.Expr]:
    """One indicator's columns of FIGURE from its sums."""

    def part(name: str) -> pl.Expr:
        return pl.col(f"{indicator.key}.{name}").cast(pl.Int64)

    nothing = pl.lit(None)
    population = part("population")
    numerator, denominator, low, high = nothing, nothing, nothing, nothing
    tells, among = nothing, nothing
    if isinstance(indicator, Ratio) and indicator.tells is not None:
        tells, among = part("tells"), part("among")
    if isinstance(indicator, Quantile):
        value, denominator = pl.col(f"{indicator.key}.value"), population
    elif indicator.denominator is None:
        numerator = value = part("numerator")
    else:
        numerator, denominator = part("numerator"), part("denominator")
        value = pl.when(denominator > 0).then(numerator / denominator)
        low, high = _interval(indicator, numerator, denominator, part)
    columns = (
        pl.lit(indicator.key),
        numerator,
        denominator,
        value,
        low,
        high,
        population,
        pl.coalesce(tells.cast(pl.Int64), population),
        among,
        pl.col(f"{indicator.key}.applies"),
    )
    return [c.cast(kind).alias(name) for c, (name, kind) in zip(columns, FIGURE.items(), strict=True)]


def _interval(indicator: Ratio, numerator: pl.Expr, denominator: pl.Expr, part: Callable[[str], pl.Expr]) -> _Interval:
    if indicator.squares is not None:
        return t_interval(numerator, part("squares"), denominator)
    if indicator.unit == Unit.SHARE:
        return wilson_interval(numerator, denominator)
    return pl.lit(None), pl.lit(None)
