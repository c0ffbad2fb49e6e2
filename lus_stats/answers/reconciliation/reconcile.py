"""One municipality's month from the store, and the region's invoice held against it."""

from dataclasses import dataclass

import polars as pl

from lus_stats.answers.bill import Bill, bill
from lus_stats.answers.question import Question
from lus_stats.answers.reconciliation.compare import compared, compared_in_all
from lus_stats.answers.reconciliation.finding import elsewhere
from lus_stats.answers.reconciliation.invoice import Invoice
from lus_stats.answers.reconciliation.sums import sums
from lus_stats.store import DataFolder, asked_of_the_store
from lus_stats.vocabulary import Model


@dataclass(frozen=True)
class Reconciliation:
    """An invoice against a bill: `lines` as compare.COMPARED, `sums` by match and ground, `total` of them all.

    `groups` are the municipality's own of the bill; `on_the_mean` where the agreement's sum stands on the mean: then
    the one line is the whole month's. `is_invented` where our kronor rest on an amount that the demo data made up.
    """

    invoice: Invoice
    bill: Bill
    groups: pl.DataFrame
    on_the_mean: bool
    is_invented: bool
    lines: pl.DataFrame
    sums: pl.DataFrame
    total: pl.DataFrame


@asked_of_the_store
def reconcile(folder: DataFolder, question: Question, invoice: Invoice) -> Reconciliation:
    """The invoice against the month of the question's municipality, both care forms.

    Errors: as answers.bill.
    """
    return against(folder, bill(folder, question), question, invoice)


@asked_of_the_store
def against(folder: DataFolder, answer: Bill, question: Question, invoice: Invoice) -> Reconciliation:
    """The invoice against the part of a bill that is the question's municipality's."""
    own = pl.col("municipality_code") == question.municipality
    lines, groups = answer.lines.filter(own), answer.groups.filter(own)
    on_the_mean = bool((groups["model"] == Model.MEAN_EXCESS).any())
    if on_the_mean:
        held = compared_in_all(invoice.lines.lazy(), groups.lazy())
    else:
        named = invoice.lines["episode_id"].drop_nulls()
        found = elsewhere(folder, named.filter(~named.is_in(lines["episode_id"].implode())), question)
        held = compared(invoice.lines.lazy(), lines.lazy(), found.lazy())
    compared_lines = held.collect()
    by_ground, total = pl.collect_all([sums(compared_lines.lazy()), sums(compared_lines.lazy(), ())])
    invented = bool(answer.amounts_behind(lines)["invented"].any())
    return Reconciliation(invoice, answer, groups, on_the_mean, invented, compared_lines, by_ground, total)
