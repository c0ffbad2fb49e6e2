"""Styrdiagram (XmR): the limits that a unit's own months vary within, and the signals that go beyond them."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

import polars as pl

FACTOR: Final = 2.66  # 3 / 1.128: three standard deviations from the mean moving range of two
RUN: Final = 7
TRIAL_BELOW: Final = 12


class Signal(StrEnum):
    """What sets a month apart from noise; listed in the order they are tried."""

    ABOVE = "above"
    BELOW = "below"
    HIGH_RUN = "high_run"
    LOW_RUN = "low_run"
    RISING = "rising"
    FALLING = "falling"


def with_xmr(points: pl.LazyFrame, by: Sequence[str]) -> pl.LazyFrame:
    """Add limits and signals to monthly values; a month without a value has none.

    Needs: *by (the unit), month, value.
    Shape: one row per row, sorted by unit and month, with centre, lower, upper, trial (the limits rest on under 12
    points) and signal, null where the month is within noise.
    Unit: as value; `lower` is never below 0.
    Source: rules.md §8: mean ± 2.66 × mean moving range; a point outside, 7 on one side, 7 rising or falling.
    """
    unit = list(by)
    value = pl.col("value")
    known = points.filter(value.is_not_null()).sort(*unit, "month")
    limits = (
        known.with_columns(_step=value.diff().over(unit))
        .with_columns(
            centre=value.mean().over(unit),
            _range=pl.col("_step").abs().mean().over(unit),
            trial=pl.len().over(unit) < TRIAL_BELOW,
        )
        .with_columns(
            lower=(pl.col("centre") - FACTOR * pl.col("_range")).clip(lower_bound=0),
            upper=pl.col("centre") + FACTOR * pl.col("_range"),
        )
        .with_columns(_side=(value - pl.col("centre")).sign(), _way=pl.col("_step").sign())
        .with_columns(_on_side=_length_of_run("_side", unit), _one_way=_length_of_run("_way", unit))
        .with_columns(signal=_signal())
        .select(*unit, "month", "centre", "lower", "upper", "trial", "signal")
    )
    return points.join(limits, on=[*unit, "month"], how="left", validate="1:1").sort(*unit, "month")


def _length_of_run(column: str, unit: list[str]) -> pl.Expr:
    """How many points in a row, up to this one, have had the same value in a column."""
    run = pl.col(column).rle_id().over(unit)
    return pl.int_range(1, pl.len() + 1).over(*unit, run)


def _signal() -> pl.Expr:
    value, side, way = pl.col("value"), pl.col("_side"), pl.col("_way")
    long_side = pl.col("_on_side") >= RUN
    long_way = pl.col("_one_way") >= RUN - 1  # seven points make six steps
    in_order = (
        (value > pl.col("upper"), Signal.ABOVE),
        (value < pl.col("lower"), Signal.BELOW),
        (long_side & (side > 0), Signal.HIGH_RUN),
        (long_side & (side < 0), Signal.LOW_RUN),
        (long_way & (way > 0), Signal.RISING),
        (long_way & (way < 0), Signal.FALLING),
    )
    return pl.coalesce(pl.when(holds).then(pl.lit(signal.value)) for holds, signal in in_order).cast(pl.Enum(Signal))
