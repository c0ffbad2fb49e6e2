"""A file's rows as text, before anything is known about what they mean."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import polars as pl

RAGGED: Final = {"row": pl.UInt32(), "cells": pl.List(pl.String())}


def loose_rows(rows: Iterable[tuple[int, Sequence[str | None]]]) -> pl.DataFrame:
    """Rows of any number of cells, in the shape RAGGED."""
    listed = [(row, [cell or "" for cell in cells]) for row, cells in rows]
    return pl.DataFrame(listed, schema=RAGGED, orient="row")


@dataclass(frozen=True)
class Sheet:
    """One file, split.

    `cells` has the row as a spreadsheet numbers it (the header is row 1) and one text column per header, named
    "0", "1", …; `ragged` has the rows whose number of cells is another than the header's, blank ones left out.
    `notes` say in Swedish what was found out about the file; `origin` what a mapped sheet's columns were in it;
    `header_row` where the columns' names stood, `above` the rows over it, which are searched and not read.
    """

    headers: tuple[str, ...]
    cells: pl.DataFrame
    ragged: pl.DataFrame
    notes: tuple[str, ...] = ()
    origin: "Origin | None" = None
    header_row: int = 1
    above: pl.DataFrame = field(default_factory=lambda: loose_rows([]))

    def noting(self, *notes: str) -> "Sheet":
        """The same sheet, with more notes after its own."""
        return replace(self, notes=(*self.notes, *notes)) if notes else self


@dataclass(frozen=True)
class Origin:
    """The file's own sheet behind a mapped one: reasons name its columns and values, and it is what is searched.

    `columns` has the places in it that each canonical header was made of (none for a constant); `masked` the
    canonical headers whose text in the file must not be shown or kept.
    """

    sheet: Sheet
    columns: Mapping[str, tuple[int, ...]]
    masked: frozenset[str] = frozenset()


def from_frame(cells: pl.DataFrame) -> Sheet:
    """A sheet of rows that never were a file: a text column per header, its first row being row 2."""
    numbered = cells.rename({header: str(place) for place, header in enumerate(cells.columns)})
    return Sheet(
        headers=tuple(cells.columns),
        cells=numbered.with_row_index("row", offset=2),
        ragged=pl.DataFrame(schema=RAGGED),
    )
