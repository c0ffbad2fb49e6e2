"""Mappings: how another system's export is read as the canonical file (rules.md §2)."""

from lus_stats.store.mapping.apply import mapped
from lus_stats.store.mapping.finding import find, keys
from lus_stats.store.mapping.loader import load
from lus_stats.store.mapping.model import CANONICAL, CANONICAL_KEY, Column, Mapping
from lus_stats.store.mapping.secret import secret_of

__all__ = ["CANONICAL", "CANONICAL_KEY", "Column", "Mapping", "find", "keys", "load", "mapped", "secret_of"]
