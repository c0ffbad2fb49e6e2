"""The region's invoice as it was delivered or typed: its lines, and what there is to say about the file."""

from dataclasses import dataclass, field

import polars as pl

from lus_stats.answers.reconciliation.compare import EXACT, THEIRS


@dataclass(frozen=True)
class Invoice:
    """The lines of one invoice, as compare.THEIRS; `notes` say in Swedish what was found out and left aside.

    `has_days` and `has_sek` say whether there is a column of each at all.
    """

    name: str
    lines: pl.DataFrame = field(repr=False)
    notes: tuple[str, ...] = ()
    has_days: bool = True
    has_sek: bool = True


def lines_of(rows: list[tuple[int, str | None, str | None, str | None]]) -> pl.DataFrame:
    """Lines of a row's number, an id, and days and kronor as plain decimal texts."""
    texts = dict.fromkeys(THEIRS, pl.String()) | {"row": pl.Int64()}
    return pl.DataFrame(rows, schema=texts, orient="row").with_columns(
        pl.col("days", "sek").str.to_decimal(scale=2).cast(EXACT)
    )
