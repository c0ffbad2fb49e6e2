"""Strict reading of a TOML table: every key known, present and of its type, or an error that says where and how."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, ClassVar, Final, NamedTuple, TypeVar

from lus_stats.errors import LusError, Refused, RulesError

Word = TypeVar("Word", bound=StrEnum)


class Wording(NamedTuple):
    """How a table's errors are said, and which kind of error they are."""

    kind: type[LusError]
    place: str
    unknown: str
    near: str
    known: str
    missing: str
    wrong: str
    word: str
    strings: str
    types: Mapping[type, str]


ENGLISH: Final = Wording(
    kind=RulesError,
    place=" in {}",
    unknown="unknown key {!r}",
    near="; did you mean {!r}?",
    known="; known keys: {}",
    missing="missing key {!r}{}; add it",
    wrong="{!r} must be {}, not {!r},",
    word="{!r} must be one of {}, not {!r},",
    strings="{!r} must be a list of distinct strings, not {!r},",
    types={},
)


SWEDISH: Final = Wording(
    kind=Refused,
    place=", i {}",
    unknown="okänd nyckel {!r}",
    near="; menade du {!r}?",
    known="; de som finns är {}",
    missing="nyckeln {!r} saknas{}; lägg till den",
    wrong="{!r} ska vara {}, inte {!r}",
    word="{!r} ska vara något av {}, inte {!r}",
    strings="{!r} ska vara en lista med olika texter, inte {!r}",
    types={
        str: "en text",
        bool: "true eller false",
        int: "ett heltal",
        float: "ett tal",
        list: "en lista",
        dict: "en tabell",
    },
)
"""For files that operators and readers write too."""


@dataclass(frozen=True)
class Table:
    """One table of a rule file; `place` is how errors name it: `orebro.toml: … in terms 1`."""

    values: Mapping[str, Any]
    file: str
    place: str = ""
    words: ClassVar[Wording] = ENGLISH

    def error(self, problem: str) -> LusError:
        """An error that names the file and the place."""
        return self.words.kind(f"{self.file}: {problem}{self._place()}")

    def _place(self) -> str:
        return self.words.place.format(self.place) if self.place else ""

    def only(self, required: Collection[str], optional: Collection[str] = ()) -> None:
        """No key but these, and every required one.

        Errors: with the nearest known key for a misspelt one.
        """
        known = [*required, *optional]
        for key in self.values:
            if key not in known:
                near = get_close_matches(key, known, n=1)
                hint = self.words.near.format(near[0]) if near else self.words.known.format(", ".join(known))
                raise self.words.kind(f"{self.error(self.words.unknown.format(key))}{hint}")
        for key in required:
            if key not in self.values:
                raise self.words.kind(f"{self.file}: {self.words.missing.format(key, self._place())}")

    def get(self, key: str, kind: type, default: Any = None) -> Any:
        """The value of a key, which must be exactly of a type (a bool is no int, a datetime no date)."""
        if key not in self.values:
            return default
        value = self.values[key]
        wrong = not isinstance(value, kind) or (kind is not bool and isinstance(value, bool))
        if wrong or (kind is date and isinstance(value, datetime)):
            raise self.error(self.words.wrong.format(key, self.words.types.get(kind, kind.__name__), value))
        return value

    def tables(self, key: str, name: str) -> list["Table"]:
        """The tables of a list, each placed by its number: `terms 1`."""
        tables = self.get(key, list)
        if not all(isinstance(table, dict) for table in tables):
            raise self.error(f"{key!r} must be a list of tables, not {tables!r},")
        return [type(self)(table, self.file, f"{name} {place}") for place, table in enumerate(tables, start=1)]

    def word(self, key: str, words: type[Word]) -> Word:
        """The value of a key, one of a closed list of words."""
        return self.one_of(key, self.get(key, str), words)

    def one_of(self, key: str, value: str, words: type[Word]) -> Word:
        """A word of a closed list."""
        try:
            return words(value)
        except ValueError:
            raise self.error(self.words.word.format(key, ", ".join(words), value)) from None

    def strings(self, key: str) -> tuple[str, ...]:
        """The value of a key, a list of distinct texts."""
        values = self.get(key, list, [])
        if not all(isinstance(value, str) for value in values) or len(set(values)) != len(values):
            raise self.error(self.words.strings.format(key, values))
        return tuple(values)
