"""The way in: files, or rows that never were a file, become one call of imports."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from dataclasses import replace as replaced
from datetime import date, datetime
from fractions import Fraction
from functools import partial
from pathlib import Path

import polars as pl

from lus_stats import months
from lus_stats.errors import WrongCall
from lus_stats.store.content import frame_hash
from lus_stats.store.folder import DataFolder
from lus_stats.store.incoming import Incoming, Through
from lus_stats.store.intake import carried_out
from lus_stats.store.mapping import CANONICAL, Mapping
from lus_stats.store.outcome import Source, Terms
from lus_stats.store.personnummer import masked
from lus_stats.store.readers.sheet import Sheet, from_frame
from lus_stats.store.report import ImportReport
from lus_stats.store.write import Progress


@dataclass(frozen=True)
class Batch:
    """Rows that never were a file: text cells in columns named as the canonical headers, and their extract's date."""

    name: str
    cells: pl.DataFrame
    extracted_on: date | None = None


def import_files(
    folder: DataFolder,
    files: Sequence[Path | Incoming],
    *,
    mapping: Mapping | None = None,
    channel: str = "lus import",
    extracted_on: date | None = None,
    max_rejected: float = 0.2,
    replace: bool = False,
    dry_run: bool = False,
    demo: bool = False,
    now: datetime | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Import files, each an import of its own in the order given (D4), all of them read through one mapping.

    Errors: WrongCall for an extract date ahead or a share that is none; Refused where nothing can be written at
    all. Bad rows and bad files raise nothing: the report has them.
    """
    moment = now or months.now()
    chosen = mapping or CANONICAL
    through = Through(chosen, folder, dry_run=dry_run)
    sources = [Source(masked(file.name, moment.date()), partial(through.load, file), extracted_on) for file in files]
    terms = replaced(_terms(sources, max_rejected, replace, moment), mapping=chosen.key, channel=channel)
    return carried_out(folder, sources, terms, dry_run=dry_run, demo=demo, progress=progress)


def import_frames(
    folder: DataFolder,
    batches: Sequence[Batch],
    *,
    channel: str = "lus demo",
    max_rejected: float = 0.2,
    replace: bool = False,
    dry_run: bool = False,
    demo: bool = False,
    now: datetime | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Import rows that never were a file, through the same validation; each batch is an import of its own.

    Errors: as import_files.
    """
    moment = now or months.now()
    sources = [
        Source(masked(batch.name, moment.date()), partial(_framed, batch.cells), batch.extracted_on)
        for batch in batches
    ]
    terms = replaced(_terms(sources, max_rejected, replace, moment), channel=channel)
    return carried_out(folder, sources, terms, dry_run=dry_run, demo=demo, progress=progress)


def _terms(sources: Sequence[Source], max_rejected: float, replace: bool, now: datetime) -> Terms:
    if not sources:
        raise WrongCall("Ingen fil att importera. Ange minst en fil.")
    if not 0 <= max_rejected <= 1:
        raise WrongCall(f"Gränsen för avvisade rader är {max_rejected}. Ange en andel mellan 0 och 1, som 0.2.")
    ahead = [source.extracted_on for source in sources if source.extracted_on and source.extracted_on > now.date()]
    if ahead:
        raise WrongCall(f"Uttagsdatumet {ahead[0]} ligger i framtiden. Ange den dag då uttaget gjordes.")
    return Terms(Fraction(str(max_rejected)), replace, now)


def _framed(cells: pl.DataFrame) -> tuple[str, Callable[[], Sheet]]:
    return frame_hash(cells), partial(from_frame, cells)
