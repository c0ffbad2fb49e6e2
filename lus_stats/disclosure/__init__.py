"""Small numbers: which figures a reader without a right to the rows must not see (rules.md §8)."""

from lus_stats.disclosure.family import UNIT, Table, hidden_cells
from lus_stats.disclosure.state import FIGURES, TELLING, is_uncertain, shown_to_all, with_state
from lus_stats.disclosure.suppression import FEWEST_SHOWN, UNCERTAIN_BELOW, suppressed

__all__ = [
    "FEWEST_SHOWN",
    "FIGURES",
    "TELLING",
    "UNCERTAIN_BELOW",
    "UNIT",
    "Table",
    "hidden_cells",
    "is_uncertain",
    "shown_to_all",
    "suppressed",
    "with_state",
]
