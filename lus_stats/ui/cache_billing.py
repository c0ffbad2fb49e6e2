"""The pages about money, and Metod, as they were drawn; keyed like the answers in ui/cache.py that they rest on."""

from dataclasses import replace
from datetime import date

import plotly.graph_objects as go
import polars as pl

from lus_stats import answers, figures, months
from lus_stats.answers import Grouping
from lus_stats.disclosure import tells_of_the_bill
from lus_stats.errors import Refused
from lus_stats.rules import Terms
from lus_stats.rules.table import priced
from lus_stats.ui import cache, cache_ahead
from lus_stats.ui.filters import Filters
from lus_stats.ui.views import series, terms
from lus_stats.ui.views.billing import BillingView
from lus_stats.ui.views.billing import billing as billing_view
from lus_stats.ui.views.calculator import calculator as calculator_view
from lus_stats.ui.views.episode_card import card
from lus_stats.ui.views.invoice_basis import InvoiceBasisView, may_see_rows
from lus_stats.ui.views.invoice_basis import invoice_basis as invoice_basis_view
from lus_stats.ui.views.method import MethodView, method_view
from lus_stats.vocabulary import MeanPopulation, State


def billing(chosen: Filters) -> BillingView | None:
    """Fakturering; None where there is no month to show."""
    if chosen.month is None:
        return None
    return _billing(*cache.key(), replace(chosen, municipality=None, districts="recorded", outcome=None))


def billing_figure(chosen: Filters) -> go.Figure:
    """The waterfall of Fakturering."""
    return _billing_figure(*cache.key(), replace(chosen, municipality=None, districts="recorded", outcome=None))


def invoice_basis(chosen: Filters) -> InvoiceBasisView | None:
    """Fakturaunderlag; None without a month, and for a reader who may not see the municipality's rows."""
    if chosen.month is None or not may_see_rows(chosen):
        return None
    return _invoice_basis(*cache.key(), replace(chosen, districts="recorded"))


def largest_bill(chosen: Filters) -> str | None:
    """The municipality with the most kronor in the view's month; None where none has, or the reader sees no rows."""
    if chosen.month is None or not chosen.viewer.sees_rows(f"{chosen.county}80"):
        return None
    counted = terms.counting(chosen, cache.rulebook(), chosen.month)
    groups = cache.bill(terms.question(chosen, counted, chosen.month)).groups
    billed = groups.filter(pl.col("care_form") == chosen.care_form, pl.col("billed_tenths") > 0)
    return next(
        iter(billed.sort("billed_tenths", "municipality_code", descending=[True, False])["municipality_code"]), None
    )


def episode_card(chosen: Filters, episode_id: str) -> str:
    """One line of Fakturaunderlag explained, in HTML.

    Errors: Refused for a reader who may not see it.
    """
    if not may_see_rows(chosen):
        raise Refused("Vårdtillfället visas bara för kommunen själv och för regionen.")
    return _episode_card(*cache.key(), replace(chosen, districts="recorded", outcome=None), episode_id)


def method() -> MethodView:
    """Metod; the same for every reader."""
    return _method(*cache.key(), months.now().date())


def calculator(notice: str, discharge: str) -> str:
    """A stay typed by hand, counted under every agreement, in HTML."""
    return _calculator(*cache.key(), notice, discharge)


# The arguments `location` and `stamp` are there to be part of the key.


@cache.kept(cache.VIEWS)
def _billing(location: str, stamp: str, chosen: Filters) -> BillingView:
    del location, stamp
    month = chosen.month or date.max
    counted = terms.counting(chosen, cache.rulebook(), month)
    answer = cache.bill(terms.question(chosen, counted, month))
    steps = answers.waterfall(answer)
    rulebook = priced(cache.rulebook(), counted.changes)
    hidden = hidden_in_statistics(chosen, month, counted.own)
    return billing_view(answer, steps, chosen, counted, rulebook, hidden, cache_ahead.chances(chosen))


@cache.kept(cache.VIEWS)
def _billing_figure(location: str, stamp: str, chosen: Filters) -> go.Figure:
    return figures.waterfall(_billing(location, stamp, chosen).steps)


@cache.kept(cache.VIEWS)
def _invoice_basis(location: str, stamp: str, chosen: Filters) -> InvoiceBasisView:
    del location, stamp
    month = chosen.month or date.max
    counted = terms.counting(chosen, cache.rulebook(), month)
    rulebook = priced(cache.rulebook(), counted.changes)
    return invoice_basis_view(cache.bill(terms.question(chosen, counted, month)), chosen, counted, rulebook)


@cache.kept(cache.VIEWS)
def _episode_card(location: str, stamp: str, chosen: Filters, episode_id: str) -> str:
    del location, stamp
    month = chosen.month or date.max
    asked = terms.question(chosen, terms.counting(chosen, cache.rulebook(), month), month)
    own = replace(asked, municipality=chosen.municipality)
    return card(answers.explain_line(cache.folder(), cache.bill(asked), own, episode_id, chosen.care_form))


@cache.kept(2)
def _method(location: str, stamp: str, today: date) -> MethodView:
    del location, stamp
    return method_view(cache.rulebook(), today)


@cache.kept(cache.VIEWS)
def _calculator(location: str, stamp: str, notice: str, discharge: str) -> str:
    del location, stamp
    return calculator_view(cache.rulebook(), notice, discharge)


def hidden_in_statistics(chosen: Filters, month: date, *terms: Terms, last: date | None = None) -> tuple[str, ...]:
    """The municipalities of which the statistics hide from the view's reader how many a bill under the terms rests on.

    With `last` those hidden in any of the months (D98).
    """
    viewer = chosen.viewer
    if viewer.sees_small(chosen.county):
        return ()
    own_terms = replace(chosen, agreement=None)  # what is hidden is the same under all; so the question is Läget's
    asked = series.asked(own_terms, last or month, cache.choices().months, cache.rulebook())
    figures = cache.statistics(series.statistics_asked(asked, Grouping.MUNICIPALITY, viewer)).figures
    in_question = pl.col("month").is_between(month, last or month) & (pl.col("care_form") == chosen.care_form)
    of_the_met = any(one.mean_population is MeanPopulation.CRITERIA_MET for one in terms)
    shown = figures.filter(in_question, tells_of_the_bill(mean_of_the_met=of_the_met))
    return tuple(shown.filter(pl.col("state") == State.HIDDEN)["municipality_code"].unique().sort())
