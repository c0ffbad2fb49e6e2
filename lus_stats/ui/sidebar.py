"""The filters as the reader sees them, kept between pages, in the session and in the address.

The session's `Filters` is the truth; the widgets and the address follow it. A widget that has changed wins;
otherwise an address that is not the one last written is a link or the back button, and is followed.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

import streamlit as st

from lus_stats.figures.theme import month_long, number
from lus_stats.geography import COUNTIES, DISTRICT_MUNICIPALITY, MUNICIPALITIES
from lus_stats.ui import links, opening, trend_filters
from lus_stats.ui.filter_values import values_of
from lus_stats.ui.filters import STATE_KEY, WORDS, Choices, Filters, of_viewer
from lus_stats.ui.readers import municipalities, viewer_label, viewers
from lus_stats.ui.views import rights, versions
from lus_stats.viewer import Viewer
from lus_stats.vocabulary import SWEDISH, CareForm, Outcome

WRITTEN: Final = "filters_written"
FAULTS: Final = "filters_faults"
THRESHOLDS: Final = tuple(range(10, 61))
NONE: Final = "-"  # what a list holds for None, which Streamlit would show as nothing chosen


def restore(choices: Choices) -> None:
    """Follow a link, the back button or an outdated session before anything is drawn."""
    query = st.query_params.to_dict()
    known = STATE_KEY in st.session_state
    followed = bool(query) and query != st.session_state.get(WRITTEN) and not _touched()
    if known and not followed:
        return
    chosen, faults = Filters.from_query(query, choices)
    st.session_state[STATE_KEY] = chosen
    st.session_state[FAULTS] = faults
    for name in WORDS:
        st.session_state.pop(_key(name), None)


def _touched() -> bool:
    """Whether the reader has just changed a filter, so that the address lags behind."""
    values = values_of(st.session_state[STATE_KEY]) if STATE_KEY in st.session_state else {}
    return any(
        _key(name) in st.session_state and st.session_state[_key(name)] != _code(value)
        for name, value in values.items()
    )


def draw(choices: Choices, extra: Sequence[str] = (), without: Sequence[str] = ()) -> Filters:
    """Draw the filters, the page's `extra` ones among them and not those it is `without`, and settle the view."""
    chosen: Filters = st.session_state[STATE_KEY]
    viewer = _select("som", "Visa som", viewers(choices), viewer_label, chosen.viewer.key, typed=True)
    if viewer != chosen.viewer.key:
        chosen = of_viewer(chosen, Viewer.from_key(viewer))
        for name in ("lan", "kommun"):
            st.session_state.pop(_key(name), None)
    if choices.months:
        month = _select("manad", "Månad", choices.months, month_long, chosen.month, typed=True)
        chosen = replace(chosen, month=month)
    county = _select("lan", "Län", choices.counties, lambda code: COUNTIES[code].name, chosen.county)
    chosen = replace(chosen, county=county).settled().within(choices)
    if "vardform" not in without:
        chosen = replace(chosen, care_form=_care_form(chosen))
    may_choose = choices.labels if rights.may_change_all(chosen) else ()
    others = [key for key in may_choose if (county, key) not in choices.own_agreements]
    agreement = _select("enligt", "Räknas enligt", (None, *others), choices.agreement_label, chosen.agreement)
    chosen = replace(chosen, agreement=agreement)
    for name in extra:
        chosen = EXTRA[name](chosen)
    st.session_state[STATE_KEY] = chosen
    return chosen


def write_address(chosen: Filters, version: str = "") -> str:
    """Put the view in the address, so that it can be sent as a link, with the versions it rests on (D116).

    A link's own version is kept as long as the address is of the view; returned is the one that stands there.
    """
    view, asked = chosen.to_query(), st.query_params.to_dict()
    linked = asked.pop(versions.WORD, "")
    kept = linked if asked == view and versions.is_word(linked) else version
    query = view | ({versions.WORD: kept} if kept else {})
    if st.query_params.to_dict() != query:
        st.query_params.from_dict(query)
    st.session_state[WRITTEN] = query
    st.session_state[links.VIEW] = view | ({versions.WORD: version} if version else {})
    return kept


def choose(name: str, value: Any) -> None:
    """Set a filter as if the reader had; for a button's callback."""
    st.session_state[_key(name)] = _code(value)


def change(**chosen: Any) -> None:
    """Set what has no list of its own, the changed terms for one; for a button's callback."""
    st.session_state[STATE_KEY] = replace(st.session_state[STATE_KEY], **chosen)
    st.session_state.pop(_key("grans"), None)


