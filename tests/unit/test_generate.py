"""Invented episodes: valid, the same every time, and on both sides of every border."""

import csv
from collections import Counter
from datetime import date, datetime
from pathlib import Path

from hypothesis import given, settings

from tests.generate import HEADERS, episodes, months_between, write_csv
from tests.oracle import bill, intake, read
from tests.strategies import as_set_options, changed_terms, small_months

NOW = datetime(2026, 11, 20, 12, 0)


def test_the_same_seed_gives_the_same_valid_rows():
    rows = episodes(400, seed=3)
    assert rows == episodes(400, seed=3)
    assert rows != episodes(400, seed=4)
    assert intake(rows, None, NOW).rejected == []


def test_recent_months_and_patients_still_in_hospital_stay_within_the_import():
    rows = episodes(200, seed=3, first="2026-09", last="2026-11", in_hospital=40, until=datetime(2026, 11, 19, 8, 0))
    taken = intake(rows, date(2026, 11, 20), NOW)
    assert taken.rejected == []
    assert sum(1 for episode in taken.accepted if episode.discharged_at is None) == 40


def test_a_year_of_rows_reaches_every_outcome_model_and_border():
    rows = episodes(3000, seed=1)
    register = read(rows, None, NOW)
    documents = [bill(register, month) for month in months_between("2019-11", "2021-01")]
    lines = [line for document in documents for line in document["lines"]]
    groups = [group for document in documents for group in document["groups"]]
    assert len(lines) == 3000
    assert set(Counter(line["outcome"] for line in lines)) == {
        "late_registration",
        "within_free_days",
        "mean_not_over_threshold",
        "criteria_unmet",
        "billed",
        "in_mean",
    }
    assert {group["model"] for group in groups} == {"mean_then_individual", "individual", "mean_excess"}
    assert any(group["mean_ready_days"] == 3.0 for group in groups)
    assert any(group["amount_sek"] is None for group in groups)
    assert any(line["pivotal"] for line in lines)
    clocks = {row["utskrivningsklar"][-5:] for row in rows} | {row["utskrivningsklar"][11:] for row in rows}
    assert {"11:59", "12:00", "12:00:01", "12:01"} <= clocks


def test_written_rows_are_read_back(tmp_path: Path):
    rows = episodes(20, seed=2)
    with write_csv(rows, tmp_path / "rader.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter=";")
        assert list(reader) == rows
        assert reader.fieldnames == HEADERS


@settings(max_examples=60, deadline=None)
@given(small_months(), changed_terms)
def test_drawn_months_are_valid_and_every_episode_has_one_line(drawn, sets):
    month, rows = drawn
    assert intake(rows, None, NOW).rejected == []
    document = bill(read(rows, None, NOW), month, sets=sets)
    assert len(document["lines"]) == len(rows)
    assert len(as_set_options(sets)) == 2 * len(sets)
