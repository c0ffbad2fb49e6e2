"""What stands under Fakturering's table, as it was drawn. A part of `cache`, where the key is explained."""

from dataclasses import replace
from datetime import date

import plotly.graph_objects as go
import polars as pl

from lus_stats import figures
from lus_stats.answers import Grouping
from lus_stats.answers.cliff import cliff as cliff_of
from lus_stats.answers.district_parts import district_parts
from lus_stats.geography import DISTRICT_MUNICIPALITY
from lus_stats.ui import cache, cache_billing
from lus_stats.ui.filters import Filters
from lus_stats.ui.views import series, terms, year_of_bills
from lus_stats.ui.views.bill_parts import Part, summed
from lus_stats.ui.views.cliff import cliff as cliff_view
from lus_stats.ui.views.district_bills import district_bills
from lus_stats.ui.views.invoice_basis import may_see_rows
from lus_stats.ui.views.months_back import seen_outcomes, telling_of_the_bill
from lus_stats.ui.views.shadow import shadow as shadow_view

Drawn = tuple[Part, go.Figure | None]


def bill_parts(chosen: Filters) -> list[Drawn]:
    """The cards of a view that has a bill; the cliff and the districts only for readers of a municipality's rows."""
    own = chosen.municipality if may_see_rows(chosen) else None
    asked = replace(series.without_trends(chosen), municipality=own, districts="recorded", outcome=None, against=None)
    return _bill_parts(*cache.key(), asked)


# The arguments `location` and `stamp` are there to be part of the key.


@cache.kept(cache.VIEWS)
def _bill_parts(location: str, stamp: str, chosen: Filters) -> list[Drawn]:
    del location, stamp
    month = chosen.month or date.max
    counted = terms.counting(chosen, cache.rulebook(), month)
    own = [] if chosen.municipality is None else _own(chosen, month, counted)
    return [*own, _year(chosen, month, counted), (_shadow(chosen, month, counted), None)]


def _own(chosen: Filters, month: date, counted: terms.Counting) -> list[Drawn]:
    """The municipality's own cliff, and its districts."""
    bill = cache.bill(terms.question(chosen, counted, month))
    parts: list[Drawn] = []
    found = cliff_of(bill, chosen.municipality or "", chosen.care_form)
    if found is not None:
        part = cliff_view(found, chosen, month)
        parts.append((part, figures.cliff(part.rows, **(part.drawn or {}))))
    if chosen.municipality == DISTRICT_MUNICIPALITY:
        own = pl.col("municipality_code") == DISTRICT_MUNICIPALITY
        city = bill.groups.filter(own, pl.col("care_form") == chosen.care_form)
        billed = summed(city)
        rows = district_parts(bill, chosen.care_form)
        parts.append((district_bills(rows, billed, chosen, month, counted.terms), None))
    return parts


def _year(chosen: Filters, month: date, counted: terms.Counting) -> Drawn:
    """The last twelve months under the view's own terms."""
    asked = series.asked(chosen, month, cache.choices().months, cache.rulebook())
    asked = replace(asked, changes=counted.changes)
    places = cache.statistics(series.statistics_asked(asked, Grouping.MUNICIPALITY, chosen.viewer))
    form = pl.col("care_form") == chosen.care_form
    counts = telling_of_the_bill(places.figures.filter(form), counted.own)
    seen = seen_outcomes(cache.history(asked).filter(form), counts, chosen)
    part = year_of_bills.year(seen, chosen, month, counted.terms)
    if part.drawn is None:
        return part, None
    return part, figures.month_bars(year_of_bills.for_figure(part), **part.drawn)


def _shadow(chosen: Filters, month: date, counted: terms.Counting) -> Part:
    """The month as if the region had met everything."""
    asked = terms.question(chosen, counted, month)
    hidden = cache_billing.hidden_in_statistics(chosen, month, counted.own)
    bill, as_if = cache.bill(asked), cache.bill(asked.shadow)
    return shadow_view(bill, as_if, chosen, counted, hidden)
