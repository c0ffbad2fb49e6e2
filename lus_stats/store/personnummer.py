"""Personnummer and samordningsnummer: found wherever they stand, and shown nowhere."""

import re
from datetime import date
from typing import Final

import polars as pl

HIDDEN: Final = "(dolt)"
COORDINATION_DAYS: Final = 60  # a samordningsnummer has its day of birth plus this

_SIGN: Final = r"[-+\x{2010}-\x{2015}\x{2212}]"  # a word processor's dashes are hyphens to whoever typed them
_AT_A_GLANCE: Final = rf"[0-9]{{6}}{_SIGN}?[0-9]{{4}}"
# The text is searched with every non-digit doubled, so that neighbours have a boundary each.
_BOUNDED: Final = rf"(?:^|[^0-9])(?:[0-9]{{2}})?[0-9]{{6}}(?:{_SIGN}{{2}})?[0-9]{{4}}(?:[^0-9]|$)"
_RUN: Final = re.compile("[0-9](?:[-+\u2010-\u2015\u2212]?[0-9]){9,}")
_CENTURIES: Final = ("18", "19", "20")


def may_hold_personnummer(text: pl.Expr) -> pl.Expr:
    """Whether a text looks like one at a glance: what it costs to pass over almost every text."""
    return text.str.contains(_AT_A_GLANCE).fill_null(False)


def holds_personnummer(texts: pl.Series, today: date) -> pl.Series:
    """Whether each text holds one: 10 or 12 digits between non-digits, a birth date and a right check digit."""
    suspects = texts.str.contains(_AT_A_GLANCE).fill_null(False)
    if not suspects.any():
        return suspects
    runs = (
        pl.LazyFrame({"text": texts})
        .with_row_index("place")
        .filter(pl.lit(suspects))
        .select("place", run=pl.col("text").str.replace_all("([^0-9])", "$1$1").str.extract_all(_BOUNDED))
        .explode("run", empty_as_null=False)
        .with_columns(digits=pl.col("run").str.replace_all("[^0-9]", ""))
        .filter(_is_plausible(today) & (_luhn_sum() % 10 == 0))
    )
    found = runs.select("place").collect().to_series()
    return pl.int_range(len(texts), dtype=pl.UInt32, eager=True).is_in(found.implode())


def masked(text: str, today: date) -> str:
    """The text, or `(dolt)` in its place where it holds a personnummer; bytes that are no text become `?`."""
    said = text.encode(errors="replace").decode()
    return HIDDEN if holds_personnummer(pl.Series([said], dtype=pl.String), today)[0] else said


def masked_words(text: str, today: date) -> str:
    """A message, with `(dolt)` for each run of digits and signs in it that holds a personnummer."""
    return _RUN.sub(lambda run: masked(run[0], today), text)


def _is_plausible(today: date) -> pl.Expr:
    """Whether the digits begin with a day in the calendar, in some century, that is not ahead.

    Needs: digits.
    """
    day = pl.col("digits").str.slice(-6, 2).cast(pl.Int32)
    day_of_birth = pl.when(day > COORDINATION_DAYS).then(day - COORDINATION_DAYS).otherwise(day)
    in_century = pl.col("digits").str.slice(-10, 4) + day_of_birth.cast(pl.String).str.zfill(2)
    said = pl.when(pl.col("digits").str.len_bytes() == 12).then(pl.col("digits").str.head(2))
    return pl.any_horizontal(
        said.fill_null(century).eq(century)
        & (century + in_century).str.to_date("%Y%m%d", strict=False).le(today).fill_null(False)
        for century in map(pl.lit, _CENTURIES)
    )


def _luhn_sum() -> pl.Expr:
    """The last ten digits, every other doubled from the first on, and the products' digits added.

    Needs: digits.
    """
    ten = pl.col("digits").str.tail(10)
    products = (ten.str.slice(place, 1).cast(pl.Int32) * (2 - place % 2) for place in range(10))
    return pl.sum_horizontal(product // 10 + product % 10 for product in products)
