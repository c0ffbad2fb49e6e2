"""The rules as tables that are joined to the rows: terms by county, month, care form and track; amounts by year."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Final

import polars as pl

from lus_stats import months
from lus_stats.criteria import mask
from lus_stats.rules.changes import NO_CHANGES, Changes
from lus_stats.rules.model import Agreement, Amount, Rulebook, Terms
from lus_stats.vocabulary import AMOUNT_STATUS, CARE_FORM, MEAN_POPULATION, MODEL, TRACK, CareForm, Track

TERMS_COLUMNS: Final = {
    "county": pl.String(),
    "month": pl.Date(),
    "care_form": CARE_FORM,
    "track": TRACK,
    "agreement": pl.String(),
    "terms_from": pl.Date(),
    "model": MODEL,
    "threshold_tenths": pl.Int32(),
    "free_days": pl.Int32(),
    "cutoff_second": pl.Int32(),
    "discharge_day_counts": pl.Boolean(),
    "mean_population": MEAN_POPULATION,
    "required": pl.UInt8(),
    "exempt": pl.UInt8(),
}
AMOUNT_COLUMNS: Final = {
    "year": pl.Int32(),
    "amount_sek": pl.Int64(),
    "status": AMOUNT_STATUS,
    "regulation": pl.String(),
    "invented": pl.Boolean(),
}
FIRST_YEAR: Final = 2009  # nothing before 2010 is imported, and a day may be the one before (rules.md §2)

Selection = Callable[[Rulebook, str, date, CareForm], tuple[Agreement, Terms]]
"""Which agreement, and which version of its terms, a county's month of a care form is counted under."""


def in_force(agreement: str | None = None) -> Selection:
    """Each month under its own terms: the county's agreement, or one put on every municipality by name.

    A month before the agreement's first terms falls under the fallback (the Act); see `Rulebook.check_month` for
    where that is refused instead.
    """

    def select(rules: Rulebook, county: str, month: date, care_form: CareForm) -> tuple[Agreement, Terms]:
        chosen = rules.named(agreement) if agreement else rules.of_county(county)
        terms = chosen.in_force(month, care_form)
        if terms is None:
            chosen = rules.fallback
            terms = chosen.in_force(month, care_form) or chosen.newest(care_form)
        return chosen, terms

    return select


def as_of(month: date, agreement: str | None = None) -> Selection:
    """All months under the terms in force in one month, so that its own figure is the same in a series (D24)."""
    chosen = in_force(agreement)

    def select(rules: Rulebook, county: str, _month: date, care_form: CareForm) -> tuple[Agreement, Terms]:
        return chosen(rules, county, month, care_form)

    return select


def newest(agreement: str | None = None) -> Selection:
    """All months under one set of terms, the agreement's newest, as a series over time needs (rules.md §5)."""

    def select(rules: Rulebook, county: str, _month: date, care_form: CareForm) -> tuple[Agreement, Terms]:
        chosen = rules.named(agreement) if agreement else rules.of_county(county)
        return chosen, chosen.newest(care_form)

    return select


def terms_table(
    rules: Rulebook,
    cells: Iterable[tuple[str, date, str]],
    selection: Selection | None = None,
    changes: Changes = NO_CHANGES,
) -> pl.DataFrame:
    """The terms of every county, month and care form asked for.

    Shape: one row per cell and track (a null track too): TERMS_COLUMNS. `required` and `exempt` are criteria as bits
    (criteria.BIT); what the track exempts counts as met.
    """
    select = selection or in_force()
    rows = [
        row
        for county, month, care_form in cells
        for row in _rows(county, month, *select(rules, county, month, CareForm(care_form)), changes)
    ]
    return pl.DataFrame(rows, schema=TERMS_COLUMNS, orient="row")


def _rows(county: str, month: date, agreement: Agreement, terms: Terms, changes: Changes) -> list[tuple[object, ...]]:
    changed = changes.on(terms)
    return [
        (
            county,
            month,
            terms.care_form,
            track,
            agreement.key,
            terms.valid_from,
            terms.model,
            changed.threshold_tenths,
            changed.free_days,
            changed.cutoff_second,
            changed.discharge_day_counts,
            changed.mean_population,
            mask(changed.criteria),
            mask(key for key, tracks in terms.exempt_tracks.items() if track in tracks),
        )
        for track in (None, *Track)
    ]


def amount_of(rules: Rulebook, year: int, changes: Changes = NO_CHANGES) -> Amount:
    """A year's amount, missing where nobody has listed it; one that the reader has entered holds for all years."""
    if changes.amount_sek is not None:
        return Amount(year, changes.amount_sek, confirmed=False, regulation="angivet av användaren", entered=True)
    return rules.amounts.get(year, Amount(year, None, confirmed=False, regulation="beloppet är inte känt"))


def priced(rules: Rulebook, changes: Changes) -> Rulebook:
    """The rules with the amount that the reader has entered, if any, in the place of every year's."""
    if changes.amount_sek is None:
        return rules
    years = range(FIRST_YEAR, max(months.now().year + 1, *rules.amounts, FIRST_YEAR) + 1)
    return replace(rules, amounts={year: amount_of(rules, year, changes) for year in years})


def amounts_table(rules: Rulebook, through: int, changes: Changes = NO_CHANGES) -> pl.DataFrame:
    """What a day costs, year by year without a gap, from before the first possible day through a year.

    Shape: one row per year: AMOUNT_COLUMNS. A year nobody has listed is `missing`, like one listed without an amount;
    an amount the reader has entered holds for all years.
    """
    years = range(FIRST_YEAR, max(through, *rules.amounts, FIRST_YEAR) + 1)
    known = [amount_of(rules, year, changes) for year in years]
    rows = [(a.year, a.amount_sek, a.status, a.regulation, a.invented) for a in known]
    return pl.DataFrame(rows, schema=AMOUNT_COLUMNS, orient="row")
