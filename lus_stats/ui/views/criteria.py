"""Kriterier: the region's own part, which criterion fails and where, as one reader may see it."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from lus_stats.answers import Statistics
from lus_stats.criteria import BY_KEY, PARTY_SWEDISH
from lus_stats.figures.theme import month_long, percent
from lus_stats.geography import municipality_name
from lus_stats.months import following, key
from lus_stats.rules import Terms
from lus_stats.text.criteria import OTHERS, Share, Unmet, criteria_sentence
from lus_stats.ui.filters import Filters
from lus_stats.ui.tables import Column
from lus_stats.ui.views import criteria_parts, criteria_rows, criteria_words, held
from lus_stats.ui.views.billing_steps import SHORT
from lus_stats.ui.views.criteria_parts import Blocked, Together
from lus_stats.ui.views.months_back import figure_of, telling_of_the_bill
from lus_stats.ui.views.outcomes import of_others, with_municipalities
from lus_stats.ui.views.status import extract_of, statistics_status
from lus_stats.ui.views.terms import Counting
from lus_stats.vocabulary import SWEDISH, State


@dataclass(frozen=True)
class Answers:
    """What the page asks; `figures` is of the county or the chosen municipality, all months.

    `combinations` and `states` are None for a reader who may not see single episodes; `stopped` is answers.blocked.
    """

    county: Statistics
    figures: pl.DataFrame
    hospitals: pl.DataFrame
    municipalities: pl.DataFrame
    combinations: pl.DataFrame | None
    states: pl.DataFrame | None
    groups: pl.DataFrame
    stopped: pl.DataFrame


@dataclass(frozen=True)
class CriteriaView:
    """What the page draws."""

    status: tuple[str, ...]
    sentence: str
    shares: pl.DataFrame
    shares_subtitle: str
    shares_alt: str
    months: pl.DataFrame
    heat: str
    months_subtitle: str
    hospitals: pl.DataFrame
    hospitals_subtitle: str
    hospitals_alt: str
    centre: float | None
    centre_label: str
    together: Together | None
    together_subtitle: str
    mirror: pl.DataFrame
    mirror_subtitle: str
    mirror_alt: str
    below: str
    threshold: float | None
    blocked: Blocked
    blocked_subtitle: str
    definitions: str
    file_name: str
    shares_columns: tuple[Column, ...] = criteria_rows.SHARES
    months_columns: tuple[Column, ...] = criteria_rows.MONTHS
    hospitals_columns: tuple[Column, ...] = criteria_rows.HOSPITALS
    combinations_columns: tuple[Column, ...] = criteria_parts.COMBINATIONS
    states_columns: tuple[Column, ...] = criteria_parts.STATES_COLUMNS
    mirror_columns: tuple[Column, ...] = criteria_parts.MIRROR
    states_subtitle: str = (
        "Antal vårdtillfällen. Både ”inte uppfyllt” och ”inte registrerat” räknas som ouppfyllda, undantag som "
        "uppfyllda."
    )

    @property
    def together_said(self) -> tuple[str]:
        """What the combinations come to, or why they are not shown."""
        return (f"{self.together.bars.subtitle}" if self.together else OTHERS,)


def criteria(chosen: Filters, month: date, counted: Counting, answers: Answers) -> CriteriaView | None:
    """The page of one month and care form, of the county or one municipality; None where the county has nothing."""
    extract = extract_of(answers.county.extracts, chosen, month)
    if extract.is_empty():
        return None
    terms, code = counted.own, chosen.municipality
    form, now = pl.col("care_form") == chosen.care_form, pl.col("month") == month
    figures = answers.figures.filter(form)
    shares = criteria_rows.shares(figures, month, terms)
    months = criteria_rows.by_month(figures, month, terms)
    at_hospitals = criteria_rows.hospitals(answers.hospitals.filter(form, now))
    named = municipality_name(code) if code else held.place(chosen)
    place = f"{named}, {SWEDISH[chosen.care_form]} vård, {month_long(month)}"
    share = figure_of(figures, month, criteria_rows.ALL)
    centre = share["value"] if share and terms.criteria else None
    seen, hidden = _seen(chosen, answers, month, terms)
    first = "utskrivna" if code else "Utskrivna"
    return CriteriaView(
        status=(*([named] if code else []), *statistics_status(extract, chosen, counted, month, first)),
        sentence=_sentence(figures, shares, month, terms, municipality_name(code) if code else None),
        shares=shares,
        shares_subtitle=f"Andel av vårdtillfällena där regionen uppfyllt kriteriet, {place}. Streck: 95 % osäkerhet. "
        "Fyrkant: krävs inte av villkoren. Ihålig: osäkert, få vårdtillfällen.",
        shares_alt=criteria_words.dots_alternative(
            f"Andel av vårdtillfällena som uppfyller varje kriterium, {place}", shares
        ),
        months=months,
        heat=criteria_rows.heat(months, f"Andel uppfyllda i procent, månad för månad, {place}"),
        months_subtitle=f"Andel uppfyllda i procent, {place} och tolv månader bakåt. Starkare färg: lägre andel.",
        hospitals=at_hospitals,
        hospitals_subtitle=f"Andel som uppfyller alla kriterier, {place}. Streck: 95 % osäkerhet. "
        "Ihålig: osäkert, få vårdtillfällen.",
        hospitals_alt=criteria_words.dots_alternative(
            f"Andel som uppfyller alla kriterier vid varje sjukhus, {place}", at_hospitals
        ),
        centre=centre,
        centre_label="" if centre is None else f"{'kommunen' if code else held.whole(chosen)} {percent(centre)}",
        together=_together(answers, form, month, terms, code),
        together_subtitle=place,
        mirror=(by_month := criteria_parts.mirror(figures, month)),
        mirror_subtitle=f"Samma vårdtillfällen, samma månader, {place} och tolv månader bakåt. "
        "Under månaderna: antal vårdtillfällen. Att de följs åt säger inte vad som beror på vad.",
        mirror_alt=criteria_words.mirror_alternative(by_month, place),
        below=f"{named}: dagar i medeltal" if code else "Kommunerna tillsammans: dagar i medeltal",
        threshold=None if terms.threshold_tenths is None else terms.threshold_tenths / 10,
        blocked=criteria_parts.blocked(
            stopped := answers.stopped.filter(
                form, pl.col("municipality_code").is_in(seen["municipality_code"].implode())
            ),
            of_others(stopped, chosen),
            seen,
            terms,
        ),
        blocked_subtitle=criteria_words.blocked_subtitle(place, hidden, one=code is not None),
        definitions=criteria_words.definitions(terms),
        file_name=f"kriterier-{code or chosen.county}-{key(month)}-{SWEDISH[chosen.care_form]}",
    )


def _seen(chosen: Filters, answers: Answers, month: date, terms: Terms) -> tuple[pl.DataFrame, int]:
    """The groups of the municipalities that the reader may see (D39), and how many are hidden."""
    elsewhere = (
        telling_of_the_bill(answers.municipalities, terms)
        .filter(pl.col("care_form") == chosen.care_form, pl.col("month") == month, pl.col("state") == State.HIDDEN)[
            "municipality_code"
        ]
        .to_list()
    )
    every = with_municipalities(answers.groups, chosen, elsewhere)
    if chosen.municipality is not None:
        every = every.filter(pl.col("municipality_code") == chosen.municipality)
    return every.filter(pl.col("episodes").is_not_null()), int(every["hidden"].sum())


def _sentence(figures: pl.DataFrame, shares: pl.DataFrame, month: date, terms: Terms, place: str | None) -> str:
    before = following(month, -1)
    first = figures["month"].min()
    known = isinstance(first, date) and first <= before
    required = [
        Unmet(SHORT[name], (row["n"] or 0) - (row["met"] or 0), row["n"] or 0, PARTY_SWEDISH[BY_KEY[name].party])
        for name in terms.criteria
        for row in shares.filter(pl.col("indicator") == f"share_{name}").iter_rows(named=True)
    ]
    return criteria_sentence(
        now=_share(figures, month), before=_share(figures, before) if known else None, required=required, place=place
    )


def _share(figures: pl.DataFrame, month: date) -> Share:
    row = figure_of(figures, month, criteria_rows.ALL)
    return (
        Share(month, None, 0)
        if row is None
        else Share(month, row["numerator"], row["denominator"], State(row["state"]))
    )


def _together(answers: Answers, form: pl.Expr, month: date, terms: Terms, code: str | None) -> Together | None:
    if answers.combinations is None or answers.states is None:
        return None
    return criteria_parts.together(answers.combinations.filter(form), answers.states.filter(form), month, terms, code)
