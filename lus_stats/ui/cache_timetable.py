"""The timetable of a view's month, kept for the day: it says how long is left."""

from datetime import date

from lus_stats import months
from lus_stats.answers.timetable import AHEAD
from lus_stats.answers.timetable import timetable as steps_of
from lus_stats.ui import cache
from lus_stats.ui.filters import Filters
from lus_stats.ui.views.timetable import TimetableView, timetable_view


def timetable(chosen: Filters) -> TimetableView | None:
    """The view's month and county; the same for every reader. None without a month."""
    if chosen.month is None:
        return None
    return _timetable(*cache.key(), chosen.county, chosen.month, months.now().date())


# The arguments `location` and `stamp` are there to be part of the key.


@cache.kept(cache.ENTRIES)
def _timetable(location: str, stamp: str, county: str, month: date, today: date) -> TimetableView:
    del location, stamp
    return timetable_view(county, month, steps_of(cache.folder(), county, month, AHEAD), today)
