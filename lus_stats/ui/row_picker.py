"""Choosing one line of a long table: pages of rows, a list to search, and a step back or on."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from lus_stats.figures.theme import number
from lus_stats.ui import tables, widgets
from lus_stats.ui.views.invoice_basis import InvoiceBasisView

ROWS_A_PAGE: Final = 50
PICKED: Final = "picked_episode"  # in the session alone: no episode ever stands in the address
PAGE: Final = "page_of_rows"


def settle(ids: Sequence[str]) -> str:
    """The episode that is open: the one picked before where the table still has it, else the first."""
    if st.session_state.get(PICKED) not in ids:
        _open(ids, 0)
    picked: str = st.session_state[PICKED]
    return picked


def draw_rows(view: InvoiceBasisView, picked: str) -> None:
    """One page of the table, and which page."""
    pages = -(-len(view.ids) // ROWS_A_PAGE)
    page = min(st.session_state.setdefault(PAGE, 0), pages - 1)
    rows = view.rows(page * ROWS_A_PAGE, ROWS_A_PAGE)
    ids = rows["episode_id"].to_list()
    marked = ids.index(picked) if picked in ids else None
    widgets.raw_html(tables.html_table(rows, view.columns, caption=view.caption, marked=marked))
    if pages > 1:
        st.session_state[PAGE] = page
        st.selectbox("Sida", range(pages), format_func=lambda at: _page_words(at, len(view.ids)), key=PAGE)
    widgets.download("Ladda ner CSV", view.csv, view.file_name, "text/csv")


def _page_words(page: int, rows: int) -> str:
    first = page * ROWS_A_PAGE
    last = min(first + ROWS_A_PAGE, rows)
    return f"Rad {number(first + 1)}–{number(last)} av {number(rows)}"


def draw_choice(view: InvoiceBasisView, picked: str) -> None:
    """The list to choose an episode from, and a step to the row before or after."""
    ids = view.ids
    at = ids.index(picked)
    with st.container(horizontal=True, vertical_alignment="bottom", key="pick"):
        st.selectbox(
            "Öppna vårdtillfälle",
            ids,
            format_func=view.labels.__getitem__,
            key=PICKED,
            on_change=_follow,
            args=(ids,),
            filter_mode="contains",
        )
        st.button("Föregående", key="row_before", disabled=at == 0, on_click=_open, args=(ids, at - 1))
        st.button("Nästa", key="row_after", disabled=at == len(ids) - 1, on_click=_open, args=(ids, at + 1))


def _open(ids: Sequence[str], at: int) -> None:
    st.session_state[PICKED] = ids[at]
    st.session_state[PAGE] = at // ROWS_A_PAGE


def _follow(ids: Sequence[str]) -> None:
    """Turn to the page of the episode that was picked from the list."""
    st.session_state[PAGE] = ids.index(st.session_state[PICKED]) // ROWS_A_PAGE
