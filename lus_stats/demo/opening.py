"""The month the app opens on: drawn again, from the next stream, until there is something to see in it."""

from datetime import date, datetime
from functools import cache
from typing import Final

import polars as pl

from lus_stats.billing import groups, lines
from lus_stats.demo.draw import drawn_month
from lus_stats.demo.registration import extract_date, first_revision, with_registration
from lus_stats.demo.setting import Setting, generator
from lus_stats.derive import complete
from lus_stats.prepare import with_prepared
from lus_stats.rules import Rulebook, amounts_table, load, terms_table
from lus_stats.vocabulary import CARE_FORM, OUTPATIENT, TRACK, CareForm, Model, Outcome

ATTEMPTS: Final = 150
FEWEST_LIABLE, MOST_LIABLE = 2, 5
FEWEST_SHOWN: Final = 5  # with fewer episodes in the mean a municipality is hidden (rules.md §8)
WANTED: Final = frozenset(Outcome) - {Outcome.IN_MEAN}


def registered_month(places: Setting, month: date, now: datetime, attempt: int = 0) -> pl.DataFrame:
    """Draw a month and when its episodes were registered.

    Shape: one row per episode: the columns of schema.Episode except episode_id, ordered by registered_at.
    """
    rng = generator(places.seed, 2, month.year * 12 + month.month, attempt)
    return with_registration(drawn_month(places, month, attempt), rng, month, now)


def opening_month(places: Setting, month: date, now: datetime) -> pl.DataFrame:
    """Draw the newest month, for each county the first attempt that shows what the app is for.

    Shape: as registered_month. Where no attempt shows everything, the county's first one is kept.
    """
    counties = sorted(places.groups["county"].unique())
    chosen: dict[str, pl.DataFrame] = {}
    first = registered_month(places, month, now)
    for attempt in range(ATTEMPTS):
        drawn = first if attempt == 0 else registered_month(places, month, now, attempt)
        seen = first_revision(drawn, month, now)
        showing = [c for c in counties if c not in chosen and shows_something(of_county(seen, c), month, now)]
        chosen |= {county: of_county(drawn, county) for county in showing}
        if len(chosen) == len(counties):
            break
    parts = [chosen.get(county, of_county(first, county)) for county in counties]
    together: pl.DataFrame = pl.concat(parts)
    return together.sort("registered_at", maintain_order=True)


def of_county(episodes: pl.DataFrame, county: str) -> pl.DataFrame:
    """Keep one county's episodes."""
    return episodes.filter(pl.col("municipality_code").str.starts_with(county))


def shows_something(episodes: pl.DataFrame, month: date, now: datetime) -> bool:
    """Whether a county's month has liable municipalities, but few, every outcome and a pivotal episode.

    A month under the Act alone has no mean to be over: there is nothing to wait for. Nor is there a late
    registration to show on the one day when nothing can have been registered after the extract.
    """
    late_possible = extract_date(month, now) < now.date()
    wanted = WANTED if late_possible else WANTED - {Outcome.LATE_REGISTRATION}
    amounts = amounts_table(rules(), month.year)
    completed = completed_month(episodes, month, now)
    outcome = groups(completed, amounts).filter(pl.col("model") != Model.INDIVIDUAL).collect()
    somatic = pl.col("care_form") == CareForm.SOMATIC
    if outcome.filter(somatic).is_empty():
        return True
    liable = outcome.filter("liable")
    shown = liable.filter(somatic, pl.col("episodes_in_mean") >= FEWEST_SHOWN)
    if shown.height < FEWEST_LIABLE or liable.height > MOST_LIABLE:
        return False
    each = lines(completed, outcome.lazy(), amounts).filter(somatic).select("outcome", "pivotal").collect()
    return wanted <= set(each["outcome"]) and bool(each["pivotal"].any())


@cache
def rules() -> Rulebook:
    """Read the shipped rules once: the demo is made to be seen under them."""
    return load()


def completed_month(episodes: pl.DataFrame, month: date, now: datetime) -> pl.LazyFrame:
    """Complete a county's drawn month under its own terms."""
    typed = episodes.with_row_index("episode_id").with_columns(
        pl.col("episode_id").cast(pl.String),
        pl.col("care_form").cast(CARE_FORM),
        pl.col("track").cast(TRACK),
        pl.col("outpatient_available").cast(OUTPATIENT),
    )
    prepared = with_prepared(typed.lazy()).collect()
    cells = prepared.select("county", "month", "care_form").unique()
    terms = terms_table(rules(), cells.iter_rows())
    return complete(prepared.lazy(), terms, cells.with_columns(late_after=extract_date(month, now)))
