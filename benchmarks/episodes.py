"""Invented episodes for the stopwatch: any number of them, prepared as the store prepares them, in files of a million.

Not the demo data: nobody looks at these rows, so they are drawn for their number and their spread alone.
"""

from pathlib import Path
from typing import Final

import numpy as np
import polars as pl

from lus_stats.geography import MUNICIPALITY_CODES
from lus_stats.prepare import with_prepared
from lus_stats.schema import FIELDS, PreparedEpisode
from lus_stats.vocabulary import CARE_FORM, OUTPATIENT, TRACK, CareForm, Outpatient, Track

FIRST_YEAR: Final = 2010  # nothing before it is imported (rules.md §2)
YEARS: Final = 20
ROWS_A_FILE: Final = 1_000_000
SEED: Final = 2017_612

Draw = np.random.Generator


def write(folder: Path, rows: int) -> Path:
    """Write prepared episodes in the order a scan of the store reads them: by county, month and care form.

    The store's own layout would be 10 000 files of 500 rows here, and the stopwatch would show the opening of files;
    so they lie in a few large ones, the same for every contender.

    Shape: Parquet files of ROWS_A_FILE rows with the columns of schema.PreparedEpisode.
    """
    folder.mkdir(parents=True, exist_ok=True)
    draw = np.random.default_rng(SEED)
    for number, start in enumerate(range(0, rows, ROWS_A_FILE)):
        file = folder / f"part-{number:04}.parquet"
        if not file.exists():
            places = (np.arange(start, min(start + ROWS_A_FILE, rows)) + 0.5) / rows
            draw_rows(places, draw).write_parquet(file)
    return folder


def draw_rows(places: np.ndarray, draw: Draw) -> pl.DataFrame:
    """Draw the episodes at some places, 0 to 1, of the whole register.

    Shape: one row per place, the columns of schema.PreparedEpisode.
    """
    rows = len(places)
    municipalities, months = _municipalities_and_months(places, draw)
    discharged = _moments(months, draw)
    stay = np.minimum(_days_in_waiting(draw, rows), _days_since_the_first(discharged))
    ready = discharged - stay.astype("timedelta64[D]") - _seconds(draw, rows, 6 * 3600)
    columns = {
        "episode_id": pl.Series(draw.integers(0, 2**62, rows)).cast(pl.String),
        "municipality_code": municipalities,
        "district": None,
        "care_form": _words(draw, rows, CARE_FORM, {CareForm.SOMATIC: 9, CareForm.PSYCHIATRIC: 1}),
        "hospital": _words(draw, rows, pl.String(), {f"Sjukhus {n}": 1 for n in range(60)}),
        "track": _words(draw, rows, TRACK, {None: 2, Track.GREEN: 6, Track.YELLOW: 4, Track.RED: 2, Track.BLUE: 2}),
        "admitted_at": ready - _seconds(draw, rows, 20 * 86_400),
        "admission_notice_at": _sometimes(draw, 0.95, ready - _seconds(draw, rows, 10 * 86_400)),
        "estimated_discharge_on": _sometimes(draw, 0.97, discharged.astype("datetime64[D]")),
        "care_contact_at": _sometimes(draw, 0.85, ready + _seconds(draw, rows, 86_400)),
        "sip_required": _sometimes(draw, 0.9, draw.random(rows) < 0.5),
        "sip_called_at": _sometimes(draw, 0.8, ready + _seconds(draw, rows, 4 * 86_400)),
        "ready_at": ready,
        "ready_notice_at": _sometimes(draw, 0.97, ready + _seconds(draw, rows, 3 * 3600)),
        "home_ready": _sometimes(draw, 0.9, draw.random(rows) < 0.9),
        "outpatient_available": _words(draw, rows, OUTPATIENT, {None: 5, Outpatient.YES: 4, Outpatient.NO: 1}),
        "discharged_at": discharged,
        "registered_at": discharged + _seconds(draw, rows, 40 * 86_400),
    }
    schema = {field.name: field.dtype for field in FIELDS}
    drawn = with_prepared(pl.DataFrame(columns, schema_overrides=schema).lazy())
    return drawn.select(PreparedEpisode.column_names()).sort("county", "month", "care_form").collect()


def _municipalities_and_months(places: np.ndarray, draw: Draw) -> tuple[pl.Series, np.ndarray]:
    """Small municipalities are many: the share of the register falls as one over the rank."""
    codes = np.array(MUNICIPALITY_CODES)
    shares = 1 / np.random.default_rng(SEED).permutation(np.arange(5, 5 + len(codes)))
    county = np.array([code[:2] for code in codes])
    borders = np.cumsum([shares[county == one].sum() for one in np.unique(county)]) / shares.sum()
    nth = np.minimum(np.searchsorted(borders, places), len(borders) - 1)
    before = np.concatenate([[0.0], borders[:-1]])[nth]
    month = ((places - before) / (borders[nth] - before) * 12 * YEARS).astype(int).clip(0, 12 * YEARS - 1)
    within = np.searchsorted(
        np.cumsum(shares) / shares.sum(), before + draw.random(len(places)) * (borders[nth] - before)
    )
    return pl.Series(codes)[within.clip(0, len(codes) - 1)], np.datetime64(f"{FIRST_YEAR}-01") + month.astype(
        "timedelta64[M]"
    )


def _days_in_waiting(draw: Draw, rows: int) -> np.ndarray:
    """Many leave the same day; a long tail, past New Year in places."""
    long = draw.random(rows) < 0.004
    return np.where(long, draw.integers(20, 500, rows), draw.geometric(0.42, rows) - 1)


def _days_since_the_first(moments: np.ndarray) -> np.ndarray:
    return (moments.astype("datetime64[D]") - np.datetime64(f"{FIRST_YEAR}-01-01")).astype(int)


def _moments(months: np.ndarray, draw: Draw) -> np.ndarray:
    days = (months + np.timedelta64(1, "M")).astype("datetime64[D]") - months.astype("datetime64[D]")
    return months.astype("datetime64[us]") + (draw.random(len(months)) * days.astype(int) * 86_400).astype(
        "timedelta64[s]"
    )


def _seconds(draw: Draw, rows: int, below: int) -> np.ndarray:
    return draw.integers(0, below, rows).astype("timedelta64[s]")


def _sometimes(draw: Draw, share: float, values: np.ndarray) -> pl.Series:
    known = pl.Series(draw.random(len(values)) < share)
    return pl.select(pl.when(known).then(pl.Series(values))).to_series()


def _words(draw: Draw, rows: int, dtype: pl.DataType, weights: dict[str | None, int]) -> pl.Series:
    chances = np.array(list(weights.values())) / sum(weights.values())
    return pl.Series(list(weights), dtype=dtype)[draw.choice(len(weights), rows, p=chances)]
