"""Tänk om as it was drawn; keyed like the answers in ui/cache.py that it rests on."""

from dataclasses import replace
from datetime import date

import plotly.graph_objects as go

from lus_stats import answers, figures
from lus_stats.rules import Scenario
from lus_stats.ui import cache
from lus_stats.ui.cache_billing import hidden_in_statistics
from lus_stats.ui.filters import Filters
from lus_stats.ui.views import what_if_question as asked
from lus_stats.ui.views.what_if import WhatIfView, what_if_view
from lus_stats.ui.views.what_if_lines import LinesView, lines_view, whose
from lus_stats.ui.views.what_if_question import Sides


def sides(chosen: Filters) -> Sides:
    """The view's two sets of terms."""
    return asked.sides(chosen, cache.rulebook(), chosen.month or date.max)


def what_if(chosen: Filters) -> WhatIfView | None:
    """Tänk om; None where there is no month to show."""
    return None if chosen.month is None else _what_if(*cache.key(), asked.key_of(chosen))


def what_if_figure(chosen: Filters) -> go.Figure:
    """The municipalities under both sets of terms."""
    return _what_if_figure(*cache.key(), asked.key_of(chosen))


def lines(chosen: Filters) -> LinesView | None:
    """The episodes that explain the difference; None for a reader without rows here, and where nothing is changed."""
    may, municipality = whose(chosen)
    if chosen.month is None or not may or not sides(chosen).is_changed:
        return None
    return _lines(*cache.key(), replace(asked.key_of(chosen), municipality=municipality))


def kept_scenarios() -> list[str]:
    """The names of the scenarios in the data folder."""
    return answers.scenario_names(cache.folder())


def kept_scenario(name: str) -> Scenario:
    """One of them, read now.

    Errors: as answers.scenario.
    """
    return answers.scenario(cache.folder(), name)


# The arguments `location` and `stamp` are there to be part of the key.


@cache.kept(cache.VIEWS)
def _what_if(location: str, stamp: str, chosen: Filters) -> WhatIfView:
    del location, stamp
    month = chosen.month or date.max
    both = asked.sides(chosen, cache.rulebook(), month)
    answer = answers.what_if(cache.folder(), asked.question(chosen, both, month))
    first, last = answer.counted[0], answer.counted[-1]
    until = None if first == last else last
    hidden = hidden_in_statistics(chosen, first, both.before, both.after, last=until)
    return what_if_view(answer, chosen, both, hidden)


@cache.kept(cache.VIEWS)
def _what_if_figure(location: str, stamp: str, chosen: Filters) -> go.Figure:
    before, after = asked.sides(chosen, cache.rulebook(), chosen.month or date.max).labels
    return figures.dumbbells(_what_if(location, stamp, chosen).bars, before=before, after=after)


@cache.kept(cache.ENTRIES)
def _lines(location: str, stamp: str, chosen: Filters) -> LinesView:
    del location, stamp
    month = chosen.month or date.max
    both = asked.sides(chosen, cache.rulebook(), month)
    found = answers.what_if_lines(cache.folder(), asked.question(chosen, both, month), chosen.municipality)
    return lines_view(found, chosen.municipality, chosen.pool)
