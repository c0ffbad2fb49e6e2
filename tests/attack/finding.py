"""What somebody with a solver finds out of one month that should not be found out."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from lus_stats.rules import load
from lus_stats.rules.table import in_force
from lus_stats.vocabulary import CareForm, MeanPopulation
from tests.attack.known import Cell, Month, is_hidden, system, truth
from tests.attack.pooled import Within
from tests.attack.solver import System


def found_out(month: Month) -> Iterator[str]:
    """What the solver finds out that it should not."""
    yield from found_in(*system(month), month)


def found_in(known: System | Within, hidden: list[Cell], month: Month) -> Iterator[str]:
    """The same of one month in what is known."""
    for cell in hidden:
        for measure in ("n", "one_or_more", *(["met"] if _met_decides(month.key) else [])):
            if is_hidden(month, cell, measure):
                yield from narrowed(known, month, cell, measure)
        if is_hidden(month, cell, "met") and truth(month, cell, "met") and known.is_certain(f"{cell} met"):
            yield f"{month.key} {cell}: {truth(month, cell, 'met')} met"
        if is_hidden(month, cell, "days") and truth(month, cell, "n") and known.is_certain(f"{cell} days"):
            yield f"{month.key} {cell}: {truth(month, cell, 'days')} days"


def narrowed(known: System | Within, month: Month, cell: Cell, measure: str) -> Iterator[str]:
    """A number of 1–4 that can no longer be any of them."""
    number = truth(month, cell, measure)
    if not 1 <= number <= 4:
        return
    most = 4 if measure == "n" else min(4, truth(month, cell, "n"))
    if measure == "one_or_more" and not is_hidden(month, cell, "days"):
        most = min(most, truth(month, cell, "days"))  # each of them had a day at least, whatever is hidden
    low, high = known.range_of(f"{cell} {measure}", (1, most))
    if low > 1 or high < most:
        yield f"{month.key} {cell}: {measure} from {low} to {high}"


@cache
def _met_decides(month_key: tuple[Any, ...]) -> bool:
    """Whether a mean is of the episodes that met the criteria, so that their number is one of those that are hidden."""
    month, county, form = month_key
    _, terms = in_force(None)(load(), county, month, CareForm(form))
    return terms.mean_population is MeanPopulation.CRITERIA_MET
