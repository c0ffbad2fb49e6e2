"""Scenarios on Tänk om: kept ones to choose, a file to read in, and the view's own terms to keep."""

from typing import Final

import streamlit as st

from lus_stats.errors import LusError
from lus_stats.rules import Scenario, read_scenario, write_scenario
from lus_stats.ui import cache, cache_what_if, sidebar, widgets
from lus_stats.ui.filters import Filters
from lus_stats.ui.views.what_if_question import scenario_of

_KEPT: Final = "scenario_kept"
_PASTED: Final = "scenario_pasted"
_FILE: Final = "scenario_file"
_FAULT: Final = "scenario_fault"
_READ: Final = "scenario_read"
NAME: Final = "scenario_name"


def draw(chosen: Filters) -> None:
    """Folded away: most readers change a term or two."""
    fault = st.session_state.pop(_FAULT, "")
    if fault:
        widgets.refusal(fault)
    widgets.caption(st.session_state.pop(_READ, ""))
    with st.expander("Scenarier: spara villkoren, eller hämta sparade", key="scenarios"):
        _keep(chosen)
        _fetch()


def _keep(chosen: Filters) -> None:
    """The view's terms as a file."""
    name = st.text_input("Namn på scenariot", key=NAME, placeholder="Gräns 2,5", max_chars=100, autocomplete="off")
    found = scenario_of(chosen, (name or "").strip() or "Ändrade villkor")
    widgets.download("Ladda ner scenariot", lambda: write_scenario(found), "scenario.toml", "application/toml")
    widgets.caption("Samma fil räknas på kommandoraden: lus bill --month 2020-02 --scenario scenario.toml")


def _fetch() -> None:
    """A kept scenario, a file, or a text; what it says becomes the view's B."""
    with st.form("scenario_form", border=False, clear_on_submit=True):
        if kept := cache_what_if.kept_scenarios():
            st.selectbox("Sparade i datamappen", ["", *kept], key=_KEPT, format_func=lambda name: name or "välj")
        st.file_uploader("Scenariofil", type="toml", key=_FILE)
        st.text_area("… eller klistra in texten", key=_PASTED, height=120)
        st.form_submit_button("Hämta scenariot", on_click=_take, key="scenario_submit")


def _take() -> None:
    try:
        found = _chosen()
        if found is not None:
            if found.agreement:
                cache.rulebook().named(found.agreement)  # refuses an agreement there is not
            sidebar.change(changes=found.changes, against=found.agreement)
            st.session_state[_READ] = f"Scenario: {found.name}. {found.description}".strip()
    except LusError as error:
        st.session_state[_FAULT] = str(error)


def _chosen() -> Scenario | None:
    """The scenario that the reader means, the surest first."""
    if file := st.session_state.get(_FILE):
        return read_scenario(file.getvalue(), "Filen")
    if text := (st.session_state.get(_PASTED) or "").strip():
        return read_scenario(text.encode(), "Texten")
    name = st.session_state.get(_KEPT)
    return cache_what_if.kept_scenario(name) if name else None
