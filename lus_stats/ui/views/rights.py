"""What of a what-if a reader gets, so that changing the terms digs out nothing that is hidden.  # D131

With the threshold moved, a shown municipality's month tells no more than its mean and its days do. Every other term,
moved step by step, tells single episodes apart: the cutoff by a minute, the free days by one, the criteria one by one.
"""

from typing import Final

from lus_stats.rules import Changes
from lus_stats.text.changes import LABELS
from lus_stats.text.numbers import capitalised, listed
from lus_stats.ui.filters import Filters
from lus_stats.viewer import Role

FOR_EVERYONE: Final = ("threshold_days", "amount_sek")


def own_municipality(chosen: Filters) -> str | None:
    """The reader's own municipality, where it is one of the view's county."""
    viewer = chosen.viewer
    return viewer.scope if viewer.role is Role.MUNICIPALITY and viewer.county == chosen.county else None


def may_change_all(chosen: Filters) -> bool:
    """Whether the reader has rows in the county to put any change on."""
    return chosen.viewer.sees_small(chosen.county) or own_municipality(chosen) is not None


def allowed(chosen: Filters) -> Changes:
    """The changed terms that are honoured for the view's reader."""
    return chosen.changes if may_change_all(chosen) else chosen.changes.only(FOR_EVERYONE)


def only_listed(chosen: Filters) -> str | None:
    """The one municipality that is listed at all: the reader's own, under changes that would tell of others' episodes.

    None where all are, which `disclosure` then hides the small ones of.
    """
    return None if set(allowed(chosen).terms) <= set(FOR_EVERYONE) else own_municipality(chosen)


def said(chosen: Filters) -> str:
    """What of the changes, or of the municipalities, this reader does not get; nothing where all is there."""
    if only_listed(chosen) is not None:
        return "Bara den egna kommunen visas: så ändrade villkor skulle berätta om enskilda i andra kommuner."
    refused = [LABELS[key] for key in chosen.changes.terms if key not in allowed(chosen).terms]
    if not refused:
        return ""
    return f"{capitalised(listed(refused))} ändras bara för den som får se raderna, och räknas här enligt villkoren."
