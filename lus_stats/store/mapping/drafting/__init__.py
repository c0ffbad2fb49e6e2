"""A first mapping for an unknown file: what its columns hold, which fields they may be, what is left to ask."""

from lus_stats.store.mapping.drafting.draft import Draft, draft

__all__ = ["Draft", "draft"]
