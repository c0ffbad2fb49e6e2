"""Fakturering as one reader may see it: the finding, the waterfall, the table."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from lus_stats.answers import Bill
from lus_stats.figures.theme import month_long
from lus_stats.geography import municipality_name
from lus_stats.months import key
from lus_stats.rules import Rulebook
from lus_stats.text import Margin, Sum, billing_sentence, numbers
from lus_stats.ui.files import Sheet
from lus_stats.ui.filters import Filters
from lus_stats.ui.tables import Column
from lus_stats.ui.views import billing_rows, billing_steps, held
from lus_stats.ui.views.amounts import amount_words, worst
from lus_stats.ui.views.outcomes import of_others, with_municipalities
from lus_stats.ui.views.terms import Counting, basis_status
from lus_stats.vocabulary import SWEDISH, Model


@dataclass(frozen=True)
class BillingView:
    """What the page draws; empty (no rows) where the county has nothing in the month."""

    status: tuple[str, ...]
    sentence: str
    changed: tuple[str, ...]
    steps: pl.DataFrame
    steps_title: str
    steps_subtitle: str
    steps_columns: tuple[Column, ...]
    left_out: str
    rows: pl.DataFrame
    columns: tuple[Column, ...]
    rows_note: str
    rows_caption: str
    file_rows: pl.DataFrame
    file_columns: tuple[Column, ...]
    file_name: str

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to bill."""
        return self.rows.is_empty()

    @property
    def steps_alt(self) -> str:
        """The waterfall read out."""
        said = (f"{label} {days}" for label, days in self.steps.select("label", "said").iter_rows())
        return f"{self.steps_title}. Dagar: {', '.join(said)}."

    @property
    def file(self) -> Sheet:
        """The table as files keep it."""
        return Sheet(self.file_rows, self.file_columns, self.rows_caption)


def billing(
    bill: Bill,
    waterfall: pl.DataFrame,
    chosen: Filters,
    counted: Counting,
    rulebook: Rulebook,
    hidden_elsewhere: Collection[str],
    chances: Mapping[str, str],
) -> BillingView:
    """The view of a county's bill in one care form.

    Needs: billing.waterfall of the bill; the municipalities that the statistics hide from this reader; each
    municipality's chance of crossing next month, in words.
    """
    lines = bill.lines.filter(pl.col("care_form") == chosen.care_form)
    listed = with_municipalities(bill.groups, chosen, hidden_elsewhere)
    chance = pl.col("municipality_code").replace_strict(chances, default=None, return_dtype=pl.String)
    outcomes = listed.with_columns(chance=chance)
    shown = outcomes.filter(pl.col("episodes").is_not_null())
    seen = waterfall.filter(
        pl.col("care_form") == chosen.care_form, pl.col("municipality_code").is_in(shown["municipality_code"].to_list())
    )
    billed = _sum(shown, "billed_tenths", "amount_sek")
    sees_small = chosen.viewer.sees_small(chosen.county)
    note = numbers.kronor(billed.amount_sek) if billed.tenths else ""
    moved = counted.terms.threshold_tenths != counted.own.threshold_tenths
    withheld = billing_steps.withheld_from(of_others(seen, chosen), moved=moved)
    steps = billing_steps.steps(seen, counted.terms, note, withheld)
    rows = billing_rows.rows(outcomes, counted.terms)
    charged = lines.join(shown, on="municipality_code", how="semi")
    amount = amount_words(rulebook, bill.amounts_behind(charged)["year"])
    place = f"{held.place(chosen)}, {SWEDISH[chosen.care_form]} vård"
    return BillingView(
        status=(*basis_status(chosen, bill.extracts, counted, bill.month), amount),
        sentence=_sentence(outcomes, shown, counted, bill.month, billed, chosen.only),
        changed=counted.said,
        steps=steps,
        steps_title=billing_steps.title(steps),
        steps_subtitle=f"{place}, {month_long(bill.month)}. {numbers.capitalised(amount)}.",
        steps_columns=billing_steps.columns(sees_small=sees_small),
        left_out=billing_steps.left_out_words(seen, counted.terms, withheld, sees_small=sees_small),
        rows=rows if not bill.groups.is_empty() else rows.clear(),
        columns=billing_rows.columns(rows, counted.terms),
        rows_note=_note(counted),
        rows_caption=f"Fakturering per kommun, {place}, {month_long(bill.month)}",
        file_name=f"fakturering-{chosen.county}-{key(bill.month)}-{SWEDISH[chosen.care_form]}",
        file_rows=billing_rows.file_rows(outcomes, bill.month, chosen.care_form),
        file_columns=billing_rows.file_columns(reads_all=held.reads_all(chosen)),
    )


def _sum(shown: pl.DataFrame, days: str, kronor: str) -> Sum:
    """Days and kronor of every shown group, with the worst status among those that have any."""
    charged = shown.filter(pl.col(days) > 0)
    return Sum(
        int(shown[days].sum()) * (1 if days.endswith("tenths") else 10),
        billing_rows.total(shown, kronor),
        worst(charged["amount_status"]),
        invented=bool(charged["invented"].any()),
    )


def _sentence(
    outcomes: pl.DataFrame, shown: pl.DataFrame, counted: Counting, month: date, billed: Sum, only: str | None
) -> str:
    terms = counted.terms
    over, under = (shown.filter(pl.col("liable") == side) for side in (True, False))
    return billing_sentence(
        month=month,
        threshold_tenths=terms.threshold_tenths,
        liable=over.height if terms.threshold_tenths is not None else 0,
        payers=shown.filter(pl.col("billed_tenths") > 0).height,
        billed=billed,
        blocked=_sum(shown, "blocked_days", "blocked_sek"),
        closest_over=_margin(over.sort("headroom_tenths", descending=True, nulls_last=True)),
        closest_under=_margin(under.sort("headroom_tenths", nulls_last=True)),
        hidden=int(outcomes["hidden"].sum()),
        municipality=municipality_name(only) if only else None,
    )


def _margin(nearest_first: pl.DataFrame) -> Margin | None:
    first: dict[str, Any] | None = next(iter(nearest_first.head(1).to_dicts()), None)
    if first is None or first["headroom_tenths"] is None:
        return None
    return Margin(first["municipality"], first["headroom_tenths"])


def _note(counted: Counting) -> str:
    """What the table's columns mean under these terms."""
    basis = "Utan sent registrerade vårdtillfällen."
    stopped = "Stoppade: dagar som regionens ouppfyllda kriterier gör att kommunen inte betalar."
    if counted.terms.model == Model.INDIVIDUAL:
        return f"{basis} Villkoren prövar varje vårdtillfälle för sig, utan medelvärde eller gräns. {stopped}"
    headroom = f"{basis} Utrymme: dagar kvar till gränsen (minus: för många)."
    if counted.terms.model == Model.MEAN_EXCESS:
        return f"{headroom} Kommunen betalar dagarna över gränsen; enskilda vårdtillfällen har inga egna kronor."
    return f"{headroom} {stopped}"
