"""The filters that only Trender has: which indicator, how many months together, beside which, and on what axes."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from lus_stats.answers import POOLS
from lus_stats.figures.theme import month_long
from lus_stats.indicators import BY_KEY
from lus_stats.ui import cache
from lus_stats.ui.filters import Filters

Select = Callable[..., Any]
PERIODS: Final = {1: "en månad", 3: "3 månader", 12: "12 månader"}
AXES: Final = {"same": "samma för alla kommuner", "free": "egen för varje kommun"}


def _indicator(select: Select, chosen: Filters) -> Filters:
    """Any indicator of the catalogue."""
    picked = select(
        "indikator", "Indikator", tuple(BY_KEY), lambda key: BY_KEY[key].label, chosen.indicator, typed=True
    )
    return replace(chosen, indicator=picked)


def _pool(select: Select, chosen: Filters) -> Filters:
    """How many months are counted together, the chosen one the last."""
    return replace(chosen, pool=select("period", "Räkna ihop", POOLS, PERIODS.__getitem__, chosen.pool))


def _compared(select: Select, chosen: Filters) -> Filters:
    """Beside which months; from the start the same ones a year before."""

    def label(month: Any) -> str:
        return (
            "samma period ett år tidigare"
            if month is None
            else f"{'till och med ' * (chosen.pool > 1)}{month_long(month)}"
        )

    months = (None, *cache.choices().months)
    return replace(chosen, compared=select("jamfor", "Jämför med", months, label, chosen.compared, typed=True))


def _axes(select: Select, chosen: Filters) -> Filters:
    """Aligned axes show who is high; free ones how each has moved."""
    return replace(
        chosen, axes=select("axlar", "Axlar i de små diagrammen", tuple(AXES), AXES.__getitem__, chosen.axes)
    )


ASKED: Final[dict[str, Callable[[Select, Filters], Filters]]] = {
    "indikator": _indicator,
    "period": _pool,
    "jamfor": _compared,
    "axlar": _axes,
}
