"""Marks that lead to a municipality's page when they are clicked (static/figures.js)."""

from collections.abc import Mapping
from typing import Any, Final

import polars as pl

CODE: Final = "municipality_code"
HINT: Final = "<br><i>klicka för att öppna</i>"


def places(rows: pl.DataFrame) -> list[str] | None:
    """Each mark's municipality; None where the marks are something else."""
    return rows[CODE].to_list() if CODE in rows.columns else None


def hint(row: Mapping[str, Any]) -> str:
    """What the words under the pointer end with where the mark leads somewhere."""
    return HINT if row.get(CODE) else ""
