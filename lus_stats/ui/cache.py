"""The seam where store, computation and viewer meet; all caching of the app is here."""

import os
from pathlib import Path

from lus_stats import months
from lus_stats.ui.filters import Choices

COUNTIES_FIRST = ("18", "01")


def data_location() -> str:
    """Where the data lies."""
    return os.environ.get("LUS_DATA", "data")


def store_is_demo() -> bool:
    """Whether there is nothing but demo data (or nothing at all) to show."""
    episodes = Path(data_location()) / "store" / "episodes"
    return next(episodes.glob("**/*.parquet"), None) is None


def choices() -> Choices:
    """What the reader has to choose among, from the folders' names."""
    root = Path(data_location()) if not store_is_demo() else Path(data_location()) / "demo"
    episodes = root / "store" / "episodes"
    found = {path.name.removeprefix("month=") for path in episodes.glob("county=*/month=*")}
    newest_first = tuple(sorted(map(months.parse, found), reverse=True))
    inside = {path.name.removeprefix("county=") for path in episodes.glob("county=*")}
    counties = tuple(code for code in COUNTIES_FIRST if code in inside) or COUNTIES_FIRST
    return Choices(newest_first, newest_first[0] if newest_first else None, counties)
