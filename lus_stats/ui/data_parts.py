"""The parts of Data, one under each tab."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Final

import streamlit as st

from lus_stats.geography import county_name
from lus_stats.ui import cache, cache_data, tables, uploading, widgets
from lus_stats.ui.downloads import XLSX
from lus_stats.ui.filters import Filters
from lus_stats.ui.tables import Column
from lus_stats.ui.views import data_late, data_late_rows
from lus_stats.ui.views.data import SPANS, DataView, span_words

TABS: Final = ("Versioner", "Läs in filer", "Sent och ändrat", "Avvisade rader", "Logg och kontroll")
OPEN: Final = "data_part"
SPAN: Final = "data_span"
LATE_MONTH: Final = "late_month"
FOLLOWED: Final = "late_month_followed"
_LATE: Final = (
    "Den nyaste versionen mot underlaget. Fakturan räknas på underlaget och ändras inte. Dagar och kronor är vad "
    "skillnaderna skulle ha gett om allt hade kommit i tid."
)
_GROUPS: Final = (
    "Var för sig: summan av vad varje skillnad ensam skulle ha gett. Tillsammans: vad de ger därutöver, eftersom de "
    "också ändrar varandras rader."
)
_REJECTED: Final = (
    Column("source", "Fil"),
    Column("written_at", "Inläst", "moment"),
    Column("rows", "Avvisade rader", "count", missing="går inte att läsa"),
    Column("reasons", "Skäl", "count"),
)


def span() -> str:
    """Which months the reader looks at."""
    picked: str = st.session_state.get(SPAN) or SPANS[0]
    return picked


def nothing_held(chosen: Filters) -> tuple[str, str]:
    """Why there is nothing, and what to do."""
    if not cache.choices().months:
        return (
            "Det finns inga uppgifter än.",
            "Läs in en fil här nedanför eller med lus import, eller skapa demodata med lus demo.",
        )
    return (
        f"Inget är inläst för {county_name(chosen.county)}.",
        "Välj ett annat län, eller läs in en fil här nedanför.",
    )


def demo_words(*, is_demo: bool) -> None:
    """What becomes of the demo data."""
    if is_demo:
        widgets.caption("Det här är demodata. Läser du in egna filer visas de i stället, och demodata läses inte mer.")


def versions(view: DataView | None, chosen: Filters) -> None:
    """The table of revisions, and what looked odd about the newest."""
    if view is None:
        widgets.caption("Här listas varje månad och version när något är inläst.")
        return
    with widgets.card("versions", "Månader och versioner", view.subtitle):
        words = partial(span_words, month=chosen.month)
        st.radio("Visa", SPANS, format_func=words, key=SPAN, horizontal=True, persist_state="session")
        if view.is_empty:
            widgets.explain_empty("Inget är inläst för den månaden.", "Välj en annan månad, eller visa alla.")
            return
        widgets.raw_html(tables.html_table(view.rows, view.columns, caption=view.caption))
        widgets.download("Ladda ner CSV", view.csv, view.file_name, "text/csv")
    if view.warnings:
        with widgets.card("warnings", "Att kontrollera", "Det som såg ovanligt ut i månadernas senaste versioner."):
            widgets.findings(view.warnings)


def rejected(*, operator: bool) -> None:
    """Earlier imports' rejected rows, each file as a workbook; for whoever may read files in (D73)."""
    obstacle = uploading.obstacle(operator=operator)
    if obstacle:
        widgets.explain_empty("Avvisade rader visas bara för regionen på den egna datorn.", obstacle[1])
        return
    files = cache_data.rejected_files()
    if files.is_empty():
        widgets.explain_empty("Inga avvisade rader finns kvar från tidigare inläsningar.", "")
        return
    with widgets.card("rejected", "Avvisade rader från tidigare inläsningar", "De senaste filerna, nyast först."):
        widgets.raw_html(tables.html_table(files, _REJECTED, caption="Filer med avvisade rader"))
        names = {
            name: f"{source}, {at:%Y-%m-%d %H:%M}" for name, source, at in files["name", "source", "written_at"].rows()
        }
        picked = st.selectbox("Fil", tuple(names), format_func=names.__getitem__, key="rejected_file")
        widgets.download(
            "Ladda ner (Excel)", partial(cache_data.rejected_rows, picked), f"{picked.removesuffix('.csv')}.xlsx", XLSX
        )


def late(chosen: Filters) -> None:
    """The months that came again since their basis, and one of them episode by episode."""
    listed = cache_data.late(chosen)
    if listed is None:
        widgets.explain_empty(
            "Vad som kom sent eller ändrades visas för regionen och för den egna kommunen.",
            "Skillnaderna rör oftast en till fyra patienter. Välj regionen eller en kommun i länet under Visa som.",
        )
        return
    if listed.rows.is_empty():
        widgets.explain_empty("Ingen månad har fått en senare version än sitt underlag.", "")
        return
    with widgets.card("late", "Månader som kom igen", _LATE):
        widgets.raw_html(tables.html_table(listed.rows, listed.columns, caption="Skillnader mot underlaget"))
        labels = listed.labels
        _follow_the_filters(chosen, labels, listed.first)
        picked = st.selectbox("Visa månad", tuple(labels), format_func=labels.__getitem__, key=LATE_MONTH)
    _late_month(chosen, *listed.of(picked))


def _follow_the_filters(chosen: Filters, labels: Mapping[str, str], first: str) -> None:
    """Turn to the month and care form of the sidebar as soon as they are others, where they came again."""
    asked = data_late.month_key(chosen.month, chosen.care_form) if chosen.month else ""
    if st.session_state.get(FOLLOWED) != asked and asked in labels:
        st.session_state[LATE_MONTH] = asked
    elif st.session_state.get(LATE_MONTH) not in labels:
        st.session_state[LATE_MONTH] = first
    st.session_state[FOLLOWED] = asked


def _late_month(chosen: Filters, month: date, care_form: str) -> None:
    view = cache_data.late_month(chosen, month, care_form)
    if view is None:
        return
    widgets.headline(view.sentence)
    widgets.caption(view.together)
    if view.episodes.is_empty():
        return
    with widgets.card("differences", "Vårdtillfällen som skiljer", view.subtitle):
        shown = view.episodes.head(data_late.MOST_ROWS)
        widgets.raw_html(tables.html_table(shown, data_late_rows.EPISODES, caption="Vårdtillfällen som skiljer"))
        widgets.download("Ladda ner CSV", view.csv, view.file_name, "text/csv")
    with widgets.card("late_groups", "Per kommun", _GROUPS):
        widgets.raw_html(tables.html_table(view.groups, data_late_rows.GROUPS, caption="Skillnader per kommun"))
