"""Which municipality a page opens on, until the reader picks one."""

from typing import Final

import streamlit as st

from lus_stats.ui import cache_billing
from lus_stats.ui.filters import Filters
from lus_stats.viewer import Role

OPENED: Final = "filters_opened"  # in the session: the page and the municipality it opened on
WITH_A_BILL: Final = "kommun med faktura"
OR_ALL: Final = "kommun eller hela länet"


def municipality(chosen: Filters, page: str) -> str:
    """The municipality that was picked; one that another page only opened on gives way to this page's own."""
    opener, on = st.session_state.get(OPENED, (page, None))
    if chosen.municipality is not None and (opener == page or chosen.municipality != on):
        return chosen.municipality
    start = first(chosen, page)
    st.session_state[OPENED] = page, start
    return start


def first(chosen: Filters, page: str) -> str:
    """The only one held; the reader's own; on a page of bills the month's largest; else the county's seat."""
    if chosen.only:
        return chosen.only
    if chosen.viewer.role is Role.MUNICIPALITY and chosen.viewer.county == chosen.county:
        return chosen.viewer.scope
    largest = cache_billing.largest_bill(chosen) if page == WITH_A_BILL else None
    return largest or seat(chosen.county)


def picked(chosen: Filters) -> str | None:
    """The municipality that was picked, or the reader's own; None on a page that is else about the whole county."""
    _, on = st.session_state.get(OPENED, (None, None))
    opened = chosen.viewer.role is not Role.MUNICIPALITY and chosen.municipality == on
    return None if opened else chosen.municipality


def settle(picked: str | None) -> None:
    """Remember that the reader has picked another one, which no page replaces."""
    if picked != st.session_state.get(OPENED, (None, None))[1]:
        st.session_state.pop(OPENED, None)


def seat(county: str) -> str:
    """The municipality where the county has its seat; its code ends in 80."""
    return f"{county}80"
