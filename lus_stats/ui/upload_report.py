"""What an import would come to, and what it came to, as the page shows it."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from lus_stats import months
from lus_stats.errors import LusError
from lus_stats.store import ImportReport
from lus_stats.ui import cache_data, tables, uploading, widgets
from lus_stats.ui.downloads import XLSX
from lus_stats.ui.uploading import Options, Upload
from lus_stats.ui.views import data_import
from lus_stats.ui.views.data_import import ImportView


def preview(done: ImportReport | LusError, options: Options, *, operator: bool) -> None:
    """What would happen, and the button that lets it."""
    if isinstance(done, LusError):
        widgets.refusal(data_import.on_the_page(str(done)))
        return
    view = data_import.import_view(done)
    widgets.headline(view.sentence)
    with st.container(horizontal=True, key="upload_buttons"):
        st.button(
            "Läs in",
            key="upload_read_in",
            type="primary",
            on_click=uploading.read_in,
            args=(options,),
            kwargs={"operator": operator},
            disabled=done.refused,
        )
        st.button("Avbryt", key="upload_clear", on_click=uploading.clear)
    _report(view, "Skulle skrivas")


def outcome(upload: Upload) -> None:
    """What happened."""
    done = upload.outcome
    if isinstance(done, LusError):
        widgets.refusal(data_import.on_the_page(str(done)))
    elif done is not None:
        view = data_import.import_view(done)
        widgets.headline(view.sentence)
        if isinstance(upload.preview, ImportReport) and not data_import.came_to_the_same(upload.preview, done):
            st.warning("Utfallet blev ett annat än i förhandsgranskningen: lagret hade ändrats under tiden.")
        widgets.findings(cache_data.since_the_basis(done))
        _report(view, "Skrivna versioner")


def _report(view: ImportView, versions: str) -> None:
    """A report's parts, those that hold anything."""
    for refusal in view.refusals:
        widgets.refusal(refusal)
    widgets.findings(view.remarks)
    if view.files.height > 1:
        widgets.raw_html(tables.html_table(view.files, data_import.FILES, caption="Filer"))
    if view.writes:
        _titled(versions)
        widgets.raw_html(tables.html_table(view.versions, data_import.versions_columns(view), caption=versions))
    if not view.reasons.is_empty():
        _titled(view.reasons_title)
        columns: Sequence[tables.Column] = data_import.reasons_columns(view)
        widgets.raw_html(tables.html_table(view.reasons, columns, caption="Avvisade rader"))
        widgets.download(
            "Ladda ner avvisade rader (Excel)", lambda: view.workbook(months.now()), "avvisade-rader.xlsx", XLSX
        )


def _titled(title: str) -> None:
    widgets.raw_html(f'<h3 class="part">{escape(title)}</h3>')
