"""Each district's part of the City of Stockholm's bill, for those who may see its rows."""

from datetime import date

import polars as pl

from lus_stats.figures.theme import month_long
from lus_stats.months import key
from lus_stats.rules import Terms
from lus_stats.text import Sum
from lus_stats.text import bill_parts as text
from lus_stats.ui.filters import Filters
from lus_stats.ui.tables import Column
from lus_stats.ui.views import stay
from lus_stats.ui.views.bill_parts import Part
from lus_stats.vocabulary import SWEDISH, Model

_MEAN = (
    Column("mean", "Medel", "mean", missing="saknas", means="basis_mean"),
    Column("headroom", "Del av stadens utrymme, dagar", "signed", missing="saknas", means="district_headroom"),
)
_MONEY = (
    Column("billed_days", "Debiteras, dagar", "days", ahead=True, means="billed_days"),
    Column("amount_sek", "Debiteras, kronor", "kronor", missing="belopp saknas", ahead=True, means="amount"),
    Column("blocked_days", "Stoppade, dagar", "days", means="blocked_days"),
    Column("blocked_sek", "Stoppade, kronor", "kronor", missing="belopp saknas", means="blocked_amount"),
)


def district_bills(parts: pl.DataFrame, billed: Sum, chosen: Filters, month: date, terms: Terms) -> Part:
    """The districts as recorded; they add up to the city's own outcome.

    Needs: answers.district_parts; `billed` is the city's sum.
    """
    limit = terms.threshold_tenths
    rows = parts.with_columns(
        district=pl.col("district").fill_null(stay.NO_DISTRICT),
        mean=pl.when(pl.col("episodes_in_mean") > 0).then(pl.col("ready_days") / pl.col("episodes_in_mean")),
        headroom=None if limit is None else (limit * pl.col("episodes_in_mean") - pl.col("ready_days") * 10) / 10,
    )
    place = f"Stockholms stad, {SWEDISH[chosen.care_form]} vård, {month_long(month)}"
    on_the_mean = terms.model == Model.MEAN_EXCESS
    return Part(
        name=f"stadsdelar-faktura-{key(month)}-{SWEDISH[chosen.care_form]}",
        title=text.districts_title(billed, parts.filter(pl.col("billed_days") > 0).height),
        subtitle=f"{place}, stadsdelsområden som registrerat. {_how(limit, on_the_mean=on_the_mean)}",
        rows=rows,
        columns=(
            Column("district", "Stadsdelsområde"),
            Column("episodes_in_mean", "Vårdtillfällen i medelvärdet", "count", means="basis_in_mean"),
            *(_MEAN if limit is not None else ()),
            *(() if on_the_mean else _MONEY),
        ),
        caption=f"Stadsdelarnas del av fakturan, {place}",
    )


def _how(limit: int | None, *, on_the_mean: bool) -> str:
    if on_the_mean:
        return "Fakturan står på stadens medelvärde; stadsdelarnas rader har inga egna kronor."
    if limit is None:
        return "Varje vårdtillfälle prövas för sig."
    return "Gränsen prövas på staden som helhet; utrymmet är det som stadsdelen lägger till (plus) eller tar (minus)."
