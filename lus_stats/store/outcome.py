"""What one file comes to, before anything is written: its report, and drafts of the revisions it would add."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from typing import NamedTuple

import polars as pl

from lus_stats.errors import Refused
from lus_stats.store.drafts import History, Version
from lus_stats.store.naming import names, rows_named, said
from lus_stats.store.personnummer import masked_words
from lus_stats.store.plan import Plan, planned
from lus_stats.store.readers.sheet import Sheet
from lus_stats.store.reasons import in_order, in_the_files_words
from lus_stats.store.report import FileReport, WrittenRevision
from lus_stats.store.validation import Validated, validated

_COMMON_REASONS = 3
_NAMED_COLUMNS = 20


class Source(NamedTuple):
    """A file to import: its name, how to get its SHA-256 and then its rows, and when its extract was drawn."""

    name: str
    load: Callable[[], tuple[str, Callable[[], Sheet]]]
    extracted_on: date | None


@dataclass(frozen=True)
class Terms:
    """How a call wants its files taken; `mapping` is a mapping's key, `channel` where the call came from."""

    max_rejected: Fraction
    replace: bool
    now: datetime
    mapping: str = "kanonisk"
    channel: str = "lus import"


@dataclass(frozen=True)
class Examined:
    """One file's report and drafts; a refused file has none."""

    report: FileReport
    drafts: tuple[Version, ...] = ()
    sha256: str = ""


def examine(source: Source, history: History, terms: Terms) -> Examined:
    """Read, validate and plan one file against what the store holds and the call's earlier files will add."""
    report = FileReport(source.name)
    sha256 = ""
    try:
        sha256, read = source.load()
        sheet = read()
        del read  # it may hold the file's whole content
        rows = validated(sheet, terms.now, source.extracted_on)
        _refuse_undated_patients(rows, source.extracted_on)
    except Refused as refusal:
        said_of_it = masked_words(str(refusal), terms.now.date())  # a reader may name a sheet or a column
        return Examined(replace(report, refused=f"{source.name} {said_of_it}"), sha256=sha256)
    plan = planned(
        rows.episodes,
        history,
        extracted_on=source.extracted_on,
        today=terms.now.date(),
        replace=terms.replace,
    )
    reasons = in_the_files_words(pl.concat([rows.reasons, *plan.reasons]), sheet)
    reasons = in_order(reasons, terms.now.date())
    rejected = reasons["row"].n_unique()
    report = replace(
        report,
        accepted=rows.rows - rejected,
        rejected=rejected,
        rejected_rows=reasons,
        restored=rows.restored,
        notes=tuple(masked_words(note, terms.now.date()) for note in (*sheet.notes, *_notes(rows, plan))),
        warnings=plan.warnings,
    )
    if rejected > terms.max_rejected * rows.rows:
        refused = f"{source.name} {_too_many(rejected, rows.rows, reasons, terms)}"
        return Examined(replace(report, refused=refused), sha256=sha256)
    months = tuple(_written(draft, history) for draft in plan.drafts if draft.group.month)
    return Examined(replace(report, months=months), plan.drafts, sha256)


def _refuse_undated_patients(rows: Validated, extracted_on: date | None) -> None:
    staying = rows.episodes.filter(pl.col("discharged_at").is_null())["row"].sort()
    if len(staying) and extracted_on is None:
        raise Refused(
            f"har {len(staying)} vårdtillfällen utan utskrivning ({rows_named(staying.to_list(), len(staying))}), "
            "men uttagets datum är inte angivet. Ange när uttaget gjordes: --extracted-on ÅÅÅÅ-MM-DD."
        )


def _written(draft: Version, history: History) -> WrittenRevision:
    group = draft.group
    return WrittenRevision(
        county=group.county,
        month=group.day,
        care_form=group.care_form,
        revision=draft.revision,
        rows=draft.count(),
        extracted_on=draft.extracted_on,
        basis=draft.lies_after_its_month and not history.has_basis(group),
    )


def _notes(rows: Validated, plan: Plan) -> list[str]:
    """What was done with the file; restored municipality codes are told apart."""
    notes = []
    if rows.unknown_headers:
        unused = rows.unknown_headers
        notes.append(f"Kolumner som inte används: {names(unused[:_NAMED_COLUMNS], len(unused))}.")
    if not rows.rows:
        notes.append("Filen har inga rader under rubriken.")
    notes += [
        f"Samma rader och uttagsdatum finns redan ({said(same.group)}, version {same.revision}): inget nytt skrevs."
        for same in plan.unchanged
    ]
    notes += [
        f"Kvar på sjukhus vid uttaget {draft.extracted_on}: {draft.count()} vårdtillfällen ({said(draft.group)})."
        for draft in plan.drafts
        if draft.group.in_hospital
    ]
    return notes


def _too_many(rejected: int, rows: int, reasons: pl.DataFrame, terms: Terms) -> str:
    told = reasons.group_by("column", "reason").agg(pl.len(), first=pl.col("row").min())
    named = [
        f"{column + ': ' if column else ''}{reason} ({count}, först på rad {first})"
        for column, reason, count, first in told.sort(
            "len", "first", "column", "reason", descending=[True, *[False] * 3]
        )
        .head(_COMMON_REASONS)
        .rows()
    ]
    return (
        f"har {rejected} av {rows} rader som inte kan tas emot, mer än gränsen "
        f"{_percent(terms.max_rejected)}. Vanligast: {'; '.join(named)}. "
        "Rätta filen, eller höj gränsen med --max-rejected."
    )


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):g} %".replace(".", ",")
