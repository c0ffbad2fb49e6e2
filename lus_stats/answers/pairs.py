"""Which two revisions of a month are held against each other."""

import polars as pl

from lus_stats.derive import CELL
from lus_stats.store.revisions import Which, chosen


def before_and_after(
    held: pl.DataFrame, before: int | None = None, after: int | None = None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The two extracts of every county, month and care form among some revisions.

    The first is the frozen basis, or the oldest revision where none is frozen; the second is the newest. A number is
    that revision.
    Needs (held): as Store.revisions.
    Shape: rows as Store.extracts, one on each side for every county, month and care form.
    Errors: Refused for a number that a county, month and care form lacks.
    """
    second: Which = "newest" if after is None else after
    return _basis_or_oldest(held) if before is None else chosen(held, before), chosen(held, second)


def apart(first: pl.DataFrame, second: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The two sides without the months where both are the same revision: nothing has come since (D67)."""
    same = [*CELL, "revision"]
    one, other = (
        side.join(against, on=same, how="anti", maintain_order="left")
        for side, against in ((first, second), (second, first))
    )
    return one, other


def side_by_side(first: pl.DataFrame, second: pl.DataFrame) -> pl.DataFrame:
    """The two extracts of each county, month and care form in one row.

    Shape: CELL, late_after, basis (whether the first is the frozen one), revision_before, revision_after,
    extracted_on_before, extracted_on_after.
    """
    sides = {"before": first, "after": second}
    named = {
        side: extracts.rename({name: f"{name}_{side}" for name in ("revision", "extracted_on")})
        for side, extracts in sides.items()
    }
    both = named["before"].join(named["after"].drop("late_after", "basis"), on=CELL, validate="1:1")
    return both.select(*CELL, "late_after", "basis", pl.col("^revision_.*$"), pl.col("^extracted_on_.*$"))


def _basis_or_oldest(held: pl.DataFrame) -> pl.DataFrame:
    frozen = pl.col("basis").any().over(*CELL)
    oldest = pl.col("revision") == pl.col("revision").min().over(*CELL)
    return chosen(held.filter(frozen | oldest), "basis")
