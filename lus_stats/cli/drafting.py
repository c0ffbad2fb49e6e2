"""`lus mapping`: an unknown file in, a first mapping out; never what a row of the file holds."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from lus_stats import months
from lus_stats.cli.importing import existing
from lus_stats.cli.output import Format, chosen_format, note, write_csv, write_json, write_text
from lus_stats.errors import Refused, WrongCall
from lus_stats.store.mapping import drafting
from lus_stats.store.personnummer import masked
from lus_stats.store.places import fault
from lus_stats.store.readers import read
from lus_stats.text import numbers

_COLUMNS: Final = ("column", "field", "sureness")
_UNUSED: Final = "används inte"


def run(file: str, write: str | None, output: str) -> None:
    """Draft a mapping, on stdout or in a new file; which column was taken for what stands on stderr.

    Errors: WrongCall for a file that is not there, or one to write that is; Refused for a file that is no table or
    holds a personnummer.
    """
    how = chosen_format(output)
    path = existing(file)
    target = None if write is None else _new(write)
    name = masked(path.name, months.now().date())
    try:
        sheet = read(path.read_bytes(), path.name)
        drafted = drafting.draft(sheet, target.name if target else path.name, months.now().date())
    except OSError as error:
        raise Refused(f"{name} går inte att läsa ({fault(error).what}). Kontrollera rättigheterna.") from error
    except Refused as refusal:
        raise Refused(f"{name} {refusal}") from None
    if target is not None:
        _write(target, drafted.text)
    _answer(drafted, how, shown=target is None)
    _say(drafted, name, target)


def _new(write: str) -> Path:
    path = Path(write)
    if path.exists():
        raise WrongCall(f"{write} finns redan. Ange ett annat namn, eller flytta undan filen.")
    return path if path.suffix == ".toml" else path.with_name(f"{path.name}.toml")


def _write(target: Path, text: str) -> None:
    try:
        with target.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise Refused(f"{target} går inte att skriva ({fault(error).what}). Kontrollera mappen.") from error


def _answer(drafted: drafting.Draft, how: Format, *, shown: bool) -> None:
    if how == Format.JSON:
        columns = list(_columns(drafted))
        lists = {"questions": list(drafted.questions), "missing": list(drafted.missing)}
        write_json({"mapping": drafted.text, "columns": columns} | lists)
    elif how == Format.CSV:
        write_csv(_COLUMNS, _columns(drafted))
    elif shown:
        write_text(drafted.text)


def _columns(drafted: drafting.Draft) -> Iterator[dict[str, Any]]:
    """Each column of the file with its guess."""
    for place, header in drafted.headers:
        guess = next((one for one in drafted.guesses if place in one.places), None)
        yield {
            "column": header,
            "field": guess.field.header if guess else None,
            "sureness": guess.sureness if guess else None,
        }


def _say(drafted: drafting.Draft, name: str, target: Path | None) -> None:
    """What was guessed of each column, and what is left to do."""
    rows = [(row["column"], row["field"] or _UNUSED, row["sureness"] or "") for row in _columns(drafted)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        note("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())
    if drafted.missing:
        note(
            f"Ingen kolumn hittades för {', '.join(drafted.missing)}, som måste finnas: utkastet kan inte användas "
            "förrän de är ifyllda."
        )
    asked = numbers.counted(len(drafted.questions), "fråga", "frågor")
    where = f"i {target}" if target else "i utkastet"
    note(f"{name}: {asked} att svara på {where}. Pröva sedan med lus import FIL --mapping MAPPNING --dry-run.")
