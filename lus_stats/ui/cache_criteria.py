"""The cached answers of Kriterier. A part of `cache`, where the key is explained."""

from dataclasses import replace
from datetime import date

import plotly.graph_objects as go
import polars as pl

from lus_stats import answers, figures
from lus_stats.answers import Grouping, HistoryQuestion, Statistics
from lus_stats.ui import cache, cache_statistics
from lus_stats.ui.filters import Filters
from lus_stats.ui.views import criteria as views_criteria
from lus_stats.ui.views import series
from lus_stats.ui.views import terms as views_terms
from lus_stats.ui.views.criteria import CriteriaView
from lus_stats.viewer import Viewer

Figures = tuple[go.Figure, go.Figure, go.Figure]


def criteria(chosen: Filters) -> CriteriaView | None:
    """Kriterier; None where there is nothing to show."""
    return None if chosen.month is None else _criteria(*cache.key(), series.criteria_key(chosen))


def criteria_figures(chosen: Filters) -> Figures:
    """Kriterier's shares, hospitals and mirror."""
    return _criteria_figures(*cache.key(), series.criteria_key(chosen))


@cache.kept(cache.VIEWS)
def _criteria(location: str, stamp: str, chosen: Filters) -> CriteriaView | None:
    month, code, viewer = chosen.month or date.max, chosen.municipality, chosen.viewer
    counted = views_terms.counting(chosen, cache.rulebook(), month)
    asked = series.asked(chosen, month, cache.choices().months, cache.rulebook())
    county = cache.statistics(series.statistics_asked(asked, Grouping.COUNTY, viewer))
    at_hospitals = cache.statistics(series.statistics_asked(asked, Grouping.HOSPITAL, viewer)).figures
    is_own = pl.col("municipality_code") == (code or "")
    reads = viewer.sees_rows(code) if code else viewer.sees_small(chosen.county)
    bill = cache.bill(views_terms.question(chosen, counted, month))
    answered = views_criteria.Answers(
        county=county,
        figures=county.figures if code is None else _by_municipality(asked, viewer).figures.filter(is_own),
        hospitals=at_hospitals if code is None else cache_statistics.hospitals(asked).filter(is_own),
        municipalities=cache.statistics(series.statistics_asked(asked, Grouping.MUNICIPALITY, viewer)).figures,
        combinations=_combinations(location, stamp, asked) if reads else None,
        states=_states(location, stamp, asked) if reads else None,
        groups=bill.groups,
        stopped=answers.blocked(bill),
    )
    return views_criteria.criteria(chosen, month, counted, answered)


@cache.kept(cache.VIEWS)
def _criteria_figures(location: str, stamp: str, chosen: Filters) -> Figures:
    view = _criteria(location, stamp, chosen)
    if view is None:
        return go.Figure(), go.Figure(), go.Figure()
    return (
        figures.shares_with_intervals(view.shares),
        figures.shares_with_intervals(view.hospitals, centre=view.centre, centre_label=view.centre_label),
        figures.mirror(
            view.mirror, above="Regionen: uppfyller alla kriterier", below=view.below, threshold=view.threshold
        ),
    )


def _by_municipality(asked: HistoryQuestion, viewer: Viewer) -> Statistics:
    """Each municipality's share of every criterion, with what the reader may see."""
    question = series.statistics_asked(asked, Grouping.MUNICIPALITY, viewer)
    return cache.statistics(replace(question, indicators=series.COUNTY))


@cache.kept(cache.ENTRIES, long=True)
def _combinations(location: str, stamp: str, question: HistoryQuestion) -> pl.DataFrame:
    del location, stamp
    return answers.criteria_combinations(cache.folder(), question)


@cache.kept(cache.ENTRIES, long=True)
def _states(location: str, stamp: str, question: HistoryQuestion) -> pl.DataFrame:
    del location, stamp
    return answers.criteria_states(cache.folder(), question)
