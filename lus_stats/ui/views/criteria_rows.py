"""Kriterier's shares: each criterion under the party that answers for it, month by month, and by hospital."""

from datetime import date
from html import escape
from typing import Any, Final

import polars as pl

from lus_stats.criteria import CATALOGUE, PARTY_SWEDISH, Party
from lus_stats.disclosure import is_uncertain
from lus_stats.figures.theme import month_long, number, percent
from lus_stats.geography import swedish_order
from lus_stats.rules import Terms
from lus_stats.text import numbers
from lus_stats.ui.months_table import Line, months_table, value_cell, word_cell
from lus_stats.ui.tables import Column
from lus_stats.ui.views.billing_steps import SHORT
from lus_stats.ui.views.months_back import SPARK, window
from lus_stats.ui.views.places import EMPTY, UNCERTAIN
from lus_stats.ui.views.stay import NO_HOSPITAL
from lus_stats.vocabulary import SWEDISH, State

ALL: Final = "share_criteria_met"
ALL_LABEL: Final = "Alla kriterier"
NOT_REQUIRED: Final = "krävs inte"
_SHARE: Final = (
    Column("met", "Uppfyllt", "count", instead="said", means="numerator"),
    Column("n", "Vårdtillfällen", "count", instead="said", means="denominator"),
    Column("value", "Andel", "share", instead="said", means="share_of_criterion"),
)
_INTERVAL: Final = (
    Column("low", "Osäkerhet från", "share", instead="no_interval", means="interval"),
    Column("high", "till", "share", instead="no_interval", means="interval"),
)
_NAMED: Final = (Column("label", "Kriterium", tag="tag"), Column("party", "Ansvarig"))
SHARES: Final = (*_NAMED, *_SHARE, *_INTERVAL)
HOSPITALS: Final = (Column("label", "Sjukhus"), *_SHARE, *_INTERVAL, Column("remark", "Anmärkning", missing=""))
MONTHS: Final = (Column("month", "Månad", "month"), *_NAMED, Column("tag", "Krav", missing="krävs"), *_SHARE)


def listed(terms: Terms) -> pl.DataFrame:
    """All criteria together, then each under its party: those that the terms require first, the others after.

    Shape: a row per line of the page: indicator, label, party, group, quiet (not required), tag.
    """
    rows = [{"indicator": ALL, "label": ALL_LABEL, "party": "", "group": "", "quiet": False}] if terms.criteria else []
    for required in (True, False):
        for party in Party:
            name = PARTY_SWEDISH[party]
            group = numbers.capitalised(name) if required else f"Krävs inte, {name}"
            rows += [
                {
                    "indicator": f"share_{c.key}",
                    "label": SHORT[c.key],
                    "party": name,
                    "group": group,
                    "quiet": not required,
                }
                for c in CATALOGUE
                if c.party is party and (c.key in terms.criteria) is required
            ]
    schema = {"indicator": pl.String, "label": pl.String, "party": pl.String, "group": pl.String, "quiet": pl.Boolean}
    return pl.DataFrame(rows, schema=schema).with_columns(tag=pl.when("quiet").then(pl.lit(NOT_REQUIRED)))


def shares(figures: pl.DataFrame, month: date, terms: Terms) -> pl.DataFrame:
    """A month's share of episodes meeting all criteria, and each.

    Needs: answers.Statistics.figures of one unit and care form.
    Shape: `listed`, with figures.shares_with_intervals' columns and what is said instead of them.
    """
    now = figures.filter(pl.col("month") == month)
    return _stated(listed(terms).join(_known(now, "indicator"), on="indicator", how="left", validate="1:1"))


def by_month(figures: pl.DataFrame, month: date, terms: Terms) -> pl.DataFrame:
    """The same for the last months: a row per line of the page and month, the months of a line together."""
    last = pl.DataFrame({"month": window(month, SPARK)})
    every = listed(terms).join(last, how="cross", maintain_order="left")
    known = _known(figures, "month", "indicator")
    return _stated(every.join(known, on=["month", "indicator"], how="left", validate="1:1", maintain_order="left"))


def hospitals(figures: pl.DataFrame) -> pl.DataFrame:
    """A month's hospitals, most episodes first, the hidden ones last.

    Needs: one month's figures of one care form by hospital; `state` where some may be hidden.
    """
    if "state" not in figures.columns:
        figures = figures.with_columns(state=pl.lit(State.SHOWN.value))
    own = _known(figures.filter(pl.col("indicator") == ALL), "hospital")
    rows = _stated(own.with_columns(label=pl.col("hospital").fill_null(NO_HOSPITAL), group=pl.lit(""), quiet=False))
    few = pl.when(is_uncertain("n").fill_null(value=False)).then(pl.lit(UNCERTAIN))
    return rows.with_columns(remark=few).sort(-pl.col("n").fill_null(0), swedish_order("label"))


def _known(figures: pl.DataFrame, *on: str) -> pl.DataFrame:
    return figures.select(
        *on, "value", "low", "high", pl.col("state").cast(pl.String), met="numerator", n="denominator"
    )


def _stated(rows: pl.DataFrame) -> pl.DataFrame:
    """Say why a figure is not there: hidden, or nobody to count."""
    hidden = (pl.col("state") == State.HIDDEN).fill_null(value=False)
    said = pl.when(hidden).then(pl.lit(SWEDISH[State.HIDDEN])).when(pl.col("value").is_null()).then(pl.lit(EMPTY))
    return rows.with_columns(
        pl.when(hidden).then(pl.lit(State.HIDDEN.value)).otherwise(pl.lit(State.SHOWN.value)).alias("state"), said=said
    ).with_columns(no_interval=pl.coalesce("said", pl.lit("färre än 5")))


def heat(rows: pl.DataFrame, caption: str) -> str:
    """Criterion × month as a table: the share in whole per cent, on a deeper ground the lower it is.

    Needs: `by_month`.
    """
    months = rows["month"].unique().sort().to_list()
    return months_table(
        months,
        [_line(line) for line in rows.partition_by("indicator", maintain_order=True)],
        first="Kriterium",
        caption=caption,
        kind="heat",
    )


def _line(rows: pl.DataFrame) -> Line:
    first = rows.row(0, named=True)
    kind = "all" if first["indicator"] == ALL else ""
    return Line(escape(first["label"]), [_cell(row) for row in rows.iter_rows(named=True)], kind, first["group"])


def _cell(row: dict[str, Any]) -> str:
    """One share; hidden and missing in words."""
    where = f"{row['label']}, {month_long(row['month'])}"
    if row["value"] is None:
        return word_cell("dolt" if row["state"] == State.HIDDEN else "–", f"{where}: {row['said']}")
    of = f"{percent(row['value'], 1)}, {number(row['met'])} av {number(row['n'])}"
    deep = f"--unmet:{(1 - row['value']) * 100:.0f}%"
    return value_cell(number(row["value"] * 100), title=f"{where}: {of}", style=deep)
