"""Addresses of other pages with the current view in them."""

from typing import Final
from urllib.parse import urlencode

import streamlit as st

from lus_stats.ui import filters

VIEW: Final = "view_in_links"  # in the session: the view as links on the page write it


def to_municipality(code: str) -> str:
    """Kommun, of one municipality."""
    return _address("kommun", code)


def to_its_bill(code: str) -> str:
    """Its lines, for a reader who may open them; else Kommun."""
    return _address("fakturaunderlag" if filters.current().viewer.sees_rows(code) else "kommun", code)


def _address(page: str, code: str) -> str:
    query = {**st.session_state[VIEW], "kommun": code}
    return f"{page}?{urlencode(query)}"
