"""What the pages tell beside counts: shares, quantiles, intervals, bills; as more equations of the same numbers."""

from collections.abc import Iterable
from math import ceil, floor, sqrt
from typing import Any, NamedTuple

import polars as pl
from scipy.stats import t

from lus_stats.rules import Terms
from lus_stats.vocabulary import MeanPopulation, Model
from tests.attack.known import CITY, MORE, UNIT, Cell
from tests.attack.solver import System

QUANTILES = {"median_ready_days": 0.5, "p90_ready_days": 0.9}


class Shown(NamedTuple):
    """A figure as it is shown."""

    numerator: int | None
    denominator: int | None
    value: float | None
    low: float | None
    high: float | None


def shown_by_month(tables: dict[str, pl.DataFrame]) -> dict[tuple[Any, ...], dict[tuple[str, Any, str], Shown]]:
    """Every shown figure by month, county and care form; then by table, unit and indicator."""
    found: dict[tuple[Any, ...], dict[tuple[str, Any, str], Shown]] = {}
    for name, table in tables.items():
        unit = pl.col(UNIT[name]) if name in UNIT else pl.lit(None, dtype=pl.String)
        told = table.filter(pl.col("state") != "hidden")
        rows = told.select("month", "county", "care_form", unit.alias("unit"), "indicator", *Shown._fields)
        for month, county, form, cell, indicator, *figure in rows.rows():
            found.setdefault((month, county, form), {})[name, cell, indicator] = Shown(*figure)
    return found


def learn_the_figures(known: System, cells: list[Cell], told: dict[tuple[str, Any, str], Shown], terms: Terms) -> None:
    """Everything that the other indicators say of the cells."""
    for cell in cells:
        for measure, indicator in MORE.items():
            figure = told.get((*cell, indicator))
            number = () if figure is None else (figure.numerator or 0,) * 2
            known.number(f"{cell} {measure}", *number)
            known.no_more_than(f"{cell} {measure}", f"{cell} n")
        _learn_the_stays(known, cell, terms.free_days)
        _learn_the_criteria(known, cell, terms.criteria)
        _learn_the_spread(known, cell, told)
    for measure in MORE:
        _learn_the_sums(known, cells, measure)


def _learn_the_stays(known: System, cell: Cell, free_days: int | None) -> None:
    """Who had more than the free days had a day, and so many days at least."""
    if free_days is None:
        return
    days, waited, beyond = (f"{cell} {name}" for name in ("days", "one_or_more", "beyond"))
    known.no_more_than(beyond, waited)
    known.at_most.append(({beyond: free_days, waited: 1, days: -1}, 0))


def _learn_the_criteria(known: System, cell: Cell, required: Iterable[str]) -> None:
    """No more met all than met each; no fewer than all less those who failed one."""
    parts = [f"{cell} {key}" for key in required]
    for part in parts:
        known.no_more_than(f"{cell} met", part)
    known.at_most.append((dict.fromkeys(parts, 1) | {f"{cell} n": 1 - len(parts), f"{cell} met": -1}, 0))


def _learn_the_spread(known: System, cell: Cell, told: dict[tuple[str, Any, str], Shown]) -> None:
    """A quantile tells how many had a day; an interval the sum of squares, and that how few can have had the days."""
    mean, waited = told.get((*cell, "mean_ready_days")), f"{cell} one_or_more"
    n = mean.denominator if mean else None
    if not mean or not n or mean.numerator is None:
        return
    for indicator, share in QUANTILES.items():
        found = told.get((*cell, indicator))
        if found is not None and found.value is not None:
            at = round((n - 1) * share, 9)
            with_days = (n - ceil(at), n) if found.value else (0, n - 1 - (ceil(at) if at % 1 else floor(at)))
            known.number(waited, *with_days)
    if mean.value is not None and mean.high is not None and n > 1:
        spread = (mean.high - mean.value) / t.ppf(0.975, n - 1) * sqrt(n)
        squares = round(spread**2 * (n - 1) + mean.numerator**2 / n)
        known.number(waited, *_how_many(mean.numerator, squares, n))


def _how_many(days: int, squares: int, n: int) -> tuple[int, int]:
    """How few and how many stays of a day or more can have so many days, and so large a sum of squares."""
    able = [k for k in range(n + 1) if k <= days and k * squares >= days**2 and _largest(days, k) >= squares]
    return (able[0], able[-1]) if able else (0, n)


def _largest(days: int, count: int) -> int:
    return (days - count + 1) ** 2 + count - 1 if count else 0


def learn_the_bill(known: System, row: dict[str, Any], terms: Terms) -> None:
    """What the bill of one municipality that is shown says of its episodes in the statistics."""
    cell = ("municipality", row["municipality_code"])
    n, days, waited, met, late = (f"{cell} {name}" for name in ("n", "days", "one_or_more", "met", "late"))
    known.equations.append(({n: 1, late: -1}, row["episodes"]))
    known.at_most.append(({days: -1}, -row["ready_days"]))
    billed, blocked, free = row["billed_tenths"] // 10, row["blocked_days"], terms.free_days
    filtered = terms.mean_population is MeanPopulation.CRITERIA_MET and terms.model is not Model.INDIVIDUAL
    if filtered:
        known.at_most += [({met: -1}, -row["episodes_in_mean"]), ({met: 1, late: -1}, row["episodes_in_mean"])]
    if free is None or not row["liable"]:
        return
    charged = known.number(f"{cell} charged", (billed > 0) + (blocked > 0), billed + blocked)
    known.no_more_than(charged, waited)
    known.at_most.append(({charged: free - 1, waited: 1, days: -1}, -billed - blocked))
    most = billed if filtered else billed + blocked
    known.at_most.append(({waited: -free}, most - row["ready_days"]))


def _learn_the_sums(known: System, cells: list[Cell], measure: str) -> None:
    """As of the other measures: units add up to the county, districts to the city."""
    for table, whole in (
        ("municipality", ("county", None)),
        ("hospital", ("county", None)),
        ("district", ("municipality", CITY)),
    ):
        total: Cell = whole
        parts = [f"{cell} {measure}" for cell in cells if cell[0] == table]
        if parts and total in cells:
            known.add_up(parts, f"{total} {measure}")
