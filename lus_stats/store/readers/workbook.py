"""Workbooks: the first visible sheet that holds anything, every cell as the text a canonical file would have."""

import fastexcel
import polars as pl

from lus_stats.errors import Refused
from lus_stats.store.readers import heading
from lus_stats.store.readers.reading import Reading
from lus_stats.store.readers.sheet import RAGGED, Sheet


def read_workbook(raw: bytes, how: Reading) -> Sheet:
    """Split a workbook's sheet."""
    rows = fastexcel.read_excel(raw).load_sheet(0, header_row=None, skip_rows=0, dtypes="string").to_polars()
    top = rows.head(30).rows()
    place = heading.heading(top)
    if place is None:
        raise Refused("tom")
    names = [name or "" for name in top[place]]
    cells = (
        rows.rename({c: str(n) for n, c in enumerate(rows.columns)}).with_row_index("row", offset=1).slice(place + 1)
    )
    t = r"^(\d{4}-\d\d-\d\d \d\d:\d\d):00$"
    cells = cells.with_columns(pl.exclude("row").fill_null("").str.replace(t, "$1"))
    return Sheet(tuple(names), cells, pl.DataFrame(schema=RAGGED))
