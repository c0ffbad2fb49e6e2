"""Whether a file that was refused may be kept: not where it shows a personnummer, whatever it was refused for."""

from collections.abc import Iterator
from datetime import date

import polars as pl

from lus_stats.errors import Refused
from lus_stats.store.personnummer import holds_personnummer
from lus_stats.store.readers import Reading, Sheet, read


def shows_personnummer(content: bytes, name: str, how: Reading, today: date) -> bool:
    """Whether a file's cells, or its bytes taken as text, hold a personnummer; a file may be no sheet at all."""
    lines = content.replace(b"\0", b"").decode("latin-1").splitlines()
    if holds_personnummer(pl.Series(lines, dtype=pl.String), today).any():
        return True
    try:
        sheet = read(content, name, how)
    except Refused:
        return False
    return any(holds_personnummer(texts, today).any() for texts in _texts(sheet))


def _texts(sheet: Sheet) -> Iterator[pl.Series]:
    yield pl.Series(sheet.headers, dtype=pl.String)
    yield from (column for column in sheet.cells.iter_columns() if column.name != "row")
    yield sheet.ragged["cells"].explode(empty_as_null=False)
