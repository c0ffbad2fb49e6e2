"""Demo data: reproducible, shaped as the issue says, harmless, and with something to see in the month it opens on."""

import re
from datetime import date, datetime, timedelta
from functools import cache

import polars as pl
import pytest

from lus_stats import months
from lus_stats.billing import groups, lines
from lus_stats.demo import DEMO_RULES, invent
from lus_stats.demo.opening import completed_month, rules
from lus_stats.errors import WrongCall
from lus_stats.geography import MUNICIPALITIES, county_of, districts_frame
from lus_stats.rules import amounts_table, load
from lus_stats.schema import FIELDS, HEADERS, Episode
from lus_stats.vocabulary import SWEDISH, CareForm, Model, Outcome

NOW = datetime(2026, 11, 22, 9, 30)
WORDS = {said: word.value for word, said in SWEDISH.items()}


@cache
def batches(until=None, count=None, seed=1, now=NOW):
    return list(invent(until, count, seed, now))


def typed(rows):
    """Read canonical text back as schema.Episode has it; what cannot be read is null."""
    columns = []
    for field in FIELDS:
        text = pl.col(field.header)
        if isinstance(field.dtype, pl.Datetime):
            columns.append(text.str.to_datetime("%Y-%m-%d %H:%M", strict=False).alias(field.name))
        elif isinstance(field.dtype, pl.Date):
            columns.append(text.str.to_date("%Y-%m-%d", strict=False).alias(field.name))
        elif isinstance(field.dtype, pl.Boolean):
            columns.append((text == "ja").alias(field.name))
        elif isinstance(field.dtype, pl.Enum):
            columns.append(text.replace(WORDS).cast(field.dtype, strict=False).alias(field.name))
        else:
            columns.append(text.alias(field.name))
    return rows.select(columns)


def sound(rows):
    """Keep the rows that nothing is wrong with, as far as a row alone can say."""
    read = typed(rows)
    readable = pl.all_horizontal(rows[field.header].is_null() | read[field.name].is_not_null() for field in FIELDS)
    good, _ = Episode.filter(read.filter(readable))
    known = good.filter(pl.col("municipality_code").is_in(list(MUNICIPALITIES)))
    day = pl.col("discharged_at").dt.date()
    placed = known.join(districts_frame(), on="district", how="left", validate="m:1", maintain_order="left")
    valid = placed.filter(day.is_between("valid_from", "valid_to").fill_null(True)).drop("valid_from", "valid_to")
    return valid.unique("episode_id", keep="last", maintain_order=True)


@cache
def history():
    return sound(batches()[0].rows).with_columns(
        county=pl.col("municipality_code").str.head(2),
        month=pl.col("discharged_at").dt.date().dt.month_start(),
        waited=pl.col("discharged_at").dt.date() - pl.coalesce("ready_notice_at", "ready_at").dt.date(),
    )


# --- the call ---


def test_the_same_seed_gives_the_same_rows_and_another_seed_others():
    until = date(2026, 10, 1)
    one, again, other = (list(invent(until, 3, seed, NOW)) for seed in (5, 5, 6))
    assert [batch.name for batch in one] == [batch.name for batch in again]
    assert [batch.extracted_on for batch in one] == [batch.extracted_on for batch in again]
    assert all(a.rows.equals(b.rows) for a, b in zip(one, again, strict=True))
    assert not one[0].rows.equals(other[0].rows)


def test_from_november_2019_to_the_last_complete_month():
    assert history()["month"].min() == date(2019, 11, 1)
    assert history()["month"].max() == date(2026, 9, 1)
    assert [batch.name for batch in batches()] == [
        "demo-2019-11--2026-09.csv",
        "demo-2026-07-efterregistrering.csv",
        "demo-2026-08-efterregistrering.csv",
        "demo-2026-09-efterregistrering.csv",
        "demo-2026-10-01.csv",
        "demo-2026-10-18.csv",
    ]


def test_one_month_alone():
    assert [batch.name for batch in batches(date(2020, 2, 1), 1)] == [
        "demo-2020-02-01.csv",
        "demo-2020-02-18.csv",
        "demo-2020-02-efterregistrering.csv",
    ]


