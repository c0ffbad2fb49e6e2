"""The demo data as the files it would have come in: the history, what was registered late, the newest month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from lus_stats import months
from lus_stats.demo.draw import drawn_month
from lus_stats.demo.layout import FIRST_YEAR, canonical, episode_ids, faulty
from lus_stats.demo.opening import of_county, opening_month, registered_month
from lus_stats.demo.registration import (
    extract_date,
    extract_moment,
    first_revision,
    has_second_extract,
    known_by,
    second_revision,
)
from lus_stats.demo.setting import FIRST_MONTH, Setting, generator, setting
from lus_stats.errors import WrongCall

REVISED_MONTHS = 3
FAULTY_PER_MONTH = 2
FAULTY_SERIAL = 9_000  # above any month's own episodes


@dataclass(frozen=True, eq=False)
class Batch:
    """One file to import: its name, its rows as the canonical layout has them, and its extract date if it says."""

    name: str
    rows: pl.DataFrame
    extracted_on: date | None


def invent(until: date | None, months: int | None, seed: int, today: datetime) -> Iterator[Batch]:
    """Invent the demo data, in the order in which its files would be imported.

    `until` is the newest month (None: the last complete one), `months` how many there are (None: since November
    2019), `today` this moment. The same arguments give the same rows.

    Shape: a batch of history without an extract date; the recent months once more with what was registered late;
    the newest month of each county together with its patients still in hospital.
    Errors: WrongCall for a month that is not over yet, for months before the Act, for a count under 1 or a seed
    under 0.
    """
    return _batches(*first_and_newest(until, months, today), places_of(seed), today)


def first_and_newest(until: date | None, count: int | None, now: datetime) -> tuple[date, date]:
    """Give the first and the newest month of the demo data.

    Errors: as invent.
    """
    last_complete = months.following(months.month_of(now.date()), -1)
    newest = until or last_complete
    if newest > last_complete:
        raise WrongCall(
            f"Demodata kan inte skapas för {months.key(newest)}: månaden är inte slut. "
            f"Välj {months.key(last_complete)} eller en tidigare månad med --until."
        )
    if count is not None and count < 1:
        raise WrongCall(f"Antalet månader är {count}. Ange minst 1 med --months.")
    first = min(FIRST_MONTH, newest) if count is None else months.following(newest, 1 - count)
    if first.year < FIRST_YEAR:
        raise WrongCall(
            f"Demodata kan inte börja i {months.key(first)}, före {FIRST_YEAR} då lagen trädde i kraft. "
            "Välj färre månader med --months eller en senare månad med --until."
        )
    return first, newest


def places_of(seed: int) -> Setting:
    """Lay out the places for a seed.

    Errors: as invent.
    """
    if seed < 0:
        raise WrongCall(f"Fröet är {seed}. Ange 0 eller ett högre heltal med --seed.")
    return setting(seed)


def _batches(first: date, newest: date, places: Setting, now: datetime) -> Iterator[Batch]:
    earlier = {m: numbered(registered_month(places, m, now), m) for m in months.span(first, newest) if m < newest}
    recent = {m: earlier[m] for m in list(earlier)[-REVISED_MONTHS:]}
    if earlier:
        kept = {m: first_revision(episodes, m, now) for m, episodes in recent.items()}
        yield _history(places, earlier | kept)
    for month, episodes in recent.items():
        yield _revised(episodes, month, now)
    opening = numbered(opening_month(places, newest, now), newest)
    yield from _newest(places, opening, newest, now)
    if has_second_extract(newest, now):
        yield _revised(opening, newest, now)


def _history(places: Setting, by_month: dict[date, pl.DataFrame]) -> Batch:
    first, last = min(by_month), max(by_month)
    rows = canonical(pl.concat(by_month.values()))
    wrong = faulty(rows, generator(places.seed, 3), last, FAULTY_SERIAL, FAULTY_PER_MONTH * len(by_month))
    return Batch(f"demo-{months.key(first)}--{months.key(last)}.csv", pl.concat([rows, wrong]), None)


def _revised(episodes: pl.DataFrame, month: date, now: datetime) -> Batch:
    rows = canonical(second_revision(episodes, month, now))
    return Batch(f"demo-{months.key(month)}-efterregistrering.csv", rows, extract_date(months.following(month), now))


def _newest(places: Setting, episodes: pl.DataFrame, month: date, now: datetime) -> Iterator[Batch]:
    waiting = still_in_hospital(places, month, now)
    for place, county in enumerate(sorted(places.groups["county"].unique())):
        rows = canonical(of_county(first_revision(episodes, month, now), county))
        wrong = faulty(rows, generator(places.seed, 4, place), month, FAULTY_SERIAL + 100 * place, FAULTY_PER_MONTH)
        inpatients = canonical(of_county(waiting, county))
        name = f"demo-{months.key(month)}-{county}.csv"
        yield Batch(name, pl.concat([rows, inpatients, wrong]), extract_date(month, now))


def numbered(episodes: pl.DataFrame, month: date) -> pl.DataFrame:
    """Give a month's episodes their ids, in the order they came to the register."""
    return episodes.with_columns(episode_id=episode_ids(month, pl.int_range(1, pl.len() + 1)))


def still_in_hospital(places: Setting, month: date, now: datetime) -> pl.DataFrame:
    """Take those who leave in the month after, seen from the day of the extract: ready, and not gone home.

    Shape: one row per patient: the columns of schema.Episode; nothing after the extract is known.
    """
    seen_at = extract_moment(month, now)
    after = months.following(month)
    registered_at = pl.min_horizontal(pl.col("ready_at") + pl.duration(hours=3), seen_at)
    return (
        numbered(drawn_month(places, after), after)
        .filter(pl.col("discharged_at").dt.date() > seen_at.date(), pl.col("ready_at") <= seen_at)
        .with_columns(*known_by(seen_at), registered_at=registered_at, discharged_at=pl.lit(None, pl.Datetime("us")))
        .with_columns(home_ready=pl.lit(None, pl.Boolean))
    )
