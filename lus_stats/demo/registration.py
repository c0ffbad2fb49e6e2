"""When an invented episode was registered, and what an extract drawn on a certain day knew of it."""

from datetime import date, datetime, time, timedelta

import numpy as np
import polars as pl

from lus_stats import months

LATE_SHARE = 0.02
LATE_DAYS = 12.0
PROMPT_HOURS = 20.0
EXTRACT_AT = time(16)

EVENTS = ("admission_notice_at", "care_contact_at", "sip_called_at", "ready_notice_at")

FIRST_LATE = timedelta(days=7)

MINUTE = 60_000_000  # microseconds


def extract_date(month: date, now: datetime) -> date:
    """Give the day a month's extract is drawn: the usual one, or yesterday while that is still to come.

    Yesterday, so that something can have been registered after it; on a month's first day, that day.
    """
    usual = months.default_extract_date(month, date.max)
    return max(months.following(month), min(usual, now.date() - timedelta(days=1)))


def extract_moment(month: date, now: datetime) -> datetime:
    """Give the moment the extract closes."""
    return min(datetime.combine(extract_date(month, now), EXTRACT_AT), now)


def with_registration(episodes: pl.DataFrame, rng: np.random.Generator, month: date, now: datetime) -> pl.DataFrame:
    """Add when each episode was registered: within a day or so, a few only after the month's extract.

    Needs: discharged_at and EVENTS.
    Shape: a row per row, ordered by registered_at; events that the extract could not know of are null.
    """
    closes = extract_moment(month, now)
    discharged = episodes["discharged_at"].to_numpy().astype("datetime64[m]").astype(np.int64)
    close = minutes(closes)
    hasty = discharged + rng.exponential(PROMPT_HOURS * 60, discharged.size)
    prompt = np.minimum(hasty, discharged + (close - discharged) * rng.random(discharged.size))
    opens = minutes(datetime.combine(extract_date(month, now) + timedelta(days=1), time(7, 30)))
    window = minutes(now) - opens
    delay = rng.exponential(LATE_DAYS * 24 * 60, discharged.size)
    late = opens + np.where(delay < window, delay, rng.random(discharged.size) * window)
    is_late = (rng.random(discharged.size) < LATE_SHARE) & (window > 0)
    at = np.where(is_late, late, prompt).astype(np.int64) * MINUTE
    return (
        episodes.with_columns(registered_at=pl.Series(at).cast(pl.Datetime("us")))
        .with_columns(known_by(closes))
        .sort("registered_at", maintain_order=True)
    )


def known_by(moment: datetime) -> list[pl.Expr]:
    """Give the events as they were known at a moment: what had not happened yet is null.

    Needs: EVENTS.
    """
    return [pl.when(pl.col(event) <= moment).then(event) for event in EVENTS]


def minutes(moment: datetime) -> int:
    """Count the minutes since 1970."""
    return int((moment - datetime(1970, 1, 1)).total_seconds() // 60)


def first_revision(episodes: pl.DataFrame, month: date, now: datetime) -> pl.DataFrame:
    """Keep what the first extract of a recent month holds: late registrations of its first days, no later ones.

    Where no second extract has been drawn yet, everything is in the first.
    """
    if not has_second_extract(month, now):
        return episodes
    return episodes.filter(pl.col("registered_at").dt.date() <= extract_date(month, now) + FIRST_LATE)


def second_revision(episodes: pl.DataFrame, month: date, now: datetime) -> pl.DataFrame:
    """Keep what the extract of the month after knows of this month."""
    return episodes.filter(pl.col("registered_at") <= extract_moment(months.following(month), now))


def has_second_extract(month: date, now: datetime) -> bool:
    """Whether the extract of the month after has been drawn too."""
    after = months.following(month)
    return months.last_day(after) < now.date() and extract_date(after, now) <= now.date()