def faults() -> tuple[str, ...]:
    """What the link asked for in vain; said once."""
    found: tuple[str, ...] = st.session_state.pop(FAULTS, ())
    return found


def _care_form(chosen: Filters) -> CareForm:
    forms = tuple(CareForm)[::-1]
    form: CareForm = _select("vardform", "Vårdform", forms, lambda f: SWEDISH[f].capitalize(), chosen.care_form)
    return form


def _municipality(chosen: Filters, page: str = "kommun") -> Filters:
    """A municipality; what it is from the start is the page's own."""
    start, codes = opening.municipality(chosen, page), municipalities(chosen.county, chosen.only)
    if chosen.municipality not in {None, start}:
        st.session_state.pop(_key("kommun"), None)
    picked = _select("kommun", "Kommun", codes, lambda code: MUNICIPALITIES[code].name, start, typed=True)
    opening.settle(picked)
    return replace(chosen, municipality=picked)


def _municipality_or_all(chosen: Filters) -> Filters:
    """One municipality whose rows the reader may see, or the whole county; asked only where there is one."""
    if not (codes := [code for code in municipalities(chosen.county) if chosen.viewer.sees_rows(code)]):
        return chosen
    if chosen.only:
        return replace(chosen, municipality=chosen.only)
    if chosen.municipality != (start := opening.picked(chosen)):
        st.session_state.pop(_key("kommun"), None)

    def label(code: str | None) -> str:
        return MUNICIPALITIES[code].name if code else "Hela länet"

    picked = _select("kommun", "Kommun", (None, *codes), label, start, typed=True)
    opening.settle(picked)
    return replace(chosen, municipality=picked)


def _districts(chosen: Filters) -> Filters:
    """Which districts; asked only where there are any."""
    if chosen.municipality != DISTRICT_MUNICIPALITY:
        return chosen
    names = {"recorded": "som registrerat", "today": "dagens stadsdelar"}
    options = tuple(names) if chosen.viewer.sees_rows(DISTRICT_MUNICIPALITY) else ("today",)
    picked = _select("stadsdelar", "Stadsdelsområden", options, names.__getitem__, chosen.districts)
    return replace(chosen, districts=picked)


def _threshold(chosen: Filters) -> Filters:
    """The threshold, movable; a link's own stands among the others."""
    now = chosen.changes.threshold_tenths
    values = (None, *sorted({*THRESHOLDS, *(() if now is None else (now,))}))
    said = {one: "enligt villkoren" if one is None else f"{number(one / 10, 1)} dagar" for one in values}
    picked = _select("grans", "Gräns för medelvärdet", values, said.__getitem__, now)
    return replace(chosen, changes=replace(chosen.changes, threshold_tenths=picked))


def _outcome(chosen: Filters) -> Filters:
    """Lines of one outcome only."""

    def label(outcome: Outcome | None) -> str:
        return "Alla" if outcome is None else SWEDISH[outcome].capitalize()

    return replace(chosen, outcome=_select("utfall", "Visa rader", (None, *Outcome), label, chosen.outcome))


EXTRA: Final[dict[str, Callable[[Filters], Filters]]] = {
    "kommun": _municipality,
    opening.WITH_A_BILL: partial(_municipality, page=opening.WITH_A_BILL),
    opening.OR_ALL: _municipality_or_all,
    "stadsdelar": _districts,
    "grans": _threshold,
    "utfall": _outcome,
}


def _key(name: str) -> str:
    return f"filter_{name}"


def _select(
    name: str,
    label: str,
    options: Sequence[Any],
    label_of: Callable[[Any], str],
    value: Any,
    *,
    typed: bool = False,
) -> Any:
    """A list whose options are stable codes; `typed` ones can be searched by typing."""
    key, codes = _key(name), [_code(option) for option in options]
    if st.session_state.get(key) not in codes:
        st.session_state[key] = _code(value) if _code(value) in codes else codes[0]
    picked = st.selectbox(
        label,
        codes,
        format_func=lambda code: label_of(None if code == NONE else code),
        key=key,
        placeholder="Välj",
        filter_mode="fuzzy" if typed else None,
    )
    return None if picked == NONE else picked


def _code(value: Any) -> Any:
    """The value as its list holds it."""
    return NONE if value is None else value


EXTRA.update({name: partial(ask, _select) for name, ask in trend_filters.ASKED.items()})
