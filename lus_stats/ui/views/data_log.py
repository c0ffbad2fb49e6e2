"""The import log as it is read: who read in what, when, by which way, and what it came to."""

from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from lus_stats.text import numbers
from lus_stats.ui.tables import Column, csv_bytes

MOST_ROWS: Final = 100  # on screen; the file has them all
_CHECKSUM: Final = 10
NOTHING: Final = "inget nytt"
REFUSED: Final = "togs inte emot"

COLUMNS: Final = (
    Column("at", "När", "moment"),
    Column("file", "Fil"),
    Column("outcome", "Utfall", tag="tag"),
    Column("accepted", "Godkända", "count"),
    Column("rejected", "Avvisade", "count"),
    Column("channel", "Väg"),
    Column("by", "Av"),
    Column("sha256", "Kontrollsumma", short=_CHECKSUM),
)
WHY: Final = Column("why", "Anmärkning")


@dataclass(frozen=True)
class LogView:
    """What the page draws of the log: the newest entries, and a file of all."""

    rows: pl.DataFrame

    @property
    def newest(self) -> pl.DataFrame:
        """Those on screen."""
        return self.rows.head(MOST_ROWS)

    @property
    def subtitle(self) -> str:
        """How many there are."""
        if self.rows.height <= MOST_ROWS:
            return "Nyast först. Loggen skrivs till, men ändras aldrig."
        return f"De {MOST_ROWS} senaste av {numbers.number(self.rows.height)}. Loggen skrivs till, men ändras aldrig."

    def csv(self) -> bytes:
        """All of them, and why one was refused."""
        return csv_bytes(self.rows, (*COLUMNS, WHY))


def log_view(entries: pl.DataFrame) -> LogView:
    """The view of the log, the newest first.

    Needs: store.log_entries.
    """
    said = [_said(row) for row in entries.reverse().to_dicts()]
    return LogView(pl.DataFrame(said, schema=_SCHEMA))


_SCHEMA: Final[dict[str, Any]] = {
    "at": pl.Datetime("us"),
    "file": pl.String,
    "outcome": pl.String,
    "tag": pl.String,
    "accepted": pl.Int64,
    "rejected": pl.Int64,
    "channel": pl.String,
    "by": pl.String,
    "sha256": pl.String,
    "why": pl.String,
}


def _said(row: dict[str, Any]) -> dict[str, Any]:
    same = {name: row[name] for name in ("at", "file", "accepted", "rejected", "channel", "by", "sha256")}
    problem = "ofullständig" if row["problem"] else None
    return same | {"outcome": _outcome(row), "tag": problem, "why": row["refused"] or row["problem"]}


def _outcome(row: dict[str, Any]) -> str:
    if row["file"] is None:
        return f"{numbers.counted(row['removed'], 'fil', 'filer')} gallrades"
    if row["refused"]:
        return REFUSED
    written = len(row["written"])
    return numbers.counted(written, "ny version", "nya versioner") if written else NOTHING
