"""`lus import`: files in, and a report of what became of every row."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import typer

from lus_stats import months
from lus_stats.cli.options import day, share
from lus_stats.cli.output import Format, chosen_format, note, write_csv, write_json, write_table
from lus_stats.cli.progress import shown
from lus_stats.errors import Refused, WrongCall
from lus_stats.geography import county_name
from lus_stats.store import FileReport, ImportReport, import_files, open_data
from lus_stats.store.mapping import find
from lus_stats.text import numbers
from lus_stats.vocabulary import SWEDISH, CareForm

_REASON: Final = ("file", "row", "column", "value", "reason")
_MOST_REASONS: Final = 20  # of the rest the file of rejected rows tells


def run(
    data: str,
    files: list[str],
    extracted_on: str | None,
    max_rejected: str,
    mapping: str | None,
    *,
    replace: bool,
    dry_run: bool,
    output: str,
) -> None:
    """Import and report.

    Errors: WrongCall for a file that is not there; the exit code is 3 where a file was refused.
    """
    how = chosen_format(output)
    paths = [existing(file) for file in files]
    folder = open_data(data).for_real()
    with shown("Läser in") as progress:
        report = import_files(
            folder,
            paths,
            mapping=None if mapping is None else find(mapping, [folder.mappings]),
            extracted_on=None if extracted_on is None else day(extracted_on, "--extracted-on"),
            max_rejected=share(max_rejected, "--max-rejected"),
            replace=replace,
            dry_run=dry_run,
            progress=progress,
        )
    _say(report)
    if how == Format.JSON:
        write_json(report.as_json())
    elif how == Format.CSV:
        write_csv(_REASON, _reasons(report))
    else:
        _write_tables(report)
    if report.refused:
        raise typer.Exit(Refused.exit_code)


def existing(file: str) -> Path:
    """The path of a file that is there.

    Errors: WrongCall.
    """
    path = Path(file)
    if not path.exists():
        raise WrongCall(f"Filen {file} finns inte. Kontrollera sökvägen.")
    if path.is_dir():
        raise WrongCall(f"{file} är en mapp. Ange filerna i den, till exempel {file.rstrip('/')}/*.csv.")
    return path


def _say(report: ImportReport) -> None:
    """Everything beside the figures: refusals, restored codes, notes and warnings."""
    for file in report.files:
        if file.refused is not None:
            note(f"Nekad: {file.refused}")
        for row in file.restored.to_dicts():
            rows = numbers.counted(row["rows"], "rad", "rader")
            note(f"{file.file}: kommunkoden {row['value']} lästes som {row['municipality_code']} på {rows}.")
        for sentence in (*file.notes, *file.warnings):
            note(f"{file.file}: {sentence}")
        if file.rejected_path is not None:
            note(f"{file.file}: de avvisade raderna ligger i {file.rejected_path}.")
    if report.refused:
        note("Inget har skrivits.")
    elif report.dry_run:
        note("Prövat; inget har skrivits (--dry-run).")


def _write_tables(report: ImportReport) -> None:
    columns = ("Fil", "Godkända", "Avvisade")
    counts = ((file.file, numbers.number(file.accepted), numbers.number(file.rejected)) for file in report.files)
    write_table("", columns, counts, columns[1:])
    written = [row for file in report.files for row in _written(file)]
    if written:
        title = "Skulle skrivas" if report.dry_run else "Skrivna versioner"
        write_table(title, ("Fil", "Län", "Månad", "Vårdform", "Version", "Rader", "Uttag", "Slag"), written)
    reasons = list(_reasons(report))
    if reasons:
        rows = ([str(row[key] if row[key] is not None else "") for key in _REASON] for row in reasons[:_MOST_REASONS])
        write_table("Avvisade rader", ("Fil", "Rad", "Kolumn", "Värde", "Skäl"), rows, ("Rad",))
    if len(reasons) > _MOST_REASONS:
        note(f"Ytterligare {len(reasons) - _MOST_REASONS} skäl visas med --format json eller csv.")


def _written(file: FileReport) -> Iterator[tuple[str, ...]]:
    for one in file.months:
        yield (
            file.file,
            county_name(one.county),
            months.key(one.month),
            SWEDISH[CareForm(one.care_form)],
            str(one.revision),
            numbers.number(one.rows),
            str(one.extracted_on),
            "underlag" if one.basis else "",
        )


def _reasons(report: ImportReport) -> Iterator[dict[str, Any]]:
    for file in report.files:
        for row in file.rejected_rows.to_dicts():
            yield {"file": file.file} | row
