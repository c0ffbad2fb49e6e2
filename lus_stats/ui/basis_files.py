"""The buttons of Fakturaunderlag that give its files."""

from functools import partial

import streamlit as st

from lus_stats.ui import cache_documents, widgets
from lus_stats.ui.downloads import XLSX
from lus_stats.ui.filters import Filters


def draw(chosen: Filters, stem: str) -> None:
    """The month as Excel and PDF, and the year that ends with it; each is made when its button is pressed."""
    year = stem.replace("fakturaunderlag-", "fakturaunderlag-ar-", 1)
    with st.container(horizontal=True, key="basis_files"):
        widgets.download(
            "Ladda ner underlaget (Excel)", partial(cache_documents.month_as_excel, chosen), f"{stem}.xlsx", XLSX
        )
        widgets.download(
            "Ladda ner underlaget (PDF)",
            partial(cache_documents.month_as_pdf, chosen),
            f"{stem}.pdf",
            "application/pdf",
        )
        widgets.download(
            "Ladda ner tolv månader (Excel)", partial(cache_documents.year_as_excel, chosen), f"{year}.xlsx", XLSX
        )
