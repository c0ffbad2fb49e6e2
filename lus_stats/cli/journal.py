"""`lus log`: the import log, a line for each file of each call."""

from typing import Any, Final

from lus_stats import months
from lus_stats.cli.output import Format, chosen_format, note, write_csv, write_json, write_table
from lus_stats.store import log_entries, open_data
from lus_stats.text import numbers
from lus_stats.vocabulary import SWEDISH, CareForm

_COLUMNS: Final = (
    "at", "by", "channel", "file", "sha256", "mapping", "accepted", "rejected", "refused", "written", "replace",
    "removed", "problem", "entry",
)  # fmt: skip
_TABLE: Final = ("När", "Vem", "Väg", "Fil", "Godkända", "Avvisade", "Blev", "SHA-256")
_DIGITS: Final = 12  # of a SHA-256, enough to tell files apart; JSON and CSV have it whole
_NO_ENTRIES: Final = "Importloggen är tom: inget har lästs in eller gallrats i {place}."


def run(data: str, output: str) -> None:
    """List and write, oldest first.

    Errors: WrongCall for a format there is not; Refused for a log that cannot be read.
    """
    how = chosen_format(output)
    folder = open_data(data)
    held = log_entries(folder)
    if held.is_empty():
        note(_NO_ENTRIES.format(place=folder.place))
    rows = held.select(_COLUMNS).to_dicts()
    if how == Format.JSON:
        write_json({"demo": folder.store.is_demo, "entries": rows})
    elif how == Format.CSV:
        write_csv(_COLUMNS, ({**row, "written": [_revision(one) for one in row["written"]]} for row in rows))
    else:
        write_table("", _TABLE, map(_row, rows), ("Godkända", "Avvisade"))


def _row(row: dict[str, Any]) -> tuple[str, ...]:
    return (
        f"{row['at']:%Y-%m-%d %H:%M}",
        row["by"],
        row["channel"],
        row["file"] or "",
        _count(row["accepted"]),
        _count(row["rejected"]),
        _outcome(row),
        (row["sha256"] or "")[:_DIGITS],
    )


def _count(value: int | None) -> str:
    return "" if value is None else numbers.number(value)


def _outcome(row: dict[str, Any]) -> str:
    """What became of it, in words."""
    if row["refused"] is not None:
        return f"nekad: {row['refused']}"
    if row["file"] is None:
        done = f"{numbers.counted(row['removed'], 'fil', 'filer')} togs bort"
    else:
        done = "; ".join(map(_revision, row["written"])) or "inget nytt skrevs"
    replaced = " (--replace)" if row["replace"] else ""
    return f"{done}{replaced}" if row["problem"] is None else f"{row['problem']} {done}{replaced}"


def _revision(one: dict[str, Any]) -> str:
    month = months.key(one["month"]) if one["month"] else f"på sjukhus {one['extracted_on']}"
    return f"{one['county']} {month} {SWEDISH[CareForm(one['care_form'])]} version {one['revision']}"
