"""The rows that earlier imports did not accept, as far as their files are still kept."""

import re
from datetime import datetime
from io import BytesIO
from typing import Any, Final

import polars as pl

from lus_stats.errors import WrongCall
from lus_stats.store import DataFolder

MOST_FILES: Final = 50
FILES: Final = {
    "name": pl.String(),
    "source": pl.String(),
    "written_at": pl.Datetime("us"),
    "rows": pl.Int64(),
    "reasons": pl.Int64(),
}
REASONS: Final = {"row": pl.Int64(), "column": pl.String(), "value": pl.String(), "reason": pl.String()}
_NAME: Final = re.compile(r"(?P<source>.+)-(?P<moment>[0-9]{8}-[0-9]{6})(-[0-9]+)?\.csv")


def rejected_files(folder: DataFolder) -> pl.DataFrame:
    """The newest files of rejected rows, the newest first.

    Shape: one row per file, as FILES; rows and reasons are null for one that cannot be read.
    """
    named = [(moment, name) for found in folder.rejected.files() if (moment := _moment(name := found.name))]
    newest = sorted(named, reverse=True)[:MOST_FILES]
    return pl.DataFrame([_described(folder, name, moment) for moment, name in newest], schema=FILES)


def rejected_reasons(folder: DataFolder, name: str) -> pl.DataFrame:
    """One file's reasons.

    Shape: one row per reason, as REASONS.
    Errors: WrongCall for a name that is not among `rejected_files`.
    """
    if _moment(name) is None or name not in {found.name for found in folder.rejected.files()}:
        raise WrongCall("Filen med avvisade rader finns inte längre. Ladda om sidan.")
    return _read(folder, name).select(list(REASONS))


def _moment(name: str) -> datetime | None:
    match = _NAME.fullmatch(name)
    try:
        return datetime.strptime(match["moment"], "%Y%m%d-%H%M%S") if match else None
    except ValueError:
        return None


def _described(folder: DataFolder, name: str, moment: datetime) -> dict[str, Any]:
    said: dict[str, Any] = {"name": name, "source": name, "written_at": moment, "rows": None, "reasons": None}
    try:
        rows = _read(folder, name)
    except (OSError, pl.exceptions.PolarsError):
        return said
    source = rows["source"][0] if rows.height else name
    return said | {"source": source, "rows": rows["row"].n_unique(), "reasons": rows.height}


def _read(folder: DataFolder, name: str) -> pl.DataFrame:
    rows = pl.read_csv(BytesIO(folder.rejected.read(name)), separator=";", infer_schema=False)
    return rows.select(
        source=pl.col("fil"),
        row=pl.col("rad").cast(pl.Int64),
        column=pl.col("kolumn"),
        value=pl.col("värde"),
        reason=pl.col("skäl"),
    )
