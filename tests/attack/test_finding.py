"""What counts as found out, to a reader who is certain of everything: all but what shown totals say anyway."""

from datetime import date

import pytest

from tests.attack.finding import points
from tests.attack.known import Cell, Month, Told
from tests.attack.solver import System

KEY = (date(2025, 4, 1), "18", "psychiatric")  # of three free days
OWN = "1880"
COUNTY, OTHER, CLINIC, WARD = ("county", None), ("municipality", "1881"), ("hospital", "a"), ("hospital", "b")
BEYOND = "share_beyond_free_days"


class Certain(System):
    """Somebody to whom nothing can be otherwise."""

    def is_always(self, part: str, whole: str, share: tuple[int, int]) -> bool:
        """Whatever it is."""
        return bool(part and whole and share)


def month_of(others: int, ward: int = 0) -> Month:
    """Sixteen of the reader's own, 69 days, six beyond the free ones; seven others, whose days all but the own say."""
    cells = {
        COUNTY: (23, 69 + others, 6),
        CLINIC: (18, 69 + others - ward, 6),
        WARD: (5, ward, 0),
        ("municipality", OWN): (16, 69, 6),
        OTHER: (7, others, 0),
    }
    true = {key: figure for cell, numbers in cells.items() for key, figure in _figures(cell, *numbers).items()}
    untold = {key for key in true if key[2] == BEYOND or key[:2] == OTHER}
    return Month(KEY, {key: (None, None, "hidden") if key in untold else true[key] for key in true}, true)


def _figures(cell: Cell, n: int, days: int, beyond: int) -> Told:
    return {
        (*cell, "episodes"): (n, None, "shown"),
        (*cell, "ready_days"): (days, None, "shown"),
        (*cell, BEYOND): (beyond, n, "shown"),
    }


def found(month: Month, cell: Cell, own: str | None = OWN) -> list[str]:
    return list(points(Certain(), month, cell, own))


@pytest.mark.parametrize("cell", [OTHER, COUNTY, CLINIC])
def test_no_more_days_than_the_free_ones_beside_ones_own_are_nobodys_beyond(cell: Cell) -> None:
    assert found(month_of(others=3), cell) == []


@pytest.mark.parametrize("cell", [OTHER, COUNTY, CLINIC])
def test_one_day_more_could_be_somebodys(cell: Cell) -> None:
    assert len(found(month_of(others=4), cell)) == 1


@pytest.mark.parametrize("cell", [CLINIC, WARD])
def test_nor_is_it_said_of_a_hospital_that_has_only_some_of_the_days(cell: Cell) -> None:
    assert len(found(month_of(others=3, ward=10), cell)) == 1


def test_to_a_reader_with_no_numbers_of_their_own_the_county_says_no_such_thing() -> None:
    assert len(found(month_of(others=3), OTHER, own=None)) == 1
