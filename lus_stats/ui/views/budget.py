"""Budget: what a municipality's coming months may cost, for those who may see its rows (D128)."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from lus_stats.answers.ahead import Ahead
from lus_stats.figures.theme import month_long
from lus_stats.geography import county_name, municipality_name
from lus_stats.months import key
from lus_stats.rules import Rulebook, Terms
from lus_stats.text import budget as said
from lus_stats.text import numbers
from lus_stats.text.chance import in_months
from lus_stats.ui.filters import Filters
from lus_stats.ui.key_figures import KeyFigure
from lus_stats.ui.tables import Column
from lus_stats.ui.views import budget_tables
from lus_stats.ui.views.amounts import amount_words, mark_of_years
from lus_stats.ui.views.budget_tables import QUARTER, YEAR, sum_of
from lus_stats.ui.views.terms import Counting
from lus_stats.vocabulary import SWEDISH


@dataclass(frozen=True)
class BudgetView:
    """What the page draws; no figure under terms without a mean."""

    status: tuple[str, ...]
    sentence: str
    changed: tuple[str, ...]
    key_figures: tuple[KeyFigure, ...]
    came: pl.DataFrame
    months: pl.DataFrame
    months_title: str
    months_subtitle: str
    months_columns: tuple[Column, ...]
    sums: pl.DataFrame
    sums_subtitle: str
    sums_columns: tuple[Column, ...]
    place: str
    threshold: float | None
    rests_on: tuple[str, ...]
    file_name: str

    @property
    def months_alt(self) -> str:
        """The figure read out."""
        return f"{self.months_title}. {self.place}, {YEAR} månader framåt"


def may_see_budget(chosen: Filters) -> bool:
    """Whether the view's reader gets a budget of the view's municipality: it is drawn from its single episodes."""
    return chosen.municipality is not None and chosen.viewer.sees_rows(chosen.municipality)


def budget(chosen: Filters, ahead: Ahead, counted: Counting, rules: Rulebook) -> BudgetView:
    """The view of one municipality and care form. Call only for a reader who `may_see_budget`."""
    name, terms = municipality_name(chosen.municipality or ""), counted.terms
    years = range(ahead.months["month"].min().year, ahead.months["month"].max().year + 1)  # type: ignore[union-attr]
    amount = amount_words(rules, years)
    noted = mark_of_years(rules, years) or ""
    place = f"{name}, {SWEDISH[chosen.care_form]} vård"
    return BudgetView(
        status=(
            name,
            f"{SWEDISH[chosen.care_form]} vård",
            f"historik {key(ahead.first)} till {key(ahead.last)}",
            f"uttag {ahead.extracted_on}" if ahead.extracted_on else "",
            county_name(chosen.county) if counted.agreement.label != county_name(chosen.county) else "",
            counted.name,
            amount,
            "simulering",
        ),
        sentence=_sentence(ahead, counted, noted),
        changed=counted.said,
        key_figures=budget_tables.key_figures(ahead, terms, noted),
        came=ahead.came,
        months=ahead.months,
        months_title=_title(ahead, terms),
        months_subtitle=_subtitle(ahead, place, terms),
        months_columns=budget_tables.month_columns(ahead, terms),
        sums_subtitle=f"{place}. Låg och hög: bandets ändar; högst en framtid av tio kostar mindre, och högst en mer."
        + (f" Kronor: {noted}." if noted else ""),
        sums=ahead.sums.with_columns(said=pl.format("{} månader", "months")),
        sums_columns=budget_tables.sum_columns(ahead),
        place=place,
        threshold=None if terms.threshold_tenths is None else terms.threshold_tenths / 10,
        rests_on=said.rests_on(
            futures=ahead.futures,
            episodes=ahead.episodes,
            first=ahead.first,
            last=ahead.last,
            threshold_tenths=terms.threshold_tenths,
            amount=amount,
            seed=ahead.seed,
        ),
        file_name=f"budget-{chosen.municipality}-{key(ahead.last)}-{SWEDISH[chosen.care_form]}",
    )


def _spanned(row: dict[str, Any], noted: str) -> said.Span:
    """The bill's band in kronor, or where they are not known in days."""
    if row["sek_high"] is None:
        return said.Span(row["days_low"], row["days_high"], sek=False)
    return said.Span(row["sek_low"], row["sek_high"], mark=noted)


def _sentence(ahead: Ahead, counted: Counting, noted: str) -> str:
    terms, (year, quarter) = counted.terms, (sum_of(ahead, count) for count in (YEAR, QUARTER))
    chance = ahead.months["crossing"][0]
    return said.budget_sentence(
        terms=f"för {counted.agreement.label}" + (" med dina ändringar" if counted.changes else ""),
        year=_spanned(year, noted),
        quarter=_spanned(quarter, ""),
        crossing="" if chance is None else in_months(chance),
        month=month_long(ahead.months["month"][0]),
        limit=numbers.threshold(terms.threshold_tenths or 0),
    )


def _title(ahead: Ahead, terms: Terms) -> str:
    if terms.threshold_tenths is None:
        return "Vad månaderna kan kosta"
    low, high = ahead.months["mean_low"].min(), ahead.months["mean_high"].max()
    if not isinstance(low, float) or not isinstance(high, float):
        return "Inget vårdtillfälle väntas ingå i medelvärdet"
    return said.mean_title(low, high, terms.threshold_tenths)


def _subtitle(ahead: Ahead, place: str, terms: Terms) -> str:
    if terms.threshold_tenths is None:
        return f"{place}. Villkoren prövar varje vårdtillfälle för sig, utan medelvärde eller gräns."
    return (
        f"{place}. Linje: medelvärdet de senaste {ahead.came.height} månaderna. Band: där det med {said.BAND} "
        "sannolikhet hamnar, prickad linje i mitten. Under varje månad: chansen att den hamnar över gränsen."
    )
