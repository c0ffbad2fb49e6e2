"""How long one municipality's patients stay, at which hospitals, and who is still there."""

from datetime import date

import polars as pl

from lus_stats.disclosure import is_uncertain
from lus_stats.geography import swedish_order
from lus_stats.ui.tables import Column
from lus_stats.ui.views.places import EMPTY, UNCERTAIN
from lus_stats.vocabulary import SWEDISH, State

LENGTHS = (
    Column("ready_days", "Utskrivningsklara dagar", "count", means="length"),
    Column("episodes", "Vårdtillfällen", "count", means="episodes_here"),
)
HOSPITALS = (
    Column("label", "Sjukhus"),
    Column("n", "Vårdtillfällen", "count", instead="said", means="episodes"),
    Column("mean", "Medel, dagar", "mean", instead="said", means="mean_ready_days"),
    Column("met", "Uppfyller alla kriterier", "share", instead="met_said", means="share_criteria_met"),
    Column("remark", "Anmärkning", missing=""),
)
NO_HOSPITAL = "Sjukhus saknas"
NO_DISTRICT = "Stadsdel saknas"


def waiting_columns(*, with_district: bool, has_free_days: bool) -> tuple[Column, ...]:
    """The columns of those still in hospital."""
    district = (Column("district", "Stadsdelsområde", missing="saknas"),) if with_district else ()
    liable = "saknas" if has_free_days else SWEDISH[State.NOT_APPLICABLE]
    return (
        Column("episode_id", "Vårdtillfälle", tag="late"),
        *district,
        Column("hospital", "Sjukhus", missing="saknas"),
        Column("first_ready_on", "Dag 1", "date"),
        Column("days_so_far", "Dagar hittills", "count", means="days_so_far"),
        Column("first_liable_on", "Första dag för betalningsansvar", "date", missing=liable),
    )


def lengths(counted: pl.DataFrame, month: date, municipality: str) -> pl.DataFrame:
    """One month's stays by length. Needs: answers.stay_lengths of one care form."""
    own = counted.filter(pl.col("month") == month, pl.col("municipality_code") == municipality)
    return own.select("ready_days", "episodes")


def hospital_rows(figures: pl.DataFrame) -> pl.DataFrame:
    """A month's hospitals side by side, most episodes first.

    Needs: one month's figures of one care form by hospital, mean_ready_days and share_criteria_met; `state` where
    some may be hidden.
    Shape: a row per hospital: label, n, mean, met, said and met_said (which may be hidden alone), remark.
    """
    state = pl.col("state") if "state" in figures.columns else pl.lit(State.SHOWN.value)
    stated = figures.with_columns(state=state.cast(pl.String))
    mean, met = (stated.filter(pl.col("indicator") == key) for key in ("mean_ready_days", "share_criteria_met"))
    shown = mean.select("hospital", "state", n="denominator", mean="value").join(
        met.select("hospital", met="value", met_state="state"),
        on="hospital",
        how="left",
        validate="1:1",
        nulls_equal=True,
    )
    few = is_uncertain("n")
    return shown.with_columns(
        label=pl.col("hospital").fill_null(NO_HOSPITAL),
        said=_said("state"),
        met_said=_said("met_state"),
        remark=pl.when(few).then(pl.lit(UNCERTAIN)),
    ).sort(-pl.col("n").fill_null(0), swedish_order("label"))


def _said(state: str) -> pl.Expr:
    hidden = pl.col(state) == State.HIDDEN
    return pl.when(hidden).then(pl.lit(SWEDISH[State.HIDDEN])).otherwise(pl.lit(EMPTY))


def waiting(patients: pl.DataFrame, care_form: str) -> pl.DataFrame:
    """Those still in hospital, longest first. Needs: answers.still_in_hospital."""
    own = patients.filter(pl.col("care_form") == care_form)
    return own.with_columns(late=pl.when(pl.col("days_beyond_free") > 0).then(pl.lit("efter fristdagarna")))
