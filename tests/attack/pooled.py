"""What pooled months tell beside the months themselves: one system of a window's months, and the sums over it."""

from dataclasses import dataclass
from datetime import date

from tests.attack.known import MEASURES, Cell, Month, Told, system
from tests.attack.solver import System


@dataclass(frozen=True)
class Within:
    """One month's numbers in the system of several."""

    known: System
    month: Month

    def range_of(self, name: str, enough: tuple[int, int]) -> tuple[int, int]:
        """The least and the most that a number can be, as far as it is asked."""
        return self.known.range_of(f"{self.month.key[0]} {name}", enough)

    def is_certain(self, name: str) -> bool:
        """Whether a number can be one only."""
        return self.known.is_certain(f"{self.month.key[0]} {name}")

    def is_always(self, part: str, whole: str, share: tuple[int, int]) -> bool:
        """Whether a number can be no other share of another than a given one."""
        return self.known.is_always(*(f"{self.month.key[0]} {name}" for name in (part, whole)), share)


def joint(months: list[Month], windows: dict[tuple[date, ...], Told]) -> list[tuple[Within, list[Cell]]]:
    """Each month within everything that the months and the windows over them say, with its hidden cells."""
    known = System()
    found = []
    for month in months:
        alone, hidden = system(month)
        at = month.key[0]
        known.bounds |= {f"{at} {name}": bounds for name, bounds in alone.bounds.items()}
        for mine, theirs in ((known.equations, alone.equations), (known.at_most, alone.at_most)):
            mine += [({f"{at} {name}": by for name, by in weights.items()}, total) for weights, total in theirs]
        found.append((Within(known, month), hidden))
    for within, told in windows.items():
        _learn_the_window(known, within, told)
    return found


def _learn_the_window(known: System, within: tuple[date, ...], told: Told) -> None:
    """Every pooled number that is shown is the sum of its months'."""
    for (table, unit, indicator), (numerator, denominator, state) in told.items():
        for measure, number in _numbers(indicator, numerator, denominator).items():
            if state == "hidden" or number is None:
                continue
            parts = [f"{month} {(table, unit)} {measure}" for month in within]
            total = known.number(f"{within} {(table, unit)} {measure}", number, number)
            known.add_up([part for part in parts if part in known.bounds], total)


def _numbers(indicator: str, numerator: int | None, denominator: int | None) -> dict[str, int | None]:
    """What a figure tells, by the measure it tells of."""
    if indicator == "share_zero_days":
        return {"one_or_more": None if denominator is None else denominator - (numerator or 0)}
    part = {"numerator": numerator, "denominator": denominator}
    return {measure: part[column] for measure, (own, column) in MEASURES.items() if own == indicator}


def hides_in_a_month(months: list[Month], table: str, unit: str | None, indicator: str) -> bool:
    """Whether some month of a window hides the figure."""
    told = (month.shown.get((table, unit, indicator)) for month in months)
    return any(figure is not None and figure[2] == "hidden" for figure in told)
