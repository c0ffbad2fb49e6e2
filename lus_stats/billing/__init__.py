"""The month's outcome: what each municipality is liable for, line by line, and what the region's gaps blocked."""

from lus_stats.billing.groups import GROUP, groups
from lus_stats.billing.lines import lines
from lus_stats.billing.waterfall import waterfall

__all__ = ["GROUP", "groups", "lines", "waterfall"]
