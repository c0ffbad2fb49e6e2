"""Swedish sentences from figures: plain values in, a sentence out. Bold figures are Markdown."""

from lus_stats.text.money import Margin, Sum, billing_sentence, invoice_basis_sentence
from lus_stats.text.overview import UNCHANGED_MEANS, Mean, margin, municipality_sentence, overview_sentence

__all__ = [
    "UNCHANGED_MEANS",
    "Margin",
    "Mean",
    "Sum",
    "billing_sentence",
    "invoice_basis_sentence",
    "margin",
    "municipality_sentence",
    "overview_sentence",
]
