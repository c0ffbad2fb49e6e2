"""Under which terms a page counts: the agreement's own, and what the reader has changed, in words."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from lus_stats.answers import Question
from lus_stats.figures.theme import month_long
from lus_stats.geography import county_name
from lus_stats.rules import Agreement, Changes, Rulebook, Terms
from lus_stats.rules.table import in_force
from lus_stats.text import changes
from lus_stats.ui.filters import Filters
from lus_stats.ui.views import held, rights
from lus_stats.vocabulary import SWEDISH


@dataclass(frozen=True)
class Counting:
    """The agreement and terms of a month and care form, and the reader's changes of them.

    `said` names each change in words; it says so too where a change has no use.
    """

    agreement: Agreement
    own: Terms
    changes: Changes
    said: tuple[str, ...]

    @property
    def terms(self) -> Terms:
        """The terms with the changes."""
        return self.changes.on(self.own)

    @property
    def name(self) -> str:
        """`Örebro län, villkor från 2018-01-01`."""
        return f"{self.agreement.label}, villkor från {self.own.valid_from}"


def counting(chosen: Filters, rulebook: Rulebook, month: date) -> Counting:
    """How a view's month is counted: with the changes that this reader may make, as far as they are any."""
    agreement, own = in_force(rights.agreement(chosen))(rulebook, chosen.county, month, chosen.care_form)
    used, said = honoured(chosen, own)
    return Counting(agreement, own, used, tuple(filter(None, (*said, rights.said(chosen)))))


def honoured(chosen: Filters, own: Terms) -> tuple[Changes, tuple[str, ...]]:
    """The reader's changes that make some terms others than they are, and what there is to say of all changes."""
    effective = rights.allowed(chosen).beyond(own)
    used = effective.only([key for key in effective.terms if key not in effective.unused_by(own)])
    return used, (changes.sentence(used, own), changes.without_use(effective, own))


def question(chosen: Filters, counted: Counting, month: date) -> Question:
    """The county's bill that answers a view; a municipality's is a part of it."""
    return Question(month, county=chosen.county, agreement=rights.agreement(chosen), changes=counted.changes)


def basis_status(
    chosen: Filters, extracts: pl.DataFrame, counted: Counting, month: date, first: str = "Utskrivna"
) -> tuple[str, ...]:
    """What a simulated bill rests on, for the status line.

    Needs: the bill's extracts.
    """
    return (
        f"{first} i {month_long(month)}",
        f"{SWEDISH[chosen.care_form]} vård",
        extract_words(extracts, chosen),
        county_name(chosen.county) if counted.agreement.label != county_name(chosen.county) else "",
        counted.name,
        *held.notice(chosen),
        "simulering",
    )


def extract_words(extracts: pl.DataFrame, chosen: Filters) -> str:
    """`uttag 2023-03-10, version 1, underlag för fakturering`; preliminary where there is no frozen basis yet."""
    own = extracts.filter(pl.col("county") == chosen.county, pl.col("care_form") == chosen.care_form)
    if own.is_empty():
        return "inget uttag"
    extract = own.row(0, named=True)
    kind = "underlag för fakturering" if extract["basis"] else "preliminärt"
    return f"uttag {extract['extracted_on']}, version {extract['revision']}, {kind}"
