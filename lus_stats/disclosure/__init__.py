"""Small numbers: which figures a reader without a right to the rows must not see (rules.md §8)."""

from lus_stats.disclosure.family import UNIT, Table, hidden_cells
from lus_stats.disclosure.following import WAITED, needed_beside, with_followers
from lus_stats.disclosure.state import (
    FIGURES,
    TELLING,
    is_uncertain,
    shown_to_all,
    tells_of_the_bill,
    with_nothing_left_of,
    with_state,
)
from lus_stats.disclosure.suppression import FEWEST_SHOWN, UNCERTAIN_BELOW, suppressed
from lus_stats.disclosure.totals import telling_totals

__all__ = [
    "FEWEST_SHOWN",
    "FIGURES",
    "TELLING",
    "UNCERTAIN_BELOW",
    "UNIT",
    "WAITED",
    "Table",
    "hidden_cells",
    "is_uncertain",
    "needed_beside",
    "shown_to_all",
    "suppressed",
    "telling_totals",
    "tells_of_the_bill",
    "with_followers",
    "with_nothing_left_of",
    "with_state",
]
