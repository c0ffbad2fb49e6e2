"""What the reader has changed in the terms, in words, and the way back."""

from collections.abc import Sequence

import streamlit as st

from lus_stats.figures.theme import month_long
from lus_stats.geography import county_name, municipality_name
from lus_stats.rules import NO_CHANGES
from lus_stats.ui import sidebar, widgets
from lus_stats.ui.filters import Filters
from lus_stats.vocabulary import SWEDISH


def draw(said: Sequence[str]) -> None:
    """The changes, which the address carries too, and a button that puts the terms' own values back."""
    if not said:
        return
    with st.container(key="changed_terms", horizontal=True, vertical_alignment="center"):
        widgets.caption(" ".join(said))
        st.button("Återställ", key="restore_terms", type="tertiary", on_click=_put_back)


def _put_back() -> None:
    sidebar.change(changes=NO_CHANGES, against=None)


def nothing_to_bill(chosen: Filters) -> tuple[str, str]:
    """Why a billing page is empty, and what to choose instead."""
    if chosen.month is None:
        return (
            "Det finns inga uppgifter att visa ännu.",
            "Läs in en månad med lus import, eller skapa demodata med lus demo.",
        )
    where = f"{county_name(chosen.county)} i {month_long(chosen.month)}"
    return f"Det finns inga vårdtillfällen för {where}.", "Välj en annan månad, en annan vårdform eller ett annat län."


def no_rows_to_see(chosen: Filters) -> tuple[str, str]:
    """Why no lines are shown at all: no month, or a reader who may not see single episodes."""
    if chosen.month is None:
        return nothing_to_bill(chosen)
    name = municipality_name(chosen.municipality) if chosen.municipality else "En kommun"
    return (
        f"Enskilda vårdtillfällen för {name} visas bara för kommunen själv och för regionen.",
        "Välj en egen kommun, eller läs summorna per kommun på sidan Fakturering.",
    )


def no_such_rows(chosen: Filters) -> tuple[str, str]:
    """Why the table of lines is empty."""
    if chosen.outcome is None:
        return "Det finns inga rader den här månaden.", "Välj en annan månad, vårdform eller kommun."
    return f"Inga rader har utfallet ”{SWEDISH[chosen.outcome]}”.", "Välj Alla under Visa rader."
