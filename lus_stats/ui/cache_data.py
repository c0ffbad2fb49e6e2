"""Data as it was drawn: what the store holds, what is wrong with it, and what is left of earlier imports."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl
import streamlit as st

from lus_stats import answers, months
from lus_stats.answers import Comparison, ComparisonQuestion
from lus_stats.answers.late import came_late
from lus_stats.answers.rejected import rejected_files as files_of_rejected_rows
from lus_stats.answers.rejected import rejected_reasons
from lus_stats.errors import LusError, Refused
from lus_stats.exports import RejectedFile, rejected_workbook
from lus_stats.store import ImportReport, LocalFolder, inbox, log_entries, log_faults, mapping, open_data, verify
from lus_stats.ui import cache
from lus_stats.ui.filters import Filters
from lus_stats.ui.loopback import guard
from lus_stats.ui.views.data import DataView, newest_complete
from lus_stats.ui.views.data import data as data_view
from lus_stats.ui.views.data_late import LateMonths, LateView, late_months, may_see, since_basis
from lus_stats.ui.views.data_late import late as late_view
from lus_stats.ui.views.data_log import LogView, log_view
from lus_stats.vocabulary import CareForm

VIEWS = 64
INBOX = "inbox"
SECONDS = 5  # what lies beside the store changes without its stamp


def data(chosen: Filters, span: str) -> DataView | None:
    """What the store holds of a county; None where that is nothing."""
    month = chosen.month if span == "chosen" else None
    return _data(*cache.key(), Filters(chosen.viewer, month, chosen.county, only=chosen.only), span, waiting())


def late(chosen: Filters) -> LateMonths | None:
    """The months that have come again since their basis; None for a reader who may not know."""
    return _late(*cache.key(), _of_late(chosen)) if may_see(chosen) else None


def since_the_basis(report: ImportReport) -> tuple[str, ...]:
    """What the months that an import wrote a later revision of differ in from their basis, in words."""
    counties = sorted({one.county for file in report.files for one in file.months})
    found = [_comparisons(*cache.key(), county, None) for county in counties]
    return since_basis(pl.concat(found), report) if found else ()


def late_month(chosen: Filters, month: date, care_form: str) -> LateView | None:
    """One of them, episode by episode as far as the reader may see; None for a reader who may see none."""
    if not may_see(chosen):
        return None
    question = ComparisonQuestion(chosen.county, month, CareForm(care_form), agreement=chosen.agreement)
    return late_view(_comparison(*cache.key(), question), chosen.viewer)


def _of_late(chosen: Filters) -> Filters:
    """What of the view the months that came again depend on."""
    return Filters(chosen.viewer, None, chosen.county, agreement=chosen.agreement, only=chosen.only)


def log() -> LogView:
    """The import log."""
    return log_view(log_entries(cache.folder()))


def waiting() -> int | None:
    """How many files lie in the inbox; None where it cannot be read."""
    return _waiting(cache.data_location())


def mappings() -> Mapping[str, str]:
    """Each mapping's name by its key, the canonical file first; a faulty one says so."""
    return _mappings(cache.data_location())


def rejected_files() -> pl.DataFrame:
    """Earlier imports' files of rejected rows (answers.rejected_files)."""
    return _rejected_files(*cache.key())


def rejected_rows(name: str) -> bytes:
    """One such file as a workbook; never cached, it is about patients.

    Errors: WrongCall for a file that is gone.
    """
    reasons = rejected_reasons(cache.folder(), name)
    return rejected_workbook([RejectedFile(name, reasons, reasons["row"].n_unique())], months.now())


def problems() -> tuple[tuple[str, str], ...]:
    """What is wrong with the store's files, as `lus verify` says it: the file, and what.

    Asked of a store that cannot be read too, which counts as real.
    Errors: Refused where others than this machine can reach the app.
    """
    guard(is_demo=False)
    folder = open_data(cache.data_location())
    return tuple((found.path, found.message) for found in [*verify(folder.store), *log_faults(folder)])


@cache.kept(VIEWS)
def _data(location: str, stamp: str, asked: Filters, span: str, waits: int | None) -> DataView | None:
    del location, stamp
    revisions = cache.folder().store.revisions()
    complete = newest_complete(revisions, asked.county)
    late = came_late(cache.folder(), asked.county, complete) if complete else 0
    return data_view(revisions, asked, span, late, waits)


@cache.kept(VIEWS)
def _comparisons(location: str, stamp: str, county: str, agreement: str | None) -> pl.DataFrame:
    del location, stamp
    return answers.comparisons(cache.folder(), county, agreement)


@cache.kept(VIEWS)
def _late(location: str, stamp: str, asked: Filters) -> LateMonths:
    return late_months(_comparisons(location, stamp, asked.county, asked.agreement), asked)


@cache.kept(VIEWS)
def _comparison(location: str, stamp: str, question: ComparisonQuestion) -> Comparison:
    del location, stamp
    return answers.compare(cache.folder(), question)


@st.cache_data(show_spinner=False, ttl=SECONDS, max_entries=8)
def _waiting(location: str) -> int | None:
    del location
    folder = cache.folder()
    if not isinstance(folder.place, LocalFolder) or not (folder.place.path / INBOX).is_dir():
        return 0
    held = inbox.Inbox(folder.place.path / INBOX, folder, mapping.CANONICAL_KEY)
    try:
        return sum(landed.is_file for landed in inbox.waiting(held))
    except Refused:
        return None


@st.cache_data(show_spinner=False, ttl=SECONDS, max_entries=8)
def _mappings(location: str) -> dict[str, str]:
    del location
    own = [cache.folder().mappings]
    canonical_first = sorted(mapping.keys(own), key=lambda key: key != mapping.CANONICAL_KEY)
    return {key: _label(key, own) for key in canonical_first}


@st.cache_data(show_spinner=False, ttl=SECONDS, max_entries=8)
def _rejected_files(location: str, stamp: str) -> pl.DataFrame:
    del location, stamp
    return files_of_rejected_rows(cache.folder())


def _label(key: str, own: list[Path]) -> str:
    try:
        return mapping.find(key, own).label
    except LusError:
        return f"{key} (felaktig)"
