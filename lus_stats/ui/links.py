"""Addresses of other pages with the current view in them."""

from functools import lru_cache
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from lus_stats.ui import filters

KNOWN: Final = 4096  # addresses
VIEW: Final = "view_in_links"  # in the session: the view as links on the page write it

Query = tuple[tuple[str, str], ...]
"""A view as an address has it."""


def query() -> Query:
    """The reader's own view, with the versions it rests on."""
    return tuple(st.session_state[VIEW].items())


def to_municipality(code: str) -> str:
    """Kommun, of one municipality."""
    return _address("kommun", code)


def to_its_bill(code: str) -> str:
    """Its lines, for a reader who may open them; else Kommun."""
    return _address("fakturaunderlag" if filters.current().viewer.sees_rows(code) else "kommun", code)


def _address(page: str, code: str) -> str:
    return _written(page, query(), code)


@lru_cache(KNOWN)
def _written(page: str, view: Query, code: str) -> str:
    """A table has a link on each of its lines, and is drawn anew at each click."""
    return f"{page}?{urlencode({**dict(view), 'kommun': code})}"
