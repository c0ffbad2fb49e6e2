"""Agreements and amounts as dated data: read strictly from TOML, and laid out as a table that is joined to the rows."""

from lus_stats.rules.changes import NO_CHANGES, Changes
from lus_stats.rules.loader import load
from lus_stats.rules.model import Agreement, Amount, Rulebook, Terms
from lus_stats.rules.scenario import Scenario, read_scenario, write_scenario
from lus_stats.rules.settings import parse_changes, settings
from lus_stats.rules.table import amounts_table, terms_table

__all__ = [
    "NO_CHANGES",
    "Agreement",
    "Amount",
    "Changes",
    "Rulebook",
    "Scenario",
    "Terms",
    "amounts_table",
    "load",
    "parse_changes",
    "read_scenario",
    "settings",
    "terms_table",
    "write_scenario",
]
