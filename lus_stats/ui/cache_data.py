"""Data as it was drawn: what the store holds, what is wrong with it, and what is left of earlier imports."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl
import streamlit as st

from lus_stats import months
from lus_stats.answers.rejected import rejected_files as files_of_rejected_rows
from lus_stats.answers.rejected import rejected_reasons
from lus_stats.errors import LusError
from lus_stats.exports import RejectedFile, rejected_workbook
from lus_stats.store import mapping, verify
from lus_stats.ui import cache
from lus_stats.ui.filters import Filters
from lus_stats.ui.views.data import DataView
from lus_stats.ui.views.data import data as data_view

VIEWS = 64
SECONDS = 5  # what lies beside the store changes without its stamp


def data(chosen: Filters, span: str) -> DataView | None:
    """What the store holds of a county; None where that is nothing."""
    month = chosen.month if span == "chosen" else None
    return _data(*cache.key(), Filters(chosen.viewer, month, chosen.county), span, waiting())


def waiting() -> int:
    """How many files lie in the inbox."""
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
    """What is wrong with the store's files, as `lus verify` says it: the file, and what."""
    return tuple((found.path, found.message) for found in verify(cache.folder().store))


@st.cache_resource(show_spinner=False, max_entries=VIEWS)
def _data(location: str, stamp: str, asked: Filters, span: str, waits: int) -> DataView | None:
    del location, stamp
    return data_view(cache.folder().store.revisions(), asked, span, None, waits)


@st.cache_data(show_spinner=False, ttl=SECONDS, max_entries=8)
def _waiting(location: str) -> int:
    del location
    names = [found.name for found in cache.folder().place.below("inbox").files()]
    return sum("/" not in name and not name.startswith((".", "README")) for name in names)


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
