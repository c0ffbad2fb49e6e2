"""A county's municipalities (or a city's districts) in a month: the rows of the dots, the map and their table."""

import polars as pl

from lus_stats.disclosure import is_uncertain
from lus_stats.geography import swedish_order
from lus_stats.rules import Terms
from lus_stats.text import findings
from lus_stats.ui.tables import Column
from lus_stats.vocabulary import SWEDISH, MeanPopulation, State

UNCERTAIN = "osäkert, få vårdtillfällen"
EMPTY = "inga vårdtillfällen"
STATISTICS = (
    Column("n", "Vårdtillfällen", "count", instead="said", means="episodes"),
    Column("value", "Medel, dagar", "mean", instead="said", means="mean_ready_days"),
    Column("low", "Osäkerhet från", "mean", instead="no_interval", means="interval"),
    Column("high", "till", "mean", instead="no_interval", means="interval"),
)
OUTCOME = (
    Column("episodes_in_mean", "I underlagets medelvärde", "count", instead="outcome_said", means="basis_in_mean"),
    Column("mean_ready_days", "Underlagets medel", "mean", instead="mean_said", means="basis_mean"),
    Column("headroom_days", "Utrymme, dagar", "signed", instead="mean_said", means="headroom"),
    Column("billed_days", "Debiteras, dagar", "days", instead="outcome_said", means="billed_days"),
    Column("amount_sek", "Debiteras, kronor", "kronor", instead="amount_said", means="amount"),
    Column("blocked_days", "Stoppade, dagar", "days", instead="outcome_said", means="blocked_days"),
    Column("blocked_sek", "Stoppade, kronor", "kronor", instead="amount_said", means="blocked_amount"),
)
REMARK = Column("remark", "Anmärkning", missing="")


def with_figures(listed: pl.DataFrame, figures: pl.DataFrame, unit: str) -> pl.DataFrame:
    """Every place with its mean as a statistic, largest first; the hidden ones after, then those without episodes.

    Needs (listed): `unit`, label; (figures) one month's `mean_ready_days` of one care form.
    Shape: a row per place: the listed columns, n, value, low, high, state, uncertain, said, no_interval.
    """
    known = figures.select(unit, "value", "low", "high", "state", n="denominator")
    rows = listed.join(known, on=unit, how="left", validate="1:1").with_columns(
        state=pl.col("state").cast(pl.String).fill_null(State.SHOWN.value),
    )
    hidden = pl.col("state") == State.HIDDEN
    n = pl.when(~hidden).then(pl.col("n").fill_null(0))
    rank = pl.when(hidden).then(1).when(pl.col("n") == 0).then(2).otherwise(0)
    said = pl.when(hidden).then(pl.lit(SWEDISH[State.HIDDEN])).when(pl.col("n") == 0).then(pl.lit(EMPTY))
    return (
        rows.with_columns(n=n)
        .with_columns(uncertain=is_uncertain("n").fill_null(value=False), said=said)
        .with_columns(no_interval=pl.coalesce("said", pl.lit("färre än 5")))
        .sort(rank, -pl.col("n").fill_null(0), swedish_order("label"))
    )


def with_outcome(places: pl.DataFrame, outcomes: pl.DataFrame, terms: Terms) -> pl.DataFrame:
    """Add the month's outcome on the billing basis, and in words what is not there.

    Needs (outcomes): views.outcomes.with_municipalities.
    """
    has_mean = terms.threshold_tenths is not None
    hidden = pl.col("hidden")
    hidden_said = pl.when(hidden).then(pl.lit(SWEDISH[State.HIDDEN]))
    nothing = pl.coalesce(hidden_said, pl.lit(SWEDISH[State.MISSING]))
    mean_said = nothing if has_mean else pl.coalesce(hidden_said, pl.lit(SWEDISH[State.NOT_APPLICABLE]))
    figures = outcomes.select(
        "municipality_code",
        "hidden",
        "mean_ready_days",
        "amount_sek",
        "blocked_sek",
        "amount_status",
        *(_zero(c) for c in ("episodes_in_mean", "blocked_days")),
        liable=pl.col("liable").fill_null(value=False) & has_mean,
        headroom_days=pl.col("headroom_tenths") / 10,
        billed_days=_zero("billed_tenths") / 10,
        no_group=pl.col("episodes").is_null() & ~hidden,
    )
    return places.join(figures, on="municipality_code", how="left", validate="1:1", maintain_order="left").with_columns(
        outcome_said=nothing,
        mean_said=mean_said,
        amount_said=pl.coalesce(hidden_said, pl.when("no_group").then(pl.lit("0")), pl.lit("belopp saknas")),
        remark=remark(
            pl.when(pl.col("hidden") & (pl.col("state") != State.HIDDEN)).then(pl.lit("utfallet dolt: färre än 5"))
        ),
        over=pl.when("liable").then(pl.lit("över gränsen")),
    )


def _zero(column: str) -> pl.Expr:
    """0 where there is no group; null where it is hidden."""
    return pl.when(~pl.col("hidden")).then(pl.col(column).fill_null(0)).alias(column)


def remark(*first: pl.Expr) -> pl.Expr:
    """What must be said of the whole row. Needs: uncertain, state."""
    return pl.concat_str(
        *first,
        pl.when("uncertain").then(pl.lit(UNCERTAIN)),
        pl.when(pl.col("state") == State.HIDDEN).then(pl.lit(SWEDISH[State.HIDDEN])),
        separator=" · ",
        ignore_nulls=True,
    )


def title(places: pl.DataFrame, terms: Terms) -> str:
    """The dots' finding."""
    over = places.filter("liable")
    same_mean = terms.mean_population is MeanPopulation.ALL
    clearly = None
    if same_mean and terms.threshold_tenths is not None:
        clearly = over.filter((pl.col("low") * 10 > terms.threshold_tenths).fill_null(value=False)).height
    return findings.places_title(over.height, clearly, terms.threshold_tenths)


def alternative(measure: str, places: pl.DataFrame) -> str:
    """The dots in words."""
    shown = places.filter(pl.col("state") == State.SHOWN, pl.col("value").is_not_null()).sort("value", descending=True)
    hidden = places.filter(pl.col("state") == State.HIDDEN).height
    return findings.dots_alternative(
        measure, shown.select("label", "value").rows(), hidden, places.height - shown.height - hidden
    )
