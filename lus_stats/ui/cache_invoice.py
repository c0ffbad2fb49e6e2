"""The region's invoice as the pages hold it: in the reader's own session, with the one comparison made of it last."""

from dataclasses import dataclass, field
from typing import Any, Final

import streamlit as st

from lus_stats import months
from lus_stats.answers.reconciliation import Invoice, typed_invoice
from lus_stats.answers.reconciliation.reconcile import reconcile
from lus_stats.store import Incoming
from lus_stats.ui import cache
from lus_stats.ui.filters import Filters
from lus_stats.ui.views import region_awaited, terms
from lus_stats.ui.views import region_invoice as views
from lus_stats.ui.views.invoice_basis import may_see_rows
from lus_stats.ui.views.region_invoice import RegionInvoiceView

STATE: Final = "region_invoice"


@dataclass
class Delivered:
    """One reader's invoice, as it was read; the file itself is forgotten as soon as it has been (D142).

    `number` is of the uploader, which is a new one after each delivery; `waiting` is a file until the page has read it;
    `refusal` says what was not taken.
    """

    number: int = 0
    waiting: Incoming | None = None
    invoice: Invoice | None = None
    refusal: str = ""
    typed: tuple[str, Invoice | None] | None = field(default=None, repr=False)
    made: tuple[Any, RegionInvoiceView] | None = field(default=None, repr=False)


def current() -> Delivered:
    """The reader's own."""
    found: Delivered = st.session_state.setdefault(STATE, Delivered())
    return found


def may_compare(chosen: Filters) -> bool:
    """Whether there is a month, and a municipality whose rows this reader may see."""
    return chosen.month is not None and may_see_rows(chosen)


def status(chosen: Filters) -> tuple[str, ...]:
    """What an invoice would be held against."""
    return views.status(chosen, cache.bill(views.question(chosen)), cache.rulebook())


def awaited(chosen: Filters) -> str:
    """What an invoice would be held against, in a sentence. Call only where the reader `may_compare`."""
    return region_awaited.awaited(cache.bill(views.question(chosen)), chosen)


def changed(chosen: Filters) -> tuple[str, ...]:
    """The changed terms in words."""
    assert chosen.month is not None
    return terms.counting(chosen, cache.rulebook(), chosen.month).said


def comparison(chosen: Filters, invoice: Invoice) -> RegionInvoiceView:
    """The invoice against the view's month. It holds a reader's own rows, and is kept in no shared cache.

    Call only where the reader `may_compare`.
    """
    held, asked = current(), (chosen.viewer, views.question(chosen), cache.key(), id(invoice))
    if held.made is None or held.made[0] != asked:
        answer = reconcile(cache.folder(), views.question(chosen), invoice)
        held.made = asked, views.region_invoice(answer, chosen, cache.rulebook())
    return held.made[1]


def typed(text: str) -> Invoice | None:
    """What is typed, read once for each change, so that its comparison is made once.

    Errors: as answers.reconciliation.typed_invoice.
    """
    held = current()
    if held.typed is None or held.typed[0] != text:
        held.typed = text, typed_invoice(text, months.now())
    return held.typed[1]
