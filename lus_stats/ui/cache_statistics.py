"""The cached answers of the pages of statistics: Läget and Kommun. A part of `cache`, where the key is explained."""

from datetime import date

import plotly.graph_objects as go
import polars as pl

from lus_stats import answers, figures
from lus_stats.answers import Grouping, HistoryQuestion
from lus_stats.geography import DISTRICT_MUNICIPALITY
from lus_stats.ui import cache, cache_ahead
from lus_stats.ui.filters import Filters
from lus_stats.ui.views import held, own_months, series, signals
from lus_stats.ui.views import municipality as views_municipality
from lus_stats.ui.views import terms as views_terms
from lus_stats.ui.views.municipality import MunicipalityView
from lus_stats.ui.views.overview import Answers, Overview
from lus_stats.ui.views.overview import overview as overview_view


def criteria_gaps(question: HistoryQuestion) -> pl.DataFrame:
    """Which criteria failed, alone or together (answers.criteria_gaps)."""
    return _criteria_gaps(*cache.key(), question)


def hospitals(question: HistoryQuestion) -> pl.DataFrame:
    """Each municipality's episodes by hospital (answers.hospitals); only for readers of the municipality's rows."""
    return _hospitals(*cache.key(), question)


def overview(chosen: Filters) -> Overview | None:
    """Läget; None where there is nothing to show."""
    return None if chosen.month is None else _overview(*cache.key(), series.overview_key(chosen))


def overview_figures(chosen: Filters) -> tuple[go.Figure, go.Figure]:
    """Läget's dots and map."""
    return _overview_figures(*cache.key(), series.overview_key(chosen))


def municipality(chosen: Filters) -> MunicipalityView | None:
    """Kommun; None where there is nothing to show."""
    asked = chosen.month is not None and chosen.municipality is not None
    return _municipality(*cache.key(), series.municipality_key(chosen)) if asked else None


def municipality_figures(chosen: Filters) -> tuple[go.Figure, go.Figure | None, go.Figure | None]:
    """Kommun's months, stays and districts."""
    return _municipality_figures(*cache.key(), series.municipality_key(chosen))


@cache.kept(cache.ENTRIES, long=True)
def _criteria_gaps(location: str, stamp: str, question: HistoryQuestion) -> pl.DataFrame:
    del location, stamp
    return answers.criteria_gaps(cache.folder(), question)


@cache.kept(cache.VIEWS)
def _overview(location: str, stamp: str, chosen: Filters) -> Overview | None:
    del location, stamp
    month = chosen.month or date.max
    counted = views_terms.counting(chosen, cache.rulebook(), month)
    asked = series.asked(chosen, month, cache.choices().months, cache.rulebook())
    county = cache.statistics(series.statistics_asked(asked, Grouping.COUNTY, chosen.viewer))
    places = cache.statistics(series.statistics_asked(asked, Grouping.MUNICIPALITY, chosen.viewer))
    points = signals.points(places.figures, county.figures, month, chosen.care_form, counted.own)
    marked = cache.with_limits(points, signals.UNIT)
    reads = held.reads_all(chosen)
    answered = Answers(county, places, cache.history(asked), criteria_gaps(asked) if reads else None, marked)
    return overview_view(chosen, month, counted, answered)


@cache.kept(cache.VIEWS)
def _overview_figures(location: str, stamp: str, chosen: Filters) -> tuple[go.Figure, go.Figure]:
    view = _overview(location, stamp, chosen)
    if view is None:
        return go.Figure(), go.Figure()
    dots = figures.dots_with_intervals(
        view.places, centre=view.centre, centre_label=view.centre_label, threshold=view.threshold
    )
    return dots, figures.county_map(view.places, view.county, measure="dagar i medeltal")


@cache.kept(cache.ENTRIES, long=True)
def _stay_lengths(location: str, stamp: str, question: HistoryQuestion) -> pl.DataFrame:
    del location, stamp
    return answers.stay_lengths(cache.folder(), question)


@cache.kept(cache.ENTRIES, long=True)
def _hospitals(location: str, stamp: str, question: HistoryQuestion) -> pl.DataFrame:
    del location, stamp
    return answers.hospitals(cache.folder(), question)


@cache.kept(cache.VIEWS)
def _municipality(location: str, stamp: str, chosen: Filters) -> MunicipalityView | None:
    month, code = chosen.month or date.max, chosen.municipality or ""
    counted = views_terms.counting(chosen, cache.rulebook(), month)
    asked = series.asked(chosen, month, cache.choices().months, cache.rulebook())
    viewer, sees_rows = chosen.viewer, chosen.viewer.sees_rows(code)
    places = cache.statistics(series.statistics_asked(asked, Grouping.MUNICIPALITY, viewer))
    points = own_months.points(places.figures, code, chosen, month)
    by_hospital = series.statistics_asked(asked, Grouping.HOSPITAL, viewer)
    by_district = series.statistics_asked(asked, Grouping.DISTRICT, viewer, today=chosen.districts == "today")
    answered = views_municipality.Answers(
        county=cache.statistics(series.statistics_asked(asked, Grouping.COUNTY, viewer)),
        municipalities=places,
        outcomes=cache.history(asked),
        marked=cache.with_limits(points, ["unit"]),
        lengths=_stay_lengths(location, stamp, asked) if viewer.sees_small(chosen.county, code) else None,
        hospitals=_hospitals(location, stamp, asked)
        if viewer.sees_rows(code)
        else cache.statistics(by_hospital).figures,
        districts=cache.statistics(by_district).figures if code == DISTRICT_MUNICIPALITY else None,
        waiting=cache.still_in_hospital(series.waiting_asked(asked, code)) if sees_rows else None,
        next_month=cache_ahead.chance_sentence(chosen, counted),
    )
    return views_municipality.municipality(chosen, code, month, counted, answered)


@cache.kept(cache.VIEWS)
def _municipality_figures(
    location: str, stamp: str, chosen: Filters
) -> tuple[go.Figure, go.Figure | None, go.Figure | None]:
    view = _municipality(location, stamp, chosen)
    if view is None:
        return go.Figure(), None, None
    months = figures.xmr_months(view.by_month, threshold=view.threshold)
    stays = None if view.lengths is None else figures.stay_bars(view.lengths, free_days=view.free_days)
    rows = None if view.districts is None else view.districts.rows
    districts = (
        None
        if rows is None
        else figures.dots_with_intervals(rows, centre=view.mean, centre_label=view.mean_label, threshold=view.threshold)
    )
    return months, stays, districts
