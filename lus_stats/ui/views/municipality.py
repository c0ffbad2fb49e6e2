"""Kommun: how long one municipality's patients wait, and where, as one reader may see it."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from lus_stats import months
from lus_stats.answers import Statistics
from lus_stats.figures.theme import month_long
from lus_stats.geography import municipality_name
from lus_stats.rules import Terms
from lus_stats.text import UNCHANGED_MEANS, municipality_sentence, numbers
from lus_stats.text.findings import NO_CHANGE_MEANS
from lus_stats.text.stays import OTHERS_ROWS, months_title, shares_sentence, waiting_sentence
from lus_stats.ui.filters import Filters
from lus_stats.ui.key_figures import KeyFigure
from lus_stats.ui.tables import Column
from lus_stats.ui.views import held, municipality_figures, overview_figures, own_months, stay
from lus_stats.ui.views.districts import Districts, districts
from lus_stats.ui.views.months_back import XMR, figure_of, mean_of, month_before, seen_outcomes, telling_of_the_bill
from lus_stats.ui.views.outcomes import with_municipalities
from lus_stats.ui.views.room import Room, room
from lus_stats.ui.views.status import extract_of, statistics_status
from lus_stats.ui.views.terms import Counting
from lus_stats.vocabulary import SWEDISH, State


@dataclass(frozen=True)
class Answers:
    """What the page asks, over all months; None where it does not apply or the reader may not see it."""

    county: Statistics
    municipalities: Statistics
    outcomes: pl.DataFrame
    marked: pl.DataFrame
    lengths: pl.DataFrame | None
    hospitals: pl.DataFrame
    districts: pl.DataFrame | None
    waiting: pl.DataFrame | None
    next_month: str


@dataclass(frozen=True)
class MunicipalityView:
    """What the page draws."""

    status: tuple[str, ...]
    sentence: str
    waits: tuple[KeyFigure, ...]
    outcome: tuple[KeyFigure, ...]
    by_month: pl.DataFrame
    months_title: str
    months_subtitle: str
    months_alt: str
    threshold: float | None
    lengths: pl.DataFrame | None
    lengths_title: str
    lengths_said: str
    free_days: int | None
    districts: Districts | None
    mean: float | None
    mean_label: str
    hospitals: pl.DataFrame
    hospitals_title: str
    hospitals_subtitle: str
    waiting: pl.DataFrame | None
    waiting_said: str
    waiting_columns: tuple[Column, ...]
    room: Room
    room_subtitle: str
    definitions: str
    file_name: str
    months_columns: tuple[Column, ...] = own_months.COLUMNS
    lengths_columns: tuple[Column, ...] = stay.LENGTHS
    hospitals_columns: tuple[Column, ...] = stay.HOSPITALS
    lengths_why_not: str = f"Fördelningen dag för dag vilar på få patienter per stapel. {OTHERS_ROWS}"


def municipality(
    chosen: Filters, code: str, month: date, counted: Counting, answers: Answers
) -> MunicipalityView | None:
    """The page of one municipality, month and care form; None where the county has nothing in it."""
    extract = extract_of(answers.county.extracts, chosen, month)
    if extract.is_empty():
        return None
    terms, name = counted.own, municipality_name(code)
    form, is_own = pl.col("care_form") == chosen.care_form, pl.col("municipality_code") == code
    all_figures = answers.municipalities.figures.filter(form)
    figures = all_figures.filter(is_own)
    counts = telling_of_the_bill(all_figures, terms)
    groups = answers.outcomes.filter(form)
    seen = seen_outcomes(groups, counts, chosen).filter(is_own)
    elsewhere = counts.filter(pl.col("month") == month, pl.col("state") == State.HIDDEN)["municipality_code"].to_list()
    listed = with_municipalities(groups.filter(pl.col("month") == month), chosen, elsewhere)
    group = listed.filter(is_own).row(0, named=True)
    mean = mean_of(figures, month)
    place = f"{name}, {SWEDISH[chosen.care_form]} vård"
    by_month = own_months.by_month(answers.marked)
    last = by_month.row(-1, named=True)
    sees_rows = chosen.viewer.sees_rows(code)
    return MunicipalityView(
        status=(name, *statistics_status(extract, chosen, counted, month, first="utskrivna")),
        sentence=municipality_sentence(
            municipality=name,
            now=mean,
            before=month_before(figures, month),
            county=None if chosen.only else mean_of(answers.county.figures.filter(form), month),
            threshold_tenths=terms.threshold_tenths,
            headroom_tenths=group["headroom_tenths"],
        ),
        waits=(
            overview_figures.mean_days(figures, month, terms),
            overview_figures.episodes(figures, month),
            municipality_figures.median(figures, month),
            municipality_figures.zero_days(figures, month),
        ),
        outcome=(
            municipality_figures.beds(figures, month),
            municipality_figures.headroom(group, terms),
            municipality_figures.billed(group, seen, month),
            municipality_figures.blocked(group, seen, month, terms),
        ),
        by_month=by_month,
        months_title=months_title(month, last["value"], last["signal_key"], has_limits=last["upper"] is not None),
        months_subtitle=own_months.subtitle(place, month, terms, by_month),
        months_alt=f"Medelvärdet månad för månad, {place}, {XMR} månader till och med {month_long(month)}",
        threshold=None if terms.threshold_tenths is None else terms.threshold_tenths / 10,
        lengths=None if answers.lengths is None else stay.lengths(answers.lengths.filter(form), month, code),
        lengths_title=f"Utskrivningsklara dagar per vårdtillfälle, {place}, {month_long(month)}",
        lengths_said=_shares(figures, month, terms),
        free_days=terms.free_days,
        districts=districts(answers.districts, chosen, month),
        mean=mean.value,
        mean_label=f"staden {numbers.number(mean.value, 1)}" if mean.value is not None else "",
        hospitals=stay.hospital_rows(
            answers.hospitals.filter(form, pl.col("month") == month, is_own if sees_rows else pl.lit(value=True))
        ),
        hospitals_title=f"Sjukhus, patienter från {name}" if sees_rows else f"Sjukhus, hela {held.place(chosen)}",
        hospitals_subtitle=f"{SWEDISH[chosen.care_form].capitalize()} vård, {month_long(month)}."
        + ("" if sees_rows else " Uppdelat på kommunen visas det bara för kommunen själv och för regionen."),
        waiting=None if answers.waiting is None else stay.waiting(answers.waiting, chosen.care_form),
        waiting_said=_waiting(answers.waiting, chosen),
        waiting_columns=stay.waiting_columns(
            with_district=answers.districts is not None, has_free_days=terms.free_days is not None
        ),
        room=room(group, terms, answers.next_month),
        room_subtitle=f"Vad ett vårdtillfälle till gör med månadens medelvärde, {place}, {month_long(month)}",
        definitions=_definitions(),
        file_name=f"kommun-{code}-{months.key(month)}-{SWEDISH[chosen.care_form]}",
    )


def _shares(figures: pl.DataFrame, month: date, terms: Terms) -> str:
    zero, beyond = (figure_of(figures, month, key) for key in ("share_zero_days", "share_beyond_free_days"))
    if zero is None or zero["state"] == State.HIDDEN:
        return SWEDISH[State.HIDDEN].capitalize() + "." if zero else "Inga vårdtillfällen skrevs ut."
    return shares_sentence(zero["value"], beyond["value"] if beyond else None, terms.free_days)


def _waiting(patients: pl.DataFrame | None, chosen: Filters) -> str:
    if patients is None:
        return OTHERS_ROWS
    own = stay.waiting(patients, chosen.care_form)
    extracted = patients["extracted_on"].max()
    beyond = own.filter(pl.col("late").is_not_null()).height
    return waiting_sentence(own.height, beyond, extracted if isinstance(extracted, date) else None)


def _definitions() -> str:
    return "\n\n".join(
        (
            "**Medel, median, andelar och vårdplatser** är statistik: alla vårdtillfällen som skrevs ut under månaden, "
            "räknade på den nyaste versionen. **Utrymme, faktura och stoppade dagar** är simulerade på underlaget för "
            "fakturering: den frusna versionen, utan sent registrerade vårdtillfällen.",
            "**Vårdplatser som upptas**: månadens utskrivningsklara dagar delat med antalet dygn i månaden. "
            "**Utrymme**: gränsen gånger antalet vårdtillfällen i medelvärdet, minus deras dagar.",
            f"{UNCHANGED_MEANS} {NO_CHANGE_MEANS}",
            "**Kvar på sjukhus** räknas vid det senaste uttaget, oavsett vald månad. Om någon av dem debiteras avgörs "
            "först i den månad då patienten skrivs ut.",
        )
    )
