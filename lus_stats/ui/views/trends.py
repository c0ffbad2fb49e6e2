"""Trender: one indicator of all municipalities over time, beside each other, and between two periods."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from lus_stats.answers import Statistics
from lus_stats.figures.theme import NBSP, month_long, number
from lus_stats.geography import county_name
from lus_stats.indicators import BY_KEY, MEAN_READY_DAYS
from lus_stats.months import key
from lus_stats.rules import Terms
from lus_stats.text import trends
from lus_stats.ui.filters import Filters
from lus_stats.ui.views import held
from lus_stats.ui.views.status import extract_of
from lus_stats.ui.views.terms import Counting
from lus_stats.ui.views.trend_changes import Changes, changes_of
from lus_stats.ui.views.trend_funnel import Funnel, funnel_of
from lus_stats.ui.views.trend_measures import Measure, of_places
from lus_stats.ui.views.trend_panels import Panels, panels_of
from lus_stats.vocabulary import SWEDISH, MeanPopulation, State

NO_WHOLE = "Länets siffra för perioden finns inte att visa, så det finns ingen tratt."
NO_FUNNEL = "Tratten visar medelvärdet: bara medelvärden och andelar har gränser som beror på antalet."


@dataclass(frozen=True)
class Answers:
    """What the page asks of one county: figures of all months (or pooled ones), and the period's spread of days."""

    county: Statistics
    municipalities: Statistics
    spread: pl.DataFrame


@dataclass(frozen=True)
class TrendsView:
    """What the page draws."""

    status: tuple[str, ...]
    sentence: str
    funnel: Funnel | None
    funnel_subtitle: str
    funnel_why_not: str
    centre_label: str
    threshold: float | None
    panels: Panels
    panels_threshold: float | None
    panels_title: str
    panels_subtitle: str
    panels_why_not: str
    changes: Changes
    definitions: str
    file_name: str


def trends_view(chosen: Filters, month: date, counted: Counting, answers: Answers) -> TrendsView | None:
    """The page of one month, indicator and care form; None where the county has nothing in it."""
    extract = extract_of(answers.county.extracts, chosen, month)
    if extract.is_empty():
        return None
    measure = Measure(chosen.indicator)
    form = pl.col("care_form") == chosen.care_form
    places = answers.municipalities.figures.filter(form)
    county = places if chosen.only else answers.county.figures.filter(form)
    when = trends.within(month, chosen.pool)
    whole = _whole(county, month, measure.in_the_funnel)
    rows = of_places(places, held.scope(chosen), month, measure.in_the_funnel)
    spread = answers.spread.filter(form)
    funnel = None if whole is None or chosen.only else funnel_of(measure.in_the_funnel, rows, whole, spread)
    place = f"{held.place(chosen)}, {SWEDISH[chosen.care_form]} vård"
    threshold = _threshold(measure, counted.own)
    panels = panels_of(
        places,
        county,
        held.scope(chosen),
        month,
        measure,
        aligned=chosen.axes == "same",
        threshold=threshold,
        alt=f"{measure.label} månad för månad, {place}, en kurva per kommun. Tabellen har siffrorna.",
    )
    said = "" if whole is None else _county_said(whole, measure.in_the_funnel)
    return TrendsView(
        status=_status(extract.row(0, named=True), chosen, counted, month),
        sentence=_sentence(when, whole, said, funnel, measure.in_the_funnel, rows, chosen),
        funnel=funnel,
        funnel_subtitle=""
        if chosen.only
        else _funnel_subtitle(f"{place}, {trends.period(month, chosen.pool)}", measure),
        funnel_why_not="" if funnel else held.nothing_beside(chosen) or NO_WHOLE,
        centre_label=f"{held.whole(chosen)} {said if measure.in_the_funnel.is_share else said.partition(NBSP)[0]}",
        threshold=_threshold(measure.in_the_funnel, counted.own),
        panels=panels,
        panels_threshold=threshold,
        panels_title=f"{measure.label}, kommun för kommun",
        panels_subtitle=_panels_subtitle(chosen, panels, place, threshold),
        panels_why_not="Ingen av de senaste två årens månader har en hel period bakom sig.",
        changes=changes_of(places, chosen, month, measure),
        definitions=_definitions(measure, counted.own),
        file_name=f"trender-{measure.key}-{chosen.county}-{key(month)}-{chosen.pool}m-{SWEDISH[chosen.care_form]}",
    )


def _whole(county: pl.DataFrame, month: date, measure: Measure) -> dict[str, Any] | None:
    """The county's figure; None where the period is not whole."""
    found = county.filter(pl.col("month") == month, pl.col("indicator") == measure.key)
    return None if found.is_empty() else found.row(0, named=True)


def _county_said(whole: dict[str, Any], measure: Measure) -> str:
    return "" if whole["value"] is None else trends.value_said(whole["value"], share=measure.is_share)


