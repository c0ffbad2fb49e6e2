"""The opening views worked out before the first reader comes, so that a changed filter finds its page drawn."""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final

from lus_stats.errors import LusError
from lus_stats.ui import cache, cache_bill_parts, cache_billing, cache_criteria, cache_statistics, cache_trends, opening
from lus_stats.ui.filters import Choices, Filters, of_viewer
from lus_stats.viewer import Role, Viewer
from lus_stats.vocabulary import CareForm

NEWEST: Final = 13  # the months of Läget that a reader from elsewhere looks back at
EVERY_PAGE: Final = 24  # the months that are worked out on every page
_PAUSE_SECONDS: Final = 0.05  # between two views, for readers who are already there

Page = Callable[[Filters], Any]


def warm() -> None:
    """Work out the pages month by month, newest first; a fault in the data is told to the reader who meets it."""
    with suppress(LusError), cache.one_look():
        choices = cache.choices()
        for chosen, page in [*_every_page(choices), *_overviews(choices)]:
            page(chosen)
            time.sleep(_PAUSE_SECONDS)


def _every_page(choices: Choices) -> Iterator[tuple[Filters, Page]]:
    """The newest months of every page, as each county's own region and the opening reader see them."""
    months = (month for month in choices.months if choices.opening_month is None or month <= choices.opening_month)
    for _, month in zip(range(EVERY_PAGE), months, strict=False):
        for reader in dict.fromkeys([*_regions(choices), *_openers(choices)]):
            for form in reversed(CareForm):
                chosen = replace(reader, month=month, care_form=form)
                yield from ((chosen, page) for page in PAGES)


def _overviews(choices: Choices) -> Iterator[tuple[Filters, Page]]:
    """Läget of each county as its own region sees it, all months; and as the opening reader does, the newest ones."""
    own, newest = _regions(choices), _openers(choices)
    for place, month in enumerate(choices.months):
        for reader in dict.fromkeys([*own, *newest] if place < NEWEST else own):
            for form in reversed(CareForm):
                yield replace(reader, month=month, care_form=form), cache_statistics.overview_figures


def _regions(choices: Choices) -> list[Filters]:
    begun = Filters.opening(choices)
    return [of_viewer(begun, Viewer(Role.REGION, county)).within(choices) for county in choices.counties]


def _openers(choices: Choices) -> list[Filters]:
    begun = Filters.opening(choices)
    return [replace(begun, county=county).settled().within(choices) for county in choices.counties]


def _municipality(chosen: Filters) -> None:
    """Kommun of the county's seat, on which it opens."""
    cache_statistics.municipality_figures(replace(chosen, municipality=chosen.only or opening.seat(chosen.county)))


def _billing(chosen: Filters) -> None:
    """Fakturering, its cards included."""
    cache_billing.billing_figure(chosen)
    cache_bill_parts.bill_parts(chosen)


PAGES: Final[tuple[Page, ...]] = (
    cache_statistics.overview_figures,
    _municipality,
    cache_criteria.criteria_figures,
    cache_trends.trend_figures,
    _billing,
)
