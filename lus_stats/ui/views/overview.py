"""Läget: a county's month in one screen, as one reader may see it."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from lus_stats.answers import Statistics
from lus_stats.figures.theme import month_long
from lus_stats.months import key
from lus_stats.rules import Terms
from lus_stats.text import UNCHANGED_MEANS, numbers, overview_sentence
from lus_stats.text.findings import NO_CHANGE_MEANS
from lus_stats.ui.filters import Filters
from lus_stats.ui.key_figures import KeyFigure
from lus_stats.ui.tables import Column
from lus_stats.ui.views import held, overview_figures, places
from lus_stats.ui.views.gaps import Gaps, gaps, unmet_shares
from lus_stats.ui.views.months_back import mean_of, month_before, seen_outcomes, telling_of_the_bill
from lus_stats.ui.views.outcomes import with_municipalities
from lus_stats.ui.views.signals import Findings, findings_of
from lus_stats.ui.views.status import extract_of, statistics_status
from lus_stats.ui.views.terms import Counting
from lus_stats.vocabulary import SWEDISH, MeanPopulation, Model, State

LONG = 16
_NAME = Column("label", "Kommun", tag="over", place="municipality_code")


@dataclass(frozen=True)
class Answers:
    """What the page asks, of one county over all months; `marked` is the signals of the chosen month's window.

    `gaps` is None for a reader who may not see single episodes.
    """

    county: Statistics
    municipalities: Statistics
    outcomes: pl.DataFrame
    gaps: pl.DataFrame | None
    marked: pl.DataFrame


@dataclass(frozen=True)
class Overview:
    """What the page draws; `map_subtitle` is empty where there is one municipality and nothing to map."""

    county: str
    status: tuple[str, ...]
    sentence: str
    key_figures: tuple[KeyFigure, ...]
    places: pl.DataFrame
    places_title: str
    places_subtitle: str
    places_alt: str
    columns: tuple[Column, ...]
    map_columns: tuple[Column, ...]
    map_subtitle: str
    map_alt: str
    centre: float | None
    centre_label: str
    threshold: float | None
    findings: Findings
    gaps: Gaps
    definitions: str
    file_name: str

    @property
    def is_long(self) -> bool:
        """Whether the municipalities fill their side of the page on their own."""
        return self.places.height > LONG


def overview(chosen: Filters, month: date, counted: Counting, answers: Answers) -> Overview | None:
    """The page of one month and care form; None where the county has nothing in it."""
    extract = extract_of(answers.county.extracts, chosen, month)
    if extract.is_empty():
        return None
    terms = counted.own
    form = pl.col("care_form") == chosen.care_form
    municipalities = answers.municipalities.figures.filter(form)
    county = municipalities if chosen.only else answers.county.figures.filter(form)
    counts = telling_of_the_bill(municipalities, terms)
    groups = answers.outcomes.filter(form)
    seen = seen_outcomes(groups, counts, chosen)
    elsewhere = counts.filter(pl.col("month") == month, pl.col("state") == State.HIDDEN)["municipality_code"].to_list()
    now = with_municipalities(groups.filter(pl.col("month") == month), chosen, elsewhere)
    rows = _places(municipalities, now, chosen, month, terms)
    hidden, count, mean = int(now["hidden"].sum()), rows.height, mean_of(county, month)
    place = f"{held.place(chosen)}, {SWEDISH[chosen.care_form]} vård, {month_long(month)}"
    return Overview(
        county=chosen.county,
        status=statistics_status(extract, chosen, counted, month),
        sentence=overview_sentence(
            now=mean,
            before=month_before(county, month),
            over=rows.filter("liable")["label"].to_list(),
            municipalities=count,
            threshold_tenths=terms.threshold_tenths,
            hidden=hidden if terms.threshold_tenths is not None else 0,
            only=held.place(chosen) if chosen.only else None,
        ),
        key_figures=(
            overview_figures.mean_days(county, month, terms),
            overview_figures.episodes(county, month),
            overview_figures.criteria_met(county, month, terms),
            overview_figures.over_threshold(seen, month, terms, count, hidden),
            overview_figures.simulated_bill(seen, month, terms, hidden),
        ),
        places=rows,
        places_title=held.nothing_beside(chosen) or places.title(rows, terms),
        places_subtitle=_subtitle(place, terms, rows),
        places_alt=places.alternative(f"Utskrivningsklara dagar per vårdtillfälle, {place}", rows),
        columns=_columns(),
        map_columns=(_NAME, *places.STATISTICS[:2], places.REMARK),
        map_subtitle=""
        if chosen.only
        else f"Utskrivningsklara dagar per vårdtillfälle, {place}.{_diamond(terms)} Grått: dolt eller inga.",
        map_alt=places.alternative(f"Karta över {held.place(chosen)}: utskrivningsklara dagar i medeltal", rows),
        centre=None if chosen.only else mean.value,
        centre_label=f"länet {numbers.number(mean.value, 1)}" if mean.value is not None and not chosen.only else "",
        threshold=None if terms.threshold_tenths is None else terms.threshold_tenths / 10,
        findings=findings_of(answers.marked, month, held.scope(chosen)),
        gaps=unmet_shares(county, month, terms)
        if answers.gaps is None
        else gaps(answers.gaps.filter(form), month, terms),
        definitions=_definitions(terms),
        file_name=f"laget-{chosen.county}-{key(month)}-{SWEDISH[chosen.care_form]}",
    )


def _places(
    municipalities: pl.DataFrame, now: pl.DataFrame, chosen: Filters, month: date, terms: Terms
) -> pl.DataFrame:
    """Every municipality with its statistic and its outcome."""
    listed = held.municipalities(held.scope(chosen)).select("municipality_code", label="municipality")
    means = municipalities.filter(pl.col("month") == month, pl.col("indicator") == "mean_ready_days")
    return places.with_outcome(places.with_figures(listed, means, "municipality_code"), now, terms)


def _columns() -> tuple[Column, ...]:
    return (_NAME, *places.STATISTICS, *places.OUTCOME, places.REMARK)


def _diamond(terms: Terms) -> str:
    return " Romb: betalningsansvar." if terms.threshold_tenths is not None else ""


def _subtitle(place: str, terms: Terms, rows: pl.DataFrame) -> str:
    """What the dots are, and which of them rest on what."""
    said = f"Utskrivningsklara dagar per vårdtillfälle, {place}. Streck: 95 % osäkerhet.{_diamond(terms)}"
    if rows["uncertain"].any():
        said += " Ihålig: osäkert, få vårdtillfällen."
    return said + _other_side(rows, terms)


def _other_side(rows: pl.DataFrame, terms: Terms) -> str:
    """Why a place may stand on one side of the threshold and be judged to the other, where one does."""
    if terms.threshold_tenths is None:
        return ""
    over = pl.col("value") * 10 > terms.threshold_tenths
    if rows.filter(pl.col("value").is_not_null(), ~pl.col("hidden"), over != pl.col("liable")).is_empty():
        return ""
    filtered = terms.mean_population is MeanPopulation.CRITERIA_MET
    basis = "bara dem där regionens kriterier är uppfyllda" if filtered else "underlaget, utan de sent registrerade"
    return (
        f" Läget på axeln är medel av alla vårdtillfällen; betalningsansvaret prövas på {basis}, "
        "så de kan hamna på var sin sida om gränsen."
    )


def _definitions(terms: Terms) -> str:
    """What the page's words mean, as Markdown."""
    liable = {
        Model.INDIVIDUAL: "Villkoren har ingen gräns: varje vårdtillfälle prövas för sig.",
    }.get(terms.model, "**Över gränsen**: betalningsansvarig, prövat på underlaget för fakturering utan avrundning.")
    return "\n\n".join(
        (
            "**Medel, antal och andelar** är statistik: alla vårdtillfällen som skrevs ut under månaden, räknade på "
            "den nyaste versionen. **Betalningsansvar, dagar som debiteras och kronor** är simulerade på underlaget "
            "för fakturering: den frusna versionen, utan sent registrerade vårdtillfällen.",
            f"{liable} {UNCHANGED_MEANS}",
            "**Streck**: 95 % osäkerhet (t-intervall). **Dolt: färre än 5**: siffror som vilar på 1–4 vårdtillfällen "
            "visas bara för den egna kommunen och regionen, och dolda kommuner räknas inte in i summor av kronor.",
            NO_CHANGE_MEANS,
        )
    )
