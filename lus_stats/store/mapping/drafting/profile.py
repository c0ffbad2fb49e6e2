"""What one column of an unknown file holds, in counts and shares; nothing of a row leaves here but closed words."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

import polars as pl

from lus_stats import schema
from lus_stats.geography import MUNICIPALITIES, canonical_district
from lus_stats.store.cells import cleaned, value_of
from lus_stats.store.mapping.drafting.dating import ENOUGH, Dating, clocks_of, dating_of
from lus_stats.store.mapping.words import without_decimals
from lus_stats.store.personnummer import holds_personnummer
from lus_stats.store.readers import Sheet

_MOST_WORDS: Final = 8
_RARE: Final = 5  # D58: a word that fewer rows hold may be about one patient
_LONGEST_WORD: Final = 30
_SUFFIX: Final = r"(?i)\s+(?:kommun|stad)$"
_NAMES: Final = {place.name.lower(): place.code for place in MUNICIPALITIES.values()}
_TEXT: Final = "text"


@dataclass(frozen=True)
class Profile:
    """A column: its place, its header, and its cells that are not blank."""

    place: int
    header: str
    texts: pl.Series = field(repr=False)
    today: date

    @property
    def is_empty(self) -> bool:
        """Whether no row holds anything there."""
        return self.texts.is_empty()

    @cached_property
    def dating(self) -> Dating:
        """How its dates are written."""
        return dating_of(self.texts)

    @cached_property
    def clocks(self) -> Dating:
        """How its times of day are written, where they stand alone."""
        return clocks_of(self.texts)

    @cached_property
    def is_unique(self) -> bool:
        """Whether no two rows hold the same."""
        return not self.is_empty and self.texts.n_unique() == len(self.texts)

    @cached_property
    def decimal(self) -> str | None:
        """The decimal sign of a column of numbers that have decimals."""
        signs = [sign for sign in ",." if self._share(pl.col(_TEXT).str.contains(rf"^[0-9]+[{sign}][0-9]+$")) > 0]
        return signs[0] if len(signs) == 1 else None

    @cached_property
    def names_municipalities(self) -> bool:
        """Whether it is municipalities by name."""
        return self._share(self._municipalities().is_not_null()) >= ENOUGH

    def counties(self) -> list[str]:
        """The counties of the municipalities it names."""
        found = self._frame().select(self._municipalities().str.head(2).unique().drop_nulls().alias("county"))
        return sorted(found["county"])

    def suffixes(self) -> list[str]:
        """What it writes after a municipality's name: nothing, or a word as in `Örebro kommun`."""
        written = pl.col(_TEXT).str.extract(r"(?i)(\s+(?:kommun|stad))$").fill_null("")
        return sorted(self._frame().select(written.unique())[_TEXT])

    def reads_as(self, target: schema.Field) -> float:
        """The share of its cells that a canonical file could have."""
        frame = self._frame().select(without_decimals(pl.col(_TEXT), self.decimal).alias(target.header))
        read = canonical_district(target.header) if target.name == "district" else value_of(target)
        return self._mean(frame.select(read.is_not_null().mean()).item())

    @cached_property
    def words(self) -> dict[str, int]:
        """Its words and how many rows hold each, where they are few; the form they are looked up by is not used."""
        counts = self.texts.value_counts(sort=True).head(_MOST_WORDS + 1)
        return {} if len(counts) > _MOST_WORDS else dict(counts.rows())

    def may_be_shown(self, word: str) -> bool:
        """Whether a word that nothing here knows is common and short, and no number of a person."""
        common, short = self.words.get(word, 0) >= _RARE, len(word) <= _LONGEST_WORD
        digits = sum(letter.isdigit() for letter in word)
        return common and short and digits <= 2 and not holds_personnummer(pl.Series([word]), self.today)[0]

    def _municipalities(self) -> pl.Expr:
        name = pl.col(_TEXT).str.replace(_SUFFIX, "").str.to_lowercase()
        return name.replace_strict(_NAMES, default=None, return_dtype=pl.String)

    def _frame(self) -> pl.DataFrame:
        return self.texts.to_frame(_TEXT)

    def _share(self, condition: pl.Expr) -> float:
        return self._mean(self._frame().select(condition.mean()).item())

    @staticmethod
    def _mean(value: float | None) -> float:
        return value or 0.0


def profiles(sheet: Sheet, today: date) -> list[Profile]:
    """Every column of a sheet that has a name."""
    return [
        Profile(place, header, sheet.cells.select(cleaned(str(place)).alias(_TEXT))[_TEXT].drop_nulls(), today)
        for place, header in enumerate(sheet.headers)
        if header.strip()
    ]
