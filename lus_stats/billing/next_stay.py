"""What one more stay would do to a month: plain integers, as everything that decides about money."""

from dataclasses import dataclass


@dataclass(frozen=True)
class WithOneMore:
    """A month with one more episode in its mean. Unit: days."""

    days: int
    mean_ready_days: float
    over_threshold: bool


def with_one_more(ready_days: int, episodes: int, threshold_tenths: int, days: int) -> WithOneMore:
    """The mean, and whether the month is liable, with one more episode of `days`.

    Source: rules.md §6: sum > threshold × count.
    """
    total, count = ready_days + days, episodes + 1
    return WithOneMore(days, total / count, total * 10 > threshold_tenths * count)


def longest_without_liability(ready_days: int, episodes: int, threshold_tenths: int) -> int | None:
    """The longest stay that one more episode can have with the month not over; None where even 0 days are too many.

    Unit: days.
    """
    room = threshold_tenths * (episodes + 1) - ready_days * 10
    return room // 10 if room >= 0 else None
