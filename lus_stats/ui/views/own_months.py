"""One municipality's mean month by month, with the limits of its own variation."""

from datetime import date

import polars as pl

from lus_stats.figures.theme import month_long
from lus_stats.rules import Terms
from lus_stats.ui.filters import Filters
from lus_stats.ui.tables import Column
from lus_stats.ui.views.months_back import XMR, window
from lus_stats.vocabulary import SWEDISH, State

COLUMNS = (
    Column("month", "Månad", "month"),
    Column("n", "Vårdtillfällen", "count", instead="said", means="episodes"),
    Column("value", "Medel, dagar", "mean", instead="said", means="mean_ready_days"),
    Column("lower", "Undre gräns", "mean", means="xmr_limits"),
    Column("upper", "Övre gräns", "mean", means="xmr_limits"),
    Column("signal_said", "Signal", missing="ingen"),
)


def points(municipalities: pl.DataFrame, code: str, chosen: Filters, month: date) -> pl.DataFrame:
    """The municipality's last months, whether or not there is anything in them.

    Shape: a row per month: unit, month, value, n, state. A month in which others had episodes and this one none has
    n 0; one that the store holds nothing of is missing.
    """
    means = municipalities.filter(pl.col("care_form") == chosen.care_form, pl.col("indicator") == "mean_ready_days")
    own = means.filter(pl.col("municipality_code") == code).select("month", "value", "state", n="denominator")
    every = pl.DataFrame({"month": window(month, XMR)}, schema={"month": pl.Date})
    joined = every.join(own, on="month", how="left", validate="1:1", maintain_order="left")
    held = pl.col("month").is_in(means["month"].unique().implode())
    empty = pl.when(held).then(pl.lit(State.SHOWN.value)).otherwise(pl.lit(State.MISSING.value))
    state = pl.coalesce(pl.col("state").cast(pl.String), empty)
    n = pl.when(state != State.HIDDEN).then(pl.coalesce("n", pl.when(held).then(0)))
    return joined.with_columns(unit=pl.lit(code), state=state, n=n)


def by_month(marked: pl.DataFrame) -> pl.DataFrame:
    """The points with their limits as the figure and the table want them."""
    key = pl.col("signal").cast(pl.String)
    hidden = pl.col("state") == State.HIDDEN
    said = {
        "above": "över övre gränsen",
        "below": "under undre gränsen",
        "high_run": "sju i rad över medel",
        "low_run": "sju i rad under medel",
        "rising": "sju i rad stigande",
        "falling": "sju i rad sjunkande",
    }
    return marked.sort("month").with_columns(
        signal=key.is_not_null(),
        signal_key=key,
        signal_said=key.replace_strict(said, default=None, return_dtype=pl.String),
        said=pl.when(hidden).then(pl.lit(SWEDISH[State.HIDDEN])).otherwise(pl.lit(SWEDISH[State.MISSING])),
    )


def subtitle(place: str, month: date, terms: Terms, rows: pl.DataFrame) -> str:
    """What the figure shows, and which months lie before the terms they are counted under."""
    said = f"Utskrivningsklara dagar per vårdtillfälle, {place}, till och med {month_long(month)}."
    said += " Band: vanlig variation. Fyrkant: signal. Under varje månad: antal vårdtillfällen."
    if rows["trial"].any():
        said += " Gränserna är preliminära: färre än tolv månader."
    first = rows["month"].min()
    if isinstance(first, date) and first < terms.valid_from:
        said += f" Alla månader räknas enligt villkoren från {terms.valid_from}, även de som ligger före."
    return said
