"""The cliff of one municipality's month, for those who may see its rows."""

from datetime import date

import polars as pl

from lus_stats.answers.cliff import Cliff
from lus_stats.figures.theme import month_long
from lus_stats.geography import municipality_name
from lus_stats.months import key
from lus_stats.text import bill_parts as text
from lus_stats.text import numbers
from lus_stats.ui.filters import Filters
from lus_stats.ui.tables import Column
from lus_stats.ui.views.bill_parts import Part
from lus_stats.vocabulary import SWEDISH

KRONOR = (
    Column("mean", "Medelvärde", "mean", means="cliff_mean"),
    Column("value", "Kronor", "kronor", means="cliff_value"),
)
DAYS = (KRONOR[0], Column("value", "Dagar", "days", means="cliff_value"))


def cliff(found: Cliff, chosen: Filters, month: date) -> Part:
    """The curve and where the month stands on it; in days where a day's amount is missing."""
    in_kronor = None not in (found.sek, found.a_day_sek, found.billed_sek)
    curve = found.curve().with_columns(value=pl.col("sek" if in_kronor else "days"))
    bill = (found.billed_sek or 0) if in_kronor else found.billed_tenths / 10
    name = municipality_name(chosen.municipality or "")
    place = f"{name}, {SWEDISH[chosen.care_form]} vård, {month_long(month)}"
    said = numbers.kronor(found.billed_sek) if in_kronor else numbers.days_in_tenths(found.billed_tenths)
    return Part(
        name=f"klippan-{chosen.municipality}-{key(month)}-{SWEDISH[chosen.care_form]}",
        title=text.slope_title(found.threshold_tenths)
        if found.pays_excess
        else text.cliff_title(found.threshold_tenths, found.edge_days, found.edge_sek if in_kronor else None),
        subtitle=f"{place}. "
        + text.cliff_subtitle(episodes=found.episodes, a_day_sek=found.a_day_sek, pays_excess=found.pays_excess),
        rows=curve,
        columns=KRONOR if in_kronor else DAYS,
        caption=text.cliff_alternative(place, found.mean, found.threshold_tenths, said),
        drawn={"threshold": found.threshold_tenths / 10, "mean": found.mean, "bill": bill, "in_kronor": in_kronor},
    )
