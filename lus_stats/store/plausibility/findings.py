"""What was found odd: of which drafts, how it is said of each, and how it is said of the whole file."""

from collections.abc import Iterable
from typing import Final

import polars as pl

from lus_stats.store.naming import NAMED, rows_named

FINDINGS: Final = {"draft": pl.UInt32(), "text": pl.String(), "file_text": pl.String()}
"""Shape of findings: one row per draft and oddity; the same oddity of several drafts has the same `file_text`."""


def nothing() -> pl.DataFrame:
    """No findings."""
    return pl.DataFrame(schema=FINDINGS)


def of_rows(odd: pl.DataFrame, what: str, cure: str) -> pl.DataFrame:
    """One kind of odd rows as findings: the first rows of each draft named, and of the file.

    Needs (odd): draft, row.
    """
    if odd.is_empty():
        return nothing()
    rows = odd["row"].sort()
    whole = _sentence(what, rows.head(NAMED).to_list(), len(rows), cure)
    by_draft = odd.group_by("draft").agg(first=pl.col("row").sort().head(NAMED), count=pl.len()).sort("draft")
    texts = [_sentence(what, first, count, cure) for first, count in by_draft.select("first", "count").rows()]
    return by_draft.select("draft", text=pl.Series(texts, dtype=pl.String), file_text=pl.lit(whole))


def of_drafts(found: Iterable[tuple[int, str, str]]) -> pl.DataFrame:
    """Findings said draft by draft: its number, its text, and the text of the file."""
    return pl.DataFrame(list(found), schema=FINDINGS, orient="row")


def _sentence(what: str, first: list[int], count: int, cure: str) -> str:
    return f"{what}: {rows_named(first, count)}. {cure}"
