"""Nobody can work back a hidden number from all the tables there are, with every sum and a solver (rules.md §8)."""

import sys
from collections.abc import Iterator
from datetime import date

import polars as pl
import pytest

from lus_stats import months as calendar
from lus_stats.answers.pooling import hidden_in_a_month
from lus_stats.disclosure import family, state
from lus_stats.store import DataFolder
from tests.attack.asking import FEW, LAST, MONTHS, Tables, asked
from tests.attack.finding import found_in, found_out
from tests.attack.known import MEASURES, by_month
from tests.attack.pooled import hides_in_a_month, joint

statistics_module = sys.modules["lus_stats.answers.statistics"]  # the package names the function so


@pytest.fixture(scope="module")
def true(demo: DataFolder) -> Tables:
    """The numbers themselves, which no rule of hiding touches."""
    return asked(demo, sees_small=True)


@pytest.fixture(scope="module")
def told(demo: DataFolder) -> Tables:
    """What a reader without rights is told."""
    return asked(demo, sees_small=False)


def last(tables: Tables, months: int) -> Tables:
    """The last months of them."""
    first = calendar.following(LAST, 1 - months)
    return {name: table.filter(pl.col("month") >= first) for name, table in tables.items()}


def everything_found(shown: Tables, true: Tables, own: str | None = None) -> tuple[list[str], int]:
    """All that is found out, and how many cells are hidden."""
    hidden = sum((table["state"] == "hidden").sum() for table in shown.values())
    return [finding for month in by_month(shown, true) for finding in found_out(month, own)], int(hidden)


def test_a_reader_without_rights_finds_out_nothing(told: Tables, true: Tables) -> None:
    found, hidden = everything_found(told, true)
    assert hidden > 500, "the demo has small numbers to protect"
    assert found == []


@pytest.mark.parametrize("own", ["0180", "1880", "1885"])
def test_a_municipality_finds_out_nothing_of_its_neighbours(demo: DataFolder, true: Tables, own: str) -> None:
    found, hidden = everything_found(asked(demo, sees_small=False, own=own, months=FEW), last(true, FEW), own)
    assert hidden > 100
    assert found == []


def only_the_small(cells: pl.LazyFrame, unit: object, within: object) -> pl.LazyFrame:
    """The rule without its second half."""
    del unit, within
    return cells.with_columns(hidden=pl.col("small"), unprotected=pl.lit(False))


def test_without_the_second_cell_the_attack_succeeds(
    demo: DataFolder, true: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The attack above is not green because it cannot attack."""
    monkeypatch.setattr(family, "suppressed", only_the_small)
    monkeypatch.setattr(state, "suppressed", only_the_small)
    found, _ = everything_found(asked(demo, sees_small=False, months=3), last(true, 3))
    assert any(" n from " in finding for finding in found)


def test_every_measure_is_attacked(told: Tables) -> None:
    """In each of them something is hidden from somebody."""
    for indicator, _ in MEASURES.values():
        assert (told["municipality"].filter(pl.col("indicator") == indicator)["state"] == "hidden").any(), indicator


def pooled_found(
    shown: Tables,
    true: Tables,
    pooled: Tables,
    forms: tuple[str, ...] = ("psychiatric",),
    own: str | None = None,
) -> Iterator[str]:
    """What is found out of Örebro's last four months with both windows of three months over them."""
    both = last(shown, 4), last(true, 4)
    windows = by_month(pooled, pooled)
    for form in forms:
        months = [month for month in by_month(*both) if month.key[1:] == ("18", form)]
        sums = {tuple(window(one.key[0], 3)): one.shown for one in windows if one.key[1:] == ("18", form)}
        assert len(months) == 4
        assert len(sums) == 2
        for within, hidden in joint(months, sums):
            yield from found_in(within, hidden, within.month, own)


def window(last: date, pool: int) -> list[date]:
    return list(calendar.span(calendar.following(last, 1 - pool), last))


@pytest.mark.parametrize("own", [None, "1880"])
def test_pooled_months_tell_nothing_that_the_months_hide(
    demo: DataFolder, told: Tables, true: Tables, own: str | None
) -> None:
    shown = asked(demo, sees_small=False, own=own, months=4) if own else told
    pooled = asked(demo, sees_small=False, own=own, months=2, pool=3)
    assert list(pooled_found(shown, true, pooled, ("psychiatric", "somatic"), own)) == []


def test_without_hiding_what_a_month_hides_the_attack_on_pooled_months_succeeds(
    demo: DataFolder, told: Tables, true: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(*given: object) -> pl.LazyFrame:
        return hidden_in_a_month(*given).filter(False)  # type: ignore[arg-type]

    monkeypatch.setattr(statistics_module, "hidden_in_a_month", nothing)
    pooled = asked(demo, sees_small=False, months=2, pool=3)
    assert any(" n from " in finding for finding in pooled_found(told, true, pooled))


@pytest.mark.parametrize("pool", [3, 12])
def test_every_pooled_figure_that_is_shown_is_a_sum_of_shown_ones(demo: DataFolder, told: Tables, pool: int) -> None:
    """In all counties and tables: so that windows however many, and of any length, add nothing to what is known."""
    pooled = asked(demo, sees_small=False, months=MONTHS - pool + 1, pool=pool)
    months = {month.key: month for month in by_month(told, told)}
    windows = by_month(pooled, pooled)
    seen, hidden = 0, 0
    for one in windows:
        within = [months[month, *one.key[1:]] for month in window(one.key[0], pool)]
        for (table, unit, indicator), figure in one.shown.items():
            assert (figure[2] == "hidden") == hides_in_a_month(within, table, unit, indicator), (one.key, table, unit)
            hidden += figure[2] == "hidden"
            seen += figure[2] == "shown"
            parts = [month.shown.get((table, unit, indicator), (0, 0, "shown"))[0] for month in within]
            if figure[2] == "shown":
                assert figure[0] == sum(part or 0 for part in parts)
    assert seen > 100
    assert hidden > 100
