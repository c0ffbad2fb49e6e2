"""Strict reading of a TOML table: every key known, present and of its type, or an error that says where and how."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar

from lus_stats.errors import RulesError

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True)
class Table:
    """One table of a rule file; `place` is how errors name it: `orebro.toml: … in terms 1`."""

    values: Mapping[str, Any]
    file: str
    place: str = ""

    def error(self, problem: str) -> RulesError:
        """A RulesError that names the file and the place."""
        return RulesError(f"{self.file}: {problem}{f' in {self.place}' if self.place else ''}")

    def only(self, required: Collection[str], optional: Collection[str] = ()) -> None:
        """No key but these, and every required one.

        Errors: RulesError, with the nearest known key for a misspelt one.
        """
        known = [*required, *optional]
        for key in self.values:
            if key not in known:
                near = get_close_matches(key, known, n=1)
                hint = f"; did you mean {near[0]!r}?" if near else f"; known keys: {', '.join(known)}"
                raise RulesError(f"{self.error(f'unknown key {key!r}')}{hint}")
        for key in required:
            if key not in self.values:
                raise RulesError(f"{self.error(f'missing key {key!r}')}; add it")

    def get(self, key: str, kind: type, default: Any = None) -> Any:
        """The value of a key, which must be exactly of a type (a bool is no int, a datetime no date)."""
        if key not in self.values:
            return default
        value = self.values[key]
        wrong = not isinstance(value, kind) or (kind is not bool and isinstance(value, bool))
        if wrong or (kind is date and isinstance(value, datetime)):
            raise self.error(f"{key!r} must be {kind.__name__}, not {value!r},")
        return value

    def tables(self, key: str, name: str) -> list["Table"]:
        """The tables of a list, each placed by its number: `terms 1`."""
        tables = self.get(key, list)
        if not all(isinstance(table, dict) for table in tables):
            raise self.error(f"{key!r} must be a list of tables, not {tables!r},")
        return [Table(table, self.file, f"{name} {place}") for place, table in enumerate(tables, start=1)]

    def word(self, key: str, words: type[Word]) -> Word:
        """The value of a key, one of a closed list of words."""
        return self.one_of(key, self.get(key, str), words)

    def one_of(self, key: str, value: str, words: type[Word]) -> Word:
        """A word of a closed list."""
        try:
            return words(value)
        except ValueError:
            raise self.error(f"{key!r} must be one of {', '.join(words)}, not {value!r},") from None

    def strings(self, key: str) -> tuple[str, ...]:
        """The value of a key, a list of distinct texts."""
        values = self.get(key, list, [])
        if not all(isinstance(value, str) for value in values) or len(set(values)) != len(values):
            raise self.error(f"{key!r} must be a list of distinct strings, not {values!r},")
        return tuple(values)
