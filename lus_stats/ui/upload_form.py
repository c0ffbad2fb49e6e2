"""Reading files in, on the page: drop them, see what they would come to, read them in, see what they came to."""

import re
from datetime import date
from html import escape
from typing import Any, Final

import streamlit as st
from streamlit import config

from lus_stats.text import numbers
from lus_stats.ui import cache_data, turns, upload_report, uploading, widgets
from lus_stats.ui.uploading import Options, Upload
from lus_stats.ui.views import data_import

TYPES: Final = ("csv", "txt", "tsv", "xlsx", "xls", "ods", "parquet")
MEGABYTE: Final = 1024 * 1024
_POLL_SECONDS: Final = 0.15
_KEPT: Final[Any] = {"persist_state": "session"}  # while another part of the page is open
_SETTINGS: Final = (
    "Uttagsdatum är den dag då uttaget gjordes; lämnas det tomt räknas det till fredagen i den första arbetsveckan "
    "efter månaden. Tillåt ersättning: skriv en ny version även om den saknar mer än hälften av den förra versionens "
    "vårdtillfällen."
)


def draw(*, operator: bool) -> None:
    """The whole way in, for a reader who may; why not, for others."""
    obstacle = uploading.obstacle(operator=operator)
    if obstacle:
        widgets.explain_empty(*obstacle)
        return
    upload = uploading.current()
    _uploader(upload)
    options = _options()
    if options is not None:
        uploading.try_out(options)
    _dropped(upload)
    if upload.files:
        _staged(upload)
    if upload.outcome is not None:
        upload_report.outcome(upload)
    if upload.files and options is not None and upload.preview is not None and upload.job is None:
        upload_report.preview(upload.preview, options, operator=operator)


def follow() -> None:
    """Wait for the import at work, and say how far it has come; the last thing on the page."""
    job = uploading.current().job
    if job is None:
        return
    bar, words = st.progress(0.0), st.empty()
    with turns.aside():
        while not job.wait(_POLL_SECONDS):
            bar.progress(min(job.share, 1.0))
            words.html(f'<p class="small" role="status">{escape(job.said)} …</p>')
    uploading.finish()
    st.rerun()


def _uploader(upload: Upload) -> None:
    most = int(config.get_option("server.maxUploadSize"))
    uploading.keep_in_memory((most + 1) * MEGABYTE)
    key = f"upload_files_{upload.number}"
    st.file_uploader(
        "Släpp filer här, eller välj dem",
        TYPES,
        accept_multiple_files=True,
        key=key,
        on_change=uploading.take,
        args=(key,),
        disabled=upload.is_writing,
    )
    # Filled by static/app.js: what the uploader leaves out on its own never comes here.
    widgets.raw_html(f'<p id="upload-refused" role="alert" data-most="{most}" data-types="{" ".join(TYPES)}"></p>')
    widgets.caption(
        "Filerna hålls bara i minnet, och inget skrivs förrän du väljer Läs in. Större filer läses in med lus import. "
        "Kolumnerna beskrivs på sidan Metod."
    )


def _options() -> Options | None:
    """How the files are taken; None, and what is wrong, where something typed cannot be read."""
    settings = st.expander("Inställningar", key="upload_options")
    with settings, st.container(horizontal=True, key="upload_settings"):
        keys = cache_data.mappings()
        key = st.selectbox("Mappning", tuple(keys), format_func=keys.__getitem__, key="upload_mapping", **_KEPT)
        drawn = _typed("Uttagsdatum", "", "upload_extracted_on", "ÅÅÅÅ-MM-DD")
        most = _typed("Högst andel avvisade rader, %", "20", "upload_max_rejected", "20")
    with settings:
        replace = st.checkbox("Tillåt ersättning", key="upload_replace", **_KEPT)
        widgets.caption(_SETTINGS)
    day, share = day_typed(drawn), share_typed(most)
    for fault in (day, share):
        if isinstance(fault, str):
            st.error(fault)
    if isinstance(day, str) or isinstance(share, str):
        return None
    return Options(key, day, share, replace)


def _typed(label: str, value: str, key: str, placeholder: str) -> str:
    text: str = st.text_input(label, value, key=key, placeholder=placeholder, autocomplete="off", **_KEPT)
    return text


def day_typed(text: str) -> date | str | None:
    """A date; None for none, what is wrong for anything else."""
    if not text.strip():
        return None
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text.strip()):
            return date.fromisoformat(text.strip())
    except ValueError:
        pass
    return "Uttagsdatumet går inte att läsa. Skriv det som 2020-03-06, eller lämna fältet tomt."


def share_typed(text: str) -> float | str:
    """A percentage as a share; what is wrong for anything else."""
    if re.fullmatch(r"[0-9]{1,3}([.,][0-9]{1,3})?", text.strip()):
        share = float(text.strip().replace(",", ".")) / 100
        if share <= 1:
            return share
    return "Andelen avvisade rader går inte att läsa. Skriv ett tal från 0 till 100, till exempel 20."


def _dropped(upload: Upload) -> None:
    for report in upload.dropped:
        widgets.refusal(data_import.on_the_page(report.refused or ""))
    if upload.dropped:
        widgets.caption("Filens innehåll är borttaget ur minnet. Ta bort numren i källan och gör ett nytt uttag.")


def _staged(upload: Upload) -> None:
    """The files, each with a way to take it away."""
    with st.container(key="upload_staged", gap=None):
        for place, file in enumerate(upload.files):
            with st.container(horizontal=True, vertical_alignment="center", key=f"upload_staged_{place}"):
                widgets.raw_html(f'<p class="staged">{escape(file.name)} <span>{_size(file.content)}</span></p>')
                st.button(
                    "Ta bort",
                    key=f"upload_remove_{place}",
                    type="tertiary",
                    on_click=uploading.remove,
                    args=(place,),
                    disabled=upload.job is not None,
                )


def _size(content: bytes) -> str:
    """`12 kB`, `3,4 MB`."""
    if len(content) < MEGABYTE:
        return f"{numbers.number(-(-len(content) // 1024))} kB"
    return f"{numbers.number(len(content) / MEGABYTE, 1)} MB"
