"""What stands under Fakturering's table, a card each: its title, its rows, and what they mean."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from lus_stats.text import Sum
from lus_stats.ui.tables import Column
from lus_stats.ui.views.amounts import mark, worst


@dataclass(frozen=True)
class Part:
    """A card; `drawn` is what its figure is told beside the rows, None for a table alone: a click away if `folded`."""

    name: str
    title: str
    subtitle: str
    rows: pl.DataFrame
    columns: tuple[Column, ...]
    caption: str
    said: str = ""
    drawn: dict[str, Any] | None = None
    folded: bool = False


def summed(outcomes: pl.DataFrame) -> Sum:
    """Days and kronor of some outcomes, with the worst status among those that have any.

    Needs: billed_tenths, amount_sek, amount_status, invented.
    """
    charged = outcomes.filter(pl.col("billed_tenths") > 0)
    known = charged["amount_sek"].null_count() == 0
    return Sum(
        int(charged["billed_tenths"].sum()),
        int(charged["amount_sek"].sum()) if known else None,
        worst(charged["amount_status"]),
        invented=bool(charged["invented"].any()),
    )


def marked(outcomes: pl.DataFrame) -> list[str | None]:
    """What is set beside each row's kronor. Needs: as `summed`."""
    rows = outcomes.select("billed_tenths", "amount_sek", "amount_status", "invented").iter_rows()
    return [mark(status, invented=invented) if tenths and sek else None for tenths, sek, status, invented in rows]
