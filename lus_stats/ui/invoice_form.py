"""Where the reader delivers the region's invoice: as a file, or typed."""

from html import escape
from typing import Final

import streamlit as st
from streamlit import config

from lus_stats import months
from lus_stats.answers.reconciliation import Invoice, read_invoice
from lus_stats.errors import Refused
from lus_stats.store import Incoming
from lus_stats.ui import cache_invoice, uploading, widgets
from lus_stats.ui.upload_form import MEGABYTE, TYPES

TYPED: Final = "region_invoice_typed"
EXAMPLE: Final = "K-4533; 2; 16 400\nK-4571; 1; 8 200 kr"
_HOW: Final = (
    "Tabellen behöver en kolumn för vårdtillfället (vårdtillfälle, ärende eller id) och en för dagar eller kronor "
    "(dagar, antal dagar, belopp, kronor, summa). Filen läses i minnet och sparas inte."
)


def draw() -> Invoice | None:
    """Ask for the invoice; what was delivered last, None where nothing is there to compare."""
    obstacle = uploading.obstacle(operator=True)
    if obstacle:
        widgets.explain_empty(*obstacle)
        return None
    held = cache_invoice.current()
    _uploader(held.number)
    read()
    if held.refusal:
        widgets.refusal(held.refusal)
    if held.invoice is not None:
        _delivered(held.invoice)
        return held.invoice
    return _typed()


def _uploader(number: int) -> None:
    most = int(config.get_option("server.maxUploadSize"))
    uploading.keep_in_memory((most + 1) * MEGABYTE)
    key = f"region_invoice_file_{number}"
    st.file_uploader("Släpp fakturan här, eller välj den", TYPES, key=key, on_change=take, args=(key,))
    # Filled by static/app.js: what the uploader leaves out on its own never comes here.
    widgets.raw_html(f'<p id="upload-refused" role="alert" data-most="{most}" data-types="{" ".join(TYPES)}"></p>')
    widgets.caption(_HOW)


def take(key: str) -> None:
    """Move what the uploader has received into the reader's own session, and empty the uploader."""
    received = st.session_state.get(key)
    if received is not None:
        held = cache_invoice.current()
        held.number += 1
        held.waiting = Incoming(received.name, received.getvalue())
        uploading.forget([received])


def read() -> None:
    """Read a file that waits, and forget it, whatever comes of it."""
    held = cache_invoice.current()
    file, held.waiting = held.waiting, None
    if file is None:
        return
    held.invoice, held.refusal, held.made = None, "", None
    try:
        held.invoice = read_invoice(file.content, file.name, months.now())
    except Refused as refusal:
        held.refusal = str(refusal)


def remove() -> None:
    """Take the invoice away, and what was said about it."""
    held = cache_invoice.current()
    held.invoice, held.refusal, held.made = None, "", None


def _delivered(invoice: Invoice) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="upload_staged_invoice"):
        widgets.raw_html(f'<p class="staged">{escape(invoice.name)} <span>{invoice.lines.height} rader</span></p>')
        st.button("Ta bort", key="region_invoice_remove", type="tertiary", on_click=remove)


def _typed() -> Invoice | None:
    """What is typed, a line for each episode; read again only when it has changed."""
    with st.expander("Skriv eller klistra in fakturan i stället", key="region_invoice_by_hand"):
        text = st.text_area(
            "Vårdtillfälle, dagar och kronor, med semikolon mellan",
            key=TYPED,
            placeholder=EXAMPLE,
            height=160,
            persist_state="session",
        )
        st.button("Jämför", key="region_invoice_compare")
        widgets.caption("En rad för varje vårdtillfälle. Rader från ett kalkylark kan klistras in som de är.")
        try:
            return cache_invoice.typed(text or "")
        except Refused as refusal:
            widgets.refusal(str(refusal))
            return None
