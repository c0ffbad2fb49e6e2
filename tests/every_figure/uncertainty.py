"""Intervals, limits and signals of rules.md §8, one number at a time, from the textbooks' formulas."""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from statistics import fmean, stdev

import numpy as np
from scipy import signal, stats

FEWEST = 5  # no interval on fewer episodes
Interval = tuple[float, float] | None


def interval_of_mean(days: list[int]) -> Interval:
    """Student's, of the episodes themselves; never below 0."""
    if len(days) < FEWEST:
        return None
    half = float(stats.t.ppf(0.975, len(days) - 1)) * stdev(days) / sqrt(len(days))
    return max(0.0, fmean(days) - half), fmean(days) + half


def interval_of_share(hits: int, count: int) -> Interval:
    """Wilson's score interval."""
    if count < FEWEST:
        return None
    found = stats.binomtest(hits, count).proportion_ci(0.95, method="wilson")
    return float(found.low), float(found.high)


def interval_of_difference(now: float, now_in: Interval, before: float, before_in: Interval) -> Interval:
    """Newcombe's tenth method: each side as far as the two intervals reach, squared together."""
    if now_in is None or before_in is None:
        return None
    down = sqrt((now - now_in[0]) ** 2 + (before_in[1] - before) ** 2)
    up = sqrt((now_in[1] - now) ** 2 + (before - before_in[0]) ** 2)
    return now - before - down, now - before + up


@dataclass(frozen=True)
class Limits:
    """One point of a control chart."""

    centre: float
    lower: float | None
    upper: float | None
    trial: bool
    signal: str | None


def xmr(values: list[float | None]) -> list[Limits | None]:
    """The months in order; one without a value is passed over, and stands as None."""
    known = [value for value in values if value is not None]
    if not known:
        return [None] * len(values)
    centre = fmean(known)
    ranges = [abs(after - before) for before, after in pairwise(known)]
    reach = 2.66 * fmean(ranges) if ranges else None
    seen: list[float] = []
    result: list[Limits | None] = []
    for value in values:
        if value is None:
            result.append(None)
            continue
        seen.append(value)
        lower, upper = (max(0.0, centre - reach), centre + reach) if reach is not None else (None, None)
        result.append(Limits(centre, lower, upper, len(known) < 12, signal_of(seen, centre, lower, upper)))
    return result


def signal_of(seen: list[float], centre: float, lower: float | None, upper: float | None) -> str | None:
    """Outside a limit; the seventh on one side; the seventh that rises or falls."""
    last, seven = seen[-1], seen[-7:]
    if upper is not None and last > upper:
        return "above"
    if lower is not None and last < lower:
        return "below"
    if len(seven) < 7:
        return None
    if all(value > centre for value in seven):
        return "high_run"
    if all(value < centre for value in seven):
        return "low_run"
    steps = [after - before for before, after in pairwise(seven)]
    if all(step > 0 for step in steps):
        return "rising"
    if all(step < 0 for step in steps):
        return "falling"
    return None


def funnel(days: list[int], size: int) -> dict[str, float]:
    """Where the mean of so many, drawn from these with replacement, lies in 95 and in 99.8 cases of 100."""
    counts = Counter(days)
    part = np.array([counts.get(value, 0) for value in range(max(days) + 1)], dtype=float) / len(days)
    total = np.array([1.0])
    left = size
    while left:  # as many as a power of two at a time
        if left % 2:
            total = signal.convolve(total, part)
        part = signal.convolve(part, part)
        left = left // 2
    reached = np.cumsum(total)
    edges = {"low_95": 0.025, "high_95": 0.975, "low_998": 0.001, "high_998": 0.999}
    return {name: int(np.argmax(reached >= edge)) / size for name, edge in edges.items()}


def funnel_of_share(hits: int, count: int, size: int) -> dict[str, float]:
    """The same of a share: the binomial distribution's own quantiles."""
    edges = {"low_95": 0.025, "high_95": 0.975, "low_998": 0.001, "high_998": 0.999}
    return {name: float(stats.binom.ppf(edge, size, hits / count)) / size for name, edge in edges.items()}
