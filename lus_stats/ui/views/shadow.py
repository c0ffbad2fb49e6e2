"""The shadow bill: the month as if the region had met every criterion, beside the month as it was."""

from collections.abc import Collection

import polars as pl

from lus_stats.answers import Bill
from lus_stats.figures.theme import month_long
from lus_stats.months import key
from lus_stats.text import bill_parts as text
from lus_stats.ui.filters import Filters
from lus_stats.ui.tables import Column
from lus_stats.ui.views import held
from lus_stats.ui.views.bill_parts import Part, summed
from lus_stats.ui.views.outcomes import with_municipalities
from lus_stats.ui.views.terms import Counting
from lus_stats.vocabulary import SWEDISH, MeanPopulation

COLUMNS = (
    Column("municipality", "Kommun", place="municipality_code"),
    Column("amount_sek", "Debiteras, kronor", "kronor", missing="belopp saknas", means="amount"),
    Column("shadow_sek", "Skuggfaktura, kronor", "kronor", missing="belopp saknas", ahead=True, means="shadow_amount"),
    Column("change_sek", "Skillnad, kronor", "signed", missing="belopp saknas", means="shadow_change"),
    Column("billed_days", "Debiteras, dagar", "days", means="billed_days"),
    Column("shadow_days", "Skuggfaktura, dagar", "days", means="shadow_days"),
)


def shadow(bill: Bill, as_if: Bill, chosen: Filters, counted: Counting, hidden_elsewhere: Collection[str]) -> Part:
    """The county's two bills in one care form; the municipalities one by one only for readers of their rows.

    Needs: the month's bill, and the same question's `shadow`.
    """
    listed = [with_municipalities(one.groups, chosen, hidden_elsewhere) for one in (bill, as_if)]
    real, met = (one.filter(pl.col("episodes").is_not_null()) for one in listed)
    some_hidden = any(one["hidden"].any() for one in listed)
    both = real.join(
        met.select("municipality_code", shadow_tenths="billed_tenths", shadow_sek="amount_sek", shadow_liable="liable"),
        on="municipality_code",
        how="inner",
        validate="1:1",
        maintain_order="left",
    )
    rows = both.with_columns(
        change_sek=pl.col("shadow_sek") - pl.col("amount_sek"),
        billed_days=pl.col("billed_tenths") / 10,
        shadow_days=pl.col("shadow_tenths") / 10,
    ).filter(_reads(chosen), (pl.col("billed_tenths") > 0) | (pl.col("shadow_tenths") > 0))
    place = f"{held.place(chosen)}, {SWEDISH[chosen.care_form]} vård, {month_long(bill.month)}"
    shown = both["municipality_code"].to_list()
    return Part(
        name=f"skuggfaktura-{chosen.county}-{key(bill.month)}-{SWEDISH[chosen.care_form]}",
        title="Om regionen hade uppfyllt allt",
        subtitle=f"Skuggfaktura, {place}",
        rows=rows.sort("change_sek", "municipality_code", descending=[True, False], nulls_last=True),
        columns=COLUMNS,
        caption=f"Skuggfaktura per kommun, {place}",
        said=text.shadow_sentence(
            "de kommuner som visas" if some_hidden else held.payers(chosen),
            summed(real.filter(pl.col("municipality_code").is_in(shown))),
            summed(met.filter(pl.col("municipality_code").is_in(shown))),
            mean_changes=counted.terms.mean_population is MeanPopulation.CRITERIA_MET,
        ),
    )


def _reads(chosen: Filters) -> pl.Expr:
    """The municipalities whose rows the reader may see."""
    code = pl.col("municipality_code")
    return pl.lit(value=True) if chosen.viewer.sees_small(chosen.county) else code == chosen.viewer.scope
