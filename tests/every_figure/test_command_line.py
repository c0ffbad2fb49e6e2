"""`lus stats` over three months: every indicator, grouping and number of months, with the intervals."""

from typing import Any

import pytest

from tests.every_figure.material import MONTHS, SOAK, Expected, close, number
from tests.every_figure.uncertainty import Interval, interval_of_mean, interval_of_share
from tests.oracle.stats import Counted, Figure, figures, months_back
from tests.unit.lus import lus

COLUMN = {
    "county": "county",
    "municipality": "municipality_code",
    "district": "district",
    "today": "district",
    "hospital": "hospital",
    "track": "track",
}
QUANTILES = {"median_ready_days", "p90_ready_days"}
MEANS = {"mean_ready_days", "mean_ready_days_skr"}
ASKED = [(month, by, 1) for month in MONTHS for by in COLUMN] + [
    (MONTHS[-1], by, pool)
    for by in COLUMN
    for pool in (3, 12)
    if SOAK or (by, pool) in {("county", 12), ("municipality", 3), ("today", 3), ("hospital", 12)}
]


def stats(expected: Expected, month: str, by: str, pool: int, *more: str) -> list[dict[str, Any]]:
    level = ("--by", "district", "--districts", "today") if by == "today" else ("--by", by)
    called = lus(
        "stats", "--month", month, *level, "--pool", str(pool), *more, "--data", expected.folder, "--format", "json"
    )
    assert called.code == 0, called.err
    return called.json["rows"]


def groups(expected: Expected, month: str, by: str, pool: int) -> dict[tuple[Any, ...], list[Counted]]:
    """The episodes by unit and care form; hospitals and tracks are each county's own."""
    found: dict[tuple[Any, ...], list[Counted]] = {}
    for (unit, form), rows in expected.rows(month, by, pool).items():
        for row in rows:
            county = row.episode.county if by in {"hospital", "track"} else None
            found.setdefault((county, unit, form), []).append(row)
    return found


def interval(key: str, figure: Figure, rows: list[Counted]) -> Interval:
    if key in MEANS:
        return interval_of_mean([one.ready_days for one in rows if key == "mean_ready_days" or one.ready_days])
    if key.startswith("share") and figure.denominator:
        return interval_of_share(figure.numerator or 0, figure.denominator)
    return None


def wanted(key: str, figure: Figure, rows: list[Counted]) -> list[Any]:
    """A row's figures; a quantile is of its episodes."""
    ends = interval(key, figure, rows) or (None, None)
    below = len(rows) if key in QUANTILES else figure.denominator
    return [figure.numerator, below, number(figure), *map(close, ends), figure.n]


def zero_days_of(row: dict[str, Any], rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The share with 0 days of the same unit."""
    wanted = key_of(row | {"indicator": "share_zero_days"})
    return next(one for one in rows if key_of(one) == wanted)


@pytest.mark.parametrize(("month", "by", "pool"), ASKED)
def test_every_row(expected: Expected, month: str, by: str, pool: int) -> None:
    counted = {
        key: (figures(rows, months_back(month, pool)), rows) for key, rows in groups(expected, month, by, pool).items()
    }
    found = stats(expected, month, by, pool, "--show-small")
    for row in found:
        county = row["county"] if by in {"hospital", "track"} else None
        of_group, rows = counted[county, row[COLUMN[by]], row["care_form"]]
        told = [row[name] for name in ("numerator", "denominator", "value", "low", "high", "n")]
        assert told == wanted(row["indicator"], of_group[row["indicator"]], rows), row
    assert len(found) == sum(len(of_group) for of_group, _ in counted.values())
    if by == "track":
        return
    if by == "district":  # others get today's areas
        found = stats(expected, month, "today", pool, "--show-small")
    shown = {key_of(row): row for row in found}
    hidden = 0
    others = stats(expected, month, by, pool)
    assert {key_of(row) for row in others} == set(shown)
    for row in others:
        if row["state"] == "hidden":
            assert {row[name] for name in ("numerator", "denominator", "value", "low", "high", "n")} == {None}
            hidden += 1
        else:
            whole = shown[key_of(row)]
            if row["indicator"] == "mean_ready_days" and row["low"] is None:  # few waited there, or beside it (D155)
                assert zero_days_of(row, others)["state"] == "hidden" or whole["low"] is None
                whole = whole | {"low": None, "high": None}
            assert row == whole
            assert not 1 <= row["n"] <= 4
    assert hidden or by == "county"


def key_of(row: dict[str, Any]) -> tuple[Any, ...]:
    """What names a row."""
    return tuple(row.get(name) for name in (*COLUMN.values(), "care_form", "indicator"))
