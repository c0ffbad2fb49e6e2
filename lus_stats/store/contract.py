"""The row contract: a file's row as a dataframely schema, every check a rule, every broken rule a reason (D61)."""

from collections.abc import Iterator, Sequence
from functools import partial

import dataframely as dy
import polars as pl

from lus_stats import schema
from lus_stats.store.checks import Check
from lus_stats.store.reasons import entry

_TEXTS = {header: dy.String(nullable=True) for header in schema.HEADERS}
_VALUES = {name: dy.Any() for name in ("row", *(field.name for field in schema.FIELDS))}


def row_contract(checks: Sequence[Check]) -> type[dy.Schema]:
    """A row's columns (its number, its texts, its values), and a rule for each check, by the check's name.

    Made for each file, as the moment of import and the extract date stand in the rules. A rule that is null is kept:
    what cannot be judged for want of another value is not held against the row.
    """
    rules = {check.name: dy.rule()(partial(_keeps, check)) for check in checks}
    return type("FileRow", (dy.Schema,), _TEXTS | _VALUES | rules)


def _keeps(check: Check, _: type[dy.Schema]) -> pl.Expr:
    return ~check.fails


def failures(values: pl.DataFrame, checks: Sequence[Check]) -> Iterator[pl.DataFrame]:
    """The reasons of the rows that break the contract, check by check.

    Asked lazily: then only the rows that fail are copied, of however many.
    Shape: frames of reasons.REASONS.
    """
    broken = row_contract(checks).filter(values.lazy()).failure
    told = broken.details()
    for check in checks:
        rows = told.filter(pl.col(check.name) == "invalid")
        yield rows.select("row", **entry(check.header, pl.col(check.header).fill_null(""), check.reason))
