"""A source's words and numbers into ours, a column at a time; what is not known stays as it is."""

import re
import unicodedata
from collections.abc import Mapping as AnyMapping
from enum import StrEnum
from typing import Final

import polars as pl

from lus_stats import schema
from lus_stats.store.headers import SPACES
from lus_stats.vocabulary import CARE_FORM, OUTPATIENT, SWEDISH, TRACK, CareForm, Outpatient, Track

_KINDS: Final[AnyMapping[pl.DataType, type[StrEnum]]] = {CARE_FORM: CareForm, TRACK: Track, OUTPATIENT: Outpatient}
_GAP: Final = r"[\s_]+"


def words_of(field: schema.Field) -> tuple[str, ...]:
    """The canonical words of a field; none where it takes any text."""
    if field.dtype == pl.Boolean():
        return ("ja", "nej")
    return tuple(SWEDISH[word] for word in _KINDS.get(field.dtype, ()))


def word_key(word: str) -> str:
    """A word as it is looked up: without regard to case, outer spaces, Unicode form, and space for `_`."""
    return re.sub(_GAP, " ", unicodedata.normalize("NFC", word).strip(SPACES).lower())


def translated(text: pl.Expr, values: AnyMapping[str, str]) -> pl.Expr:
    """Each known word in ours; both Unicode forms are looked up, which is cheaper than to normalise each cell."""
    if not values:
        return text
    known = {unicodedata.normalize(form, word): ours for form in ("NFC", "NFD") for word, ours in values.items()}
    key = text.str.strip_chars(SPACES).str.to_lowercase().str.replace_all(_GAP, " ")
    return pl.coalesce(key.replace_strict(known, default=None, return_dtype=pl.String), text)


def without_decimals(text: pl.Expr, decimal: str | None) -> pl.Expr:
    """A number's text with a decimal point, and none where the decimals are all nought: `1880,0` is `1880`."""
    if decimal is None:
        return text
    number = text.str.contains(rf"^[+-]?[0-9]+{re.escape(decimal)}[0-9]+$")
    pointed = text.str.replace(decimal, ".", literal=True).str.replace(r"\.0+$", "")
    return pl.when(number).then(pointed).otherwise(text)
