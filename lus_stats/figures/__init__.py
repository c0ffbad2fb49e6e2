"""Pictures of results: frame in, figure out; no Streamlit, and no arithmetic that belongs to an indicator."""

from lus_stats.figures.ahead import ahead
from lus_stats.figures.changes import changes
from lus_stats.figures.cliff import cliff
from lus_stats.figures.county_map import county_map
from lus_stats.figures.day_strip import day_strip
from lus_stats.figures.dots_with_intervals import dots_with_intervals
from lus_stats.figures.dumbbells import dumbbells
from lus_stats.figures.funnel import funnel
from lus_stats.figures.mirror import mirror
from lus_stats.figures.month_bars import month_bars
from lus_stats.figures.shares import shares_with_intervals
from lus_stats.figures.small_multiples import small_multiples
from lus_stats.figures.sparkline import sparkline
from lus_stats.figures.stay_bars import stay_bars
from lus_stats.figures.waterfall import waterfall
from lus_stats.figures.xmr_months import xmr_months

__all__ = [
    "ahead",
    "changes",
    "cliff",
    "county_map",
    "day_strip",
    "dots_with_intervals",
    "dumbbells",
    "funnel",
    "mirror",
    "month_bars",
    "shares_with_intervals",
    "small_multiples",
    "sparkline",
    "stay_bars",
    "waterfall",
    "xmr_months",
]
