"""The City of Stockholm's districts in a month, as recorded or in today's areas."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from lus_stats import months
from lus_stats.figures.theme import month_long
from lus_stats.geography import DISTRICTS, districts_valid_on
from lus_stats.ui.filters import Filters
from lus_stats.ui.tables import Column
from lus_stats.ui.views import places, stay
from lus_stats.vocabulary import SWEDISH


@dataclass(frozen=True)
class Districts:
    """A city's districts as dots."""

    rows: pl.DataFrame
    subtitle: str
    alt: str
    columns: tuple[Column, ...]


def districts(figures: pl.DataFrame | None, chosen: Filters, month: date) -> Districts | None:
    """The city's districts that month, as recorded or in today's areas."""
    if figures is None:
        return None
    now = figures.filter(
        pl.col("month") == month,
        pl.col("care_form") == chosen.care_form,
        pl.col("indicator") == "mean_ready_days",
    ).with_columns(pl.col("district").fill_null(stay.NO_DISTRICT))
    today = chosen.districts == "today"
    known = {d.today for d in DISTRICTS.values()} if today else set(districts_valid_on(months.last_day(month)))
    names = sorted(known | set(now["district"]))
    rows = places.with_figures(pl.DataFrame({"district": names, "label": names}), now, "district")
    form = f"Utskrivningsklara dagar per vårdtillfälle, {SWEDISH[chosen.care_form]} vård, {month_long(month)}"
    areas = "dagens stadsdelsområden" if today else "stadsdelsområden som registrerat"
    return Districts(
        rows=rows.with_columns(liable=pl.lit(value=False), remark=places.remark()),
        subtitle=f"{form}, {areas}. Streck: 95 % osäkerhet. Gränsen gäller staden som helhet.",
        alt=places.alternative(f"{form}, {areas}", rows),
        columns=(Column("label", "Stadsdelsområde"), *places.STATISTICS, places.REMARK),
    )
