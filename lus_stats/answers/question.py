"""What is asked: a month, for whom, under which terms, on which revision."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from lus_stats.derive import CELL
from lus_stats.errors import WrongCall
from lus_stats.geography import MUNICIPALITIES, check_county
from lus_stats.rules import NO_CHANGES, Changes, Rulebook
from lus_stats.rules.table import Selection
from lus_stats.text.changes import in_words
from lus_stats.text.numbers import listed
from lus_stats.vocabulary import CareForm


@dataclass(frozen=True)
class Question:
    """One month's bill. Hashable: it keys the pages' cache. No county and no municipality means all there are.

    Errors: WrongCall for an unknown county or municipality code.
    """

    month: date
    county: str | None = None
    municipality: str | None = None
    agreement: str | None = None
    changes: Changes = NO_CHANGES
    revision: int | None = None

    def __post_init__(self) -> None:
        if self.municipality is not None and self.municipality not in MUNICIPALITIES:
            raise WrongCall(f"Kommunkoden {self.municipality!r} finns inte. Skriv fyra siffror, till exempel 1880.")
        if self.county is not None:
            check_county(self.county)

    @property
    def shadow(self) -> "Question":
        """The same month as if the region had met every criterion (rules.md §6): with none required, all are met."""
        return replace(self, changes=replace(self.changes, criteria=()))

    @property
    def counties(self) -> tuple[str, ...] | None:
        """The counties whose data the answer needs; None for all."""
        county = self.municipality[:2] if self.municipality else self.county
        return None if county is None else (county,)


def cells(extracts: pl.DataFrame) -> list[tuple[str, date, str]]:
    """The counties, months and care forms that some extracts hold, for `rules.terms_table`."""
    return list(extracts.select(CELL).unique(maintain_order=True).iter_rows())


def ignored_changes(
    rules: Rulebook, asked: Iterable[tuple[str, date, str]], selection: Selection, changes: Changes
) -> Iterator[str]:
    """A Swedish sentence for each changed term that an agreement's model has no use for."""
    said = set()
    for county, month, care_form in asked:
        agreement, terms = selection(rules, county, month, CareForm(care_form))
        for key in changes.unused_by(terms):
            if (key, terms.model) not in said:
                said.add((key, terms.model))
                yield f"{key} används inte i modellen {terms.model} ({agreement.label}) och lämnas utan avseende."


def changes_said(
    rules: Rulebook, asked: Iterable[tuple[str, date, str]], selection: Selection, changes: Changes
) -> Iterator[str]:
    """The changes in a sentence, once for all terms that they are the same to, with the agreements they are put on."""
    said: dict[str, list[str]] = {}
    for county, month, care_form in asked:
        agreement, terms = selection(rules, county, month, CareForm(care_form))
        if words := "; ".join(in_words(changes, terms)):
            said.setdefault(words, []).append(agreement.label)
    for words, labels in said.items():
        yield f"Ändrade villkor ({listed(list(dict.fromkeys(labels)))}): {words}."
