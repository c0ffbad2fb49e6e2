"""Hiding in one table whose total is shown, so that no number of 1–4 can be worked back from it."""

from collections.abc import Sequence
from typing import Final

import polars as pl

FEWEST_SHOWN: Final = 5
UNCERTAIN_BELOW: Final = 20
_WIDTH: Final = FEWEST_SHOWN - 2  # from 1 to 4 are three steps
_MANY: Final = 1_000_000  # more units than any table has, so that ties in size are broken by the unit's name


def suppressed(cells: pl.LazyFrame, unit: Sequence[str], within: Sequence[str]) -> pl.LazyFrame:
    """Hide the small cells, and beside them as many others as it takes.

    The hidden cells of a whole have a known sum. A small one may still be anything from 1 to 4 only if the others can
    give and take three: the small ones between 1 and 4, the larger ones down to 5 and up by their room. Where they
    cannot, the smallest cell that makes it so is hidden too; where none does, all of them are, and the total must go.

    Needs: `unit` (the columns of one cell), `within` (those of the whole), size, small (to be hidden whatever comes),
    fixed (known to the reader in any case, so that it hides nothing), room (how much larger the size could be for all
    the reader knows; null for any number).
    Shape: a row per row, with hidden, and unprotected: whether the whole's total must not be shown.
    """
    whole = list(within)
    spare = ~pl.col("small") & ~pl.col("fixed") & (pl.col("size") >= FEWEST_SHOWN)
    rank = pl.when("_spare").then(pl.col("size") * _MANY + pl.struct(unit).rank("dense").cast(pl.Int64))
    enough = pl.col("_spare") & (_above_least() >= pl.col("_gives_short")) & (_room() >= pl.col("_takes_short"))
    beside = pl.col("_open") & pl.col("_spare") & (pl.col("_first").is_null() | (pl.col("_rank") == pl.col("_first")))
    return (
        cells.with_columns(_spare=spare, _gives_short=_short_of(_gives()).over(whole), _open=_open().over(whole))
        .with_columns(_rank=rank, _takes_short=_short_of(_takes()).over(whole))
        .with_columns(_first=pl.col("_rank").filter(enough).min().over(whole))
        .with_columns(hidden=pl.col("small") | beside.fill_null(False))
        .with_columns(unprotected=(pl.col("_open") & pl.col("_first").is_null() & _still_short()).over(whole))
        .drop("_spare", "_rank", "_gives_short", "_takes_short", "_open", "_first")
    )


def _countable() -> pl.Expr:
    """A hidden cell of 1–4."""
    return pl.col("small") & pl.col("size").is_between(1, FEWEST_SHOWN - 1)


def _larger() -> pl.Expr:
    """A cell that is hidden for another reason, and so already stands beside the small ones."""
    return pl.col("small") & (pl.col("size") >= FEWEST_SHOWN)


def _above_least() -> pl.Expr:
    return pl.col("size").cast(pl.Int64) - FEWEST_SHOWN


def _room() -> pl.Expr:
    return pl.col("room").cast(pl.Int64).fill_null(_MANY)


def _gives() -> pl.Expr:
    """How much the hidden cells together lie above their least."""
    return (pl.col("size").cast(pl.Int64) - 1).filter(_countable()).sum() + _above_least().filter(_larger()).sum()


def _takes() -> pl.Expr:
    """How much they lie below their most."""
    below = pl.min_horizontal(FEWEST_SHOWN - 1 - pl.col("size").cast(pl.Int64), _room())
    return below.filter(_countable()).sum() + _room().filter(_larger()).sum()


def _short_of(enough: pl.Expr) -> pl.Expr:
    return (_WIDTH - enough).clip(lower_bound=0)


def _open() -> pl.Expr:
    return _countable().any() & ((_gives() < _WIDTH) | (_takes() < _WIDTH))


def _still_short() -> pl.Expr:
    """Whether all the others together give or take too little; with none of them there is nobody to."""
    others = pl.col("_spare")
    gives = _above_least().filter(others).sum() >= pl.col("_gives_short").first()
    takes = _room().filter(others).sum() >= pl.col("_takes_short").first()
    return ~(others.any() & gives & takes)
