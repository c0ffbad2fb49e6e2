"""The parts of Data, one under each tab."""

from functools import partial
from typing import Final

import streamlit as st

from lus_stats.geography import county_name
from lus_stats.ui import cache, cache_data, tables, uploading, widgets
from lus_stats.ui.filters import Filters
from lus_stats.ui.tables import Column
from lus_stats.ui.views.data import SPANS, DataView, span_words

TABS: Final = ("Versioner", "Läs in filer", "Avvisade rader")
SPAN: Final = "data_span"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_REJECTED: Final = (
    Column("source", "Fil"),
    Column("written_at", "Inläst", "moment"),
    Column("rows", "Avvisade rader", "count", missing="går inte att läsa"),
    Column("reasons", "Skäl", "count"),
)


def span(chosen: Filters) -> str:
    """Which months the reader looks at."""
    del chosen
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
        st.radio("Visa", SPANS, format_func=partial(span_words, month=chosen.month), key=SPAN, horizontal=True)
        if view.is_empty:
            widgets.explain_empty("Inget är inläst för den månaden.", "Välj en annan månad, eller visa alla.")
            return
        widgets.raw_html(tables.html_table(view.rows, view.columns, caption=view.caption))
        widgets.download("Ladda ner CSV", view.csv, view.file_name, "text/csv")
    if view.warnings:
        with widgets.card("warnings", "Att kontrollera", "Det som såg ovanligt ut i månadernas senaste versioner."):
            widgets.findings(view.warnings)


def rejected(*, operator: bool) -> None:
    """Earlier imports' rejected rows, each file as a workbook; for whoever may read files in."""
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
            "Ladda ner (Excel)", partial(cache_data.rejected_rows, picked), f"{picked.removesuffix('.csv')}.xlsx", _XLSX
        )
