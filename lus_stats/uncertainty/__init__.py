"""How sure a figure is, and when a change over time is more than noise."""

from lus_stats.uncertainty.funnel import funnel_limits
from lus_stats.uncertainty.intervals import FEWEST, LEVEL, difference_interval, t_interval, wilson_interval
from lus_stats.uncertainty.xmr import Signal, with_xmr

__all__ = [
    "FEWEST",
    "LEVEL",
    "Signal",
    "difference_interval",
    "funnel_limits",
    "t_interval",
    "wilson_interval",
    "with_xmr",
]
