"""Läget: the month in one screen."""

import streamlit as st

from lus_stats.ui import cache, cache_statistics, changed_terms, filters, widgets

chosen = filters.current()
view = cache_statistics.overview(chosen)

widgets.header("Läget", view.status if view else (), demo=cache.store_is_demo())
if view is None:
    widgets.explain_empty(*changed_terms.nothing_to_bill(chosen))
    st.stop()

dots, county_map = cache_statistics.overview_figures(chosen)
widgets.headline(view.sentence)
widgets.key_figures(view.key_figures)

left, right = st.columns([3, 2])
with left, widgets.card("places", view.places_title, view.places_subtitle):
    widgets.figure(dots, view.places, view.columns, alt=view.places_alt, name=view.file_name)
if view.map_subtitle:
    with right, widgets.card("map", "Kommunerna på kartan", view.map_subtitle):
        widgets.figure(county_map, view.places, view.map_columns, alt=view.map_alt, name=f"karta-{view.file_name}")
with right, widgets.card("signals", "Vad har ändrats utöver slumpen?", "Signaler i styrdiagram, senaste månaden"):
    widgets.findings(view.findings.sentences, view.findings.more, view.findings.quiet)
with (
    right if view.is_long else left,
    widgets.card("gaps", "Varför vårdtillfällen inte kan debiteras", view.gaps.subtitle),
):
    widgets.raw_html(view.gaps.html)
    if view.gaps.rows.height:
        widgets.table_under(
            view.gaps.rows, view.gaps.columns, caption=view.gaps.subtitle, name=f"kriterier-{view.file_name}"
        )
widgets.explained(view.definitions)
