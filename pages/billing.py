"""Fakturering: what the month would cost, and what stopped the rest."""

import streamlit as st

from lus_stats.ui import cache, cache_bill_parts, cache_billing, changed_terms, filters, links, timetable_card, widgets

chosen = filters.current()
view = cache_billing.billing(chosen)

widgets.header("Fakturering", view.status if view else (), demo=cache.store_is_demo())
if view is None or view.is_empty:
    widgets.explain_empty(*changed_terms.nothing_to_bill(chosen))
    st.stop()

changed_terms.draw(view.changed)
widgets.headline(view.sentence)

with widgets.card("steps", view.steps_title, view.steps_subtitle):
    widgets.figure(
        cache_billing.billing_figure(chosen),
        view.steps,
        view.steps_columns,
        alt=view.steps_alt,
        name=f"dagar-{view.file_name}",
    )
    widgets.caption(view.left_out)

with widgets.card("municipalities", "Per kommun", view.rows_note):
    widgets.table_with_download(
        view.rows,
        view.columns,
        caption=view.rows_caption,
        note="note",
        marked=view.rows.height - 1,
        file=view.file,
        name=view.file_name,
        link_to=links.to_its_bill,
    )

for part, drawn in cache_bill_parts.bill_parts(chosen):
    with widgets.card(part.name, part.title, part.subtitle):
        widgets.findings((part.said,) if part.said else ())
        if drawn is not None:
            widgets.figure(drawn, part.rows, part.columns, alt=part.caption, name=part.name)
        elif part.folded:
            widgets.table_under(part.rows, part.columns, caption=part.caption, name=part.name)
        elif part.rows.height:
            widgets.table_with_download(
                part.rows, part.columns, caption=part.caption, name=part.name, link_to=links.to_its_bill
            )

timetable_card.draw(chosen)
