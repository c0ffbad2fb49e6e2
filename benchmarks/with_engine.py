"""The question answered by the engine itself."""

from pathlib import Path

import polars as pl

from benchmarks.question import ANSWER, COLUMNS, Rules, files
from lus_stats.billing import groups
from lus_stats.derive import complete


def answer(folder: Path, rules: Rules) -> pl.DataFrame:
    """Every municipality's month, from Parquet."""
    completed = complete(pl.scan_parquet(files(folder)), rules.terms, rules.extracts)
    return groups(completed, rules.amounts, rules.terms).select(ANSWER).collect(engine="streaming")


def decode(folder: Path, _rules: Rules) -> pl.DataFrame:
    """Only the columns the question needs, read and dropped: what no engine could do without."""
    return pl.scan_parquet(files(folder)).select(COLUMNS).collect(engine="streaming")
