"""Kriterier: the region's own part, which criterion fails, and where."""

import streamlit as st

from lus_stats.ui import cache, cache_criteria, changed_terms, filters, widgets

chosen = filters.current()
view = cache_criteria.criteria(chosen)

widgets.header("Kriterier", view.status if view else (), demo=cache.store_is_demo())
if view is None:
    widgets.explain_empty(*changed_terms.nothing_to_bill(chosen))
    st.stop()

shares, hospitals, mirror = cache_criteria.criteria_figures(chosen)
name = view.file_name
widgets.headline(view.sentence)

with widgets.card("shares", "Så ofta uppfylls varje kriterium", view.shares_subtitle):
    widgets.figure(shares, view.shares, view.shares_columns, alt=view.shares_alt, name=name)
with widgets.card("months", "Månad för månad", view.months_subtitle):
    widgets.raw_html(view.heat)
    widgets.files_of(view.months, view.months_columns, caption=view.months_subtitle, name=f"manader-{name}")

left, right = st.columns(2)
with left, widgets.card("mirror", "Spegeln: regionens del och kommunens dagar", view.mirror_subtitle):
    widgets.figure(mirror, view.mirror, view.mirror_columns, alt=view.mirror_alt, name=f"spegel-{name}")
with left, widgets.card("blocked", view.blocked.title, view.blocked_subtitle):
    widgets.caption(view.blocked.why_not)
    if view.blocked.rows.height:
        table, sums = view.blocked, view.blocked.rows.height - 1
        widgets.table_with_download(table.rows, table.columns, caption=table.title, name=f"stoppat-{name}", marked=sums)
with right, widgets.card("hospitals", "Sjukhus för sjukhus", view.hospitals_subtitle):
    widgets.figure(hospitals, view.hospitals, view.hospitals_columns, alt=view.hospitals_alt, name=f"sjukhus-{name}")
with right, widgets.card("together", "Vad som brister tillsammans", view.together_subtitle):
    widgets.findings(view.together_said)
    if view.together:
        widgets.raw_html(view.together.bars.html)
        widgets.table_under(
            view.together.combinations, view.combinations_columns, caption="Kombinationer", name=f"kombinationer-{name}"
        )
if view.together:
    with widgets.card("states", "Uppfyllt, inte uppfyllt eller inte registrerat", view.states_subtitle):
        widgets.table_with_download(
            view.together.states, view.states_columns, caption="Så gick det för varje kriterium", name=f"utfall-{name}"
        )
widgets.explained(view.definitions)
