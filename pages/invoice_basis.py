"""Fakturaunderlag: line by line, and why each day is, or is not, charged."""

import streamlit as st

from lus_stats.ui import basis_files, cache, cache_billing, changed_terms, filters, row_picker, widgets

chosen = filters.current()
view = cache_billing.invoice_basis(chosen)

widgets.header("Fakturaunderlag", view.status if view else (), demo=cache.store_is_demo())
if view is None:
    widgets.explain_empty(*changed_terms.no_rows_to_see(chosen))
    st.stop()

changed_terms.draw(view.changed)
widgets.headline(view.sentence)
if not view.ids:
    widgets.explain_empty(*changed_terms.no_such_rows(chosen))
    st.stop()

basis_files.draw(chosen, view.file_name.removesuffix(".csv"))
picked = row_picker.settle(view.ids)
with st.container(horizontal=True, key="basis"):
    with widgets.card("rows", "Rader", view.subtitle):
        row_picker.draw_rows(view, picked)
    with st.container(border=True, key="card_episode"):
        row_picker.draw_choice(view, picked)
        widgets.raw_html(cache_billing.episode_card(chosen, picked))
