"""Twelve months of bills and their sum, of one municipality or of all a reader may see."""

from datetime import date

import polars as pl

from lus_stats.figures.theme import month_long
from lus_stats.geography import county_name, municipality_name
from lus_stats.months import key
from lus_stats.rules import Terms
from lus_stats.text import bill_parts as text
from lus_stats.ui.filters import Filters
from lus_stats.ui.tables import Column
from lus_stats.ui.views import held, rights
from lus_stats.ui.views.bill_parts import Part, marked, summed
from lus_stats.ui.views.months_back import window
from lus_stats.vocabulary import SWEDISH, AmountStatus

YEAR = 12
MISSING = "belopp saknas"
_ONE = (
    Column("episodes", "Vårdtillfällen", "count", missing="saknas", means="basis_episodes"),
    Column("mean_ready_days", "Medel", "mean", missing="saknas", means="basis_mean"),
    Column("over", "Över gränsen", "text"),
)
_MANY = (
    Column("episodes", "Vårdtillfällen", "count", missing="saknas", means="basis_episodes"),
    Column("liable", "Kommuner över gränsen", "count", missing="saknas", means="liable_places"),
)
_MONEY = (
    Column("billed_days", "Debiteras, dagar", "days", missing="saknas", ahead=True, means="billed_days"),
    Column("amount_sek", "Kronor", "kronor", missing=MISSING, tag="mark", ahead=True, means="amount"),
    Column("blocked_days", "Stoppade, dagar", "days", missing="saknas", means="blocked_days"),
    Column("blocked_sek", "Stoppade, kronor", "kronor", missing=MISSING, means="blocked_amount"),
)


def year(seen: pl.DataFrame, chosen: Filters, month: date, terms: Terms) -> Part:
    """The twelve months that end with one, each on its billing basis, all under the same terms.

    Needs: billing.groups of the months, the hidden ones left out (`months_back.seen_outcomes`).
    """
    wanted = window(month, YEAR)
    outcomes = seen.filter(pl.col("month").is_in(wanted))
    one = chosen.municipality or chosen.only or rights.only_listed(chosen)
    rows = _rows(outcomes if one is None else outcomes.filter(pl.col("municipality_code") == one), wanted)
    total = summed(rows.with_columns(billed_tenths=pl.col("billed_tenths").fill_null(0)))
    place = county_name(chosen.county) if one is None else municipality_name(one)
    priced = rows.filter(pl.col("billed_tenths") > 0)["amount_sek"].null_count() == 0
    has_bars = bool(rows["billed_tenths"].sum() or rows["blocked_days"].sum())
    where = f"{place}, {SWEDISH[chosen.care_form]} vård, till och med {month_long(month)}"
    months = rows.filter(pl.col("episodes").is_not_null()).height
    hidden = "" if one or held.reads_all(chosen) else " Kommuner som är dolda en månad är inte med den månaden."
    return Part(
        name=f"aret-{one or chosen.county}-{key(month)}-{SWEDISH[chosen.care_form]}",
        title=text.year_title(months, rows.filter(pl.col("billed_tenths") > 0).height, total),
        subtitle=f"{'Kronor' if priced else 'Dagar'} per månad, {where}. {_under(terms, rows)}{hidden}",
        rows=rows,
        columns=(Column("month", "Månad", "month"), *(_MANY if one is None else _ONE), *_MONEY),
        caption=f"Fakturering månad för månad, {where}",
        drawn={"unit": "kr" if priced else "dagar"} if has_bars else None,
        folded=not has_bars,
    )


def _rows(outcomes: pl.DataFrame, wanted: list[date]) -> pl.DataFrame:
    """A row per month, whether or not there is anything in it; kronor are unknown as soon as one of them is.

    The amounts are those of the billed days: a municipality that pays nothing marks nobody's kronor.  # D165
    """

    def known(column: str) -> pl.Expr:
        return pl.when(pl.col(column).null_count() == 0).then(pl.col(column).sum()).alias(column)

    charged = pl.col("billed_tenths") > 0
    status = pl.col("amount_status").cast(pl.String).filter(charged)
    by_month = outcomes.group_by("month").agg(
        pl.col("episodes", "ready_days", "episodes_in_mean", "billed_tenths", "blocked_days").sum(),
        known("amount_sek"),
        known("blocked_sek"),
        liable=pl.col("liable").sum().cast(pl.Int64),
        invented=pl.col("invented").filter(charged).any(),
        mean_ready_days=pl.col("mean_ready_days").first(),
        amount_status=status.sort_by(status.replace_strict(_RANK, return_dtype=pl.Int32)).last(),
    )
    every = pl.DataFrame({"month": wanted}, schema={"month": pl.Date})
    rows = every.join(by_month, on="month", how="left", validate="1:1", maintain_order="left")
    rows = rows.with_columns(
        billed_days=pl.col("billed_tenths") / 10,
        over=pl.when(pl.col("liable") > 0).then(pl.lit("ja")).when(pl.col("liable") == 0).then(pl.lit("nej")),
    )
    return rows.with_columns(mark=pl.Series(marked(rows), dtype=pl.String))


_RANK = {status.value: at for at, status in enumerate(AmountStatus)}


def _under(terms: Terms, rows: pl.DataFrame) -> str:
    first = rows["month"].min()
    before = isinstance(first, date) and first < terms.valid_from
    said = f"Alla månader räknas enligt villkoren från {terms.valid_from}"
    return f"{said}, även de som ligger före." if before else f"{said}, på varje månads underlag."


def for_figure(part: Part) -> pl.DataFrame:
    """The rows as the bars want them, in the unit that is known for all months."""
    kronor = part.drawn is not None and part.drawn["unit"] == "kr"
    billed, blocked = ("amount_sek", "blocked_sek") if kronor else ("billed_days", "blocked_days")
    return part.rows.select("month", billed=billed, blocked=blocked)