@pytest.mark.parametrize(
    ("until", "count", "seed", "says"),
    [
        (date(2026, 11, 1), None, 1, "Välj 2026-10 eller en tidigare månad"),
        (date(2027, 1, 1), 3, 1, "månaden är inte slut"),
        (None, 0, 1, "Ange minst 1"),
        (date(2018, 2, 1), 3, 1, "före 2018"),
        (None, 2, -1, "Ange 0 eller ett högre heltal"),
    ],
)
def test_calls_that_cannot_be_answered(until, count, seed, says):
    with pytest.raises(WrongCall, match=says):
        invent(until, count, seed, NOW)


# --- what a row holds ---


def test_every_batch_is_text_under_the_canonical_headers():
    for batch in batches():
        assert batch.rows.schema == pl.Schema(dict.fromkeys(HEADERS, pl.String))


def test_nothing_looks_like_a_personnummer():
    runs = re.compile(r"(?<!\d)(\d{6}|\d{8})[-+]?\d{4}(?!\d)")
    dates = {field.header for field in FIELDS if isinstance(field.dtype, pl.Datetime | pl.Date)}
    for batch in batches():
        text = batch.rows.select(pl.concat_str(pl.exclude(dates), separator=" ", ignore_nulls=True)).to_series()
        assert not text.filter(text.str.contains(r"\d{6}[-+]?\d{4}|\d{8}[-+]?\d{4}")).len()
        assert not runs.search(batch.name)


def test_a_few_rows_are_faulty_in_many_ways_and_the_others_are_sound():
    for batch in batches():
        faulty = batch.rows.height - sound(batch.rows).height
        assert faulty / batch.rows.height < 0.01
    rejected = batches()[0].rows.height - sound(batches()[0].rows).height
    assert rejected == 83 * 2


def test_ids_are_unique_but_for_the_rows_that_repeat_one_on_purpose():
    first = pl.concat(batch.rows for batch in batches() if "efterregistrering" not in batch.name)
    assert 0 < first["vårdtillfälle"].is_duplicated().sum() <= 2 * 83


def test_districts_are_the_citys_own_and_valid_on_the_day_of_discharge():
    city = history().filter(municipality_code="0180")
    assert set(history().drop_nulls("district")["municipality_code"]) == {"0180"}
    assert city["district"].null_count() < 0.03 * city.height
    per_month = city.drop_nulls("district").group_by("month").agg(pl.col("district").n_unique())
    assert {
        (day, count) for day, count in per_month.rows() if day.month == 7 and day.year in (2019, 2020, 2022, 2023)
    } == {(date(2020, 7, 1), 13), (date(2022, 7, 1), 13), (date(2023, 7, 1), 11)}


def test_nothing_happens_after_the_extract_that_tells_of_it():
    for batch in batches()[4:]:
        seen = sound(batch.rows)
        moments = [field.name for field in FIELDS if isinstance(field.dtype, pl.Datetime)]
        for name in moments:
            latest = seen[name].max()
            limit = NOW.date() if name == "registered_at" else batch.extracted_on
            assert latest.date() <= limit


# --- what the county looks like ---


def test_forty_thousand_a_year_in_stockholm_county_and_five_thousand_in_orebro():
    year = history().filter(pl.col("month").dt.year() == 2025)
    assert year.filter(county="01").height == pytest.approx(40_000, rel=0.05)
    assert year.filter(county="18").height == pytest.approx(5_000, rel=0.05)
    assert history()["municipality_code"].n_unique() == 26 + 12


def test_the_smallest_municipality_has_single_digits_a_month():
    monthly = history().filter(municipality_code="1864").group_by("month").len()
    assert monthly["len"].mean() < 10


def test_many_leave_the_same_day_and_a_few_stay_very_long():
    somatic = history().filter(care_form=CareForm.SOMATIC)["waited"].dt.total_days()
    assert (somatic == 0).mean() > 0.35
    assert somatic.median() <= 1
    assert somatic.quantile(0.99) > 15


def test_psychiatry_is_rarer_and_longer():
    forms = history().group_by("county", "care_form").agg(pl.len(), pl.col("waited").dt.total_days().mean())
    for county in ("01", "18"):
        own = {row["care_form"]: row for row in forms.filter(county=county).to_dicts()}
        assert own["psychiatric"]["len"] < 0.1 * own["somatic"]["len"]
        assert own["psychiatric"]["waited"] > own["somatic"]["waited"]


def test_winter_is_worse_than_summer():
    waited = pl.col("waited").dt.total_days().mean()
    by_month = dict(history().group_by(pl.col("month").dt.month()).agg(waited).rows())
    assert min(by_month[m] for m in (12, 1, 2)) > 1.15 * max(by_month[m] for m in (6, 7, 8))


