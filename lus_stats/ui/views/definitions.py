"""The definitions of Metod as tables: concepts, outcomes, indicators, criteria, readings, the file's columns."""

from typing import Final

import polars as pl

from lus_stats.criteria import CATALOGUE as CRITERIA
from lus_stats.criteria import PARTY_SWEDISH
from lus_stats.indicators import CATALOGUE as INDICATORS
from lus_stats.rules import Rulebook
from lus_stats.schema import FIELDS, MOMENT
from lus_stats.text.columns import without_internal
from lus_stats.text.method import method
from lus_stats.ui.tables import Column
from lus_stats.vocabulary import SWEDISH, Outcome

CONCEPT_COLUMNS: Final = (Column("term", "Begrepp"), Column("meaning", "Betyder"), Column("source", "Källa"))
OUTCOME_COLUMNS: Final = (Column("outcome", "Utfall"), Column("meaning", "Betyder"))
INDICATOR_COLUMNS: Final = (
    Column("label", "Mått"),
    Column("definition", "Så räknas det"),
    Column("why", "Därför"),
    Column("source", "Källa"),
)
CRITERION_COLUMNS: Final = (
    Column("label", "Kriterium"),
    Column("rule", "Uppfyllt när"),
    Column("party", "Ansvarar"),
    Column("paragraph", "Var det står"),
    Column("agreements", "Krävs i"),
)
READING_COLUMNS: Final = (Column("title", "Fråga"), Column("text", "Så läser vi"), Column("key", "Beslut"))
FIELD_COLUMNS: Final = (
    Column("header", "Kolumn"),
    Column("kind", "Innehåll"),
    Column("required", "Måste finnas"),
    Column("meaning", "Betyder"),
)


def concepts() -> pl.DataFrame:
    """Terms of art with their meaning and source."""
    return pl.DataFrame(
        [(one.term, one.meaning, one.source) for one in method().concepts], _names(CONCEPT_COLUMNS), orient="row"
    )


def outcomes() -> pl.DataFrame:
    """What may become of an episode, in the order it is tried."""
    said = method().outcomes
    return pl.DataFrame(
        [(SWEDISH[one].capitalize(), said[one]) for one in Outcome], _names(OUTCOME_COLUMNS), orient="row"
    )


def indicators() -> pl.DataFrame:
    """Every indicator of the statistics."""
    rows = [(one.label, one.definition, one.why, without_internal(one.source)) for one in INDICATORS]
    return pl.DataFrame(rows, _names(INDICATOR_COLUMNS), orient="row")


def criteria(rulebook: Rulebook) -> pl.DataFrame:
    """The catalogue of the region's criteria, and which agreements' newest terms require each."""
    rules = method().criteria
    rows = [
        (one.label, rules[one.key], PARTY_SWEDISH[one.party], one.paragraph, _required_by(rulebook, one.key))
        for one in CRITERIA
    ]
    return pl.DataFrame(rows, _names(CRITERION_COLUMNS), orient="row")


def _required_by(rulebook: Rulebook, key: str) -> str:
    using = [
        agreement.label
        for agreement in rulebook.agreements.values()
        if any(key in terms.criteria for terms in agreement.terms)
    ]
    return ", ".join(using) or "ingen; för uppföljning"


def readings() -> pl.DataFrame:
    """How open questions are read."""
    return pl.DataFrame(
        [(one.title, one.text, one.key) for one in method().readings], _names(READING_COLUMNS), orient="row"
    )


def fields() -> pl.DataFrame:
    """The columns of the file that is read in."""
    meaning = method().columns
    rows = [(one.header, _kind(one.dtype), "ja" if one.required else "nej", meaning[one.header]) for one in FIELDS]
    return pl.DataFrame(rows, _names(FIELD_COLUMNS), orient="row")


def _kind(dtype: pl.DataType) -> str:
    if dtype == MOMENT:
        return "datum och klockslag"
    if dtype == pl.Date:
        return "datum"
    if dtype == pl.Boolean:
        return "ja eller nej"
    return "ord ur en lista" if isinstance(dtype, pl.Enum) else "text"


def _names(columns: tuple[Column, ...]) -> dict[str, type[pl.String]]:
    return dict.fromkeys((column.name for column in columns), pl.String)
