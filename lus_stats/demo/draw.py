"""One month's invented stays: who was discharged, when, and how long they had been ready."""

from datetime import date, timedelta

import numpy as np
import polars as pl

from lus_stats import months
from lus_stats.demo.region import region_part, words
from lus_stats.demo.setting import Floats, Setting, Stays, Whole, districts, generator, pace, season
from lus_stats.geography import DISTRICT_MUNICIPALITY

DAY = 24 * 60
NOON = 12 * 60
LONGEST_WAIT = 150
WAIT_SWING, COUNT_SWING = 0.11, 0.04
BY_WEEKDAY = (1.05, 1.10, 1.10, 1.10, 1.30, 0.35, 0.25)  # discharges, Monday to Sunday
ON_HOLIDAY = 0.30
TRACKS = (("green", 0.50), ("yellow", 0.22), ("red", 0.13), ("blue", 0.10), (None, 0.05))


def drawn_month(places: Setting, month: date, attempt: int = 0) -> pl.DataFrame:
    """Invent the episodes discharged in a month, as far as hospital and region know them.

    Shape: one row per episode: the columns of schema.Episode except episode_id and registered_at.
    """
    rng = generator(places.seed, 1, month.year * 12 + month.month, attempt)
    stays = drawn_stays(rng, places, month)
    columns = {**who(rng, places, month, stays), **region_part(rng, places, month, stays)}
    return pl.DataFrame(columns)


def drawn_stays(rng: np.random.Generator, places: Setting, month: date) -> Stays:
    """Draw backwards from the discharge, so that every episode lies in its month."""
    first, length = (month - date(1970, 1, 1)).days, months.last_day(month).day
    expected = places.groups["per_day"].to_numpy() * length * season(month, COUNT_SWING)
    group = np.repeat(np.arange(expected.size), rng.poisson(expected))
    out_on = first + rng.choice(length, group.size, p=day_odds(month, length))
    wait = waits(rng, places, month, group)
    ready_on = before_weekend(rng, out_on - wait, wait)
    clock = ready_on * DAY + clock_minutes(rng, wait)
    discharged = discharges(rng, out_on, clock)
    admitted = admissions(rng, places, group, ready_on)
    further = rng.random(group.size)[:, None] > places.reach[group]
    return Stays(group, further.sum(axis=1), admitted, clock, discharged)


def discharges(rng: np.random.Generator, out_on: Whole, clock: Whole) -> Whole:
    """Draw when on the day each one leaves: in the afternoon mostly, and never before the notice."""
    leaving = out_on * DAY + rng.triangular(9 * 60, 13.5 * 60, 18.5 * 60, out_on.size).astype(np.int64)
    soonest = clock + rng.integers(25, 200, out_on.size)
    gone: Whole = np.minimum(np.maximum(leaving, soonest), out_on * DAY + DAY - 10)
    return gone


def admissions(rng: np.random.Generator, places: Setting, group: Whole, ready_on: Whole) -> Whole:
    """Draw when each one came: at any hour, some days before being ready."""
    usual = places.groups["ward_days"].to_numpy()[group]
    ward_days = np.clip(rng.lognormal(np.log(usual), 0.8), 1, 200).astype(np.int64)
    came: Whole = (ready_on - ward_days) * DAY + rng.integers(0, DAY, group.size)
    return came


def day_odds(month: date, length: int) -> Floats:
    """Give the odds of each day of the month for a discharge: few on weekends and holidays."""
    days = [month + timedelta(days=n) for n in range(length)]
    weights = np.array([BY_WEEKDAY[day.weekday()] for day in days])
    holiday = np.array([day.weekday() <= months.FRIDAY and not months.is_working_day(day) for day in days])
    weights = np.where(holiday, ON_HOLIDAY, weights)
    odds: Floats = weights / weights.sum()
    return odds


def waits(rng: np.random.Generator, places: Setting, month: date, group: Whole) -> Whole:
    """Draw the days from the notice to the discharge: many none, most a few, some very many."""
    slow = (pace(places, month) * season(month, WAIT_SWING))[group]
    same_day, short, share, long = (
        places.groups[c].to_numpy()[group] for c in ("same_day", "short_days", "long_share", "long_days")
    )
    kind = rng.random(group.size)
    few = 1 + (rng.exponential(short * slow)).astype(np.int64)
    many = 4 + rng.lognormal(np.log(long), 0.6).astype(np.int64)
    wait = np.where(kind > 1 - share * slow, many, few)
    return np.minimum(np.where(kind < same_day / slow, 0, wait), LONGEST_WAIT)


def before_weekend(rng: np.random.Generator, ready_on: Whole, wait: Whole) -> Whole:
    """Move most weekend decisions to the Friday before: few are taken on a Saturday."""
    weekday = (ready_on + 3) % 7  # 1970-01-01 was a Thursday
    moved = (weekday > months.FRIDAY) & (wait > 0) & (rng.random(wait.size) < 0.6)
    return np.where(moved, ready_on - (weekday - months.FRIDAY), ready_on)


def clock_minutes(rng: np.random.Generator, wait: Whole) -> Whole:
    """Draw the time of day of the notice: those who leave the same day are most often told past noon."""
    morning = rng.triangular(8 * 60, 11 * 60, NOON, wait.size)
    afternoon = rng.triangular(NOON, 13 * 60, 16.5 * 60, wait.size)
    early = rng.random(wait.size) < np.where(wait == 0, 0.32, 0.50)
    return np.where(early, morning, afternoon).astype(np.int64)


def who(rng: np.random.Generator, places: Setting, month: date, stays: Stays) -> dict[str, pl.Series]:
    """Say where each patient lives and is cared for, and on which track."""
    code = places.groups["code"].gather(stays.group)
    names, odds = districts(month)
    district = pl.Series(names[rng.choice(names.size, code.len(), p=odds)], dtype=pl.String)
    known = (code == DISTRICT_MUNICIPALITY) & pl.Series(rng.random(code.len()) < 0.985)
    nothing = pl.Series([None], dtype=pl.String)
    return {
        "municipality_code": code,
        "district": district.zip_with(known, nothing),
        "care_form": places.groups["care_form"].gather(stays.group),
        "hospital": places.hospitals["hospital"].gather(stays.hospital),
        "track": words(rng, TRACKS, code.len()),
    }
