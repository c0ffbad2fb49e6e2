"""Regionens faktura: what the region has invoiced, held against what we would bill."""

import streamlit as st

from lus_stats import months
from lus_stats.ui import cache, cache_invoice, changed_terms, filters, invoice_form, tables, widgets
from lus_stats.ui.downloads import XLSX
from lus_stats.ui.views import region_invoice

chosen = filters.current()
may = cache_invoice.may_compare(chosen)

widgets.header("Regionens faktura", cache_invoice.status(chosen) if may else (), demo=cache.store_is_demo())
if not may:
    widgets.explain_empty(*changed_terms.no_rows_to_see(chosen))
    st.stop()

answer = st.container(key="answer")  # at the top, though it takes the invoice that is delivered below
changed_terms.draw(cache_invoice.changed(chosen))
with widgets.card("delivery", "Fakturan från regionen", "Hålls mot månadens underlag, rad för rad"):
    invoice = invoice_form.draw()
if invoice is None:
    with answer:
        widgets.headline(cache_invoice.awaited(chosen))
    st.stop()

view = cache_invoice.comparison(chosen, invoice)
with answer:
    widgets.headline(view.sentence)
widgets.findings(view.notes)
with widgets.card("sums", "Summor", view.title):
    widgets.raw_html(tables.html_table(view.sums, region_invoice.SUMS, caption="Summor", marked=view.sums.height - 1))
    widgets.download("Ladda ner Excel att skicka tillbaka", lambda: view.workbook(months.now()), view.file_name, XLSX)
with widgets.card("lines", "Rad för rad", view.lines_subtitle):
    widgets.raw_html(tables.html_table(view.lines, region_invoice.LINES, caption="Regionens faktura mot vår"))
