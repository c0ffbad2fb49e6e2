"""The rows an import did not accept, as a file for whoever can put them right."""

import os
import re
from datetime import datetime
from pathlib import Path
from typing import Final

import polars as pl

# What a spreadsheet would take for a formula when the file is opened.
_FORMULA: Final = r"^[=+\-@\t\r]"
_OWNER_ONLY: Final = 0o600


def write_rejected(folder: Path, source: str, reasons: pl.DataFrame, now: datetime) -> Path:
    """Write a file's rejected rows, a line per reason, readable by its owner alone; give its path.

    Needs (reasons): as validation.REASONS.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows = reasons.select(pl.lit(source).alias("fil"), rad="row", kolumn="column", värde="value", skäl="reason")
    harmless = pl.col(pl.String).str.replace(f"({_FORMULA})", "'$1")
    path = _unused(folder, f"{_plain(source)}-{now:%Y%m%d-%H%M%S}")
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY), "wb") as file:  # noqa: PTH123
        rows.with_columns(harmless).write_csv(file, separator=";", include_bom=True)
    return path


def _unused(folder: Path, name: str) -> Path:
    path, count = folder / f"{name}.csv", 1
    while path.exists():
        count += 1
        path = folder / f"{name}-{count}.csv"
    return path


def _plain(source: str) -> str:
    return re.sub(r"[^\w.()-]+", "_", Path(source).stem) or "fil"
