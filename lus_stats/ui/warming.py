"""The opening views worked out before the first reader comes, so that a changed filter finds its page drawn."""

import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Final

from lus_stats.errors import LusError
from lus_stats.ui import cache, cache_statistics
from lus_stats.ui.filters import Choices, Filters, of_viewer
from lus_stats.viewer import Role, Viewer
from lus_stats.vocabulary import CareForm

NEWEST: Final = 13  # the months a reader of a month looks back at
_PAUSE_SECONDS: Final = 0.02  # between two views, for readers who are already there


def warm() -> None:
    """Work out Läget of the newest months, newest first; a fault in the data is told to the reader who meets it."""
    with suppress(LusError), cache.one_look():
        for chosen in _opening_views(cache.choices()):
            cache_statistics.overview_figures(chosen)
            time.sleep(_PAUSE_SECONDS)


def _opening_views(choices: Choices) -> Iterator[Filters]:
    """Each county as its own region and as the opening reader see it."""
    opening = Filters.opening(choices)
    own = [of_viewer(opening, Viewer(Role.REGION, county)) for county in choices.counties]
    readers = dict.fromkeys([*own, *(replace(opening, county=county) for county in choices.counties)])
    for month in choices.months[:NEWEST]:
        for reader in readers:
            yield from (replace(reader, month=month, care_form=form) for form in reversed(CareForm))
