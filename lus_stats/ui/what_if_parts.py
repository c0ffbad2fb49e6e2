"""The parts of Tänk om that take more than a widget to draw."""

from typing import Final
from urllib.parse import urlencode

import plotly.graph_objects as go
import streamlit as st

from lus_stats.figures.theme import plotly_config
from lus_stats.ui import downloads, tables, widgets
from lus_stats.ui.files import Sheet
from lus_stats.ui.filters import Filters
from lus_stats.ui.views.what_if import WhatIfView
from lus_stats.ui.views.what_if_lines import LinesView

FILE: Final = "tank-om-vardtillfallen"


def sides(view: WhatIfView, figure: go.Figure) -> None:
    """The municipalities under both sets of terms: a figure of those that pay, and a table of all."""
    if not view.bars.is_empty():
        st.plotly_chart(figure, key="figure_tank-om", config=plotly_config("tank-om"), alt=view.bars_alt)
        downloads.of_picture("tank-om")
    last = view.rows.height - 1
    widgets.table_with_download(
        view.rows, view.columns, caption=view.caption, name="tank-om", note="note", marked=last or None
    )


def lines(view: LinesView, chosen: Filters) -> None:
    """The episodes, each with the way to its municipality's invoice basis under the changed terms."""
    if view.rows.is_empty():
        widgets.explain_empty(
            "Inget vårdtillfälle får ett annat utfall.", "Ändra ett villkor till, eller fler månader."
        )
        return

    def opens(place: str) -> str:
        return invoice_basis_of(place, chosen)

    widgets.raw_html(tables.html_table(view.rows, view.columns, caption=view.title, link_to=opens))
    what = downloads.behind()

    def sheet() -> Sheet:
        return Sheet(view.every(), view.columns, view.title)

    with st.container(horizontal=True, key="files_tank-om-vardtillfallen"):
        downloads.of_bytes("Ladda ner CSV", lambda: sheet().csv(what), f"{FILE}.csv", "text/csv")
        downloads.of_bytes("Ladda ner Excel", lambda: sheet().excel(what), f"{FILE}.xlsx", downloads.XLSX)


def invoice_basis_of(place: str, chosen: Filters) -> str:
    """The address of a municipality's month (`1880 2023-02`) under the changed terms. It names no episode."""
    code, month = place.split()
    other = {"enligt": chosen.against} if chosen.against else {}
    query = {**chosen.to_query(), "kommun": code, "manad": month, **other}
    return f"fakturaunderlag?{urlencode(query)}"
