"""What became of an import, file by file; also what `lus import --format json` prints."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import polars as pl

from lus_stats import months
from lus_stats.store.reasons import REASONS

RESTORED = {"value": pl.String(), "municipality_code": pl.String(), "rows": pl.UInt32()}


@dataclass(frozen=True)
class WrittenRevision:
    """A revision that an import wrote, or would have written in a dry run."""

    county: str
    month: date
    care_form: str
    revision: int
    rows: int
    extracted_on: date
    basis: bool

    def as_json(self) -> dict[str, Any]:
        """The revision as cli.md has it."""
        return vars(self) | {"month": months.key(self.month), "extracted_on": self.extracted_on.isoformat()}


@dataclass(frozen=True)
class FileReport:
    """What became of one file.

    `rejected_rows` has an entry per reason (row, column, value, reason), `restored` one per spelling of a kommunkod
    (value, municipality_code, rows). `notes` say what was done with the file, `warnings` what to look into.
    """

    file: str
    accepted: int = 0
    rejected: int = 0
    refused: str | None = None
    months: tuple[WrittenRevision, ...] = ()
    rejected_rows: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REASONS))
    restored: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=RESTORED))
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    rejected_path: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The file as cli.md has it."""
        return {
            "file": self.file,
            "accepted": self.accepted,
            "rejected": self.rejected,
            "refused": self.refused,
            "months": [revision.as_json() for revision in self.months],
            "rejected_rows": self.rejected_rows.to_dicts(),
        }


@dataclass(frozen=True)
class ImportReport:
    """What became of one call; `dry_run` says that nothing was written and nothing was meant to be."""

    files: tuple[FileReport, ...]
    dry_run: bool = False

    @property
    def refused(self) -> bool:
        """Whether a file was refused, and so nothing was written of any."""
        return any(file.refused is not None for file in self.files)

    def as_json(self) -> dict[str, Any]:
        """The call as cli.md has it."""
        return {"files": [file.as_json() for file in self.files]}

    def with_notes(self, notes: Sequence[str]) -> "ImportReport":
        """The same, with something to say about the call as a whole."""
        first, *others = self.files
        return replace(self, files=(replace(first, notes=(*first.notes, *notes)), *others)) if notes else self

    def without_months(self) -> "ImportReport":
        """The report of a call that wrote nothing."""
        return replace(self, files=tuple(replace(file, months=()) for file in self.files))
