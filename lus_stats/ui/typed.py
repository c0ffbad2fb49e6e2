"""What a reader types by hand."""

import streamlit as st

from lus_stats.ui import widgets
from lus_stats.ui.views.calculator import DISCHARGE, EXAMPLE, NOTICE


def stay() -> tuple[str, str]:
    """A notice and a discharge as typed; the document's own example from the start."""
    widgets.caption(
        f"Skriv datum och klockslag, till exempel {EXAMPLE[0]}. Dagarna räknas under varje överenskommelse."
    )
    with st.container(horizontal=True, key="stay"):
        notice = st.text_input(
            NOTICE, EXAMPLE[0], key="stay_notice", placeholder="ÅÅÅÅ-MM-DD TT:MM", autocomplete="off"
        )
        out = st.text_input(DISCHARGE, EXAMPLE[1], key="stay_out", placeholder="ÅÅÅÅ-MM-DD TT:MM", autocomplete="off")
    return notice or "", out or ""
