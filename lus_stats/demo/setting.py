"""Where the invented patients live and are cared for, and how long each place tends to take."""

from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from io import BytesIO

import numpy as np
import numpy.typing as npt
import polars as pl

from lus_stats.geography import DISTRICT_MUNICIPALITY, districts_valid_on, municipalities_frame

FIRST_MONTH = date(2019, 11, 1)

# How far a municipality's patients wait from its county's, lastingly and in slow waves: enough for some to stay
# near the threshold for a year, too little for one to live there.
LASTING_SPREAD = 0.08
WAVE = 0.12

# A patient is cared for nearest home, but not always; the capital's own are spread over the county.
NEAREST = {DISTRICT_MUNICIPALITY: 0.40}
NEAREST_ELSEWHERE = 0.85

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Setting:
    """The places of the demo data.

    `groups` has a row per municipality and care form, `hospitals` one per hospital; `reach` holds, per group, the
    running odds of each hospital.
    """

    groups: pl.DataFrame
    hospitals: pl.DataFrame
    reach: Floats
    seed: int


@dataclass(frozen=True, eq=False)
class Stays:
    """The bare times of a month's episodes, in minutes since 1970, and their group and hospital by row number."""

    group: Whole
    hospital: Whole
    admitted: Whole
    clock: Whole
    discharged: Whole


def table(name: str) -> pl.DataFrame:
    """Read one of the demo's own tables."""
    source = files("lus_stats.demo").joinpath(name).read_bytes()
    return pl.read_csv(BytesIO(source), schema_overrides={"code": pl.String, "county": pl.String})  # leading zeros stay


def generator(seed: int, *stream: int) -> np.random.Generator:
    """Make a random stream of its own; the bit generator is named so that a newer NumPy draws the same."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, *stream])))


def setting(seed: int) -> Setting:
    """Lay out the places, and draw the lasting differences between them."""
    places = table("municipalities.csv").join(
        municipalities_frame(), left_on="code", right_on="municipality_code", validate="1:1", maintain_order="left"
    )
    groups = (
        table("care.csv")
        .join(places, on="county", validate="m:m", maintain_order="left_right")
        .with_columns(per_day=pl.col("population") / 1000 * pl.col("episodes_per_1000") / 365.25)
    )
    rng = generator(seed, 0)
    drawn = groups.with_columns(
        lasting=pl.Series(rng.normal(0, LASTING_SPREAD, groups.height)),
        wave_months=pl.Series(rng.uniform(18, 48, groups.height)),
        wave_start=pl.Series(rng.uniform(0, 2 * np.pi, groups.height)),
    )
    hospitals = table("hospitals.csv")
    return Setting(drawn, hospitals, reach(drawn, hospitals), seed)


def reach(groups: pl.DataFrame, hospitals: pl.DataFrame) -> Floats:
    """Work out the running odds of every hospital for every group."""
    nearest = groups["code"].replace_strict(NEAREST, default=NEAREST_ELSEWHERE, return_dtype=pl.Float64).to_numpy()
    same = [groups[key].to_numpy()[:, None] == hospitals[key].to_numpy() for key in ("county", "care_form")]
    within = (same[0] & same[1]).astype(float)
    within /= within.sum(axis=1, keepdims=True)
    own = (groups["hospital"].to_numpy()[:, None] == hospitals["hospital"].to_numpy()) & (within > 0)
    share = np.where(own.any(axis=1), nearest, 0.0)[:, None]
    odds = share * own + (1 - share) * within
    running: Floats = np.cumsum(odds, axis=1)
    return running


def months_in(month: date) -> int:
    """Count the months since the demo's first."""
    return (month.year - FIRST_MONTH.year) * 12 + month.month - FIRST_MONTH.month


def season(month: date, swing: float) -> float:
    """Give the factor of the season: highest in January, lowest in July."""
    return float(1 + swing * np.cos(2 * np.pi * (month.month - 1) / 12))


def pace(places: Setting, month: date) -> Floats:
    """Give each group's own factor on how long its patients wait that month."""
    lasting, length, start = (places.groups[c].to_numpy() for c in ("lasting", "wave_months", "wave_start"))
    factor: Floats = np.exp(lasting + WAVE * np.sin(2 * np.pi * months_in(month) / length + start))
    return factor


def criteria_share(places: Setting, month: date) -> Floats:
    """Give the share of episodes for which each hospital's region meets everything: low at first, rising unevenly."""
    first, last, halfway = (places.hospitals[c].to_numpy() for c in ("first_share", "last_share", "halfway_months"))
    share: Floats = first + (last - first) / (1 + np.exp((halfway - months_in(month)) / 8))
    return share


def districts(day: date) -> tuple[npt.NDArray[np.str_], Floats]:
    """Give the districts valid that day and the share of the city's population in each."""
    valid = table("districts.csv").filter(pl.col("district").is_in(districts_valid_on(day)))
    people = valid["population"].to_numpy()
    return valid["district"].to_numpy(), people / people.sum()
