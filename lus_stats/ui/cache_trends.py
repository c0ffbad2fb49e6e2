"""The cached answers of Trender. A part of `cache`, where the key is explained."""

from dataclasses import replace
from datetime import date

import plotly.graph_objects as go
import polars as pl

from lus_stats import answers, figures
from lus_stats.answers import Grouping, HistoryQuestion
from lus_stats.answers.pooling import first_month
from lus_stats.ui import cache
from lus_stats.ui.filters import Filters
from lus_stats.ui.views import series
from lus_stats.ui.views import terms as views_terms
from lus_stats.ui.views.trend_measures import Measure
from lus_stats.ui.views.trends import Answers, TrendsView, trends_view

Drawn = tuple[go.Figure | None, list[go.Figure], go.Figure | None]


def trends(chosen: Filters) -> TrendsView | None:
    """Trender; None where there is nothing to show."""
    return None if chosen.month is None else _trends(*cache.key(), series.trends_key(chosen))


def trend_figures(chosen: Filters) -> Drawn:
    """Trender's funnel, its small multiples in columns, and its changes."""
    return _trend_figures(*cache.key(), series.trends_key(chosen))


@cache.kept(cache.ENTRIES)
def _spread(location: str, stamp: str, question: HistoryQuestion) -> pl.DataFrame:
    del location, stamp
    return answers.spread(cache.folder(), question)


@cache.kept(cache.VIEWS)
def _trends(location: str, stamp: str, chosen: Filters) -> TrendsView | None:
    month = chosen.month or date.max
    counted = views_terms.counting(chosen, cache.rulebook(), month)
    asked = series.asked(chosen, month, cache.choices().months, cache.rulebook())
    measure = Measure(chosen.indicator)
    wanted = tuple(dict.fromkeys((measure.key, measure.in_the_funnel.key)))
    county, places = (
        cache.statistics(
            replace(series.statistics_asked(asked, by, chosen.viewer), indicators=wanted, pool=chosen.pool)
        )
        for by in (Grouping.COUNTY, Grouping.MUNICIPALITY)
    )
    period = replace(asked, first=max(first_month(month, chosen.pool), asked.first), last=month)
    spread = _spread(location, stamp, replace(period, terms_of=asked.counted_as_of))
    return trends_view(chosen, month, counted, Answers(county, places, spread))


@cache.kept(cache.VIEWS)
def _trend_figures(
    location: str, stamp: str, chosen: Filters
) -> tuple[go.Figure | None, list[go.Figure], go.Figure | None]:
    view = _trends(location, stamp, chosen)
    if view is None:
        return None, [], None
    panels, share = view.panels, view.panels.measure.is_share
    drawn = [
        figures.small_multiples(
            part,
            panels.county,
            top=panels.top,
            threshold=view.panels_threshold,
            decimals=0 if panels.measure.is_sum else 1,
            share=share,
        )
        for part in panels.parts
    ]
    changed = None if view.changes.why_not else figures.changes(view.changes.rows, unit=view.changes.unit)
    return _funnel(view), drawn, changed


def _funnel(view: TrendsView) -> go.Figure | None:
    if view.funnel is None:
        return None
    shown = view.funnel.rows.filter(pl.col("value").is_not_null(), pl.col("n") > 0)

    return figures.funnel(
        shown,
        view.funnel.limits,
        centre=view.funnel.centre,
        centre_label=view.centre_label,
        threshold=view.threshold,
        share=view.funnel.measure.is_share,
    )
