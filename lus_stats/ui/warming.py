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

NEWEST: Final = 13  # the months a reader from elsewhere looks back at
_PAUSE_SECONDS: Final = 0.05  # between two views, for readers who are already there


def warm() -> None:
    """Work out Läget month by month, newest first; a fault in the data is told to the reader who meets it."""
    with suppress(LusError), cache.one_look():
        for chosen in _opening_views(cache.choices()):
            cache_statistics.overview_figures(chosen)
            time.sleep(_PAUSE_SECONDS)


def _opening_views(choices: Choices) -> Iterator[Filters]:
    """Each county as its own region sees it, all months; and as the opening reader does, the newest ones."""
    opening = Filters.opening(choices)
    own = [of_viewer(opening, Viewer(Role.REGION, county)) for county in choices.counties]
    newest = [replace(opening, county=county) for county in choices.counties]
    for place, month in enumerate(choices.months):
        for reader in dict.fromkeys([*own, *newest] if place < NEWEST else own):
            yield from (replace(reader, month=month, care_form=form) for form in reversed(CareForm))
