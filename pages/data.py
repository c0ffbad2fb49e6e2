"""Data: which months the store holds, reading files in, and what came late."""

import streamlit as st

from lus_stats.ui import cache, cache_data, data_checks, data_parts, filters, upload_form, widgets
from lus_stats.ui.views.data import is_operator

chosen = filters.current()
span = data_parts.span()
view = cache_data.data(chosen, span)

widgets.header("Data", view.status if view else (), demo=cache.store_is_demo())
if view is None:
    widgets.explain_empty(*data_parts.nothing_held(chosen))
else:
    widgets.headline(view.sentence)
    data_parts.demo_words(is_demo=cache.store_is_demo())

operator = is_operator(chosen)
held, taken, late, rejected, log = st.tabs(data_parts.TABS, key=data_parts.OPEN, on_change="rerun")
if held.open:
    with held:
        data_parts.versions(view, chosen)
if taken.open:
    with taken:
        upload_form.draw(operator=operator)
        upload_form.follow()
if late.open:
    with late:
        data_parts.late(chosen)
if rejected.open:
    with rejected:
        data_parts.rejected(operator=operator)
if log.open:
    with log:
        data_checks.draw(operator=operator)
