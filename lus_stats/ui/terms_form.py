"""The form of Tänk om: every term, filled in together and counted once."""

from typing import Any, Final

import streamlit as st

from lus_stats.criteria import BY_KEY
from lus_stats.ui import cache, filters, sidebar, widgets
from lus_stats.ui.filters import Filters
from lus_stats.ui.views import rights, typed_terms
from lus_stats.ui.views.what_if_question import Sides

_FILLED_FOR: Final = "terms_form_of"
_FAULTS: Final = "terms_form_faults"
_AGAINST: Final = "terms_form_against"
SAME: Final = "-"
_TEXTS: Final = {
    "threshold_days": "Gräns, dagar",
    "free_days": "Fristdagar",
    "cutoff": "Klockslag",
    "amount_sek": "Belopp per dag",
}
_LISTS: Final = {
    "discharge_day_counts": ("Utskrivningsdagen", typed_terms.DISCHARGE_DAY),
    "mean_population": ("I medelvärdet", typed_terms.POPULATION),
}


def draw(chosen: Filters, both: Sides) -> None:
    """The terms as they are changed now; nothing is counted before the button is pressed."""
    _fill(chosen, both)
    for fault in st.session_state.pop(_FAULTS, ()):
        widgets.refusal(fault)
    every, hints = rights.may_change_all(chosen), typed_terms.placeholders(both.own)
    with st.form("terms_form", border=False):
        with st.container(horizontal=True, key="terms_form_fields"):
            _agreement()
            for key in _TEXTS:
                closed = not every and key not in rights.FOR_EVERYONE
                st.text_input(_TEXTS[key], key=_key(key), placeholder=hints[key], disabled=closed, autocomplete="off")
            for key, (label, words) in _LISTS.items():
                st.selectbox(label, list(words), format_func=words.__getitem__, key=_key(key), disabled=not every)
        _criteria(closed=not every)
        st.form_submit_button("Räkna", on_click=_submit, key="terms_form_submit")
    if not every:
        widgets.caption("Övriga villkor kan den ändra som får se kommunens rader: kommunen själv och regionen.")


def _criteria(*, closed: bool) -> None:
    """What the region must have done, one box each: Streamlit's list of several speaks English."""
    widgets.caption("Regionens kriterier, som ska vara uppfyllda:")
    with st.container(horizontal=True, key="terms_form_criteria"):
        for key, criterion in BY_KEY.items():
            st.checkbox(criterion.label, key=_key(key), disabled=closed)


def _agreement() -> None:
    """Which agreement the changes are put on."""
    labels = {SAME: "samma som A", **cache.choices().labels}
    st.selectbox("B räknas enligt", list(labels), format_func=labels.__getitem__, key=_AGAINST)


def _fill(chosen: Filters, both: Sides) -> None:
    """Put in the fields what the view says, whenever it is another view than they were filled for."""
    changes = rights.allowed(chosen)
    now = (changes, chosen.against, both.own)
    if st.session_state.get(_FILLED_FOR) == now and _key("free_days") in st.session_state:
        return
    fields = typed_terms.typed(changes, both.own)
    for key, value in (fields | {key: key in fields["criteria"] for key in BY_KEY}).items():
        st.session_state[_key(key)] = value
    st.session_state[_AGAINST] = chosen.against or SAME
    st.session_state[_FILLED_FOR] = now


def _submit() -> None:
    """Take over what is filled in; what cannot be read is said, and changes nothing."""
    _, _, own = st.session_state[_FILLED_FOR]
    fields: dict[str, Any] = {key: st.session_state[_key(key)] for key in (*_TEXTS, *_LISTS)}
    fields["criteria"] = [key for key in BY_KEY if st.session_state[_key(key)]]
    changes, faults = typed_terms.read(fields, own)
    st.session_state[_FAULTS] = faults
    if faults:
        return
    against = st.session_state[_AGAINST]
    if not rights.may_change_all(filters.current()):
        changes = changes.only(rights.FOR_EVERYONE)
    sidebar.change(changes=changes, against=None if against == SAME else against)


def _key(term: str) -> str:
    return f"terms_form_{term}"
