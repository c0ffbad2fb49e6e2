"""The files of a page: its figures as CSV and Excel, and its pictures; each says what it rests on (D115)."""

from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from typing import Final

import streamlit as st

from lus_stats.ui import cache_versions, filters
from lus_stats.ui.files import Behind, Sheet
from lus_stats.ui.filters import Filters
from lus_stats.ui.readers import viewer_label
from lus_stats.ui.views import rights

PAGE: Final = "page_shown"  # in the session: the page's title and status line, for its files
BEHIND: Final = "page_behind"  # in the session: what its files rest on, as soon as one of them has asked
BILLING: Final = "page_is_of_bills"  # in the session: set by the frame
NEWER: Final = "page_newer_than_link"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PICTURES: Final = ("PNG", "SVG")


def settle(title: str, status: Sequence[str]) -> None:
    """Remember what the page says of itself; its files say it too."""
    st.session_state[PAGE], st.session_state[BEHIND] = (title, tuple(status)), None


def settle_versions(newer: str, *, billing: bool) -> None:
    """Remember whether the page is of bills, and what has come since its link was made."""
    st.session_state[BILLING], st.session_state[NEWER] = billing, newer


def newer() -> str:
    """What the status line says has come since the link was made."""
    said: str = st.session_state.get(NEWER, "")
    return said


def behind() -> Behind:
    """What the figures of the page that is being drawn rest on; worked out once for all its files."""
    if st.session_state[BEHIND] is None:
        st.session_state[BEHIND] = _behind()
    known: Behind = st.session_state[BEHIND]
    return known


def _behind() -> Behind:
    chosen: Filters = filters.current()
    title, status = st.session_state[PAGE]
    billing = st.session_state.get(BILLING, False)
    counted = cache_versions.counted(chosen if billing else rights.of_statistics(chosen))
    if counted is None or chosen.month is None:
        raise ValueError("a page without a month has no files")
    return Behind(
        page=title,
        status=status,
        reader=viewer_label(chosen.viewer.key),
        sees_small=chosen.viewer.sees_small(chosen.county, chosen.viewer.scope),
        month=chosen.month,
        counted=counted,
        versions=cache_versions.versions(chosen),
        billing=billing,
    )


def of_table(sheet: Sheet, name: str) -> None:
    """A table's rows as CSV and Excel, built only when somebody asks."""
    what = behind()
    with st.container(horizontal=True, key=f"files_{name}"):
        of_bytes("Ladda ner CSV", partial(sheet.csv, what), f"{name}.csv", "text/csv")
        of_bytes("Ladda ner Excel", partial(sheet.excel, what), f"{name}.xlsx", XLSX)


def of_bytes(label: str, content: Callable[[], bytes], file_name: str, mime: str) -> None:
    """A file that is built only when somebody asks for it."""
    st.download_button(label, content, file_name, mime, key=f"download_{file_name}", on_click="ignore", type="tertiary")


def of_picture(name: str, part: str = "") -> None:
    """Buttons for a figure's picture, which figures.js makes with what is said around the figure, and this under it.

    `part` says which of several figures side by side it is of.
    """
    said, whose = escape(behind().caption()), f", {escape(part)}" if part else ""
    buttons = "".join(
        f'<button type="button" data-picture="{kind.lower()}" data-figure="figure_{escape(name)}" '
        f'aria-label="Ladda ner bilden som {kind}{whose}">{kind}</button>'
        for kind in PICTURES
    )
    st.html(
        f'<p class="pictures" data-name="{escape(name)}" data-caption="{said}">Bild{whose}: <span>{buttons}</span></p>'
    )