def _sentence(
    when: str,
    whole: dict[str, Any] | None,
    said: str,
    funnel: Funnel | None,
    measure: Measure,
    rows: pl.DataFrame,
    chosen: Filters,
) -> str:
    if whole is None:
        return trends.missing_months(when)
    return trends.trends_sentence(
        when=when,
        measure=measure.label,
        county=said or None,
        episodes=whole["population"],
        state=State(whole["state"]),
        above=funnel.above if funnel else (),
        below=funnel.below if funnel else (),
        hidden=rows.filter(pl.col("state") == State.HIDDEN).height,
        only=held.place(chosen) if chosen.only else None,
    )


def _status(extract: dict[str, Any], chosen: Filters, counted: Counting, month: date) -> tuple[str, ...]:
    """What is counted, on which revision (of several months the last one's), and under which terms."""
    drawn = f"uttag {extract['extracted_on']}, version {extract['revision']}"
    county = county_name(chosen.county)
    return (
        f"Utskrivna {trends.within(month, chosen.pool).lower()}",
        f"{SWEDISH[chosen.care_form]} vård",
        drawn if chosen.pool == 1 else f"{month_long(month)}: {drawn}",
        county if counted.agreement.label != county else "",
        counted.name,
        *held.notice(chosen),
    )


def _threshold(measure: Measure, terms: Terms) -> float | None:
    """The terms' threshold, which only the mean of all episodes is held against."""
    if measure.key != MEAN_READY_DAYS.key or terms.threshold_tenths is None:
        return None
    return terms.threshold_tenths / 10


def _funnel_subtitle(place: str, measure: Measure) -> str:
    said = (
        f"{measure.in_the_funnel.label} efter antal vårdtillfällen, {place}. Heldragna linjer: 99,8 %, prickade: 95 %. "
        "Romb: utanför 99,8 %, fyrkant: utanför 95 %. Ihålig: osäkert, få vårdtillfällen."
    )
    return said if measure.has_funnel else f"{NO_FUNNEL} {said}"


def _panels_subtitle(chosen: Filters, panels: Panels, place: str, threshold: float | None) -> str:
    each = "" if chosen.pool == 1 else f" Varje punkt är {chosen.pool} månader, till och med den månaden."
    own = "Varje kommun har sin egen axel, som inte börjar på noll."
    axes = "Samma axel överallt." if chosen.axes == "same" else own
    gaps = " Luckor: dolt eller inga vårdtillfällen, se tabellen." if panels.rows["value"].null_count() else ""
    county = "" if chosen.only else "Grå linje: länet. "
    off = "" if chosen.axes == "same" else " där den ryms"
    limit = "" if threshold is None else f"Streckad: gräns {number(threshold, 1)}{off}. "
    few = "Tunn linje, ihålig punkt: osäkert, få vårdtillfällen. " if panels.rows["few"].any() else ""
    return f"{place}. {county}{limit}{few}{axes}{each}{gaps} Till höger: senaste värdet."


def _definitions(measure: Measure, terms: Terms) -> str:
    """What the page's words mean, as Markdown."""
    indicator = BY_KEY[measure.key]
    basis = "Den streckade linjen är villkorens gräns för en månad."
    if terms.mean_population is MeanPopulation.CRITERIA_MET:
        basis += " Den prövas på vårdtillfällen där regionens kriterier är uppfyllda, medan tratten visar alla."
    has_threshold = _threshold(measure.in_the_funnel, terms) is not None
    return "\n\n".join(
        (
            f"**{indicator.label}**: {indicator.definition} {indicator.why} Källa: {indicator.source}.",
            "**Statistik**: alla vårdtillfällen som skrevs ut, räknade på den nyaste versionen av varje månad "
            "och under de villkor som gäller den valda månaden.",
            "**Flera månader** räknas ihop vårdtillfälle för vårdtillfälle, aldrig som medel av månadernas siffror. "
            "Saknas en månad i uppgifterna visas ingen siffra för perioden. För den som inte får se små tal döljs en "
            "siffra för flera månader så snart någon av dem är dold: annars skulle summan avslöja den.",
            "**Tratten**: linjerna visar inom vad en kommun med så många vårdtillfällen hamnar i 95 respektive 99,8 "
            "fall av 100 om dess patienter vore slumpvis dragna bland länets. De är räknade på länets egna "
            "vårdtillfällen och inte på normalfördelningen, som för så sneda tal skulle peka ut för många. Att ligga "
            "utanför är ingen dom, utan en fråga att ställa. Med 20 kommuner väntas ungefär en utanför 95 % av en "
            f"slump. {basis if has_threshold else ''}",
            "**Jämförelsen**: osäkerheten gäller skillnaden mellan perioderna (95 %), räknad ur de två siffrornas egna "
            "osäkerheter. Den ges bara för medelvärden och andelar som vilar på minst 5 vårdtillfällen i båda "
            "perioderna, och inte där perioderna delar månader. ”Oförändrat” betyder att värdena, som de visas, "
            "skiljer sig med högst 0,1, för andelar högst 1 procentenhet.",
        )
    )
