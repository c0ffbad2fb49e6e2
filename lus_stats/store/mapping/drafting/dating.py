"""In which formats a column's dates are written, and whether the order of day and month can be told."""

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
_SAMPLE: Final = 1_000
ENOUGH: Final = 0.95
"""The share of a column's cells that makes it a column of something."""


@dataclass(frozen=True)
class Dating:
    """How a column's dates, or its times of day, are written.

    `formats` fit its cells together, the commonest first; `others` are those that would read
    all the same cells as other days. `share` is the part of the cells that some format fits.
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
    likely = _fitting(texts.unique().head(_SAMPLE), (*_FORMS, EXCEL))
    counts = {form: count for form, count in _counts(texts, list(likely)).items() if count}
    chosen: list[str] = []
    left = texts
    while counts and len(left) and len(chosen) < 4:
        form = max(counts, key=lambda one: (counts[one], -list(counts).index(one)))
        chosen.append(form)
        left = left.filter(~left.str.contains(_pattern(form)))
        counts = {form: count for form, count in _counts(left, [f for f in counts if f not in chosen]).items() if count}
    return Dating(
        formats=tuple(chosen),
        others=tuple(_as_good(texts, chosen, likely)),
        share=1 - len(left) / len(texts) if len(texts) else 0.0,
    )


def clocks_of(texts: pl.Series) -> Dating:
    """How the texts of a column write times of day, where they are nothing else."""
    counts = {form: count for form, count in _counts(texts, _CLOCKS).items() if count}
    formats = sorted(counts, key=lambda form: -counts[form])
    return Dating(tuple(formats), share=sum(counts.values()) / len(texts) if len(texts) else 0.0)


def _as_good(texts: pl.Series, chosen: Sequence[str], likely: Sequence[str]) -> list[str]:
    """The formats that read all the cells of a chosen one as other days."""
    found = []
    for form in chosen:
        fits = texts.filter(texts.str.contains(_pattern(form)))
        counts = _counts(fits, [other for other in likely if other not in (*chosen, EXCEL)])
        found += [other for other, count in counts.items() if count == len(fits)]
    return found


def _fitting(sample: pl.Series, forms: Sequence[str]) -> list[str]:
    """The formats that fit something in a sample."""
    return [form for form, count in _counts(sample, forms).items() if count]


def _counts(texts: pl.Series, forms: Sequence[str]) -> dict[str, int]:
    frame = texts.to_frame("text")
    counted = frame.select(pl.col("text").str.contains(_pattern(form)).sum().alias(form) for form in forms)
    return dict(zip(counted.columns, counted.row(0), strict=True)) if forms else {}


def _pattern(form: str) -> str:
    return _RECENT_SERIAL if form == EXCEL else pattern_of(form)
