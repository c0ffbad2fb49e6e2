"""Trender: all municipalities over time, beside each other, and between two periods."""

import streamlit as st

from lus_stats.ui import cache, cache_trends, changed_terms, filters, widgets

chosen = filters.current()
view = cache_trends.trends(chosen)

widgets.header("Trender", view.status if view else (), demo=cache.store_is_demo())
if view is None:
    widgets.explain_empty(*changed_terms.nothing_to_bill(chosen))
    st.stop()

funnel, panels, changes = cache_trends.trend_figures(chosen)
widgets.headline(view.sentence)

with widgets.card("funnel", view.funnel.title if view.funnel else "Tratt", view.funnel_subtitle):
    if view.funnel is None:
        widgets.findings((view.funnel_why_not,))
    else:
        widgets.figure(
            funnel, view.funnel.rows, view.funnel.columns, alt=view.funnel.alt, name=f"tratt-{view.file_name}"
        )
with widgets.card("panels", view.panels_title, view.panels_subtitle):
    if not panels:
        widgets.findings((view.panels_why_not,))
    else:
        table, name = view.panels.table, view.file_name
        widgets.pictures(panels, view.panels.spans, alt=table.caption, name=name)
        widgets.months_under(table, name=name)
with widgets.card("changes", view.changes.title, view.changes.subtitle):
    if view.changes.why_not:
        widgets.findings((view.changes.why_not,))
    else:
        widgets.figure(
            changes,
            view.changes.rows,
            view.changes.columns,
            alt=f"{view.changes.title}. {view.changes.subtitle}",
            name=f"jamforelse-{view.file_name}",
        )
widgets.explained(view.definitions)
