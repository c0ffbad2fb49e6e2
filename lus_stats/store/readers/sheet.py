"""A file's rows as text, before anything is known about what they mean."""

from dataclasses import dataclass
from typing import Final

import polars as pl

RAGGED: Final = {"row": pl.UInt32(), "cells": pl.List(pl.String())}


@dataclass(frozen=True)
class Sheet:
    """One file, split.

    `cells` has the row as a spreadsheet numbers it (the header is row 1) and one text column per header, named
    "0", "1", …; `ragged` has the rows whose number of cells is another than the header's, blank ones left out.
    """

    headers: tuple[str, ...]
    cells: pl.DataFrame
    ragged: pl.DataFrame


def from_frame(cells: pl.DataFrame) -> Sheet:
    """A sheet of rows that never were a file: a text column per header, its first row being row 2."""
    numbered = cells.rename({header: str(place) for place, header in enumerate(cells.columns)})
    return Sheet(
        headers=tuple(cells.columns),
        cells=numbered.with_row_index("row", offset=2),
        ragged=pl.DataFrame(schema=RAGGED),
    )
