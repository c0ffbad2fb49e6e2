"""How sure a figure is, when a change over time is more than noise, and what the past lets one expect."""

from lus_stats.uncertainty.funnel import funnel_limits
from lus_stats.uncertainty.intervals import FEWEST, LEVEL, difference_interval, t_interval, wilson_interval
from lus_stats.uncertainty.possible import History
from lus_stats.uncertainty.resampling import FUTURES, SEED, Drawn, drawn_months
from lus_stats.uncertainty.xmr import Signal, with_xmr

__all__ = [
    "FEWEST",
    "FUTURES",
    "LEVEL",
    "SEED",
    "Drawn",
    "History",
    "Signal",
    "difference_interval",
    "drawn_months",
    "funnel_limits",
    "t_interval",
    "wilson_interval",
    "with_xmr",
]
