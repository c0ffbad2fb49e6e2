"""`lus stats` and `lus months`: figures with their state, series, and what lies in the store."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from tests.oracle.patients import patient
from tests.unit.lus import imported, lus, two_patients


@pytest.fixture(scope="module")
def february(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = imported(tmp_path_factory.mktemp("data"), two_patients())
    districts = ["Norrmalm"] * 4 + ["Östermalm"] * 6
    rows = [
        patient(
            f"s{n}", "2020-02-01 11:00", "2020-02-04 14:00", kommunkod="0180", stadsdelsområde=name, sjukhus="S:t Göran"
        )
        for n, name in enumerate(districts)
    ]
    return imported(folder, rows, name="stockholm.csv")


def stats(folder: Path, *options: str, month: str = "2020-02") -> list[dict[str, Any]]:
    called = lus("stats", "--month", month, *options, "--data", folder, "--format", "json")
    assert called.code == 0, called.err
    assert list(called.json) == ["rows"]
    return called.json["rows"]


def test_a_figure_as_documented(february):
    rows = stats(february, "--by", "municipality", "--indicator", "mean_ready_days", "--show-small")
    row = next(row for row in rows if row["municipality_code"] == "1880")
    assert row == {
        "month": "2020-02", "municipality_code": "1880", "care_form": "somatic", "indicator": "mean_ready_days",
        "numerator": 7, "denominator": 2, "value": 3.5, "low": None, "high": None, "state": "shown", "n": 2,
    }  # fmt: skip


def test_small_numbers_are_hidden_unless_asked_for(february):
    rows = stats(february, "--by", "municipality", "--indicator", "episodes")
    by_code = {row["municipality_code"]: row for row in rows}
    assert by_code["1880"]["state"] == "hidden"
    figures = ("numerator", "denominator", "value", "low", "high", "n")
    assert {by_code["1880"][figure] for figure in figures} == {None}
    assert (by_code["0180"]["state"], by_code["0180"]["numerator"]) == ("shown", 10)


@pytest.mark.parametrize(
    ("by", "key", "values"),
    [
        ("county", "county", {"01", "18"}),
        ("kommun", "municipality_code", {"0180", "1880"}),
        ("district", "district", {"Norra innerstaden"}),
        ("hospital", "hospital", {"S:t Göran", None}),
    ],
)
def test_each_level_names_its_units(february, by, key, values):
    rows = stats(february, "--by", by, "--indicator", "episodes")
    assert {row[key] for row in rows} == values


def test_todays_districts_are_asked_for(february):
    rows = stats(february, "--by", "district", "--districts", "today", "--indicator", "episodes")
    assert [(row["district"], row["numerator"]) for row in rows] == [("Norra innerstaden", 10)]


@pytest.mark.parametrize("word", ["somatisk", "somatic", "Somatisk"])
def test_a_care_form_in_either_language(february, word):
    rows = stats(february, "--by", "county", "--indicator", "episodes", "--care-form", word)
    assert {row["care_form"] for row in rows} == {"somatic"}


def test_what_does_not_apply_is_left_out_and_said(february):
    options = ("--by", "county", "--indicator", "share_beyond_free_days", "--agreement", "skane", "--show-small")
    called = lus("stats", "--month", "2020-02", *options, "--data", february, "--format", "json")
    assert called.json == {"rows": []}
    assert "Ej tillämpligt" in called.err


def test_a_series_names_the_months_before_its_terms(tmp_path):
    folder = imported(tmp_path, [patient("a", "2019-12-01 10:00", "2019-12-04 14:00", kommunkod="0114")], "2020-01-10")
    imported(
        folder, [patient("b", "2020-01-05 10:00", "2020-01-08 14:00", kommunkod="0114")], "2020-02-07", name="jan.csv"
    )
    options = ("--to", "2020-01", "--by", "county", "--indicator", "ready_days", "--show-small")
    called = lus("stats", "--month", "2019-12", *options, "--data", folder, "--format", "json")
    assert [row["numerator"] for row in called.json["rows"]] == [3, 3]
    assert called.err.startswith("2019-12: före villkorens första månad.")


def test_a_table_says_why_a_figure_is_not_there(february):
    table = lus("stats", "--month", "2020-02", "--by", "municipality", "--data", february).out
    assert "dolt: färre än 5" in table
    assert "Örebro" in table


def test_csv_has_the_documents_names_and_the_state(february):
    called = lus("stats", "--month", "2020-02", "--by", "county", "--data", february, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(called.out), delimiter=";"))
    assert list(rows[0])[:4] == ["month", "county", "care_form", "indicator"]
    assert {row["state"] for row in rows if row["county"] == "18"} == {"hidden"}
    mean = next(row for row in rows if row["county"] == "01" and row["indicator"] == "mean_ready_days")
    assert mean["value"] == "3,0"


def test_months_lists_every_revision(february):
    listed = lus("months", "--data", february, "--format", "json").json
    assert listed["demo"] is False
    assert [(row["county"], row["month"], row["revision"], row["basis"]) for row in listed["months"]] == [
        ("01", "2020-02", 1, True),
        ("18", "2020-02", 1, True),
    ]
    table = lus("months", "--data", february)
    assert "feb.csv" in table.out
    assert "senaste hela månad 2020-02" in table.out


def test_an_empty_store_says_what_to_do(tmp_path):
    called = lus("months", "--data", tmp_path, "--format", "json")
    assert (called.code, called.json["months"]) == (0, [])
    assert "lus demo" in called.err


def test_tracks_are_for_those_who_see_small_numbers(february):
    refused = lus("stats", "--month", "2020-02", "--by", "spår", "--data", february)
    assert refused.code == 2
    assert "--show-small" in refused.err
    rows = stats(february, "--by", "track", "--indicator", "episodes", "--show-small")
    assert {(row["county"], row["track"], row["numerator"]) for row in rows} == {
        ("18", "green", 2),
        ("01", "green", 10),
    }
    table = lus("stats", "--month", "2020-02", "--by", "track", "--show-small", "--data", february).out
    assert "Örebro län, grön" in table
