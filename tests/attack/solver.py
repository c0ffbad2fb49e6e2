"""What is known of some whole numbers: bounds and sums; and how far a solver can narrow each of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

MOST = 100_000


@dataclass
class System:
    """Whole numbers by name, each between its bounds, and equations between them."""

    bounds: dict[str, tuple[int, int]] = field(default_factory=dict)
    equations: list[tuple[dict[str, int], int]] = field(default_factory=list)
    at_most: list[tuple[dict[str, int], int]] = field(default_factory=list)

    def number(self, name: str, low: int = 0, high: int = MOST) -> str:
        """Learn a number's bounds; what is learnt twice is narrowed."""
        before = self.bounds.get(name, (0, MOST))
        self.bounds[name] = (max(before[0], low), min(before[1], high))
        return name

    def add_up(self, parts: Iterable[str], total: str) -> None:
        """Learn that some numbers add up to another."""
        weights = dict.fromkeys(parts, 1)
        self.equations.append((weights | {total: weights.get(total, 0) - 1}, 0))

    def no_more_than(self, less: str, more: str) -> None:
        """Learn that a number is no larger than another."""
        self.at_most.append(({less: 1, more: -1}, 0))

    def range_of(self, name: str, enough: tuple[int, int]) -> tuple[int, int]:
        """The least and the most that a number can be; beyond `enough` only what was seen when others were asked."""
        least, most = self._seen
        at = self._stated[0][name]
        for presolve in (True, False):  # a narrowing that only HiGHS's presolve finds is none: it has been wrong
            if least[at] > enough[0]:
                self._ask({at: 1}, presolve=presolve)
            if most[at] < enough[1]:
                self._ask({at: -1}, presolve=presolve)
        return int(least[at]), int(most[at])

    def is_certain(self, name: str) -> bool:
        """Whether a number can be one only."""
        least, most = self._seen
        at = self._stated[0][name]
        for presolve, sign in product((True, False), (1, -1)):
            if least[at] < most[at]:
                return False
            self._ask({at: sign}, presolve=presolve)
        return bool(least[at] == most[at])

    def is_always(self, part: str, whole: str, share: tuple[int, int]) -> bool:
        """Whether a number can be no other share of another than a given one, and the other not nothing."""
        one, all_of_it = (self._stated[0][name] for name in (part, whole))
        numerator, denominator = share

        def differs(world: np.ndarray) -> bool:
            return bool(world[all_of_it] == 0 or world[one] * denominator != world[all_of_it] * numerator)

        for presolve, sign in product((True, False), (1, -1)):
            if any(differs(world) for world in self._worlds):
                return False
            self._ask({one: sign * denominator, all_of_it: -sign * numerator}, presolve=presolve)
        return not any(differs(world) for world in self._worlds)

    def _ask(self, weights: dict[int, int], *, presolve: bool) -> None:
        """Make some numbers together as small as they can be; every other one's value is then possible too."""
        places, limits, constraints = self._stated
        costs = np.zeros(len(places))
        costs[list(weights)] = list(weights.values())
        asked = {"integrality": np.ones(len(places)), "bounds": limits, "constraints": constraints}
        answer = milp(costs, **asked, options={"presolve": presolve})
        if answer.status:  # it calls one month of the 84 infeasible too, that the numbers themselves solve
            answer = milp(costs, **asked, options={"presolve": False})
        assert answer.status == 0, answer.message
        found = np.rint(answer.x)
        assert self._is_a_world(found)
        self._worlds.append(found)
        least, most = self._seen
        np.minimum(least, found, out=least)
        np.maximum(most, found, out=most)

    def _is_a_world(self, found: np.ndarray) -> bool:
        """Whether all that is known holds of some numbers."""
        _, limits, constraints = self._stated
        sums = [(one.A @ found, one) for one in constraints]
        within = [((one.lb <= total) & (total <= one.ub)).all() for total, one in sums]
        return bool(((limits.lb <= found) & (found <= limits.ub)).all() and all(within))

    @cached_property
    def _worlds(self) -> list[np.ndarray]:
        """Every answer so far."""
        return []

    @cached_property
    def _seen(self) -> tuple[np.ndarray, np.ndarray]:
        """The least and the most of each number in any answer so far: all of them are worlds that could be."""
        numbers = len(self._stated[0])
        return np.full(numbers, np.inf), np.full(numbers, -np.inf)

    @cached_property
    def _stated(self) -> tuple[dict[str, int], Bounds, list[LinearConstraint]]:
        """All that is known, as the solver wants it; whatever is learnt after the first question is too late."""
        places = {name: at for at, name in enumerate(self.bounds)}
        limits = Bounds(*np.array(list(self.bounds.values()), dtype=float).T)
        sums = [value for _, value in self.equations]
        pairs = ((self.equations, sums), (self.at_most, [-np.inf] * len(self.at_most)))
        return (
            places,
            limits,
            [
                LinearConstraint(self._matrix([w for w, _ in known], places), low, [value for _, value in known])
                for known, low in pairs
                if known
            ],
        )

    @staticmethod
    def _matrix(rows: list[dict[str, int]], place: dict[str, int]) -> csr_matrix:
        matrix = np.zeros((len(rows), len(place)))
        for at, weights in enumerate(rows):
            for name, weight in weights.items():
                matrix[at, place[name]] = weight
        return csr_matrix(matrix)
