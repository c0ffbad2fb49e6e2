"""What the reader has changed in the terms, in words, and the way back."""

from collections.abc import Sequence

import streamlit as st

from lus_stats.figures.theme import month_long
from lus_stats.geography import county_name
from lus_stats.ui import sidebar, widgets
from lus_stats.ui.filters import Filters


def draw(said: Sequence[str]) -> None:
    """The changes, which the address carries too, and a button that puts the terms' own values back."""
    if not said:
        return
    with st.container(key="changed_terms", horizontal=True, vertical_alignment="center"):
        widgets.caption(" ".join(said))
        st.button("Återställ", key="restore_terms", type="tertiary", on_click=sidebar.choose, args=("grans", None))


def nothing_to_bill(chosen: Filters) -> tuple[str, str]:
    """Why a billing page is empty, and what to choose instead."""
    if chosen.month is None:
        return (
            "Det finns inga uppgifter att visa ännu.",
            "Läs in en månad med lus import, eller skapa demodata med lus demo.",
        )
    where = f"{county_name(chosen.county)} i {month_long(chosen.month)}"
    return f"Det finns inga vårdtillfällen för {where}.", "Välj en annan månad, en annan vårdform eller ett annat län."
