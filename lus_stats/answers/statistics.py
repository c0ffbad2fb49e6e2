"""Indicators from the store, on the newest revisions, for one month or a series of them."""

from dataclasses import dataclass
from datetime import date
from functools import partial

import polars as pl

from lus_stats import months
from lus_stats.answers.hiding import NEEDED, Hidden, and_what_decides, asked_for, hidden_from
from lus_stats.answers.pooling import first_month, hidden_in_a_month, pooled, windows
from lus_stats.answers.question import cells, ignored_changes
from lus_stats.answers.statistics_question import BY, Grouping, StatisticsQuestion
from lus_stats.derive import complete
from lus_stats.disclosure import shown_to_all, with_followers, with_nothing_left_of
from lus_stats.errors import Refused
from lus_stats.geography import DISTRICT_MUNICIPALITY, todays_districts
from lus_stats.indicators import compute
from lus_stats.rules import load, terms_table
from lus_stats.rules.table import Selection, as_of, in_force, newest
from lus_stats.store import DataFolder, asked_of_the_store


@dataclass(frozen=True)
class Statistics:
    """Figures in long form, with the extracts they rest on.

    `figures`: month, the grouping's columns, care_form, indicators.FIGURE, state.
    """

    figures: pl.DataFrame
    extracts: pl.DataFrame
    before_terms: tuple[date, ...]
    ignored: tuple[str, ...]


@asked_of_the_store
def statistics(folder: DataFolder, question: StatisticsQuestion, hidden: pl.DataFrame | None = None) -> Statistics:
    """The figures asked for, with the small ones hidden from those who may not see them.

    Needs: `hidden`, where somebody keeps it for several questions, is `family_cells` of the question's family.
    Errors: Refused for a month before the terms or months without any data.
    """
    rules = load(folder.rules_folders)
    rules.check_month(question.month, question.agreement if question.last is None else None)
    extracts = _extracts(folder, question)
    selection = _selection(question)
    terms = terms_table(rules, cells(extracts), selection, question.changes)
    episodes = complete(folder.store.scan(extracts), terms, extracts)
    if question.by == Grouping.DISTRICT:
        episodes = _districts(episodes, in_todays_areas(question))
    hiding = None
    if not question.sees_small:
        hiding = Hidden(_cells(folder, extracts, question) if hidden is None else hidden, question)
    figures = _figures if question.pool == 1 else partial(_pooled, within=_windows(extracts, question))
    return Statistics(
        figures=figures(episodes, question, hiding).collect(),
        extracts=extracts,
        before_terms=_before_terms(terms),
        ignored=tuple(ignored_changes(rules, cells(extracts), selection, question.changes)),
    )


@asked_of_the_store
def family_cells(folder: DataFolder, family: StatisticsQuestion) -> pl.DataFrame:
    """What of all tables of a question's months is hidden from its reader.

    Needs: StatisticsQuestion.family.
    Errors: Refused for months without any data.
    """
    return _cells(folder, _extracts(folder, family), family)


def _cells(folder: DataFolder, extracts: pl.DataFrame, question: StatisticsQuestion) -> pl.DataFrame:
    return hidden_from(question.sees_municipality, folder.store.scan(extracts, *NEEDED))


def _selection(question: StatisticsQuestion) -> Selection:
    if question.terms_of is not None:
        return as_of(question.terms_of, question.agreement)
    if question.last is None and question.pool > 1:
        return as_of(question.month, question.agreement)
    return in_force(question.agreement) if question.last is None else newest(question.agreement)


def _extracts(folder: DataFolder, question: StatisticsQuestion) -> pl.DataFrame:
    asked = tuple(months.span(first_month(question.month, question.pool), question.last or question.month))
    counties = None if question.county is None else (question.county,)
    extracts = folder.store.extracts("newest", months=asked, counties=counties)
    if extracts.is_empty():
        period = " till ".join(sorted({months.key(asked[0]), months.key(asked[-1])}))
        raise Refused(f"Det finns inga uppgifter för {period}. Välj en period som finns (lus months).")
    if question.care_form is not None:
        extracts = extracts.filter(pl.col("care_form") == question.care_form)
    return extracts


def _windows(extracts: pl.DataFrame, question: StatisticsQuestion) -> pl.DataFrame:
    """The pooled months that the store holds whole.

    Errors: Refused where the only one asked for lacks a month.
    """
    found = windows(extracts, question.month, question.last or question.month, question.pool)
    if found.is_empty() and question.last is None:
        first = months.key(first_month(question.month, question.pool))
        raise Refused(
            f"Uppgifter saknas för någon av månaderna {first} till {months.key(question.month)}, så de kan inte slås "
            "ihop. Välj en senare månad eller färre månader."
        )
    return found


def in_todays_areas(question: StatisticsQuestion) -> bool:
    """Whether districts are today's areas: districts as they were are only for those who see their small numbers."""
    sees_recorded = question.sees_small or question.sees_municipality == DISTRICT_MUNICIPALITY
    return question.districts_today or not sees_recorded


def _figures(episodes: pl.LazyFrame, question: StatisticsQuestion, hidden: Hidden | None) -> pl.LazyFrame:
    """The months' figures, for this reader."""
    columns = BY[question.by]
    by = ["month", *columns, "care_form"]
    if hidden is None:
        return shown_to_all(compute(episodes, asked_for(question), by))
    return _asked_for(hidden.stated(episodes), question).sort(by, maintain_order=True)


def _pooled(
    episodes: pl.LazyFrame, question: StatisticsQuestion, hidden: Hidden | None, within: pl.DataFrame
) -> pl.LazyFrame:
    """The windows' figures; what one of its months hides from this reader is hidden in the whole window."""
    columns = BY[question.by]
    by = ["month", *columns, "care_form"]
    if hidden is None:
        return shown_to_all(pooled(episodes, within, asked_for(question), columns))
    figures = pooled(episodes, within, and_what_decides(question), columns)
    told_apart = hidden_in_a_month(hidden.stated(episodes), within, columns)
    marked = figures.join(told_apart, on=[*by, "indicator"], how="left", nulls_equal=True, validate="1:1")
    following = with_followers(marked.with_columns(hidden=pl.col("of_a_month")).drop("of_a_month"), by)
    return _asked_for(with_nothing_left_of(following), question).sort(by, maintain_order=True)


def _asked_for(figures: pl.LazyFrame, question: StatisticsQuestion) -> pl.LazyFrame:
    return figures.filter(pl.col("indicator").is_in([one.key for one in asked_for(question)]))


def _districts(episodes: pl.LazyFrame, today: bool) -> pl.LazyFrame:
    city = episodes.filter(pl.col("municipality_code") == DISTRICT_MUNICIPALITY)
    if not today:
        return city
    todays = todays_districts().lazy()
    return city.join(todays, on="district", how="left", validate="m:1").with_columns(district="district_today")


def _before_terms(terms: pl.DataFrame) -> tuple[date, ...]:
    """The months of a series that lie before the terms they are counted under were valid."""
    return tuple(terms.filter(pl.col("month") < pl.col("terms_from"))["month"].unique().sort())
