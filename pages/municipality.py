"""Kommun: one municipality, its months, stays, districts and hospitals."""

import streamlit as st

from lus_stats.ui import cache, cache_statistics, changed_terms, filters, widgets

chosen = filters.current()
view = cache_statistics.municipality(chosen)

widgets.header("Kommun", view.status if view else (), demo=cache.store_is_demo())
if view is None:
    widgets.explain_empty(*changed_terms.nothing_to_bill(chosen))
    st.stop()

by_month, stays, districts = cache_statistics.municipality_figures(chosen)
name = view.file_name
widgets.headline(view.sentence)
widgets.key_figures(view.waits + view.outcome, columns=4)

with widgets.card("months", view.months_title, view.months_subtitle):
    widgets.figure(by_month, view.by_month, view.months_columns, alt=view.months_alt, name=name)

left, right = st.columns(2)
with left, widgets.card("stays", "Så länge stannar patienterna", view.lengths_title):
    widgets.findings((view.lengths_said,))
    if stays is None:
        widgets.caption(view.lengths_why_not)
    else:
        widgets.figure(stays, view.lengths, view.lengths_columns, alt=view.lengths_title, name=f"dagar-{name}")
with right, widgets.card("room", "Utrymme till gränsen", view.room_subtitle):
    widgets.findings(view.room.sentences)
    if view.room.rows.height:
        widgets.table_with_download(
            view.room.rows,
            view.room.columns,
            caption="Ett vårdtillfälle till",
            name=f"utrymme-{name}",
            file=view.room.file,
        )

if view.districts:
    with widgets.card("districts", "Stadsdelsområden", view.districts.subtitle):
        widgets.figure(
            districts,
            view.districts.rows,
            view.districts.columns,
            alt=view.districts.alt,
            name=f"stadsdelar-{name}",
        )

with widgets.card("hospitals", view.hospitals_title, view.hospitals_subtitle):
    widgets.table_with_download(
        view.hospitals, view.hospitals_columns, caption=view.hospitals_title, name=f"sjukhus-{name}"
    )
with widgets.card("waiting", "Kvar på sjukhus vid uttaget"):
    widgets.findings((view.waiting_said,))
    if view.waiting is not None and view.waiting.height:
        widgets.table_under(view.waiting, view.waiting_columns, caption="Kvar på sjukhus", name=f"kvar-{name}")
widgets.explained(view.definitions)
