"""The frame around every page: who reads, navigation, filters, the page itself, and its errors."""

import time
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.navigation.page import Page

from lus_stats.errors import LusError
from lus_stats.ui import cache, cache_versions, data_checks, downloads, links, serving, sidebar, turns, widgets
from lus_stats.ui.entries import DATA, ENTRIES, Entry

PAGES: Final = Path(__file__).parents[2] / "pages"
ICON: Final = serving.STATIC / "icon.png"


def main() -> None:
    """Draw the frame and run the page in it."""
    serving.end_unless_allowed_this_second(int(time.monotonic()))
    pages = {entry: st.Page(PAGES / entry.file, title=entry.title, url_path=entry.url_path) for entry in ENTRIES}
    # The bare address shows the first page too, which keeps its own address for links.
    front = st.Page(PAGES / ENTRIES[0].file, title=ENTRIES[0].title, default=True)
    chosen_page = st.navigation([front, *pages.values()], position="hidden")
    entry = next((entry for entry in ENTRIES if entry.url_path == chosen_page.url_path), ENTRIES[0])
    st.set_page_config(page_title=f"{entry.title} – LUS-statistik", page_icon=ICON, layout="wide")
    framed = False
    try:
        with cache.one_look():
            draw_sidebar(pages, entry)
            framed = True
            for fault in sidebar.faults():
                st.warning(fault)
            chosen_page.run()
    except LusError as error:
        explain(error, pages, entry, framed=framed)
    except Exception as error:
        raise without_text(error) from None


def explain(error: LusError, pages: Mapping[Entry, Page], entry: Entry, *, framed: bool) -> None:
    """What is wrong; where the data cannot be read at all, every page leads to Data, which says with which files."""
    if framed:
        widgets.explain_error(error)
        return
    with st.sidebar:
        widgets.brand()
        draw_navigation(pages, entry, {})
    widgets.header(entry.title, (), demo=False)
    widgets.explain_error(error)
    if entry == DATA:
        data_checks.faults()
    else:
        widgets.caption("Sidan Data visar vilka filer som är fel.")


def without_text(error: Exception) -> RuntimeError:
    """The same fault, with where it arose but not what it says: Streamlit logs that, and it may quote a row."""
    return RuntimeError(type(error).__name__).with_traceback(error.__traceback__)


def draw_sidebar(pages: Mapping[Entry, Page], entry: Entry) -> None:
    """Navigation above, filters below; the links carry the view that the filters have settled."""
    choices = cache.choices()
    sidebar.restore(choices)
    with st.sidebar:
        widgets.brand()
        navigation = st.container(key="navigation", gap=None)
        with st.container(key="filters"):
            chosen = sidebar.draw(choices, entry.extra, entry.without)
    link = sidebar.write_address(chosen, cache_versions.word(chosen))
    newer = cache_versions.newer(link, chosen, entry.section)
    downloads.settle_versions(newer, billing=entry.section == cache_versions.BILLS)
    with navigation:
        draw_navigation(pages, entry, st.session_state[links.VIEW])


def draw_navigation(pages: Mapping[Entry, Page], entry: Entry, query: Mapping[str, str]) -> None:
    """A link to each page, under its section's heading."""
    for section, entries in groupby(pages, lambda one: one.section):
        widgets.section(section)
        for one in entries:
            place = st.container(key="current_page") if one is entry else st
            place.page_link(pages[one], query_params=dict(query), width="stretch")


if __name__ == "__main__":
    with turns.turn():
        main()
