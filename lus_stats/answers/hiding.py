"""What is hidden from a reader without a right to the rows: in the question's table, and for what its totals tell."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

import polars as pl

from lus_stats.answers.statistics_question import BY, Grouping, StatisticsQuestion
from lus_stats.derive import CELL
from lus_stats.disclosure import UNIT, WAITED, Table, hidden_cells, needed_beside, telling_totals, with_state
from lus_stats.geography import DISTRICT_MUNICIPALITY
from lus_stats.indicators import BY_KEY, CATALOGUE, Indicator, compute

_TOTALS: Final = (Grouping.COUNTY, Grouping.HOSPITAL)
"""Whose figures add up to what the municipalities' do."""
NEEDED: Final = (*CELL, *UNIT.values())
"""What an episode is counted by in the family's tables."""
_OF_FAMILY: Final = pl.col("of_family").fill_null(False)


class Hidden(NamedTuple):
    """The family's cells that are hidden, of all tables, and the question they are hidden from."""

    cells: pl.DataFrame
    question: StatisticsQuestion

    def stated(self, episodes: pl.LazyFrame) -> pl.LazyFrame:
        """The months' figures with what decides whether they are shown.

        Needs: derive.complete's columns and the question's own.
        Shape: as indicators.compute by month, the grouping's columns and care form, with state.
        """
        by, told, indicators = self.question.by, pl.lit(False), and_what_decides(self.question)
        figures = self._marked(episodes, by, indicators)
        if by in _TOTALS and any(one.key in WAITED for one in indicators):
            figures = figures.join(self._telling(episodes), on=CELL, how="left", validate="m:1")
            told = pl.col("told").fill_null(False) & pl.col("indicator").is_in(WAITED)
        stated = with_state(figures, _unit(by), list(CELL), _seen(self.question), _OF_FAMILY | told)
        return stated.drop("free_days", "told", strict=False)

    def _telling(self, episodes: pl.LazyFrame) -> pl.LazyFrame:
        """The months whose number who waited would tell of a municipality."""
        by = Grouping.MUNICIPALITY
        figures = self._marked(episodes, by, [BY_KEY[key] for key in WAITED])
        seen = _seen(replace(self.question, by=by))
        return telling_totals(figures, _unit(by), list(CELL), seen, _OF_FAMILY).with_columns(told=pl.lit(True))

    def _marked(self, episodes: pl.LazyFrame, by: Grouping, indicators: Sequence[Indicator]) -> pl.LazyFrame:
        """Figures by month, with whether their cell is one of the family's hidden ones."""
        columns = ["month", *BY[by], "care_form"]
        figures = compute(episodes, indicators, [*columns, "free_days"])  # one number in all of a month
        own = (
            self.cells.lazy()
            .filter(pl.col("table") == Table(by.value))
            .with_columns(of_family=pl.lit(True))
            .drop("table")
        )
        cells = own.drop("unit") if by == Grouping.COUNTY else own.rename({"unit": BY[by][-1]})
        return figures.join(cells, on=columns, how="left", nulls_equal=True, validate="m:1")


def hidden_from(own: str | None, episodes: pl.LazyFrame) -> pl.DataFrame:
    """The family's cells that are hidden from a reader of `own` municipality's rows, or of nobody's.

    Needs: `NEEDED`.
    Shape: disclosure.hidden_cells.
    """
    sizes = episodes.group_by(NEEDED).agg(size=pl.len())
    return hidden_cells(sizes.collect().lazy(), own).collect()


def asked_for(question: StatisticsQuestion) -> list[Indicator]:
    """The indicators asked for; all of them where none is named."""
    return [BY_KEY[key] for key in question.indicators] or list(CATALOGUE)


def and_what_decides(question: StatisticsQuestion) -> list[Indicator]:
    """The indicators asked for, and those that decide whether they are shown."""
    asked = asked_for(question)
    return asked + [BY_KEY[key] for key in needed_beside([one.key for one in asked])]


def _unit(by: Grouping) -> Sequence[str]:
    return BY[by][1:] or BY[by]


def _seen(question: StatisticsQuestion) -> pl.Expr:
    own, columns = question.sees_municipality, BY[question.by]
    if own is None:
        return pl.lit(False)
    if "municipality_code" in columns:
        return pl.col("municipality_code") == own
    return pl.lit("district" in columns and own == DISTRICT_MUNICIPALITY)
