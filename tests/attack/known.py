"""What the family of tables tells a reader, as a system of equations; and what is to stay untold."""

from collections import defaultdict
from typing import Any, NamedTuple

import polars as pl

from lus_stats.criteria import CATALOGUE
from tests.attack.solver import System

CITY = "0180"
UNIT = {"municipality": "municipality_code", "hospital": "hospital", "district": "district"}
MEASURES = {
    "n": ("episodes", "numerator"),
    "days": ("ready_days", "numerator"),
    "one_or_more": ("mean_ready_days_skr", "denominator"),
    "met": ("share_criteria_met", "numerator"),
    "late": ("late_registrations", "numerator"),
}
"""What each cell is asked for, and in which figure it stands."""
MORE = {"beyond": "share_beyond_free_days"} | {one.key: f"share_{one.key}" for one in CATALOGUE}
"""More counts, and whose numerators they are; known only where every indicator is asked for (tests.attack.beside)."""
RATIOS = {
    "mean_ready_days": ("days", "n"),
    "mean_ready_days_skr": ("days", "one_or_more"),
    "share_zero_days": ("one_or_more", "n"),
    "share_criteria_met": ("met", "n"),
} | {indicator: (count, "n") for count, indicator in MORE.items()}
"""The means and shares, and of which numbers they are; what had a day is all but the share with 0."""

Cell = tuple[str, str | None]
Told = dict[tuple[str, str | None, str], tuple[int | None, int | None, str]]


class Month(NamedTuple):
    """A county's month in a care form: numerator, denominator and state by table, unit and indicator."""

    key: tuple[Any, ...]
    shown: Told
    true: Told


def by_month(shown: dict[str, pl.DataFrame], true: dict[str, pl.DataFrame]) -> list[Month]:
    """The tables split by month, county and care form."""
    parts = [_by_month(tables) for tables in (shown, true)]
    return [Month(key, parts[0][key], parts[1][key]) for key in parts[1]]


def _by_month(tables: dict[str, pl.DataFrame]) -> dict[tuple[Any, ...], Told]:
    found: dict[tuple[Any, ...], Told] = defaultdict(dict)
    for name, table in tables.items():
        unit = pl.col(UNIT[name]) if name in UNIT else pl.lit(None, dtype=pl.String)
        columns = ("month", "county", "care_form", unit.alias("unit"), "indicator", "numerator", "denominator", "state")
        for month, county, form, cell, indicator, *figure in table.select(columns).rows():
            found[month, county, form][name, cell, indicator] = tuple(figure)
    return found


def value(told: Told, cell: Cell, measure: str) -> int | None:
    """One number of one cell; None where it is hidden, 0 where the cell is not listed."""
    indicator, column = MEASURES.get(measure) or (MORE[measure], "numerator")
    figure = told.get((*cell, indicator))
    if figure is None:
        return 0
    return None if figure[2] == "hidden" else int(figure[("numerator", "denominator").index(column)] or 0)


def system(month: Month) -> tuple[System, list[Cell]]:
    """Everything that the tables say, and the cells that are in any way hidden."""
    known = System()
    cells = cells_of(month)
    for cell in cells:
        for measure in MEASURES:
            told = value(month.shown, cell, measure)
            known.number(f"{cell} {measure}", *((told, told) if told is not None else ()))
        for part in ("one_or_more", "met", "late"):
            known.no_more_than(f"{cell} {part}", f"{cell} n")
        known.no_more_than(f"{cell} one_or_more", f"{cell} days")
        _learn_from_zero_days(known, month, cell)
        _learn_that_it_is_small(known, month, cell)
    for measure in MEASURES:
        _learn_the_sums(known, cells, measure)
    return known, [cell for cell in cells if any(is_hidden(month, cell, measure) for measure in MEASURES)]


def is_hidden(month: Month, cell: Cell, measure: str) -> bool:
    """Whether a number of a cell is not told."""
    return value(month.shown, cell, measure) is None


def truth(month: Month, cell: Cell, measure: str) -> int:
    """The number itself."""
    found = value(month.true, cell, measure)
    assert found is not None
    return found


def cells_of(month: Month) -> list[Cell]:
    """Every cell with episodes."""
    found = {(table, name) for table, name, _ in month.true}
    return sorted(found, key=str)


def _learn_from_zero_days(known: System, month: Month, cell: Cell) -> None:
    """The share with 0 days tells how many had one or more."""
    zero, count, state = month.shown[*cell, "share_zero_days"]
    if state != "hidden":
        known.number(f"{cell} one_or_more", (count or 0) - (zero or 0), (count or 0) - (zero or 0))


def _learn_that_it_is_small(known: System, month: Month, cell: Cell) -> None:
    """Somebody knows of each hidden cell whether it is one of 1–4 or one that was hidden beside it."""
    if is_hidden(month, cell, "n"):
        small = 1 <= truth(month, cell, "n") <= 4
        known.number(f"{cell} n", *((1, 4) if small else (5,)))


def _learn_the_sums(known: System, cells: list[Cell], measure: str) -> None:
    """Municipalities and hospitals add up to the county, today's areas to the city."""
    parts: dict[str, list[str]] = defaultdict(list)
    for cell in cells:
        parts[cell[0]].append(f"{cell} {measure}")
    county = f"{('county', None)} {measure}"
    for table in ("municipality", "hospital"):
        known.add_up(parts[table], county)
    city = ("municipality", CITY)
    if city in cells:
        known.add_up(parts["district"], f"{city} {measure}")