def test_few_are_discharged_on_weekends():
    weekday = history()["discharged_at"].dt.weekday()
    assert (weekday > 5).mean() < 0.15


def test_the_region_met_little_at_first_and_more_later_unevenly():
    appointed = (pl.col("care_contact_at") <= pl.col("discharged_at")).fill_null(False).mean()
    years = history().group_by("hospital", pl.col("month").dt.year()).agg(appointed.alias("share"))
    start = years.filter(pl.col("month") <= 2020)["share"]
    now = years.filter(pl.col("month") == 2026)["share"]
    assert start.max() < 0.7
    assert now.min() > start.max() - 0.05
    assert now.max() - now.min() > 0.08


# --- revisions, late registrations, patients still in hospital ---


def test_a_later_revision_adds_what_was_registered_late_and_loses_nothing():
    for batch in batches()[1:4]:
        later = sound(batch.rows)
        month = later["discharged_at"].dt.date().dt.month_start().unique().item()
        first = history().filter(month=month)
        added = later.join(first, on="episode_id", how="anti")
        frozen_on = months.default_extract_date(month, NOW.date())
        assert set(first["episode_id"]) <= set(later["episode_id"])
        assert 0 < added.height < 0.05 * later.height
        assert added["registered_at"].min().date() > frozen_on
        assert batch.extracted_on == months.default_extract_date(months.following(month), NOW.date())


def test_the_newest_month_says_its_extract_date_and_who_is_still_in_hospital():
    for batch, county, patients in zip(batches()[4:], ("01", "18"), ((150, 600), (10, 80)), strict=True):
        waiting = sound(batch.rows).filter(pl.col("discharged_at").is_null())
        assert batch.extracted_on == date(2026, 11, 6)  # the Friday of November's first working week
        assert {county_of(code) for code in waiting["municipality_code"]} == {county}
        assert patients[0] < waiting.height < patients[1]


@pytest.mark.parametrize("now", [datetime(2026, 12, 1, 0, 5), datetime(2026, 12, 2, 8), datetime(2026, 12, 4, 15)])
def test_early_in_a_month_the_extract_was_drawn_the_day_before(now):
    for batch in batches(None, 1, 3, now):
        usual, yesterday = date(2026, 12, 4), now.date() - timedelta(days=1)
        assert batch.extracted_on == max(date(2026, 12, 1), min(usual, yesterday))
        rows = sound(batch.rows)
        assert rows["registered_at"].max() <= now
        assert rows["discharged_at"].max().date() <= batch.extracted_on


# --- the month it opens on ---


@pytest.mark.parametrize(
    ("until", "seed"),
    [(None, 1), (None, 2), (date(2026, 1, 1), 1), (date(2023, 7, 1), 4), (date(2020, 2, 1), 9)],
)
def test_the_opening_month_shows_something(until, seed):
    month = until or date(2026, 10, 1)
    newest = [batch for batch in batches(until, 1, seed) if "efterregistrering" not in batch.name]
    for batch in newest:
        episodes = sound(batch.rows).drop("episode_id").drop_nulls("discharged_at")
        completed = completed_month(episodes, month, NOW)
        amounts = amounts_table(rules(), 2026)
        outcome = groups(completed, amounts).collect()
        somatic = pl.col("care_form") == CareForm.SOMATIC
        each = lines(completed, outcome.lazy(), amounts).filter(somatic).collect()
        assert 2 <= outcome.filter(somatic, "liable").height <= 5
        assert outcome.filter(pl.col("model") != Model.INDIVIDUAL, "liable").height <= 5
        assert set(each["outcome"]) == set(Outcome) - {Outcome.IN_MEAN}
        assert each["pivotal"].any()


# --- amounts ---


def test_the_demo_amounts_fill_the_unknown_years_and_no_others():
    real, demo = load(), load([DEMO_RULES])
    unknown = [year for year, amount in real.amounts.items() if amount.amount_sek is None]
    assert unknown == [2018, 2021, 2025, 2026]
    for year, amount in demo.amounts.items():
        if year in unknown or year not in real.amounts:
            assert amount.amount_sek is not None
            assert amount.invented
            assert amount.regulation == "demobelopp"
        else:
            assert amount == real.amounts[year]
