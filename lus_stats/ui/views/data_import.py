"""An import as the operator reads it: what each file came to, before anything is written and after."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import polars as pl

from lus_stats import months
from lus_stats.exports import RejectedFile, rejected_workbook
from lus_stats.geography import county_name
from lus_stats.store import FileReport, ImportReport, WrittenRevision
from lus_stats.text import numbers
from lus_stats.text.data import Intake, outcome_sentence, preview_sentence
from lus_stats.ui.tables import Column
from lus_stats.ui.views.data import BASIS, LATER, PRELIMINARY
from lus_stats.vocabulary import SWEDISH, CareForm

MOST_REASONS: Final = 20  # of the rest the workbook tells
NOT_TAKEN: Final = "tas inte emot"

ON_THE_PAGE: Final = {
    "--extracted-on": "Uttagsdatum",
    "--max-rejected": "Högst andel avvisade rader",
    "--replace": "Tillåt ersättning",
    "--mapping": "Mappning",
}

FILES: Final = (
    Column("file", "Fil", tag="tag"),
    Column("accepted", "Godkända rader", "count"),
    Column("rejected", "Avvisade rader", "count"),
)
VERSIONS: Final = (
    Column("month", "Månad", "month"),
    Column("county", "Län"),
    Column("care_form", "Vårdform"),
    Column("revision", "Version", "count"),
    Column("kind", "Slag"),
    Column("rows", "Rader", "count"),
    Column("extracted_on", "Uttag", "date"),
    Column("file", "Fil"),
)
REASONS: Final = (
    Column("row", "Rad", "count"),
    Column("file", "Fil"),
    Column("column", "Kolumn"),
    Column("value", "Värde"),
    Column("reason", "Skäl"),
)


@dataclass(frozen=True)
class ImportView:
    """What the page draws of one call of imports; `reasons` are the first of them."""

    sentence: str
    files: pl.DataFrame
    refusals: tuple[str, ...]
    remarks: tuple[str, ...]
    versions: pl.DataFrame
    reasons: pl.DataFrame
    reasons_title: str
    rejected: tuple[RejectedFile, ...]

    @property
    def writes(self) -> bool:
        """Whether reading the files in would write, or wrote, anything."""
        return not self.versions.is_empty()

    def workbook(self, now: datetime) -> bytes:
        """The rejected rows, all of them."""
        return rejected_workbook(self.rejected, now)


def import_view(report: ImportReport) -> ImportView:
    """The view of a report, of a dry run or of a real one."""
    lines = [line for file in report.files for line in _reasons(file)]
    count = f"De första {MOST_REASONS} av {numbers.number(len(lines))} skäl" if len(lines) > MOST_REASONS else ""
    say = preview_sentence if report.dry_run else outcome_sentence
    return ImportView(
        sentence=say(_intake(report)),
        files=pl.DataFrame([_file(file) for file in report.files], schema=_FILES),
        refusals=tuple(on_the_page(file.refused) for file in report.files if file.refused is not None),
        remarks=tuple(
            on_the_page(remark) for file in report.files for remark in _remarks(file, alone=len(report.files) == 1)
        ),
        versions=pl.DataFrame([_version(file, one) for file in report.files for one in file.months], schema=_VERSIONS),
        reasons=pl.DataFrame(lines[:MOST_REASONS], schema=_REASONS),
        reasons_title=count or "Avvisade rader",
        rejected=tuple(
            RejectedFile(file.file, file.rejected_rows, file.rejected, file.accepted)
            for file in report.files
            if not file.rejected_rows.is_empty()
        ),
    )


def versions_columns(view: ImportView) -> tuple[Column, ...]:
    """The versions' columns; what all rows share in a single file or county is left out."""
    alone = {"file": view.files.height == 1, "county": view.versions["county"].n_unique() == 1}
    return tuple(column for column in VERSIONS if not alone.get(column.name))


def reasons_columns(view: ImportView) -> tuple[Column, ...]:
    """The reasons' columns; the file only where there are several."""
    return tuple(column for column in REASONS if column.name != "file" or view.files.height > 1)


def on_the_page(message: str) -> str:
    """A message of the import with the names that the page has for the options of the command line."""
    for option, name in ON_THE_PAGE.items():
        message = message.replace(option, f"”{name}”")
    return message


def holds_personnummer(report: FileReport) -> bool:
    """Whether a file was refused for a personnummer, so that its content is dropped at once.

    Asked of the message: one file too many dropped costs an upload, one too few keeps what must not be kept.
    """
    return report.refused is not None and any(word in report.refused for word in ("personnummer", "samordningsnummer"))


def came_to_the_same(before: ImportReport, after: ImportReport) -> bool:
    """Whether what was written is what the preview said."""
    return [_gist(file) for file in before.files] == [_gist(file) for file in after.files]


def _gist(file: FileReport) -> tuple[Any, ...]:
    return file.file, file.accepted, file.rejected, file.refused, file.months


def _intake(report: ImportReport) -> Intake:
    return Intake(
        files=len(report.files),
        accepted=sum(file.accepted for file in report.files),
        rejected=sum(file.rejected for file in report.files),
        refused=sum(file.refused is not None for file in report.files),
        revisions=sum(len(file.months) for file in report.files),
    )


_FILES: Final = {"file": pl.String, "tag": pl.String, "accepted": pl.Int64, "rejected": pl.Int64}


def _file(file: FileReport) -> dict[str, Any]:
    tag = None if file.refused is None else NOT_TAKEN
    return {"file": file.file, "tag": tag, "accepted": file.accepted, "rejected": file.rejected}


_VERSIONS: Final = {
    "month": pl.Date,
    "county": pl.String,
    "care_form": pl.String,
    "revision": pl.Int64,
    "kind": pl.String,
    "rows": pl.Int64,
    "extracted_on": pl.Date,
    "file": pl.String,
}


def _version(file: FileReport, one: WrittenRevision) -> dict[str, Any]:
    return {
        "month": one.month,
        "county": county_name(one.county),
        "care_form": SWEDISH[CareForm(one.care_form)],
        "revision": one.revision,
        "kind": _kind(one),
        "rows": one.rows,
        "extracted_on": one.extracted_on,
        "file": file.file,
    }


def _kind(one: WrittenRevision) -> str:
    if one.basis:
        return BASIS
    return LATER if one.extracted_on > months.last_day(one.month) else PRELIMINARY


def _remarks(file: FileReport, *, alone: bool) -> Iterator[str]:
    """Restored codes, what was done with the file, and what to look into; its name where there are several."""
    name = "" if alone else f"{file.file}: "
    for value, code, rows in file.restored.select("value", "municipality_code", "rows").rows():
        yield f"{name}Kommunkoden {value} läses som {code} på {numbers.counted(rows, 'rad', 'rader')}."
    yield from (f"{name}{note}" for note in file.notes)
    yield from (f"{name}**Kontrollera:** {warning}" for warning in file.warnings)


_REASONS: Final = {"row": pl.Int64, "column": pl.String, "value": pl.String, "reason": pl.String, "file": pl.String}


def _reasons(file: FileReport) -> Sequence[dict[str, Any]]:
    return [one | {"reason": on_the_page(one["reason"]), "file": file.file} for one in file.rejected_rows.to_dicts()]
