"""What of other ways of counting a reader gets, so that they dig out nothing that is hidden.  # D131, D156

With the threshold moved, a shown municipality's month tells no more than its mean and its days do. Every other term,
moved step by step, tells single episodes apart: the cutoff by a minute, the free days by one, the criteria one by one.
Another agreement moves many at once: where the discharge day counts, there are as many days more as patients waited.
"""

from dataclasses import replace
from typing import Final

from lus_stats.rules import Changes
from lus_stats.text.changes import LABELS
from lus_stats.text.numbers import capitalised, listed
from lus_stats.ui.filters import Filters
from lus_stats.ui.views import held
from lus_stats.viewer import Role

FOR_EVERYONE: Final = ("threshold_days", "amount_sek")
OWN_AGREEMENT: Final = "Räknas enligt länets egna villkor: andra överenskommelser visas bara för den som får se rader."


def own_municipality(chosen: Filters) -> str | None:
    """The reader's own municipality, where it is one of the view's county."""
    viewer = chosen.viewer
    return viewer.scope if viewer.role is Role.MUNICIPALITY and viewer.county == chosen.county else None


def may_change_all(chosen: Filters) -> bool:
    """Whether the reader has rows in the county to put any change on."""
    return held.reads_all(chosen) or own_municipality(chosen) is not None


def agreement(chosen: Filters) -> str | None:
    """The agreement that a bill is counted under; None for the county's own."""
    return chosen.agreement if may_change_all(chosen) else None


def against(chosen: Filters) -> str | None:
    """The agreement that Tänk om holds against it; None for the same."""
    return chosen.against if may_change_all(chosen) else None


def of_statistics(chosen: Filters) -> Filters:
    """A view of statistics: under another agreement than the county's own only for readers of all its rows."""
    return chosen if held.reads_all(chosen) else replace(chosen, agreement=None)


def allowed(chosen: Filters) -> Changes:
    """The changed terms that are honoured for the view's reader."""
    return chosen.changes if may_change_all(chosen) else chosen.changes.only(FOR_EVERYONE)


def only_listed(chosen: Filters) -> str | None:
    """The one municipality that is listed at all: the reader's own, under terms that would tell of others' episodes.

    None where all are, which `disclosure` then hides the small ones of.
    """
    tells_nothing = set(allowed(chosen).terms) <= set(FOR_EVERYONE) and agreement(chosen) is None
    return None if tells_nothing else own_municipality(chosen)


def only_compared(chosen: Filters) -> str | None:
    """The same on Tänk om, where another agreement tells as much of others' episodes as changed terms do."""
    return only_listed(chosen) or (own_municipality(chosen) if against(chosen) else None)


def said(chosen: Filters) -> str:
    """What of the changes, or of the municipalities, this reader does not get; nothing where all is there."""
    put_aside = "" if agreement(chosen) == chosen.agreement else OWN_AGREEMENT
    return " ".join(filter(None, (put_aside, _said_of_changes(chosen, only_listed(chosen)))))


def said_of_both(chosen: Filters) -> str:
    """The same of Tänk om's two sides."""
    refused = agreement(chosen) != chosen.agreement or against(chosen) != chosen.against
    put_aside = OWN_AGREEMENT if refused else ""
    return " ".join(filter(None, (put_aside, _said_of_changes(chosen, only_compared(chosen)))))


def _said_of_changes(chosen: Filters, only: str | None) -> str:
    if only is not None:
        return "Bara den egna kommunen visas: sådana villkor skulle berätta om enskilda i andra kommuner."
    refused = [LABELS[key] for key in chosen.changes.terms if key not in allowed(chosen).terms]
    if not refused:
        return ""
    return f"{capitalised(listed(refused))} ändras bara för den som får se raderna, och räknas här enligt villkoren."
