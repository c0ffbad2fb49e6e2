"""The inbox: what is put in a folder is imported, and put away with a report beside it (D84)."""

from lus_stats.store.inbox.names import presentable
from lus_stats.store.inbox.place import DONE, REFUSED, Calm, Inbox, Landed, opened, waiting
from lus_stats.store.inbox.taking import Taken, take

__all__ = ["DONE", "REFUSED", "Calm", "Inbox", "Landed", "Taken", "opened", "presentable", "take", "waiting"]
