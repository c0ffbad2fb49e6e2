"""How a chosen indicator is written on Trender, and which one its funnel can be of."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from lus_stats.geography import swedish_order
from lus_stats.indicators import BY_KEY, MEAN_READY_DAYS, MEAN_READY_DAYS_SKR, Ratio, Unit
from lus_stats.ui.tables import Kind
from lus_stats.ui.views import held
from lus_stats.vocabulary import SWEDISH, State

EMPTY = "inga vårdtillfällen"
UNITS = {Unit.DAYS: "dagar", Unit.COUNT: "antal", Unit.SHARE: "andel", Unit.BEDS: "vårdplatser"}


@dataclass(frozen=True)
class Measure:
    """An indicator's key, name and way of being written."""

    key: str

    @property
    def label(self) -> str:
        """Its name."""
        return BY_KEY[self.key].label

    @property
    def is_share(self) -> bool:
        """Whether it is written in per cent."""
        return BY_KEY[self.key].unit == Unit.SHARE

    @property
    def is_sum(self) -> bool:
        """Whether it is a number of something, which has no decimals."""
        indicator = BY_KEY[self.key]
        return isinstance(indicator, Ratio) and indicator.denominator is None

    @property
    def unit(self) -> str:
        """What it is counted in."""
        return UNITS[BY_KEY[self.key].unit]

    @property
    def kind(self) -> Kind:
        """How a table writes it."""
        return "share" if self.is_share else "count" if self.is_sum else "mean"

    @property
    def heading(self) -> str:
        """Its column's heading."""
        return f"{self.label} ({self.unit})" if not self.is_sum else self.label

    @property
    def has_funnel(self) -> bool:
        """A mean or a share of the episodes; nothing else has limits that follow from how many they are."""
        return self.key in {MEAN_READY_DAYS.key, MEAN_READY_DAYS_SKR.key} or self.is_share

    @property
    def in_the_funnel(self) -> "Measure":
        """What the funnel shows: the indicator, or the mean where that has none."""
        return self if self.has_funnel else Measure(MEAN_READY_DAYS.key)


def of_places(figures: pl.DataFrame, county: str, month: date, measure: Measure) -> pl.DataFrame:
    """One month's figure of every municipality of a county, or of the only one (held.scope).

    Needs: answers.Statistics.figures by municipality, of one care form.
    Shape: a row per municipality, by name: municipality_code, label, value, low, high, n, state, said (why there is
    no figure).
    """
    listed = held.municipalities(county)
    found = figures.filter(pl.col("month") == month, pl.col("indicator") == measure.key)
    known = found.select("municipality_code", "value", "low", "high", "state", n="population")
    rows = listed.select("municipality_code", label="municipality").join(
        known, on="municipality_code", how="left", validate="1:1"
    )
    return with_words(rows).sort(swedish_order("label"))


def with_words(rows: pl.DataFrame) -> pl.DataFrame:
    """Settle the state of what has no figure, and say why in words; a sum of nothing is 0 only where it is a figure.

    Needs: value, n, state (null where nobody was discharged).
    """
    state = pl.col("state").cast(pl.String)
    nobody = state.is_null()
    words = state.replace_strict({one.value: SWEDISH[one] for one in State}, default=None)
    return rows.with_columns(
        state=pl.when(nobody).then(pl.lit(State.MISSING.value)).otherwise(state),
        value=pl.when(state == State.SHOWN).then(pl.col("value")),
        n=pl.when(nobody).then(0).otherwise(pl.col("n")),
        said=pl.when(nobody).then(pl.lit(EMPTY)).when(state != State.SHOWN).then(words),
    )
