"""The seam where store, computation and viewer meet; all caching of the app is here.

Every answer is keyed by the question, by where the data lies and by the stamp of the store (which revisions exist), so
that a new import is seen without a restart. What is cached is shared between readers and never changed.
"""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import polars as pl
from cachetools import LRUCache, cached
from cachetools.keys import hashkey

from lus_stats import answers, rules
from lus_stats.answers import Bill, HistoryQuestion, Question, Statistics, StatisticsQuestion
from lus_stats.answers.holdings import only_municipalities
from lus_stats.rules import Rulebook
from lus_stats.store import DataFolder, layout, open_data
from lus_stats.ui import turns
from lus_stats.ui.filters import Choices
from lus_stats.ui.loopback import guard
from lus_stats.uncertainty import with_xmr

Answering = TypeVar("Answering", bound=Callable[..., Any])

COUNTIES_FIRST = ("18", "01")
ENTRIES = 64  # answers kept at a time, a megabyte at most each
SERIES = 256  # every month's figures as each reader may see them: every municipality's are a few megabytes
BILLS = 256  # months with their lines, each a few hundred kilobytes: several pages ask for the same
VIEWS = 512  # pages as they were drawn: some ten kilobytes each
LOOK_LASTS = 0.0  # seconds that readers share a look at the store; where the app is served, more
_run = threading.local()  # each script run has a thread of its own


def kept(entries: int, *, long: bool = False) -> Callable[[Answering], Answering]:
    """Remember so many of a function's answers, for all readers; whoever asks the same meanwhile waits for the first.

    Where working one out takes `long`, others draw their pages meanwhile.

    Needs: a function of what can be hashed, question by question, with every field in it (D159).
    """

    def remembering(answering: Answering) -> Answering:
        known: LRUCache[Any, Any] = LRUCache(entries)
        remembered = cached(known, condition=turns.Meeting())(answering)

        @wraps(answering)
        def asked(*question: Any) -> Any:
            if hashkey(*question) in known:
                return remembered(*question)
            with turns.aside():
                return remembered(*question)

        return cast("Answering", asked if long else remembered)

    return remembering


@contextmanager
def one_look() -> Iterator[None]:
    """Look at the store once for a whole run of the script: looking takes longer than most cached answers.

    What is worked out meanwhile rests on the files of that look, as its key says. An import has a thread of its own.
    """
    with layout.one_look(LOOK_LASTS):
        _run.key = key()
        try:
            yield
        finally:
            _run.key = None


def look_again() -> None:
    """After an import from here, which its reader is to see at once."""
    layout.look_again(open_data(data_location()).store.root)


def data_location() -> str:
    """Where the data lies."""
    return os.environ.get("LUS_DATA", "data")


def folder() -> DataFolder:
    """The data, opened for reading.

    Errors: Refused for real data that others than this machine could reach.
    """
    opened = open_data(data_location())
    guard(store_is_demo())
    return opened


def store_is_demo() -> bool:
    """Whether what there is to show is demo data, all of it."""
    known = getattr(_run, "key", None)
    return _demo(*known) if known is not None else open_data(data_location()).store.is_demo


def nothing_real() -> bool:
    """Whether there is nothing but demo data, or nothing at all, to show."""
    return store_is_demo() or open_data(data_location()).store.is_empty


def choices() -> Choices:
    """What the reader has to choose among; months newest first, the newest complete one to open on."""
    return _choices(*key())


def rulebook() -> Rulebook:
    """Every agreement and amount, the reader's own laid over the shipped ones."""
    return _rulebook(*key())


def bill(question: Question) -> Bill:
    """A month's bill with all its lines; what of it a reader may see is decided in ui/views."""
    return _bill(*key(), question)


def history(question: HistoryQuestion) -> pl.DataFrame:
    """The outcome month by month (answers.history)."""
    return _history(*key(), question)


def statistics(question: StatisticsQuestion) -> Statistics:
    """Indicators (answers.statistics); what the question's reader may not see is already hidden."""
    return _statistics(*key(), question)


def still_in_hospital(question: Question) -> pl.DataFrame:
    """One municipality's patients still in hospital (answers.still_in_hospital)."""
    return _still_in_hospital(*key(), question)


def with_limits(points: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Monthly values with their limits and signals (uncertainty.with_xmr)."""
    return with_xmr(points.lazy(), by).collect()


def key() -> tuple[str, str]:
    """What every answer is keyed by beside its question: where the data lies, and the store's and the rules' stamps."""
    known: tuple[str, str] | None = getattr(_run, "key", None)
    if known is not None:
        return known
    opened = open_data(data_location())
    stamp = opened.store.stamp()
    guard(_demo(data_location(), stamp))
    own = sorted(path for place in opened.rules_folders for path in Path(place).glob("**/*.toml"))
    return data_location(), "-".join([stamp, *(str(path.stat().st_mtime_ns) for path in own)])


# The arguments `location` and `stamp` are there to be part of the key.


@kept(ENTRIES)
def _demo(location: str, stamp: str) -> bool:
    """Whether the store holds nothing but demo data."""
    del location, stamp
    return open_data(data_location()).store.is_demo


@kept(ENTRIES)
def _choices(location: str, stamp: str) -> Choices:
    del location, stamp
    store = folder().store
    held = store.revisions()
    counties = set(held["county"])
    agreements = tuple((agreement.key, agreement.label) for agreement in rulebook().agreements.values())
    first = tuple(code for code in COUNTIES_FIRST if code in counties)
    return Choices(
        months=tuple(held["month"].unique().sort(descending=True)),
        opening_month=store.newest_complete_month(),
        counties=first + tuple(sorted(counties - set(first))) or COUNTIES_FIRST,
        agreements=agreements,
        only=only_municipalities(folder()),
        own_agreements=tuple((county, one.key) for one in rulebook().agreements.values() for county in one.counties),
    )


@kept(ENTRIES)
def _rulebook(location: str, stamp: str) -> Rulebook:
    del location, stamp
    return rules.load(folder().rules_folders)


@kept(BILLS)
def _bill(location: str, stamp: str, question: Question) -> Bill:
    del location, stamp
    return answers.bill(folder(), question)


@kept(ENTRIES, long=True)
def _history(location: str, stamp: str, question: HistoryQuestion) -> pl.DataFrame:
    del location, stamp
    return answers.history(folder(), question)


@kept(SERIES, long=True)
def _statistics(location: str, stamp: str, question: StatisticsQuestion) -> Statistics:
    hidden = None if question.sees_small else _hidden(location, stamp, question.family)
    return answers.statistics(folder(), question, hidden)


@kept(SERIES, long=True)
def _hidden(location: str, stamp: str, family: StatisticsQuestion) -> pl.DataFrame:
    del location, stamp
    return answers.family_cells(folder(), family)


@kept(ENTRIES)
def _still_in_hospital(location: str, stamp: str, question: Question) -> pl.DataFrame:
    del location, stamp
    return answers.still_in_hospital(folder(), question)
