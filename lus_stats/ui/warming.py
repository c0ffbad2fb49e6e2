"""The opening views worked out before the first reader comes, so that a changed filter finds its page drawn."""

import asyncio
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any, Final

from lus_stats.errors import LusError
from lus_stats.ui import cache, cache_bill_parts, cache_billing, cache_criteria, cache_statistics, cache_trends, opening
from lus_stats.ui.filters import Choices, Filters, of_viewer
from lus_stats.ui.readers import viewers
from lus_stats.viewer import Role, Viewer
from lus_stats.vocabulary import CareForm

EVERY_PAGE: Final = 24  # the newest months, of which every page is worked out; of those before them Läget alone
LOOK_EVERY: Final = 60.0  # seconds: an import is seen at once by who reads, and by who works ahead soon enough
_PAUSE_SECONDS: Final = 0.05  # between two views, for readers who are already there

Page = Callable[[Filters], Any]


async def keep_warm() -> None:
    """Work out the pages, and anew as soon as there is something new in the store, until it is cancelled."""
    while True:
        stop, known = threading.Event(), await asyncio.to_thread(_stamp)
        work = asyncio.create_task(asyncio.to_thread(warm, stop))
        try:
            while await asyncio.to_thread(_stamp) == known:
                await asyncio.sleep(LOOK_EVERY)
        finally:
            stop.set()
        await asyncio.wait([work])


def _stamp() -> tuple[str, str] | None:
    """What the pages rest on; None where that cannot be read now."""
    try:
        return cache.key()
    except LusError:
        return None


def warm(stop: threading.Event) -> None:
    """Work out the pages, newest month first; a fault in the data is told to the reader who meets it."""
    with suppress(LusError), cache.one_look():
        choices = cache.choices()
        for chosen, page in [*_newest(choices), *_months_back(choices), *_overviews(choices)]:
            if stop.wait(_PAUSE_SECONDS):
                return
            page(chosen)


def _newest(choices: Choices) -> Iterator[tuple[Filters, Page]]:
    """The newest month of every page, as every reader opens it: all come for it when it is there."""
    keys = sorted(viewers(choices), key=lambda key: Viewer.from_key(key).role is Role.MUNICIPALITY)
    return _views(choices, map(Viewer.from_key, keys), _months(choices)[:1], PAGES)


def _months_back(choices: Choices) -> Iterator[tuple[Filters, Page]]:
    """The months before of every page, as each county's own region and network see them."""
    readers = [Viewer(role, county) for county in choices.counties for role in (Role.REGION, Role.NETWORK)]
    return _views(choices, readers, _months(choices)[1:EVERY_PAGE], PAGES)


def _overviews(choices: Choices) -> Iterator[tuple[Filters, Page]]:
    """Läget of the months before these as each county's own region sees it, and of those to come."""
    known = set(_months(choices)[:EVERY_PAGE])
    regions = [Viewer(Role.REGION, county) for county in choices.counties]
    others = [month for month in choices.months if month not in known]
    return _views(choices, regions, others, (cache_statistics.overview_figures,))


def _views(
    choices: Choices, readers: Iterable[Viewer], months: Sequence[date], pages: Sequence[Page]
) -> Iterator[tuple[Filters, Page]]:
    """The pages of some months as some readers open them, both care forms."""
    begun = Filters.opening(choices)
    openings = [of_viewer(begun, reader).within(choices) for reader in readers]
    for month, own, form in product(months, openings, reversed(CareForm)):
        yield from ((replace(own, month=month, care_form=form), page) for page in pages)


def _months(choices: Choices) -> list[date]:
    """Those that are over, newest first."""
    return [month for month in choices.months if choices.opening_month is None or month <= choices.opening_month]


def _municipality(chosen: Filters) -> None:
    """Kommun of the municipality on which it opens."""
    cache_statistics.municipality_figures(replace(chosen, municipality=opening.first(chosen, "kommun")))


def _billing(chosen: Filters) -> None:
    """Fakturering, its cards included."""
    cache_billing.billing_figure(chosen)
    cache_bill_parts.bill_parts(chosen)


def _invoice_basis(chosen: Filters) -> None:
    """Fakturaunderlag of the municipality on which it opens, with the card that it opens on."""
    own = replace(chosen, municipality=opening.first(chosen, opening.WITH_A_BILL))
    if (view := cache_billing.invoice_basis(own)) and view.ids:
        cache_billing.episode_card(own, view.ids[0])


PAGES: Final[tuple[Page, ...]] = (
    cache_statistics.overview_figures,
    _municipality,
    cache_criteria.criteria_figures,
    cache_trends.trend_figures,
    _billing,
    _invoice_basis,
)
