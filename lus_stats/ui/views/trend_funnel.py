"""Trender's funnel: every municipality by its size, and who lies beyond what chance allows."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from lus_stats.disclosure import is_uncertain
from lus_stats.indicators import MEAN_READY_DAYS, MEAN_READY_DAYS_SKR
from lus_stats.text import trends
from lus_stats.ui.tables import Column
from lus_stats.ui.views.places import UNCERTAIN
from lus_stats.ui.views.trend_measures import Measure
from lus_stats.uncertainty import funnel_limits
from lus_stats.vocabulary import State

BEYOND = 1.3  # how far past the smallest and the largest the limits are drawn, as a factor
POINTS = 60  # sizes the limits are drawn at, beside the municipalities' own
_SLACK = 1e-9  # a mean that is the limit itself is within it


@dataclass(frozen=True)
class Funnel:
    """The rows, the limits they are held against, and what both say."""

    measure: Measure
    rows: pl.DataFrame
    limits: pl.DataFrame
    centre: float
    title: str
    alt: str
    columns: tuple[Column, ...]

    @property
    def above(self) -> list[str]:
        """Who lies over the outer limits."""
        return self._beyond("above_998")

    @property
    def below(self) -> list[str]:
        """Who lies under them."""
        return self._beyond("below_998")

    def _beyond(self, side: str) -> list[str]:
        return self.rows.filter(pl.col("outside") == trends.OUTSIDE[side])["label"].to_list()


def funnel_of(measure: Measure, rows: pl.DataFrame, county: dict[str, Any], spread: pl.DataFrame) -> Funnel | None:
    """The funnel of one period; None where the county has no figure to stand in the middle.

    Needs: trend_measures.of_places; the county's figure; answers.spread of the care form.
    """
    if county["state"] != State.SHOWN or county["value"] is None:
        return None
    shown = rows.filter(pl.col("value").is_not_null(), pl.col("n") > 0)
    limits = funnel_limits(_spread(measure, county, spread), _sizes(shown["n"].to_list()))
    placed = rows.join(limits, on="n", how="left", validate="m:1", maintain_order="left")
    outside = _outside()
    marked = placed.with_columns(
        outside=outside.replace_strict(trends.OUTSIDE, default=None, return_dtype=pl.String),
        far=outside.str.ends_with("_998").fill_null(value=False),
        remark=pl.when(is_uncertain("n").fill_null(value=False)).then(pl.lit(UNCERTAIN)),
        no_limit=pl.coalesce("said", pl.lit("saknas")),
    ).sort("far", pl.col("outside").is_not_null(), "value", descending=True, nulls_last=True, maintain_order=True)
    far = int(marked["far"].sum())
    beyond = marked["outside"].drop_nulls().len() - far
    return Funnel(
        measure=measure,
        rows=marked,
        limits=limits,
        centre=county["value"],
        title=trends.funnel_title(far, beyond),
        alt=_alternative(measure, marked),
        columns=_columns(measure),
    )


def _spread(measure: Measure, county: dict[str, Any], spread: pl.DataFrame) -> pl.DataFrame:
    """The county's episodes by what is measured of each."""
    if measure.key == MEAN_READY_DAYS.key:
        return spread
    if measure.key == MEAN_READY_DAYS_SKR.key:
        return spread.filter(pl.col("value") >= 1)
    hits, every = county["numerator"], county["denominator"]
    return pl.DataFrame({"value": [0, 1], "count": [every - hits, hits]})


def _sizes(own: list[int]) -> list[int]:
    """The municipalities' own sizes, and as many between as make a line."""
    if not own:
        return []
    least, most = max(round(min(own) / BEYOND), 1), round(max(own) * BEYOND)
    return sorted({*own, *(round(least * (most / least) ** (at / POINTS)) for at in range(POINTS + 1))})


def _outside() -> pl.Expr:
    value = pl.col("value")
    return (
        pl.when(value > pl.col("high_998") + _SLACK)
        .then(pl.lit("above_998"))
        .when(value < pl.col("low_998") - _SLACK)
        .then(pl.lit("below_998"))
        .when(value > pl.col("high_95") + _SLACK)
        .then(pl.lit("above_95"))
        .when(value < pl.col("low_95") - _SLACK)
        .then(pl.lit("below_95"))
    )


def _columns(measure: Measure) -> tuple[Column, ...]:
    limits = (("low_95", "95 % från"), ("high_95", "till"), ("low_998", "99,8 % från"), ("high_998", "till"))
    return (
        Column("label", "Kommun", tag="outside", place="municipality_code"),
        Column("n", "Vårdtillfällen", "count", instead="said", means="episodes"),
        Column("value", measure.heading, measure.kind, instead="said", means=measure.key),
        *(Column(name, label, measure.kind, instead="no_limit", means="funnel_limits") for name, label in limits),
        Column("remark", "Anmärkning", missing=""),
    )


def _alternative(measure: Measure, rows: pl.DataFrame) -> str:
    """The funnel in words."""
    named = [f"{label} {outside}" for label, outside in rows.select("label", "outside").rows() if outside]
    who = f" Utanför: {', '.join(named)}." if named else " Ingen kommun ligger utanför gränserna."
    hidden = rows.filter(pl.col("state") == State.HIDDEN).height
    dark = f" {hidden} dolda: färre än 5 vårdtillfällen." if hidden else ""
    return f"Trattdiagram, {measure.label} efter antal vårdtillfällen.{who}{dark}"
