"""Kriterier's other parts: what fails together, what was never registered, what it stopped, and the mirror."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from lus_stats.answers.breakdowns import STATES
from lus_stats.billing.cost import known_sum
from lus_stats.billing.waterfall import SEVERAL
from lus_stats.rules import Terms
from lus_stats.text import numbers
from lus_stats.text.criteria import blocked_title, combinations_title
from lus_stats.ui.tables import Column
from lus_stats.ui.views.billing_steps import SHORT, few_in
from lus_stats.ui.views.criteria_rows import ALL, listed
from lus_stats.ui.views.gaps import Gaps
from lus_stats.ui.views.months_back import SPARK, window
from lus_stats.ui.views.overview_figures import marked_words
from lus_stats.ui.views.places import EMPTY
from lus_stats.vocabulary import SWEDISH, State

NOTHING: Final = "Vad ouppfyllda kriterier stoppade"
NOT_APPLICABLE: Final = "Ej tillämpligt: villkoren debiterar inte enskilda vårdtillfällen."
NOTHING_STOPPED: Final = "Ingen kommun skulle ha betalat för ett vårdtillfälle där ett kriterium brast."
PARTS_HIDDEN: Final = "Uppdelningen på kriterier är dold: någon del vilar på färre än 5 vårdtillfällen."
MOST: Final = 8  # combinations drawn; the table has them all
COMBINATIONS: Final = (
    Column("label", "Inte uppfyllt"),
    Column("episodes", "Vårdtillfällen", "count", means="episodes_here"),
    Column("share", "Andel av alla", "share", means="share_of_all"),
)
STATES_COLUMNS: Final = (
    Column("label", "Kriterium", tag="tag"),
    Column("party", "Ansvarig"),
    Column("met", "Uppfyllt", "count", means="state_met"),
    Column("unmet", "Inte uppfyllt", "count", means="state_unmet"),
    Column("not_recorded", "Inte registrerat", "count", means="state_not_recorded"),
    Column("exempt", "Undantaget (spår)", "count", means="state_exempt"),
)
BLOCKED: Final = (
    Column("label", "Inte uppfyllt"),
    Column("days", "Stoppade dagar", "days", means="blocked_days"),
    Column("amount_sek", "Kronor", "kronor", missing="belopp saknas", means="blocked_amount"),
    Column("episodes", "Vårdtillfällen", "count", means="blocked_episodes"),
)
MIRROR: Final = (
    Column("month", "Månad", "month"),
    Column("n", "Vårdtillfällen", "count", instead="said", means="episodes"),
    Column("met", "Uppfyller alla kriterier", "count", instead="share_said", means="numerator"),
    Column("share", "Andel", "share", instead="share_said", means="share_criteria_met"),
    Column("mean", "Medel, dagar", "mean", instead="said", means="mean_ready_days"),
)


@dataclass(frozen=True)
class Together:
    """Which criteria failed together, and how each went; the bars hold the most common combinations."""

    bars: Gaps
    combinations: pl.DataFrame
    states: pl.DataFrame


@dataclass(frozen=True)
class Blocked:
    """What unmet criteria stopped, in days and kronor; no rows where there is nothing to tell apart, and why."""

    title: str
    rows: pl.DataFrame
    columns: tuple[Column, ...]
    why_not: str


def together(combinations: pl.DataFrame, states: pl.DataFrame, month: date, terms: Terms, code: str | None) -> Together:
    """The month's combinations, most common first, and each criterion's ways.

    Needs: answers.criteria_combinations and criteria_states of one care form, for a reader of the rows.
    """
    place = pl.col("month") == month if code is None else (pl.col("month") == month) & _is(code)
    counted = combinations.filter(place).group_by("unmet_criteria").agg(pl.col("episodes").sum())
    total = int(counted["episodes"].sum())
    failed = counted.filter(pl.col("unmet_criteria").list.len() > 0)
    rows = failed.with_columns(
        label=pl.col("unmet_criteria").list.eval(pl.element().replace_strict(SHORT)).list.join(" + "),
        share=pl.col("episodes") / max(total, 1),
        said=pl.lit(None, pl.String),
    ).sort(-pl.col("episodes"), "label")
    several = failed.filter(pl.col("unmet_criteria").list.len() > 1)
    said = combinations_title(int(failed["episodes"].sum()), int(several["episodes"].sum()), total)
    return Together(Gaps(said, rows.head(MOST)), rows, _states(states.filter(place), terms))


def _is(code: str) -> pl.Expr:
    return pl.col("municipality_code") == code


def _states(states: pl.DataFrame, terms: Terms) -> pl.DataFrame:
    summed = states.group_by(indicator="share_" + pl.col("criterion")).agg(pl.col(STATES).sum())
    lines = listed(terms).filter(pl.col("indicator") != ALL)
    rows = lines.join(summed, on="indicator", how="left", validate="1:1", maintain_order="left")
    return rows.with_columns(pl.col(STATES).fill_null(0))


def blocked(stopped: pl.DataFrame, others: pl.DataFrame, groups: pl.DataFrame, terms: Terms) -> Blocked:
    """What each criterion alone stopped, and several together.

    Readers without a right to the rows get the parts only where each rests on enough of others' episodes (D107, D120).

    Needs: answers.blocked and billing.groups, of the municipalities that the reader may see; `others`, those parts
    whose rows the reader may not.
    """
    if terms.free_days is None:
        return Blocked(NOTHING, stopped.clear(), BLOCKED, NOT_APPLICABLE)
    rows = (
        stopped.group_by("step")
        .agg(pl.col("days", "episodes").sum(), amount_sek=known_sum("amount_sek"))
        .with_columns(label=pl.col("step").replace_strict(SHORT))
        .sort(pl.col("step") == SEVERAL, -pl.col("days"), "label")
    )
    kronor = None if rows["amount_sek"].null_count() else int(rows["amount_sek"].sum())
    days = int(rows["days"].sum())
    title = blocked_title(days, numbers.kronor(kronor) + marked_words(groups))
    columns = BLOCKED if others.is_empty() else BLOCKED[:-1]
    if not days:
        return Blocked(title, rows.clear(), columns, NOTHING_STOPPED)
    if few_in(others):
        return Blocked(title, rows.clear(), columns, PARTS_HIDDEN)
    return Blocked(title, _with_total(rows, days, kronor), columns, "")


def _with_total(rows: pl.DataFrame, days: int, kronor: int | None) -> pl.DataFrame:
    """The parts and their sum, which is unknown as soon as one part's is."""
    total = {"label": "Sammanlagt", "days": days, "amount_sek": kronor, "episodes": int(rows["episodes"].sum())}
    own = rows.select("label", "days", "amount_sek", "episodes")
    return pl.concat([own, pl.DataFrame([total], schema=own.schema)])


def mirror(figures: pl.DataFrame, month: date) -> pl.DataFrame:
    """The last months' share that met all criteria and the mean ready days, of the same episodes.

    Needs: answers.Statistics.figures of one unit and care form.
    Shape: a row per month: month, n, met, share, mean, said and share_said.
    """
    mean, share = (figures.filter(pl.col("indicator") == key) for key in ("mean_ready_days", ALL))
    days = mean.select("month", n="denominator", mean="value", state=pl.col("state").cast(pl.String))
    met = share.select("month", met="numerator", share="value", share_state=pl.col("state").cast(pl.String))
    every = pl.DataFrame({"month": window(month, SPARK)})
    for part in (days, met):
        every = every.join(part, on="month", how="left", validate="1:1", maintain_order="left")
    return every.with_columns(said=_said("state"), share_said=_said("share_state"))


def _said(state: str) -> pl.Expr:
    hidden = pl.col(state) == State.HIDDEN
    return pl.when(hidden).then(pl.lit(SWEDISH[State.HIDDEN])).otherwise(pl.lit(EMPTY))
