"""Every agreement's terms, old and new, in words with each value's source; and the amounts year by year."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import polars as pl

from lus_stats.answers.calculator import counting_terms
from lus_stats.figures.theme import number
from lus_stats.geography import county_name, swedish_key
from lus_stats.rules import Agreement, Rulebook, Terms
from lus_stats.text.terms import rows_of
from lus_stats.ui.tables import Column
from lus_stats.vocabulary import SWEDISH

TERMS_COLUMNS: Final = (Column("term", "Villkor"), Column("value", "Värde"), Column("source", "Källa", missing=""))
AMOUNT_COLUMNS: Final = (
    Column("year", "År"),
    Column("amount", "Kronor per dag", "figure"),
    Column("regulation", "Föreskrift"),
    Column("status", "Status"),
)


@dataclass(frozen=True)
class TermsTable:
    """One version of some terms: for whom, when, and each value with its source."""

    title: str
    subtitle: str
    rows: pl.DataFrame


def terms_tables(rulebook: Rulebook, today: date) -> tuple[TermsTable, ...]:
    """Every version of every agreement, the Act last, newest first."""
    in_order = sorted(rulebook.agreements.values(), key=lambda one: (one.fallback, swedish_key(one.label)))
    return tuple(table for agreement in in_order for table in _of_agreement(agreement, today))


def _of_agreement(agreement: Agreement, today: date) -> Iterator[TermsTable]:
    alike: dict[object, list[Terms]] = {}
    for terms in sorted(agreement.terms, key=lambda one: (one.valid_from, one.care_form), reverse=True):
        alike.setdefault(counting_terms(terms), []).append(terms)
    for same in alike.values():
        forms = " och ".join(SWEDISH[terms.care_form] for terms in same)
        rows = pl.DataFrame(list(rows_of(same[0])), schema=["term", "value", "source"], orient="row")
        title = f"{agreement.label}, {forms} vård"
        yield TermsTable(
            title,
            f"{_period(agreement, same[0], today)} {_where(agreement)} Källa: {agreement.source.rstrip('.')}.",
            rows,
        )


def _period(agreement: Agreement, terms: Terms, today: date) -> str:
    later = [one.valid_from for one in agreement.terms if one.care_form == terms.care_form]
    ends = min((begun for begun in later if begun > terms.valid_from), default=None)
    if ends is not None:
        return (
            f"Gällde {terms.valid_from} till {ends - timedelta(days=1)}." if ends <= today else f"Gäller till {ends}."
        )
    return f"Gäller från {terms.valid_from}." if terms.valid_from <= today else f"Börjar gälla {terms.valid_from}."


def _where(agreement: Agreement) -> str:
    if agreement.fallback:
        return "I län utan egen överenskommelse, och före en överenskommelses första villkor."
    return f"I {' och '.join(county_name(county) for county in agreement.counties)}." if agreement.counties else ""


def amounts(rulebook: Rulebook, last_year: int) -> pl.DataFrame:
    """The amounts through a year, newest first: year, amount, regulation, status."""
    known = [amount for year, amount in sorted(rulebook.amounts.items(), reverse=True) if year <= last_year]
    return pl.DataFrame(
        [
            (
                str(amount.year),
                "saknas" if amount.amount_sek is None else number(amount.amount_sek),
                "" if amount.invented else amount.regulation,
                "demobelopp, påhittat" if amount.invented else SWEDISH[amount.status],
            )
            for amount in known
        ],
        schema=["year", "amount", "regulation", "status"],
        orient="row",
    )
