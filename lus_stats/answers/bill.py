"""The month's outcome from the store: groups, lines, and the extracts they rest on."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from lus_stats import billing, months
from lus_stats.answers.question import Question, cells, changes_said, ignored_changes
from lus_stats.billing.lines import years_charged
from lus_stats.derive import complete
from lus_stats.errors import Refused
from lus_stats.rules import amounts_table, load, terms_table
from lus_stats.rules.table import in_force
from lus_stats.store import DataFolder, Which, asked_of_the_store


@dataclass(frozen=True)
class Bill:
    """One month's answer.

    `groups` and `lines` are `billing.groups` and `billing.lines`, ordered by municipality code, care form's code and
    episode id; `extracts` is the store's, a row per county and care form; `amounts` is `rules.amounts_table`; `changed`
    says in words what was changed of the terms, `ignored` which changed terms had no use.
    """

    month: date
    demo: bool
    extracts: pl.DataFrame
    groups: pl.DataFrame
    lines: pl.DataFrame
    amounts: pl.DataFrame
    ignored: tuple[str, ...]
    changed: tuple[str, ...] = ()

    def group_of(self, municipality: str | None, care_form: str) -> dict[str, Any] | None:
        """The group of one municipality and care form; None where nobody was discharged."""
        return next(iter(self.groups.filter(_of(municipality, care_form)).to_dicts()), None)

    def lines_of(self, municipality: str | None, care_form: str) -> pl.DataFrame:
        """The lines of one municipality and care form."""
        return self.lines.filter(_of(municipality, care_form))

    def amounts_behind(self, lines: pl.DataFrame) -> pl.DataFrame:
        """The amounts of the years that some lines' billed and blocked days lie in; the month's where there are none.

        Shape: rules.AMOUNT_COLUMNS, by year.
        """
        first, last = years_charged(lines).select(pl.col("from_year").min(), pl.col("to_year").max()).row(0)
        year = self.month.year
        return self.amounts.filter(pl.col("year").is_between(first or year, last or year)).sort("year")


def _of(municipality: str | None, care_form: str) -> pl.Expr:
    return (pl.col("municipality_code") == municipality) & (pl.col("care_form") == care_form)


@asked_of_the_store
def bill(folder: DataFolder, question: Question) -> Bill:
    """What the month comes to, on the frozen basis unless a revision is asked for.

    Errors: Refused for a month before the terms, a month without data, or a revision that does not exist.
    """
    load(folder.rules_folders).check_month(question.month, question.agreement)
    return on_extracts(folder, question, _extracts(folder, question))


def on_extracts(folder: DataFolder, question: Question, extracts: pl.DataFrame) -> Bill:
    """What the month comes to on the given extracts of it (rows as `Store.extracts` has them).

    Errors: Refused for a month before the terms.
    """
    rules = load(folder.rules_folders)
    rules.check_month(question.month, question.agreement)
    selection = in_force(question.agreement)
    asked = cells(extracts)
    terms = terms_table(rules, asked, selection, question.changes)
    episodes = folder.store.scan(extracts)
    if question.municipality is not None:
        episodes = episodes.filter(pl.col("municipality_code") == question.municipality)
    amounts = amounts_table(rules, question.month.year + 1, question.changes)
    groups, lines = _outcome(complete(episodes, terms, extracts), amounts, terms)
    ignored, changed = (
        tuple(said(rules, asked, selection, question.changes)) for said in (ignored_changes, changes_said)
    )
    return Bill(question.month, folder.store.is_demo, extracts, groups, lines, amounts, ignored, changed)


def _extracts(folder: DataFolder, question: Question) -> pl.DataFrame:
    held = folder.store.revisions().filter(pl.col("month") == question.month)
    if held.is_empty():
        raise Refused(
            f"Det finns inga uppgifter för {months.key(question.month)}. "
            "Välj en månad som finns (lus months) eller läs in den (lus import)."
        )
    which: Which = "basis" if question.revision is None else question.revision
    return folder.store.extracts(which, months=(question.month,), counties=question.counties)


def _outcome(completed: pl.LazyFrame, amounts: pl.DataFrame, terms: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    groups = billing.groups(completed, amounts, terms)
    lines = billing.lines(completed, groups, amounts)
    in_order = groups.sort("municipality_code", "care_form")
    first, second = pl.collect_all([in_order, lines])
    return first, second
