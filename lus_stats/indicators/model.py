"""What an indicator is: a value with its expressions, and with the words that explain it to a reader."""

from dataclasses import dataclass, field
from enum import StrEnum

import polars as pl


class Unit(StrEnum):
    """What a value is counted in."""

    DAYS = "days"
    COUNT = "count"
    SHARE = "share"
    BEDS = "beds"


class Direction(StrEnum):
    """Which way is better for the patients; some figures have no better way."""

    LOWER = "lower"
    HIGHER = "higher"
    NEITHER = "neither"


@dataclass(frozen=True, kw_only=True)
class _Described:
    key: str
    label: str
    definition: str
    why: str
    unit: Unit
    direction: Direction
    source: str


@dataclass(frozen=True, kw_only=True)
class Ratio(_Described):
    """A numerator over a denominator, both sums over the episodes of a group; a count where there is no denominator.

    `squares` (the sum of squares) gives a mean its t-interval; a share has Wilson's by its unit. `population` is the
    number of episodes the figure rests on, which decides whether it may be shown; `tells` is a part of the episodes
    whose number the figure gives away and that decides instead, where it is not null, and `among` what that number
    cannot exceed; `applies` is false for a group whose terms have no such thing.
    """

    numerator: pl.Expr
    denominator: pl.Expr | None = None
    squares: pl.Expr | None = None
    population: pl.Expr = field(default_factory=pl.len)
    tells: pl.Expr | None = None
    among: pl.Expr = field(default_factory=pl.len)
    applies: pl.Expr = field(default_factory=lambda: pl.lit(True))


@dataclass(frozen=True, kw_only=True)
class Quantile(_Described):
    """A quantile of the episodes' ready days, interpolated between neighbours; it needs the rows themselves."""

    share: float


Indicator = Ratio | Quantile
