"""Utskrivningsklara dagar: when the clock starts, which days count, and which of them is which (rules.md §3)."""

from typing import Final

import polars as pl

_NO_CUTOFF: Final = 86_400  # a second no clock shows, so that nothing is late where the terms have no cutoff


def clock() -> pl.Expr:
    """The moment the counting starts from.

    Needs: ready_notice_at, ready_at.
    Source: Örebro, Modell för betalningsansvar, "Hur beräknas dagarna?"; LUS 5 kap. 4 §.
    """
    return pl.coalesce("ready_notice_at", "ready_at")


def first_ready_on() -> pl.Expr:
    """The first day that counts; the day after the clock's where the clock stood past the cutoff.

    Needs: clock_on, clock_second, cutoff_second.
    Source: LUS 5 kap. 4 §, "efter kl. 12.00": 12:00:00 sharp is early (D2).
    """
    too_late = pl.col("clock_second") > pl.col("cutoff_second").fill_null(_NO_CUTOFF)
    return (pl.col("clock_on").cast(pl.Int32) + too_late.cast(pl.Int32)).cast(pl.Date)


def last_ready_on() -> pl.Expr:
    """The last day that counts: the discharge day, or the day before it.

    Needs: discharged_on, discharge_day_counts.
    """
    return (pl.col("discharged_on").cast(pl.Int32) - (~pl.col("discharge_day_counts")).cast(pl.Int32)).cast(pl.Date)


def ready_days() -> pl.Expr:
    """Calendar days a patient stayed on after the municipality was told.

    Needs: first_ready_on, last_ready_on.
    Unit: days; 0 where the patient left before the first counted day; null while still in hospital.
    Source: Örebro, Modell för betalningsansvar, "Hur beräknas dagarna?"; LUS 5 kap. 4 §.
    """
    return (pl.col("last_ready_on").cast(pl.Int32) - pl.col("first_ready_on").cast(pl.Int32) + 1).clip(lower_bound=0)


def days_beyond_free() -> pl.Expr:
    """The ready days after the free ones; null where the terms have no free days.

    Needs: ready_days, free_days.
    Unit: days. The nth ready day is `first_ready_on` + n - 1, so these are the last of them.
    """
    return (pl.col("ready_days") - pl.col("free_days")).clip(lower_bound=0)
