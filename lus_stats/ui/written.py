"""Tables written once and shown to all readers of a view, who are most of those that click."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import polars as pl

from lus_stats.ui.links import Query
from lus_stats.ui.tables import Column, LinkTo, html_table

KNOWN: Final = 1024  # tables: some ten kilobytes each


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """A frame that equals itself alone: a cached view's is never changed, and comparing two would take longer."""

    frame: pl.DataFrame

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rows) and self.frame is other.frame

    def __hash__(self) -> int:
        return id(self.frame)


@lru_cache(KNOWN)
def table(
    rows: Rows,
    columns: tuple[Column, ...],
    caption: str,
    note: str | None,
    marked: int | None,
    link_to: LinkTo | None,
    view: Query,
) -> str:
    """`tables.html_table` of a cached view's rows; its links are of the `view` that the address is of."""
    del view
    return html_table(rows.frame, columns, caption=caption, note=note, marked=marked, link_to=link_to)


@lru_cache(KNOWN)
def linked(write: Callable[[LinkTo], str], link_to: LinkTo, view: Query) -> str:
    """A table of a cached view's own, written by a method of it; its links are of the `view`."""
    del view
    return write(link_to)
