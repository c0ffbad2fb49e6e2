"""The cached answers about coming months: Budget, and the chance of crossing. A part of `cache`, where the key is."""

from dataclasses import replace
from datetime import date

import plotly.graph_objects as go
import polars as pl

from lus_stats import figures
from lus_stats.answers import Grouping, ahead, ahead_backtest, ahead_past
from lus_stats.answers.ahead_past import AheadQuestion, Past
from lus_stats.rules.table import priced
from lus_stats.ui import cache
from lus_stats.ui.filters import Filters
from lus_stats.ui.views import budget_basis, rights, series, terms
from lus_stats.ui.views import chances as views_chances
from lus_stats.ui.views.budget import BudgetView, may_see_budget
from lus_stats.ui.views.budget import budget as budget_view
from lus_stats.ui.views.months_back import telling_of_the_bill
from lus_stats.ui.views.terms import Counting

NUMBERS = 8192  # single numbers that are kept: each municipality's, of a few years of months
OF_THE_MEAN = ("cutoff", "discharge_day_counts", "mean_population", "criteria")  # the changes that move a mean


def budget(chosen: Filters) -> BudgetView | None:
    """Budget; None without a month, for a reader who may not see the rows, and where the history is too short."""
    if chosen.month is None or not may_see_budget(chosen):
        return None
    return _budget(*cache.key(), _plain(chosen))


def budget_figure(chosen: Filters) -> go.Figure | None:
    """Budget's band; None under terms without a mean."""
    return _budget_figure(*cache.key(), _plain(chosen))


def calibrations(chosen: Filters) -> tuple[str, ...]:
    """How past months fell within the bands that the months before them gave."""
    return _calibrations(*cache.key(), _plain(chosen))


def crossing(chosen: Filters, only: str | None = None, *, changed: bool = True) -> dict[str, float | None]:
    """Each municipality's chance that the month after the view's lies over the threshold; or one municipality's.

    None where its history is too short; nothing at all under terms without a threshold. Whose chance the reader may
    see is decided in `views/chances`. Without `changed` the terms are the agreement's own.
    """
    month = chosen.month or date.max
    counted = terms.counting(chosen, cache.rulebook(), month)
    used = counted.terms if changed else counted.own
    if used.threshold_tenths is None:
        return {}
    asked = _asked(chosen, ahead_past.HISTORY, changed=changed)
    asked = replace(asked, changes=asked.changes.only(OF_THE_MEAN))
    codes = _drawn_from(*cache.key(), asked) if only is None else (only,)
    return {code: _crossing(*cache.key(), asked, code, used.threshold_tenths) for code in codes}


def chances(chosen: Filters) -> dict[str, str]:
    """Each municipality's chance of crossing under the view's terms, in words, as far as its reader may know."""
    return views_chances.chances(crossing(chosen), hidden_histories(chosen))


def chance_sentence(chosen: Filters, counted: Counting) -> str:
    """Kommun's chance of crossing, under the agreement's own terms (D42)."""
    month = chosen.month or date.max
    found, hidden = crossing(chosen, chosen.municipality, changed=False), hidden_histories(chosen)
    return views_chances.sentence(found, hidden, chosen.municipality or "", month, counted.own)


def hidden_histories(chosen: Filters) -> frozenset[str]:
    """The municipalities of which the view's reader is not shown all months that the chance is drawn from."""
    if chosen.viewer.sees_small(chosen.county):
        return frozenset()
    month, form = chosen.month or date.max, pl.col("care_form") == chosen.care_form
    own = terms.counting(chosen, cache.rulebook(), month).own
    asked = series.asked(chosen, month, cache.choices().months, cache.rulebook())
    places = cache.statistics(series.statistics_asked(asked, Grouping.MUNICIPALITY, chosen.viewer)).figures
    counts = telling_of_the_bill(places.filter(form), own)
    return views_chances.hidden_histories(cache.history(asked).filter(form), counts, chosen, month)


def _plain(chosen: Filters) -> Filters:
    """The view without what Budget does not look at."""
    return replace(series.without_trends(chosen), districts="recorded", outcome=None)


def _asked(chosen: Filters, history: int, *, changed: bool = True) -> AheadQuestion:
    month = chosen.month or date.max
    counted = terms.counting(chosen, cache.rulebook(), month)
    asked = AheadQuestion(month, chosen.county, chosen.care_form, rights.agreement(chosen), history=history)
    return replace(asked, changes=counted.changes) if changed else asked


# The arguments `location` and `stamp` are there to be part of the key.


@cache.kept(8)
def _past(location: str, stamp: str, asked: AheadQuestion) -> Past:
    """A county's past; a few megabytes each."""
    del location, stamp
    return ahead_past.past(cache.folder(), asked)


@cache.kept(cache.VIEWS)
def _drawn_from(location: str, stamp: str, asked: AheadQuestion) -> tuple[str, ...]:
    """The municipalities that have episodes in the past."""
    return tuple(sorted(_past(location, stamp, asked).units))


@cache.kept(cache.VIEWS)
def _next_month(location: str, stamp: str, asked: AheadQuestion, code: str) -> ahead.NextMonth:
    """One municipality's draws, some kilobytes."""
    return ahead.next_month(_past(location, stamp, asked), code)


@cache.kept(NUMBERS)
def _crossing(location: str, stamp: str, asked: AheadQuestion, code: str, threshold_tenths: int) -> float | None:
    """One municipality's chance, for its own page and for its county's."""
    return ahead.crossing(_next_month(location, stamp, asked, code), threshold_tenths)[code]


@cache.kept(cache.VIEWS)
def _budget(location: str, stamp: str, chosen: Filters) -> BudgetView | None:
    counted = terms.counting(chosen, cache.rulebook(), chosen.month or date.max)
    found = ahead.ahead(_past(location, stamp, _asked(chosen, ahead_backtest.BACK)), chosen.municipality or "")
    return None if found is None else budget_view(chosen, found, counted, priced(cache.rulebook(), counted.changes))


@cache.kept(cache.VIEWS)
def _budget_figure(location: str, stamp: str, chosen: Filters) -> go.Figure | None:
    view = _budget(location, stamp, chosen)
    if view is None or view.threshold is None or view.months["mean_high"].null_count():
        return None
    return figures.ahead(view.came, view.months, threshold=view.threshold)


@cache.kept(cache.VIEWS)
def _calibrations(location: str, stamp: str, chosen: Filters) -> tuple[str, ...]:
    asked = _asked(chosen, ahead_backtest.BACK)
    county = _held_out(location, stamp, asked)
    own = county.filter(pl.col("municipality_code") == chosen.municipality)
    return budget_basis.calibrations(own, county, chosen)


@cache.kept(cache.ENTRIES, long=True)
def _held_out(location: str, stamp: str, asked: AheadQuestion) -> pl.DataFrame:
    return ahead_backtest.held_out(_past(location, stamp, asked))
