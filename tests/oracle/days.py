"""Ready days of one episode with their dates (rules.md §3)."""

from datetime import date, timedelta

from tests.oracle.episode import Episode
from tests.oracle.terms import Terms


def ready_dates(episode: Episode, terms: Terms) -> list[date]:
    """The calendar days that count, first to last; the nth ready day is element n-1."""
    assert episode.discharged_at is not None
    first = episode.clock.date()
    if terms.cutoff is not None and episode.clock.time() > terms.cutoff:
        first = first + timedelta(days=1)
    last = episode.discharged_at.date()
    if not terms.discharge_day_counts:
        last = last - timedelta(days=1)
    dates = []
    day = first
    while day <= last:
        dates.append(day)
        day = day + timedelta(days=1)
    return dates
