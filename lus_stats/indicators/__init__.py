"""Statistics: what is measured is a value, and one function computes any of it for any grouping."""

from lus_stats.indicators.compute import compute
from lus_stats.indicators.model import Direction, Indicator, Quantile, Ratio, Unit
from lus_stats.indicators.process import CRITERIA_SHARES, LATE_REGISTRATIONS, SHARE_CRITERIA_MET, WEEKEND_DISCHARGES
from lus_stats.indicators.stay import (
    BEDS_OCCUPIED,
    EPISODES,
    MEAN_READY_DAYS,
    MEAN_READY_DAYS_SKR,
    MEDIAN_READY_DAYS,
    P90_READY_DAYS,
    READY_DAYS,
    SHARE_BEYOND_FREE_DAYS,
    SHARE_ZERO_DAYS,
)

CATALOGUE: tuple[Indicator, ...] = (
    EPISODES,
    READY_DAYS,
    MEAN_READY_DAYS,
    MEDIAN_READY_DAYS,
    P90_READY_DAYS,
    SHARE_ZERO_DAYS,
    SHARE_BEYOND_FREE_DAYS,
    BEDS_OCCUPIED,
    SHARE_CRITERIA_MET,
    *CRITERIA_SHARES,
    LATE_REGISTRATIONS,
    WEEKEND_DISCHARGES,
    MEAN_READY_DAYS_SKR,
)
"""Every indicator, in the order they are listed."""

BY_KEY: dict[str, Indicator] = {indicator.key: indicator for indicator in CATALOGUE}

__all__ = [
    "BEDS_OCCUPIED",
    "BY_KEY",
    "CATALOGUE",
    "CRITERIA_SHARES",
    "EPISODES",
    "LATE_REGISTRATIONS",
    "MEAN_READY_DAYS",
    "MEAN_READY_DAYS_SKR",
    "MEDIAN_READY_DAYS",
    "P90_READY_DAYS",
    "READY_DAYS",
    "SHARE_BEYOND_FREE_DAYS",
    "SHARE_CRITERIA_MET",
    "SHARE_ZERO_DAYS",
    "WEEKEND_DISCHARGES",
    "Direction",
    "Indicator",
    "Quantile",
    "Ratio",
    "Unit",
    "compute",
]
