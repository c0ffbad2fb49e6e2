"""The budget's bands against the demo's known truth: held-out months fall within them as often as is said."""

from collections.abc import Iterator
from datetime import date, datetime

import polars as pl
import pytest

from lus_stats import months
from lus_stats.answers.ahead_backtest import LARGE, held_out
from lus_stats.answers.ahead_past import Past, in_time
from lus_stats.demo.batches import places_of
from lus_stats.demo.opening import registered_month
from lus_stats.derive import CELL, complete
from lus_stats.prepare import with_prepared
from lus_stats.rules import amounts_table, load, parse_changes, terms_table
from lus_stats.rules.table import newest
from lus_stats.vocabulary import CARE_FORM, OUTPATIENT, TRACK, CareForm

NOW = datetime(2026, 11, 20, 12, 0)
EVERY = tuple(months.span(date(2019, 11, 1), date(2026, 10, 1)))
HELD = 60  # of the 84 months; the first 24 are the first history
FUTURES, FUTURE_YEARS = 150, 300
PRICE = parse_changes(["amount_sek=10000"])
PLACES = ("municipality_code", "care_form")


@pytest.fixture(scope="module")
def pasts() -> list[Past]:
    """The demo's 84 months as invented: each county and care form, of the municipalities with enough episodes."""
    drawn = pl.concat([registered_month(places_of(1), month, NOW) for month in EVERY]).with_columns(
        pl.int_range(pl.len()).cast(pl.String).alias("episode_id"),
        *(pl.col(name).cast(kind) for name, kind in (("care_form", CARE_FORM), ("track", TRACK))),
        pl.col("outpatient_available").cast(OUTPATIENT),
    )
    large = drawn.filter(pl.len().over(*PLACES) >= LARGE * len(EVERY))
    return list(_by_county(with_prepared(large.lazy()).collect()))


def _by_county(episodes: pl.DataFrame) -> Iterator[Past]:
    rules = load()
    amounts = amounts_table(rules, EVERY[-1].year + 1, PRICE)
    for (county, form), part in episodes.group_by("county", "care_form", maintain_order=True):
        cells = part.select(*CELL).unique(maintain_order=True)
        terms = terms_table(rules, cells.iter_rows(), newest())
        completed = complete(part.lazy(), terms, cells.with_columns(late_after=pl.lit(None, pl.Date)))
        yield Past(EVERY, in_time(completed).collect(), rules.of_county(str(county)).newest(CareForm(form)), amounts)


@pytest.fixture(scope="module")
def by_quarter(pasts: list[Past]) -> pl.DataFrame:
    """Three months at a time, each time drawn from the 24 before."""
    return pl.concat([held_out(past, tried=HELD, futures=FUTURES) for past in pasts])


@pytest.fixture(scope="module")
def by_year(pasts: list[Past]) -> pl.DataFrame:
    """Twelve months at a time."""
    return pl.concat([held_out(past, at_a_time=12, tried=HELD, futures=FUTURE_YEARS) for past in pasts])


def covered(held: pl.DataFrame, measure: str, of_months: int = 1, width: float = 1.0) -> float:
    """The share of held-out values within bands that are so many times as wide."""
    asked = held.filter(pl.col("measure") == measure, pl.col("months") == of_months, pl.col("a_month") >= LARGE)
    assert asked.height >= 100
    middle, half = (pl.col("low") + pl.col("high")) / 2, (pl.col("high") - pl.col("low")) / 2 * width
    return float(asked.select(((pl.col("value") - middle).abs() <= half + 1e-9).mean()).item())


def test_four_monthly_means_of_five_fall_within(by_quarter: pl.DataFrame, by_year: pl.DataFrame) -> None:
    assert covered(by_quarter, "mean") == pytest.approx(0.80, abs=0.05)
    assert covered(by_year, "mean") == pytest.approx(0.80, abs=0.05)


def test_at_least_four_bills_of_five_fall_within(by_quarter: pl.DataFrame, by_year: pl.DataFrame) -> None:
    assert covered(by_quarter, "sek") >= 0.80
    assert covered(by_quarter, "sek", 3) >= 0.80
    assert covered(by_year, "sek", 12) >= 0.80


def test_a_band_half_as_wide_does_not_hold(by_quarter: pl.DataFrame, by_year: pl.DataFrame) -> None:
    assert covered(by_quarter, "mean", width=0.5) < 0.75
    assert covered(by_year, "sek", 12, width=0.5) < 0.80


def test_large_and_small_municipalities_fall_within_alike(by_quarter: pl.DataFrame) -> None:
    sizes = ((LARGE, 20), (20, 60), (60, 10_000))
    for low, high in sizes:
        assert covered(by_quarter.filter(pl.col("a_month").is_between(low, high)), "mean") == pytest.approx(
            0.8, abs=0.08
        )


def test_as_many_months_cross_the_threshold_as_their_chances_say(by_quarter: pl.DataFrame) -> None:
    months_tried = by_quarter.filter(measure="crossing")
    chance, came = months_tried.select(pl.col("low").mean(), pl.col("value").mean()).row(0)
    assert months_tried.height >= 1_000
    assert 0.1 < came < 0.3
    assert chance == pytest.approx(came, abs=0.03)
    likely, unlikely = (months_tried.filter(pl.col("low").is_between(*ends)) for ends in ((0.2, 1), (0, 0.1)))
    assert likely["value"].mean() > 1.5 * unlikely["value"].mean()  # type: ignore[operator]
