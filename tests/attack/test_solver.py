"""The attack's solver: it narrows what is known, and nothing because a shortcut of its own went wrong."""

from typing import Any

import pytest
from scipy.optimize import OptimizeResult, milp

from tests.attack import solver
from tests.attack.solver import System


def two_of_seven() -> System:
    """Two numbers of seven together, of which one is at most four."""
    known = System()
    known.add_up([known.number("one", 1, 4), known.number("other", 1)], known.number("both", 7, 7))
    return known


def test_a_number_is_narrowed_by_the_others() -> None:
    assert two_of_seven().range_of("other", (0, 9)) == (3, 6)
    known = two_of_seven()
    known.number("one", 2, 2)
    assert known.is_certain("other")


def test_a_share_may_be_certain_where_neither_number_is() -> None:
    """All of the seven are among those counted, so all of either part are."""
    known = two_of_seven()
    known.add_up([known.number("one counted"), known.number("other counted")], known.number("counted", 7, 7))
    for part in ("one", "other"):
        known.no_more_than(f"{part} counted", part)
    assert not known.is_certain("one counted")
    assert known.is_always("one counted", "one", (2, 2))
    assert not known.is_always("one", "other", (2, 5))
    open_to_all = two_of_seven()
    open_to_all.add_up([open_to_all.number("one counted"), open_to_all.number("other counted")], "both")
    assert not open_to_all.is_always("one counted", "one", (2, 2))


def test_what_only_the_presolve_narrows_is_not_narrowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As HiGHS's did in July 2025: the largest it found was 3, where 4 solved every equation."""

    def wrong(costs: Any, *, options: dict[str, bool], bounds: Any, **asked: Any) -> OptimizeResult:
        most = [2, 5, 7] if options["presolve"] else bounds.ub
        return milp(costs, bounds=(bounds.lb, most), options=options, **asked)

    monkeypatch.setattr(solver, "milp", wrong)
    assert two_of_seven().range_of("one", (1, 4)) == (1, 4)
    assert not two_of_seven().is_certain("one")
