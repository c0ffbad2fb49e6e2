"""How many episodes came too late for their month's basis."""

from datetime import date

import polars as pl

from lus_stats.derive import CELL, registered_in_time
from lus_stats.store import DataFolder


def came_late(folder: DataFolder, county: str, month: date) -> int:
    """The episodes of a county's month that its newest revisions hold and that were registered after its basis."""
    newest = folder.store.extracts("newest", [month], [county])
    episodes = folder.store.scan(newest, *CELL, "registered_on")
    dated = newest.lazy().select(*CELL, "late_after")
    late = episodes.join(dated, on=list(CELL), how="left", validate="m:1").filter(~registered_in_time())
    return int(late.select(pl.len()).collect().item())
