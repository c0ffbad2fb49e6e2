"""Which columns of an unknown file fill which field, by their names and by what they hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from lus_stats import schema
from lus_stats.store.mapping.drafting.dating import ENOUGH
from lus_stats.store.mapping.drafting.known import meanings
from lus_stats.store.mapping.drafting.names import likeness, plain, stem
from lus_stats.store.mapping.drafting.profile import Profile
from lus_stats.store.mapping.words import words_of

_LEAST: Final = 0.5
_SURE: Final = 0.95
_LIKELY: Final = 0.72
_DATES: Final = (schema.MOMENT, pl.Date())
_NO_TIME: Final = 0.5  # of a day where a day and a time of day are wanted: perhaps, but not before another
_UNTOLD: Final = 0.9  # an empty column says nothing against its name
_NOT_UNIQUE: Final = 0.8  # ids come again where a row is a second registration


@dataclass(frozen=True)
class Guess:
    """A field and the column, or the date's and its time's, that likely fill it; `score` from 0 to 1."""

    field: schema.Field
    columns: tuple[Profile, ...]
    score: float

    @property
    def sureness(self) -> str:
        """How sure it is, in Swedish."""
        return "säker" if self.score >= _SURE else "trolig" if self.score >= _LIKELY else "osäker"

    @property
    def places(self) -> set[int]:
        """The places of its columns in the file."""
        return {column.place for column in self.columns}

    @property
    def headers(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.header for column in self.columns)


def guessed(columns: Sequence[Profile]) -> list[Guess]:
    """The best guess for each field that has one, in the canonical order; no column is used twice."""
    candidates = [*_pairs(columns), *((column,) for column in columns)]
    guesses = [_guess(field, candidate) for field in schema.FIELDS for candidate in candidates]
    chosen: dict[str, Guess] = {}
    taken: set[int] = set()
    for guess in sorted(guesses, key=lambda one: (-one.score, -len(one.columns))):
        if guess.score >= _LEAST and guess.field.name not in chosen and not guess.places & taken:
            chosen[guess.field.name] = guess
            taken |= guess.places
    return [chosen[field.name] for field in schema.FIELDS if field.name in chosen]


def _pairs(columns: Sequence[Profile]) -> list[tuple[Profile, ...]]:
    """A column of days with one of times of day: of the same name, or the next one where that only says time."""
    days = [one for one in columns if one.dating.holds and not one.dating.has_time]
    clocks = [one for one in columns if one.clocks.holds]
    return [
        (day, clock)
        for day in days
        for clock in clocks
        if stem(day.header) == stem(clock.header) or (not stem(clock.header) and clock.place == day.place + 1)
    ]


def _guess(field: schema.Field, columns: tuple[Profile, ...]) -> Guess:
    name = max(likeness(columns[0].header, field), likeness(stem(columns[0].header), field))
    if plain(columns[0].header) in {plain(field.header), plain(field.name)}:
        name += 0.001  # the very name, before one that means the same
    content = _content(field, columns)
    if field.name in {"municipality_code", "care_form"} and content == 1.0 and not columns[0].is_empty:
        name = max(name, 0.6)  # these are known by what they hold
    return Guess(field, columns, name * content)


def _content(field: schema.Field, columns: tuple[Profile, ...]) -> float:
    """How well what the columns hold agrees with a field: 0 not at all, 1 entirely."""
    column = columns[0]
    if len(columns) == 2:
        return 1.0 if field.dtype == schema.MOMENT else 0.0
    if column.is_empty:
        return 0.0 if field.required else _UNTOLD
    if field.dtype in _DATES:
        if not column.dating.holds:
            return 0.0
        return _NO_TIME if field.dtype == schema.MOMENT and not column.dating.has_time else 1.0
    if column.dating.holds or column.clocks.holds:
        return 0.0
    if words_of(field):
        return _of_words(field, column)
    if field.name in {"municipality_code", "district"}:
        named = field.name == "municipality_code" and column.names_municipalities
        return 1.0 if named else _grade(column.reads_as(field))
    return 1.0 if column.is_unique or field.name != "episode_id" else _NOT_UNIQUE


def _of_words(field: schema.Field, column: Profile) -> float:
    if not column.words:
        return 0.0
    known = meanings(field, column)
    rows = sum(count for word, count in column.words.items() if word in known)
    return _grade(rows / len(column.texts))


def _grade(share: float) -> float:
    """A few cells that cannot be read do not speak against a column; that most cannot, does."""
    return 1.0 if share >= ENOUGH else 0.8 if share >= 0.5 else 0.5 if share > 0 else 0.0
