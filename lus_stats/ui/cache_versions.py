"""The cached versions behind a view. A part of `cache`, where the key is explained."""

from dataclasses import replace

import polars as pl

from lus_stats.ui import cache
from lus_stats.ui.filters import Filters
from lus_stats.ui.views import terms as views_terms
from lus_stats.ui.views import versions as views_versions
from lus_stats.ui.views.terms import Counting
from lus_stats.ui.views.versions import Versions, versions_of
from lus_stats.vocabulary import CareForm

STATISTICS, BILLS = "Statistik", "Fakturering"  # the sections of the navigation that show figures


def versions(chosen: Filters) -> Versions:
    """What the store holds of the view's county and care form."""
    return _versions(*cache.key(), chosen.county, chosen.care_form)


def word(chosen: Filters) -> str:
    """The versions the view rests on, as its link writes them."""
    return views_versions.word(versions(chosen), chosen)


def newer(link: str, chosen: Filters, section: str) -> str:
    """What has come since the view's link was made, on a page whose figures rest on it."""
    if section not in {STATISTICS, BILLS}:
        return ""
    return views_versions.newer(link, versions(chosen), chosen, billing=section == BILLS)


def counted(chosen: Filters) -> Counting | None:
    """How the view's month is counted; None without a month."""
    plain = replace(chosen, municipality=None, districts="recorded", outcome=None)
    return None if chosen.month is None else views_terms.counting(plain, cache.rulebook(), chosen.month)


@cache.kept(cache.ENTRIES)
def _versions(location: str, stamp: str, county: str, care_form: CareForm) -> Versions:
    del location, stamp
    store = cache.folder().store
    own = pl.col("care_form") == care_form
    newest, basis = (store.extracts(which, None, (county,)).filter(own) for which in ("newest", "basis"))
    held = store.revisions().filter(own, pl.col("county") == county)
    return versions_of(newest, basis, held, demo=store.is_demo)
