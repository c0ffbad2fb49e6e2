"""The row contract: each check one rule, and what a rule cannot judge it lets pass (D61)."""

from datetime import date, datetime

import dataframely as dy
import polars as pl

from lus_stats import schema
from lus_stats.store.cells import value_of
from lus_stats.store.checks import every_check
from lus_stats.store.contract import failures, row_contract
from tests.store.material import NOW, Row, episode

DRAWN = date(2020, 3, 6)


def values(*rows: Row) -> pl.DataFrame:
    """Rows as validation has them when it asks."""
    texts = pl.DataFrame([{h: row.get(h) or None for h in schema.HEADERS} for row in rows],
                         schema=dict.fromkeys(schema.HEADERS, pl.String))  # fmt: skip
    texts = texts.with_row_index("row", offset=2)
    return texts.with_columns(value_of(field).alias(field.name) for field in schema.FIELDS)


def test_every_check_is_a_rule_of_its_own() -> None:
    checks = every_check(NOW, DRAWN)
    contract = row_contract(checks)
    assert issubclass(contract, dy.Schema)
    _, failure = contract.filter(values(episode(kommunkod="x", inskriven="2020-02-03 10:00")))
    assert len({check.name for check in checks}) == len(checks)
    assert failure.counts() == {
        "kommunkod: okänd kommunkod": 1,
        "utskrivningsklar: ligger före inskriven": 1,
    }
    assert set(failure.details().columns) == {*values(episode()).columns, *(check.name for check in checks)}


def test_a_rule_without_its_values_is_kept() -> None:
    """Nothing but the missing and the unreadable is held against a row of blanks and scribble."""
    empty = [check for check in every_check(NOW, DRAWN) if "saknas" not in check.reason]
    _, failure = row_contract(empty).filter(values({"sjukhus": "x"}))
    assert len(failure) == 0


def test_the_reasons_come_check_by_check() -> None:
    checks = every_check(NOW, DRAWN)
    rows = values(episode(utskriven="x", kommunkod="y"), episode(), episode(kommunkod="z"))
    found = [frame.rows() for frame in failures(rows, checks) if not frame.is_empty()]
    assert [[(row, column, value) for row, column, value, _ in part] for part in found] == [
        [(2, "kommunkod", "y"), (4, "kommunkod", "z")],
        [(2, "utskriven", "x")],
    ]


def test_the_moment_of_import_is_in_the_rules() -> None:
    at = datetime(2020, 2, 4, 14, 59)
    found = [frame for frame in failures(values(episode()), every_check(at, None)) if not frame.is_empty()]
    assert [frame["reason"].item() for frame in found] == ["ligger efter importtillfället"]
