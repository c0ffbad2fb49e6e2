"""The region's invoice held against ours, line by line: read, compared, and said why."""

from lus_stats.answers.reconciliation.invoice import Invoice
from lus_stats.answers.reconciliation.reading import read_invoice
from lus_stats.answers.reconciliation.reconcile import Reconciliation, reconcile
from lus_stats.answers.reconciliation.typed import typed_invoice

__all__ = ["Invoice", "Reconciliation", "read_invoice", "reconcile", "typed_invoice"]
