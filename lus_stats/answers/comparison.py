"""Two revisions of a month held against each other: every episode that differs, and what it would have moved."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from lus_stats import months
from lus_stats.answers.differences import differences, with_facts
from lus_stats.answers.effect import counted
from lus_stats.answers.pairs import before_and_after
from lus_stats.answers.priced import priced
from lus_stats.answers.question import cells, ignored_changes
from lus_stats.errors import Refused
from lus_stats.geography import check_county, county_name
from lus_stats.rules import NO_CHANGES, Changes, amounts_table, load, terms_table
from lus_stats.rules.table import in_force
from lus_stats.store import DataFolder, asked_of_the_store
from lus_stats.vocabulary import SWEDISH, CareForm


@dataclass(frozen=True)
class ComparisonQuestion:
    """Two revisions of a county's month in a care form. Hashable.

    `before` is by default the frozen basis, or the oldest revision where none is frozen; `after` the newest.
    Errors: WrongCall for an unknown county code.
    """

    county: str
    month: date
    care_form: CareForm
    before: int | None = None
    after: int | None = None
    agreement: str | None = None
    changes: Changes = NO_CHANGES

    def __post_init__(self) -> None:
        check_county(self.county)


@dataclass(frozen=True)
class Comparison:
    """What differs between two revisions, and what that would have moved.

    `before` and `after` are the extracts, a row each as Store.extracts. `episodes` and `groups` are of priced.Priced.
    `ignored` says which changed terms had no use.
    """

    question: ComparisonQuestion
    demo: bool
    before: pl.DataFrame
    after: pl.DataFrame
    episodes: pl.DataFrame
    groups: pl.DataFrame
    ignored: tuple[str, ...]


@asked_of_the_store
def compare(folder: DataFolder, question: ComparisonQuestion) -> Comparison:
    """Every episode that differs between two revisions, what it alone would have moved, and all of them together.

    The bill rests on the frozen basis and does not move. What came too late is counted as if it had been registered
    in time: what it would have moved is the question.
    Errors: Refused for a month before the terms, one without data, and a revision that is not there.
    """
    rules = load(folder.rules_folders)
    rules.check_month(question.month, question.agreement)
    first, second = before_and_after(_held(folder, question), question.before, question.after)
    selection = in_force(question.agreement)
    both = counted(
        folder.store.scan(first),
        folder.store.scan(second),
        extracts=first,
        terms=terms_table(rules, cells(first), selection, question.changes),
        amounts=amounts_table(rules, question.month.year + 1, question.changes),
    )
    found = priced(with_facts(differences(folder.store, first, second)), both)
    ignored = tuple(ignored_changes(rules, cells(first), selection, question.changes))
    return Comparison(question, folder.store.is_demo, first, second, found.episodes, found.groups, ignored)


def _held(folder: DataFolder, question: ComparisonQuestion) -> pl.DataFrame:
    held = folder.store.revisions().filter(
        pl.col("county") == question.county,
        pl.col("month") == question.month,
        pl.col("care_form") == question.care_form,
    )
    if held.is_empty():
        where = f"{county_name(question.county)} {months.key(question.month)} {SWEDISH[question.care_form]}"
        raise Refused(f"Det finns inga uppgifter för {where}. `lus months` visar vad som är inläst.")
    return held
