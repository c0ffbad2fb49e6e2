"""The rows an import did not accept, as a file for whoever can put them right."""

import re
from datetime import datetime
from pathlib import PurePath
from typing import Final

import polars as pl

from lus_stats.spreadsheet import harmless_texts
from lus_stats.store.places import Place
from lus_stats.store.retention import days_since

_LONGEST: Final = 150  # bytes of the source's name: with time and number it has to fit in a file name's 255


def write_rejected(folder: Place, source: str, reasons: pl.DataFrame, now: datetime) -> str:
    """Write a file's rejected rows, a line per reason, readable by its owner alone; give its address.

    Needs (reasons): as reasons.REASONS.
    """
    rows = reasons.select(pl.lit(source).alias("fil"), rad="row", kolumn="column", värde="value", skäl="reason")
    content = rows.with_columns(harmless_texts()).write_csv(separator=";", include_bom=True).encode()
    first, count = f"{_plain(source)}-{now:%Y%m%d-%H%M%S}", 1
    while True:
        name = f"{first}.csv" if count == 1 else f"{first}-{count}.csv"
        try:
            folder.create([(name, content)], private=True)
        except FileExistsError:
            count += 1
            continue
        return folder.address(name)


def remove_rejected(folder: Place, address: str) -> None:
    """Take back what `write_rejected` wrote."""
    folder.remove([PurePath(address).name])


def expired(folder: Place, now: datetime, days: int) -> list[str]:
    """The files that came there more than so many days ago, by name."""
    return sorted(found.name for found in folder.files() if days_since(found.changed_ns, now) > days)


def _plain(source: str) -> str:
    """The source's name as one that no system hides, takes for an option, or finds too long."""
    stem = re.sub(r"[^\w.()-]+", "_", PurePath(source).stem).lstrip(".-")
    return stem.encode()[:_LONGEST].decode(errors="ignore") or "fil"
