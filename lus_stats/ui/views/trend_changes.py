"""Trender's comparison: two periods beside each other, municipality by municipality."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from lus_stats import months
from lus_stats.text import trends
from lus_stats.text.overview import UNCHANGED_WITHIN_TENTHS
from lus_stats.ui.filters import Filters
from lus_stats.ui.tables import Column
from lus_stats.ui.views import held
from lus_stats.ui.views.trend_measures import Measure, of_places
from lus_stats.uncertainty import difference_interval
from lus_stats.vocabulary import SWEDISH

YEAR = 12


@dataclass(frozen=True)
class Changes:
    """Every municipality in both periods, largest change first; no row where one of the periods has no figures."""

    title: str
    subtitle: str
    rows: pl.DataFrame
    columns: tuple[Column, ...]
    why_not: str
    unit: str = ""


def beside(chosen: Filters, month: date) -> date:
    """The last month of the period that is compared with."""
    return chosen.compared or months.following(month, -YEAR)


def changes_of(figures: pl.DataFrame, chosen: Filters, month: date, measure: Measure) -> Changes:
    """The chosen period beside another of the same length.

    Needs: statistics by municipality, of one care form.
    """
    other = beside(chosen, month)
    names = trends.period(month, chosen.pool), trends.period(other, chosen.pool)
    there = set(figures["month"].unique())
    place = f"{held.place(chosen)}, {SWEDISH[chosen.care_form]} vård"
    what = f"{measure.label}, {place}: {names[0]} jämfört med {names[1]}."
    subtitle = f"{what} Romb: mer än slumpen. Streck: 95 % osäkerhet."
    if other == month or not {month, other} <= there:
        why = "Välj en annan period att jämföra med." if other == month else _missing(names, month in there)
        return Changes("Två perioder jämförda", subtitle, pl.DataFrame(), (), why)
    rows = _rows(figures, chosen, month, other, measure)
    unknown = rows["low"].null_count() == rows.height
    up, down = (rows.filter("apart", pl.col("change") * way > 0).height for way in (1, -1))
    return Changes(
        "Så har kommunen ändrats" if chosen.only else trends.changes_title(up, down, unknown),
        subtitle,
        rows,
        _columns(measure, names),
        "",
        unit_of(measure),
    )


def _missing(names: tuple[str, str], has_own: bool) -> str:
    return f"Det saknas uppgifter för {names[1 if has_own else 0]}. Välj en annan period under Jämför med."


def _rows(figures: pl.DataFrame, chosen: Filters, month: date, other: date, measure: Measure) -> pl.DataFrame:
    """Both periods' figures, their difference and what it amounts to."""
    now, before = (of_places(figures, held.scope(chosen), one, measure) for one in (month, other))
    asked = before.select(
        "municipality_code", before="value", before_low="low", before_high="high", before_n="n", before_said="said"
    )
    both = now.rename({"value": "now", "low": "now_low", "high": "now_high", "said": "now_said"})
    rows = both.join(asked, on="municipality_code", how="left", validate="1:1")
    low, high = difference_interval("now", "before")
    separate = abs((month.year - other.year) * YEAR + month.month - other.month) >= chosen.pool
    points = 100 if measure.is_share else 1
    rows = rows.with_columns(
        change=(pl.col("now") - pl.col("before")) * points,
        low=pl.when(separate).then(low * points),
        high=pl.when(separate).then(high * points),
        change_said=pl.coalesce("now_said", "before_said"),
        no_interval=pl.coalesce("now_said", "before_said", pl.lit("räknas inte ut")),
    )
    judged = pl.Series("judged", [_judged(row, measure) for row in rows.to_dicts()], dtype=pl.String)
    apart = pl.col("judged").str.ends_with(trends.BEYOND)
    return (
        rows.with_columns(judged)
        .with_columns(apart=apart)
        .sort("change", descending=True, nulls_last=True, maintain_order=True)
    )


def unit_of(measure: Measure) -> str:
    """What a change is counted in."""
    return "procentenheter" if measure.is_share else "" if measure.is_sum else measure.unit


def _judged(row: dict[str, Any], measure: Measure) -> str:
    if row["now"] is None or row["before"] is None:
        return str(row["change_said"] or "")
    points = 100 if measure.is_share else 1
    decimals = 0 if measure.is_share or measure.is_sum else 1
    band = 0 if measure.is_sum else trends.UNCHANGED_SHARE_POINTS if measure.is_share else UNCHANGED_WITHIN_TENTHS
    now, before = row["now"] * points, row["before"] * points
    return trends.change_said(now, before, row["low"], row["high"], decimals=decimals, band=band)


def _columns(measure: Measure, names: tuple[str, str]) -> tuple[Column, ...]:
    unit = ", procentenheter" if measure.is_share else ""
    return (
        Column("label", "Kommun", place="municipality_code"),
        Column("before", names[1].capitalize(), measure.kind, instead="before_said", means=measure.key),
        Column("now", names[0].capitalize(), measure.kind, instead="now_said", means=measure.key),
        Column("change", f"Förändring{unit}", "signed", instead="change_said", ahead=True, means="change"),
        Column("low", "Osäkerhet från", "signed", instead="no_interval", means="difference_interval"),
        Column("high", "till", "signed", instead="no_interval", means="difference_interval"),
        Column("judged", "Bedömning", missing=""),
    )
