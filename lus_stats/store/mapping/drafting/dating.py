"""In which formats a column's dates are written, and whether the order of day and month can be told."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

import polars as pl

from lus_stats.store.mapping.formats import EXCEL, has_time, pattern_of

_DAYS: Final = (
    *("%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%m-%d-%Y", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d"),
    *("%d/%m/%y", "%m/%d/%y", "%d.%m.%y", "%y-%m-%d", "%d-%m-%y", "%y%m%d", "%d/%m %Y"),
)
_CLOCKS: Final = ("%H:%M", "%H.%M", "%H:%M:%S", "%H.%M.%S", "%H:%M:%S.%f")
_BETWEEN: Final = (" ", "T", " kl ", " kl. ")
_CROWDED: Final = ("%Y%m%d%H%M", "%Y%m%d%H%M%S", "%Y%m%d %H%M", "%y%m%d%H%M")
_FORMS: Final = (
    *_DAYS,
    *(f"{day}{between}{clock}" for day, between, clock in product(_DAYS, _BETWEEN, _CLOCKS)),
    *_CROWDED,
)
_RECENT_SERIAL: Final = r"^(?:4[0-9]|5[0-9])[0-9]{3}(?:[.,][0-9]+)?$"  # 2009 to 2064; a kommunkod has four digits
_SHAPES: Final = {form: re.sub(r"(?:%[A-Za-z])+", "9", form) for form in _FORMS}
_NUMBERS: Final = {"9", "9.9", "9,9"}
_LONGEST_SHAPE: Final = 20
_MOST_FORMS: Final = 4
ENOUGH: Final = 0.95
"""The share of a column's cells that makes it a column of something."""


@dataclass(frozen=True)
class Dating:
    """How a column's dates, or its times of day, are written.

    `formats` fit its cells together, the commonest first; `others` are as good: they read
    the same cells as other days. `share` is the part of the cells that some format fits.
    """

    formats: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    share: float = 0.0

    @property
    def holds(self) -> bool:
        """Whether the column is of such."""
        return self.share >= ENOUGH

    @property
    def has_time(self) -> bool:
        """Whether some of them have a time of day."""
        return any(map(has_time, self.formats))


def dating_of(texts: pl.Series) -> Dating:
    """How the texts of a column (none of them null) write dates."""
    likely = _likely(texts)
    counts = {form: count for form, count in _counts(texts, likely).items() if count}
    chosen: list[str] = []
    left = texts
    while counts and len(left) and len(chosen) < _MOST_FORMS:
        form = max(counts, key=lambda one: (counts[one], -likely.index(one)))
        chosen.append(form)
        left = left.filter(~left.str.contains(_pattern(form)))
        counts = {other: count for other, count in _counts(left, [*counts]).items() if count}
    others = [_as_good(texts, form, [other for other in likely if other not in chosen]) for form in chosen]
    return Dating(
        formats=tuple(chosen),
        others=() if others == chosen else tuple(others),
        share=1 - len(left) / len(texts) if len(texts) else 0.0,
    )


def clocks_of(texts: pl.Series) -> Dating:
    """How the texts of a column write times of day, where they are nothing else."""
    counts = {form: count for form, count in _counts(texts, _CLOCKS).items() if count}
    formats = sorted(counts, key=lambda form: -counts[form])
    return Dating(tuple(formats), share=sum(counts.values()) / len(texts) if len(texts) else 0.0)


def _as_good(texts: pl.Series, form: str, others: Sequence[str]) -> str:
    """The format that reads all the cells of another one as other days; else that one itself."""
    fits = texts.filter(texts.str.contains(_pattern(form)))
    counts = _counts(fits, others)
    return next((other for other, count in counts.items() if count == len(fits)), form)


def _likely(texts: pl.Series) -> list[str]:
    """The formats whose shape some text has: a look at the shapes is cheaper than to try hundreds of formats."""
    shapes = texts.str.replace_all("[0-9]+", "9").str.replace_all(r"\s+", " ").unique()
    found = {shape for shape in shapes if len(shape) < _LONGEST_SHAPE}
    return [form for form, shape in _SHAPES.items() if shape in found] + ([EXCEL] if found & _NUMBERS else [])


def _counts(texts: pl.Series, forms: Sequence[str]) -> dict[str, int]:
    frame = texts.to_frame("text")
    counted = frame.select(pl.col("text").str.contains(_pattern(form)).sum().alias(form) for form in forms)
    return dict(zip(counted.columns, counted.row(0), strict=True)) if forms else {}


def _pattern(form: str) -> str:
    return _RECENT_SERIAL if form == EXCEL else pattern_of(form)
