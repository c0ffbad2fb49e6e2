"""Budget: what the coming months may cost, drawn from the municipality's own episodes."""

import streamlit as st

from lus_stats.ui import cache, cache_ahead, changed_terms, filters, widgets
from lus_stats.ui.views import budget_basis

chosen = filters.current()
view = cache_ahead.budget(chosen)

widgets.header("Budget", view.status if view else (), demo=cache.store_is_demo())
if view is None:
    widgets.explain_empty(*budget_basis.why_not(chosen))
    st.stop()

changed_terms.draw(view.changed)
widgets.headline(view.sentence)
widgets.key_figures(view.key_figures, columns=4)

drawn, name = cache_ahead.budget_figure(chosen), view.file_name
with widgets.card("months", view.months_title, view.months_subtitle):
    if drawn is None:
        widgets.table_with_download(view.months, view.months_columns, caption=view.months_alt, name=name)
    else:
        widgets.figure(drawn, view.months, view.months_columns, alt=view.months_alt, name=name)
with widgets.card("sums", "Vad det kan kosta", view.sums_subtitle):
    widgets.table_with_download(view.sums, view.sums_columns, caption="Vad det kan kosta", name=f"summa-{name}")

left, right = st.columns(2)
with left, widgets.card("basis", "Vad simuleringen bygger på"):
    widgets.findings(view.rests_on)
with right, widgets.card("calibration", "Hur väl banden har hållit", budget_basis.TRIED):
    widgets.findings(cache_ahead.calibrations(chosen))
