"""What somebody with a solver finds out of one month that should not be found out.  # D168"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from lus_stats.rules import Terms, load
from lus_stats.rules.table import in_force
from lus_stats.vocabulary import CareForm, MeanPopulation
from tests.attack.asking import LAST
from tests.attack.known import CITY, RATIOS, Cell, Month, cells_of, is_hidden, system, truth, value
from tests.attack.pooled import Within
from tests.attack.solver import System


def found_out(month: Month, own: str | None = None) -> Iterator[str]:
    """What the solver finds out that it should not, for a reader who sees `own` municipality's numbers."""
    yield from found_in(*system(month), month, own)


def found_in(known: System | Within, hidden: list[Cell], month: Month, own: str | None = None) -> Iterator[str]:
    """The same of one month in what is known."""
    for cell in hidden:
        for measure in ("n", "one_or_more", *(["met"] if _met_counts(month, cell) else [])):
            if is_hidden(month, cell, measure):
                yield from narrowed(known, month, cell, measure, own)
        if is_hidden(month, cell, "met") and truth(month, cell, "met") and known.is_certain(f"{cell} met"):
            yield f"{month.key} {cell}: {truth(month, cell, 'met')} met"
        if is_hidden(month, cell, "days") and truth(month, cell, "n") and known.is_certain(f"{cell} days"):
            yield f"{month.key} {cell}: {truth(month, cell, 'days')} days"
    for cell in cells_of(month):
        yield from points(known, month, cell, own)


def narrowed(known: System | Within, month: Month, cell: Cell, measure: str, own: str | None) -> Iterator[str]:
    """A number of 1–4 that can no longer be any of them."""
    number = truth(month, cell, measure)
    if not 1 <= number <= 4:
        return
    most = 4 if measure == "n" else min(4, truth(month, cell, "n"))
    if measure == "one_or_more" and not is_hidden(month, cell, "days"):
        most = min(most, truth(month, cell, "days"))  # each of them had a day at least, whatever is hidden
    if measure == "met" and (all_who_met := in_all(month, cell, "met", own)) is not None:
        most = min(most, all_who_met)
    low, high = known.range_of(f"{cell} {measure}", (1, most))
    if low > 1 or high < most:
        yield f"{month.key} {cell}: {measure} from {low} to {high}"


def points(known: System | Within, month: Month, cell: Cell, own: str | None) -> Iterator[str]:
    """A hidden mean or share that can be one only."""
    for indicator, parts in RATIOS.items():
        if month.shown.get((*cell, indicator), (0, 0, "shown"))[2] != "hidden":
            continue
        share = (truth(month, cell, parts[0]), truth(month, cell, parts[1]))
        if not share[1] or _is_said_anyway(month, cell, indicator, own):
            continue
        if known.is_always(*(f"{cell} {part}" for part in parts), share):
            yield f"{month.key} {cell}: {indicator} is {share[0]}/{share[1]}"


def in_all(month: Month, cell: Cell, measure: str, own: str | None) -> int | None:
    """What is shown of all that the cell is a part of, less what the reader has of it."""
    whole = value(month.shown, ("municipality", CITY) if cell[0] == "district" else ("county", None), measure)
    mine = truth(month, ("municipality", own), measure) if own and cell[0] == "municipality" else 0
    return None if whole is None else whole - mine


def _is_said_anyway(month: Month, cell: Cell, indicator: str, own: str | None) -> bool:
    """Whether the whole has none of it or nothing else, as is shown there; or shown days leave no room for it."""
    some, everything = (in_all(month, cell, part, own) for part in RATIOS[indicator])
    if some is not None and some in (0, everything):
        return True
    return indicator == "share_beyond_free_days" and _has_no_room(month, cell, own)


def _has_no_room(month: Month, cell: Cell, own: str | None) -> bool:
    """Whether so few days are shown that nobody the reader does not know had more than the free ones.

    The cell's own; or all but the reader's: then the county's are the reader's, and those of a hospital with all days.
    """
    free = terms_of(month.key).free_days
    if free is None:
        return False
    days, all_days = (value(month.shown, one, "days") for one in (cell, ("county", None)))
    mine = truth(month, ("municipality", own), "days") if own else 0
    is_part_of_several = cell[0] == "hospital" and days != all_days
    left = [days, None if all_days is None or is_part_of_several else all_days - mine]
    return any(some is not None and some <= free for some in left)


def _met_counts(month: Month, cell: Cell) -> bool:
    """Whether the number who met the criteria is one of those that are hidden: of a small cell, or of a mean."""
    is_small = is_hidden(month, cell, "n") and truth(month, cell, "n") <= 4
    return is_small or terms_of(month.key).mean_population is MeanPopulation.CRITERIA_MET


@cache
def terms_of(month_key: tuple[Any, ...]) -> Terms:
    """The terms that a county's series is counted under in a care form."""
    _, county, form = month_key
    return in_force(None)(load(), county, LAST, CareForm(form))[1]
