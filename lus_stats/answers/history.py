"""The outcome month by month: who was liable, what was billed and what was blocked."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from lus_stats import billing, months
from lus_stats.answers.question import cells
from lus_stats.derive import complete
from lus_stats.rules import NO_CHANGES, Changes, amounts_table, load, terms_table
from lus_stats.rules.table import as_of
from lus_stats.store import DataFolder, asked_of_the_store
from lus_stats.vocabulary import CareForm


@dataclass(frozen=True)
class HistoryQuestion:
    """The months `first` … `last` of a county, all under the terms in force in one month (D24). Hashable.

    That month is `terms_of`, or `last` where it is not said.
    """

    first: date
    last: date
    county: str
    care_form: CareForm | None = None
    agreement: str | None = None
    changes: Changes = NO_CHANGES
    terms_of: date | None = None

    @property
    def counted_as_of(self) -> date:
        """The month whose terms hold for the whole series."""
        return self.terms_of or self.last


@asked_of_the_store
def history(folder: DataFolder, question: HistoryQuestion) -> pl.DataFrame:
    """The outcome of every month, each on its billing basis.

    Shape: one row per month, municipality and care form: billing.groups; none for a month without data.
    Errors: Refused for a month before the agreement's first terms.
    """
    rules = load(folder.rules_folders)
    rules.check_month(question.counted_as_of, question.agreement)
    asked = tuple(months.span(question.first, question.last))
    extracts = folder.store.extracts("basis", months=asked, counties=(question.county,))
    if question.care_form is not None:
        extracts = extracts.filter(pl.col("care_form") == question.care_form)
    terms = terms_table(rules, cells(extracts), as_of(question.counted_as_of, question.agreement), question.changes)
    amounts = amounts_table(rules, question.last.year + 1, question.changes)
    completed = complete(folder.store.scan(extracts), terms, extracts)
    return billing.groups(completed, amounts, terms).sort("month", "municipality_code", "care_form").collect()
