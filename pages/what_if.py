"""Tänk om: what other terms would have come to, for every municipality, and the episodes that explain it."""

import streamlit as st

from lus_stats.ui import cache, cache_what_if, changed_terms, filters, scenario_form, terms_form, what_if_parts, widgets
from lus_stats.ui.views.what_if import PARTS_COLUMNS

chosen = filters.current()
view = cache_what_if.what_if(chosen)

widgets.header("Tänk om", view.status if view else (), demo=cache.store_is_demo())
if view is None or view.is_empty:
    widgets.explain_empty(*changed_terms.nothing_to_bill(chosen))
    st.stop()

widgets.headline(view.sentence)
changed_terms.draw(view.said)
widgets.caption(view.left_out)

with widgets.card("terms", "Villkor", view.terms):
    terms_form.draw(chosen, cache_what_if.sides(chosen))
    scenario_form.draw(chosen)

with widgets.card("sides", view.title, view.subtitle):
    what_if_parts.sides(view, cache_what_if.what_if_figure(chosen))

if not view.parts.is_empty():
    with widgets.card("parts", "Vad varje ändring gör", "Var för sig på A:s villkor, och resten som ”tillsammans”."):
        widgets.table_with_download(
            view.parts, PARTS_COLUMNS, caption="Vad varje ändring gör för sig, och tillsammans", name="andringar"
        )

lines = cache_what_if.lines(chosen)
if lines is not None:
    with widgets.card("lines", lines.title, lines.caption):
        what_if_parts.lines(lines, chosen)
