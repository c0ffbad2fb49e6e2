"""Fakturaunderlag: line by line, explained."""

from lus_stats.ui import cache, widgets

widgets.header("Fakturaunderlag", [], demo=cache.store_is_demo())
widgets.explain_empty(
    "Det finns inga uppgifter att visa ännu.", "Läs in en månad med lus import, eller skapa demodata med lus demo."
)
