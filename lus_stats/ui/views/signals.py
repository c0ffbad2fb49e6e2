"""What has changed beyond noise: the last month's signals among municipalities and criteria."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from lus_stats.disclosure import UNCERTAIN_BELOW
from lus_stats.geography import MUNICIPALITIES
from lus_stats.rules import Terms
from lus_stats.text import findings
from lus_stats.ui.views.billing_steps import SHORT
from lus_stats.ui.views.months_back import XMR, window
from lus_stats.uncertainty import Signal
from lus_stats.vocabulary import CareForm

UNIT = ("kind", "unit")
MUNICIPALITY, SHARE = "municipality", "share"
ALL_CRITERIA = "share_criteria_met"
MOST = 8


@dataclass(frozen=True)
class Findings:
    """Signals as Markdown sentences, and what is said of the rest."""

    sentences: tuple[str, ...]
    more: str
    quiet: str


def points(
    municipalities: pl.DataFrame, county: pl.DataFrame, month: date, care_form: CareForm, terms: Terms
) -> pl.DataFrame:
    """The months that signals are looked for in, of every municipality's mean and every required criterion's share.

    Needs: statistics by municipality and by county.
    Shape: kind, unit, month, value, n.
    """
    months = window(month, XMR)
    shares = [ALL_CRITERIA, *(f"share_{key}" for key in terms.criteria)] if terms.criteria else []
    kind = pl.lit(MUNICIPALITY).alias("kind"), pl.lit(SHARE).alias("kind")
    when = pl.col("month").is_in(months) & (pl.col("care_form") == care_form)
    means = municipalities.filter(when, pl.col("indicator") == "mean_ready_days")
    criteria = county.filter(when, pl.col("indicator").is_in(shares))
    return pl.concat(
        [
            means.select(
                pl.lit(MUNICIPALITY).alias("kind"), "month", "value", unit="municipality_code", n="denominator"
            ),
            criteria.select(kind[1], "month", "value", unit="indicator", n="denominator"),
        ]
    )


def findings_of(marked: pl.DataFrame, month: date, place: str) -> Findings:
    """The month's signals in words, and how many of a place's municipalities (held.scope) have none.

    Needs: uncertainty.with_xmr of `points`.
    """
    now = marked.filter(pl.col("month") == month, pl.col("value").is_not_null())
    signals = now.filter(pl.col("signal").is_not_null()).sort("kind", pl.col("n"), descending=[False, True])
    said = [_said(row) for row in signals.iter_rows(named=True)]
    known = now.filter(pl.col("kind") == MUNICIPALITY)
    loud = signals.filter(pl.col("kind") == MUNICIPALITY).height
    every = sum(code.startswith(place) for code in MUNICIPALITIES)
    shares = now.filter(pl.col("kind") == SHARE).height
    quiet_shares = shares - signals.filter(pl.col("kind") == SHARE).height
    quiet = findings.quiet_units(known.height - loud, every - known.height, "kommun", "kommuner")
    criteria = findings.quiet_units(quiet_shares, 0, "kriterieandel", "kriterieandelar")
    more = f"… och {len(said) - MOST} signaler till." if len(said) > MOST else ""
    return Findings(tuple(said[:MOST]), more, " ".join(filter(None, (quiet, criteria))))


def _said(row: dict[str, Any]) -> str:
    limit = {Signal.ABOVE: row["upper"], Signal.BELOW: row["lower"]}.get(row["signal"])
    if row["kind"] == SHARE:
        return findings.share_signal(share_name(row["unit"]), row["signal"], row["value"], limit)
    name = MUNICIPALITIES[row["unit"]].name
    said = findings.mean_signal(name, row["signal"], row["value"], limit)
    few = row["n"] is not None and row["n"] < UNCERTAIN_BELOW
    return f"{said} Osäkert, få vårdtillfällen." if few else said


def share_name(indicator: str) -> str:
    """A criterion's short name from its indicator's key."""
    return "Alla kriterier" if indicator == ALL_CRITERIA else SHORT[indicator.removeprefix("share_")]
