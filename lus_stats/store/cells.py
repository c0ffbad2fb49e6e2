"""One cell's text into its value, a column at a time; null where the text is no such value."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final
from unicodedata import normalize

import polars as pl

from lus_stats import geography, schema
from lus_stats.store.headers import SPACES
from lus_stats.vocabulary import CARE_FORM, OUTPATIENT, SWEDISH, TRACK, CareForm, Outpatient, Track

_MOMENT: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?$"
_DAY: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_YES_OR_NO: Final = {"ja": True, "nej": False}
_SHORT_CODE: Final = r"^[0-9]{3}$"


def cleaned(column: str) -> pl.Expr:
    """The text without outer spaces of any kind; null where nothing is left."""
    text = pl.col(column).str.strip_chars(SPACES)
    return pl.when(text != "").then(text)


def value_of(field: schema.Field) -> pl.Expr:
    """What a cleaned column says, as the store keeps it.

    Needs: a text column named as the canonical header.
    """
    text = pl.col(field.header)
    match field.name:
        case "municipality_code":
            return _municipality_code(text)
        case "district":
            return geography.canonical_district(field.header)
        case "hospital":
            return text.str.normalize("NFC").str.replace_all(r"\s+", " ")
        case "episode_id":
            return text.str.normalize("NFC")
    if field.dtype == schema.MOMENT:
        return _moment(text)
    if field.dtype == pl.Date():
        return pl.when(text.str.contains(_DAY)).then(text).str.to_date("%Y-%m-%d", strict=False)
    return _word(text).replace_strict(_words(field.dtype), default=None, return_dtype=field.dtype)


def has_lost_its_zero() -> pl.Expr:
    """Whether a kommunkod stands without its leading zero, as a spreadsheet leaves it.

    Needs: kommunkod.
    """
    return pl.col("kommunkod").str.contains(_SHORT_CODE)


def is_only_a_day(header: str) -> pl.Expr:
    """Whether a moment's column says a date and no time of day."""
    return pl.col(header).str.contains(_DAY)


def _municipality_code(text: pl.Expr) -> pl.Expr:
    code = pl.when(has_lost_its_zero()).then("0" + text).otherwise(text)
    return pl.when(code.is_in(geography.MUNICIPALITY_CODES)).then(code)


def _moment(text: pl.Expr) -> pl.Expr:
    """Minutes or seconds, with a space or `T`; the pattern keeps out what the parser would forgive (24:00, :60)."""
    sound = pl.when(text.str.contains(_MOMENT)).then(text.str.replace("T", " ", literal=True))
    seconds = pl.when(sound.str.len_bytes() == len("2020-02-01 11:00")).then(sound + ":00").otherwise(sound)
    return seconds.str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False, time_unit="us", cache=False)


def _word(text: pl.Expr) -> pl.Expr:
    return text.str.to_lowercase().str.replace_all("_", " ", literal=True)


def _words(dtype: pl.DataType) -> Mapping[str, Any]:
    """The words of a column and what they mean, in both Unicode forms: cheaper than to normalise each cell."""
    kinds: dict[pl.DataType, type[StrEnum]] = {CARE_FORM: CareForm, TRACK: Track, OUTPATIENT: Outpatient}
    kind = kinds.get(dtype)
    words = _YES_OR_NO if kind is None else {SWEDISH[word]: str(word) for word in kind}
    return {normalize(form, word): value for form in ("NFC", "NFD") for word, value in words.items()}
