"""Metod: a calculator, definitions, terms and sources."""

import streamlit as st

from lus_stats.ui import cache, cache_billing, typed, widgets
from lus_stats.ui.views.method import PARTS

view = cache_billing.method()

widgets.header("Metod", view.status, demo=cache.store_is_demo())
widgets.headline(view.sentence)

calculator, *others = st.tabs(PARTS)
with calculator:
    widgets.raw_html(cache_billing.calculator(*typed.stay()))
for tab, part in zip(others, view.parts, strict=True):
    with tab:
        widgets.raw_html(part)
