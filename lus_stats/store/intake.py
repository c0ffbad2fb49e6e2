"""One call of imports carried out: every file examined first; then all are written, or none."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

import polars as pl

from lus_stats.errors import Refused
from lus_stats.store import log
from lus_stats.store.catalogue import Store
from lus_stats.store.drafts import Version, history_of
from lus_stats.store.expiry import without_the_expired
from lus_stats.store.folder import DataFolder
from lus_stats.store.footer import Footer
from lus_stats.store.outcome import Examined, Source, Terms, examine
from lus_stats.store.places import Place, fault, where
from lus_stats.store.reading import readable
from lus_stats.store.rejected import remove_rejected, write_rejected
from lus_stats.store.report import FileReport, ImportReport
from lus_stats.store.write import NewFile, Progress, publish, sole_writer


def carried_out(
    folder: DataFolder,
    sources: Sequence[Source],
    terms: Terms,
    *,
    dry_run: bool,
    demo: bool,
    progress: Progress | None,
) -> ImportReport:
    """Examine every source, and write what they come to unless one is refused or the call is a dry run.

    Errors: Refused where demo and real data would mix, or the store cannot be written.
    """
    target = folder.for_demo() if demo else folder.for_real()
    look = partial(_examined, target.store, sources, terms, demo=demo, progress=progress)
    seen, examined = target.store.stamp(), look()
    if dry_run:
        return _report(examined, dry_run=True)
    if _refused(examined):
        return _refusal(target, examined, terms)
    # Also where nothing is new: what a killed import left behind is put in order by the next one, whichever it is.
    with _as_refusal(target.place), sole_writer(target.store.root, target.rejected, target.log):
        log.settle(target)
        if target.store.stamp() != seen:  # another import was faster: what it wrote counts
            examined = look()
        if _refused(examined):
            return _refusal(target, examined, terms)
        with log.noted(target, log.imported(examined, terms)) as trouble:
            report = _written(target, examined, terms, demo=demo, progress=progress)
        return report.with_notes([*trouble, *without_the_expired(target, terms.now, terms.channel)])


def _examined(
    store: Store, sources: Sequence[Source], terms: Terms, *, demo: bool, progress: Progress | None
) -> list[Examined]:
    """Each file against the store and the files before it."""
    _refuse_mixing(store, demo=demo)
    history = history_of(store)
    examined = []
    for done, source in enumerate(sources):
        if progress:
            progress(f"Läser {source.name}", done, len(sources))
        with readable(store):
            examined.append(examine(source, history, terms))
        history = history.after(examined[-1].drafts)
    return examined


def _refuse_mixing(store: Store, *, demo: bool) -> None:
    held = store.files()["demo"]
    if (held != demo).any():
        kind, other = ("demodata", "riktiga data") if demo else ("riktiga data", "demodata")
        raise Refused(f"{store.root} innehåller {other}. Importera {kind} till en annan mapp, med --data.")


def _refused(examined: Sequence[Examined]) -> bool:
    return any(one.report.refused is not None for one in examined)


def _report(examined: Sequence[Examined], *, dry_run: bool = False) -> ImportReport:
    report = ImportReport(tuple(one.report for one in examined), dry_run)
    return report.without_months() if report.refused else report


def _refusal(target: DataFolder, examined: Sequence[Examined], terms: Terms) -> ImportReport:
    """The report of a call that is refused; what was wrong with its files is said, whether it can be logged or not."""
    return _report(examined).with_notes(log.told(target, log.imported(examined, terms)))


def _written(
    target: DataFolder, examined: Sequence[Examined], terms: Terms, *, demo: bool, progress: Progress | None
) -> ImportReport:
    """Write the rejected rows, then the revisions; without the latter the former go too."""
    rejected: list[FileReport] = []
    new = [_new_file(draft, one, terms, demo=demo) for one in examined for draft in one.drafts]
    try:
        # One at a time, so that those before a failure are known.
        rejected.extend(_with_rejected_rows(one.report, target.rejected, terms.now) for one in examined)
        if new:
            publish(target.store.root, new, progress)
    except BaseException:
        with contextlib.suppress(OSError, Refused):  # what went wrong first is what the reader has to mend
            for report in rejected:
                if report.rejected_path:
                    remove_rejected(target.rejected, report.rejected_path)
        raise
    return ImportReport(tuple(rejected))


def _with_rejected_rows(report: FileReport, folder: Place, now: datetime) -> FileReport:
    if report.rejected_rows.is_empty():
        return report
    return replace(report, rejected_path=write_rejected(folder, report.file, report.rejected_rows, now))


def _new_file(draft: Version, examined: Examined, terms: Terms, *, demo: bool) -> NewFile:
    rows = (pl.DataFrame() if draft.rows is None else draft.rows).drop("row")
    if draft.group.in_hospital:
        rows = rows.with_columns(extracted_on=pl.lit(draft.extracted_on))
    footer = Footer(
        source=examined.report.file,
        source_sha256=examined.sha256,
        extracted_on=draft.extracted_on,
        imported_at=terms.now,
        rows=len(rows),
        rejected=examined.report.rejected,
        content_hash=draft.content_hash,
        demo=demo,
        mapping=terms.mapping,
        warnings=draft.warnings,
    )
    return NewFile(draft.group.file(draft.revision), rows, footer)


@contextlib.contextmanager
def _as_refusal(root: Place) -> Iterator[None]:
    """A folder that cannot be written is the reader's to mend: say which."""
    try:
        yield
    except OSError as error:
        what, cure = fault(error)
        place = where(error, str(root))
        raise Refused(f"Det går inte att skriva i {place}: {what}; inget importerades. {cure}") from error
