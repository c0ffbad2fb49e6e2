"""`lus prune`: what has been kept for as long as it should is shown with the reason, agreed to, and removed."""

import sys
from collections.abc import Iterator, Sequence
from typing import Any, Final

from lus_stats import months
from lus_stats.cli.output import Format, chosen_format, note, write_csv, write_json, write_table
from lus_stats.errors import Refused
from lus_stats.store import open_data
from lus_stats.store.doomed import SAID, Doomed, Kind
from lus_stats.store.prune import due, prune
from lus_stats.text import numbers

_COLUMNS: Final = ("kind", "file", "month", "rows", "why")
_TABLE: Final = ("Slag", "Antal", "Månader", "Rader", "Skäl")
_YES: Final = ("j", "ja")
_NOT_AGREED: Final = "Inget har tagits bort. Kör lus prune --yes för att ta bort det som visas."


def run(data: str, inbox: str | None, *, dry_run: bool, yes: bool, output: str) -> None:
    """Show, ask and remove.

    Errors: WrongCall for a format or an inbox there is not; Refused where it is not agreed to, with nothing removed.
    """
    how = chosen_format(output)
    folder = open_data(data).for_real()
    asked = due(folder, inbox)
    _write(how, asked)
    if not asked:
        note(f"Inget att gallra i {folder.place}.")
    elif dry_run:
        note("Prövat; inget har tagits bort (--dry-run).")
    elif not yes and not _agreed(len(asked)):
        raise Refused(_NOT_AGREED)
    else:
        for sentence in prune(folder, asked, inbox):
            note(sentence)
        note(f"{_files(len(asked))} har tagits bort. Importloggen (lus log) har var och en med namn och SHA-256.")


def _write(how: Format, asked: Sequence[Doomed]) -> None:
    if how == Format.JSON:
        write_json({"files": [_file(one) for one in asked]})
    elif how == Format.CSV:
        write_csv(_COLUMNS, map(_file, asked))
    elif asked:
        write_table("Att gallra", _TABLE, _kinds(asked), ("Antal", "Rader"))


def _file(one: Doomed) -> dict[str, Any]:
    month = one.month and months.key(one.month)
    return {"kind": one.kind, "file": one.file, "month": month, "rows": one.rows, "why": one.why}


def _kinds(asked: Sequence[Doomed]) -> Iterator[tuple[str, ...]]:
    """A line for each kind: how many, of which months, how many rows, and why."""
    for kind in Kind:
        ones = [one for one in asked if one.kind is kind]
        if ones:
            rows = sum(one.rows for one in ones)
            yield (
                SAID[kind],
                numbers.number(len(ones)),
                _span([months.key(one.month) for one in ones if one.month]),
                numbers.number(rows) if rows else "",
                "; ".join(sorted({one.why for one in ones})),
            )


def _span(keys: Sequence[str]) -> str:
    distinct = sorted(set(keys))
    if len(distinct) < 2:
        return "".join(distinct)
    return f"{distinct[0]} till {distinct[-1]} ({len(distinct)} st.)"


def _agreed(count: int) -> bool:
    """Whether somebody at a terminal says so; off a terminal nobody does."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    note(f"Ska {_files(count)} tas bort? Skriv ja:")
    return sys.stdin.readline().strip().lower() in _YES


def _files(count: int) -> str:
    return numbers.counted(count, "fil", "filer")
