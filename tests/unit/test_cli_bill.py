"""The two patients of the Örebro document from file to krona, and what changes when the terms or the amounts do."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from tests.unit.lus import imported, lus, two_patients

AMOUNTS = """
[[amounts]]
year = 2021
amount_sek = 9000
confirmed = {confirmed}
regulation = "HSLF-FS (ett exempel)"
"""


@pytest.fixture(scope="module")
def february(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return imported(tmp_path_factory.mktemp("data"), two_patients())


def bill(folder: Path, *options: str, month: str = "2020-02") -> Any:
    called = lus("bill", "--month", month, *options, "--data", folder, "--format", "json")
    assert called.code == 0, called.err
    return called.json


def test_the_import_is_reported_as_documented(tmp_path):
    path = tmp_path / "feb.csv"
    imported(tmp_path, two_patients())
    again = lus("import", path, "--extracted-on", "2020-03-07", "--data", tmp_path, "--format", "json")
    months = [
        {
            "county": "18", "month": "2020-02", "care_form": "somatic", "revision": 2, "rows": 2,
            "extracted_on": "2020-03-07", "basis": False,
        }
    ]  # fmt: skip
    report = {"file": "feb.csv", "accepted": 2, "rejected": 0, "refused": None, "months": months, "rejected_rows": []}
    assert again.json == {"files": [report]}
    assert list(again.json["files"][0]) == list(report)
    assert list(again.json["files"][0]["months"][0]) == list(months[0])


def test_the_documents_example_word_for_word(february):
    """Mean 3.5, Kalle pays one day at 2020's amount, Stina lies within the free days."""
    expected = {
        "month": "2020-02",
        "demo": False,
        "extracts": [
            {
                "county": "18", "care_form": "somatic", "revision": 1, "extracted_on": "2020-03-06", "basis": True,
                "late_after": "2020-03-06",
            }
        ],
        "groups": [
            {
                "municipality_code": "1880", "municipality": "Örebro", "care_form": "somatic", "agreement": "orebro",
                "terms_from": "2018-01-01", "model": "mean_then_individual", "episodes": 2, "episodes_in_mean": 2,
                "ready_days": 7, "mean_ready_days": 3.5, "threshold_days": 3.0, "liable": True, "headroom_days": -1.0,
                "billed_episodes": 1, "billed_days": 1, "amount_sek": 8200, "amount_status": "confirmed",
                "blocked_days": 0, "blocked_sek": 0,
            }
        ],
        "lines": [
            {
                "episode_id": "kalle", "municipality_code": "1880", "district": None, "care_form": "somatic",
                "ready_days": 4, "free_days": 3, "billed_days": 1, "amount_sek": 8200, "amount_status": "confirmed",
                "outcome": "billed", "unmet_criteria": [], "pivotal": True,
            },
            {
                "episode_id": "stina", "municipality_code": "1880", "district": None, "care_form": "somatic",
                "ready_days": 3, "free_days": 3, "billed_days": 0, "amount_sek": 0, "amount_status": "confirmed",
                "outcome": "within_free_days", "unmet_criteria": [], "pivotal": False,
            },
        ],
    }  # fmt: skip
    said = bill(february)
    assert said == expected
    for part in ("extracts", "groups", "lines"):
        assert [list(row) for row in said[part]] == [list(row) for row in expected[part]], part
    assert type(said["groups"][0]["billed_days"]) is int


def test_an_unmet_criterion_blocks_the_day(tmp_path):
    said = bill(imported(tmp_path, two_patients(hemgångsklar="nej")))
    (group,), (kalle, _) = said["groups"], said["lines"]
    assert (group["mean_ready_days"], group["liable"], group["amount_sek"]) == (3.5, True, 0)
    assert (group["blocked_days"], group["blocked_sek"], group["billed_episodes"]) == (1, 8200, 0)
    assert (kalle["outcome"], kalle["unmet_criteria"], kalle["amount_sek"]) == ("criteria_unmet", ["home_ready"], 0)


def test_stockholms_reading_leaves_nothing_to_bill(february):
    said = bill(february, "--agreement", "stockholm")
    assert [line["ready_days"] for line in said["lines"]] == [3, 2]
    assert (said["groups"][0]["mean_ready_days"], said["groups"][0]["amount_sek"]) == (2.5, 0)


def test_the_acts_reading_with_two_free_days(february):
    said = bill(february, "--agreement", "law", "--set", "free_days=2")
    assert [line["billed_days"] for line in said["lines"]] == [2, 1]
    group = said["groups"][0]
    assert (group["amount_sek"], group["threshold_days"], group["mean_ready_days"]) == (24600, None, None)


def test_skanes_sum_stands_on_the_municipality(february):
    """Days without the discharge day and without a cutoff: 3 and 3; over 2.5 by 1.0 in all."""
    said = bill(february, "--agreement", "skane", "--set", "threshold_days=2.5")
    (group,), lines = said["groups"], said["lines"]
    assert (group["mean_ready_days"], group["billed_days"], group["amount_sek"]) == (3.0, 1.0, 8200)
    assert (group["billed_episodes"], group["blocked_days"], group["blocked_sek"]) == (0, 0, 0)
    assert {(line["billed_days"], line["amount_sek"], line["free_days"]) for line in lines} == {(None, None, None)}
    assert {line["outcome"] for line in lines} == {"in_mean"}


def test_a_term_the_model_has_no_use_for_is_ignored_aloud(february):
    called = lus("bill", "--month", "2020-02", "--agreement", "law", "--set", "threshold_days=9", "--data", february)
    assert called.code == 0
    assert "threshold_days används inte" in called.err


def test_a_year_without_an_amount_shows_days_and_no_kronor(tmp_path):
    folder = imported(tmp_path, two_patients(2021), "2021-03-05")
    group = bill(folder, month="2021-02")["groups"][0]
    assert (group["billed_days"], group["amount_sek"], group["amount_status"]) == (1, None, "missing")
    table = lus("bill", "--month", "2021-02", "--data", folder)
    assert "belopp saknas" in table.out
    assert "Belopp saknas" in table.err


@pytest.mark.parametrize(
    ("confirmed", "status", "said"), [("true", "confirmed", "bekräftat"), ("false", "unconfirmed", "obekräftat")]
)
def test_an_amount_of_ones_own_takes_effect_at_once(tmp_path, confirmed, status, said):
    folder = imported(tmp_path, two_patients(2021), "2021-03-05")
    (folder / "rules").mkdir()
    (folder / "rules" / "amounts.toml").write_text(AMOUNTS.format(confirmed=confirmed), encoding="utf-8")
    group = bill(folder, month="2021-02")["groups"][0]
    assert (group["amount_sek"], group["amount_status"]) == (9000, status)
    assert f" {said}" in lus("bill", "--month", "2021-02", "--data", folder).out


def test_an_unconfirmed_amount_is_marked_wherever_its_kronor_are_shown(tmp_path):
    folder = imported(tmp_path, two_patients(2024), "2024-03-08")
    assert bill(folder, month="2024-02")["groups"][0]["amount_status"] == "unconfirmed"
    table = lus("bill", "--month", "2024-02", "--data", folder)
    assert table.out.count("obekräftat") >= 2
    assert "obekräftat" in table.err
    assert "obekräftat" in lus("explain", "kalle", "--data", folder).out


def test_an_entered_amount_holds_for_all_years(february):
    group = bill(february, "--set", "amount_sek=9000")["groups"][0]
    assert (group["amount_sek"], group["amount_status"]) == (9000, "entered")


def test_a_known_municipality_without_episodes_has_no_groups(february):
    for code in ("1862", "0180"):
        said = bill(february, "--municipality", code)
        assert (said["groups"], said["lines"]) == ([], [])


def test_csv_has_groups_and_lines_in_one_table(february):
    called = lus("bill", "--month", "2020-02", "--data", february, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(called.out), delimiter=";"))
    assert [row["part"] for row in rows] == ["groups", "lines", "lines"]
    assert (rows[0]["mean_ready_days"], rows[0]["headroom_days"], rows[0]["liable"]) == ("3,5", "-1,0", "true")
    assert (rows[1]["episode_id"], rows[1]["amount_sek"]) == ("kalle", "8200")


def test_csv_tells_missing_from_not_applicable(tmp_path):
    folder = imported(tmp_path, two_patients(2021), "2021-03-05")
    by_term = {
        agreement: list(csv.DictReader(io.StringIO(called.out), delimiter=";"))
        for agreement in ("law", "skane")
        for called in [lus("bill", "--month", "2021-02", "--agreement", agreement, "--data", folder, "--format", "csv")]
    }
    law, skane = by_term["law"], by_term["skane"]
    assert (law[0]["mean_ready_days"], law[0]["amount_sek"]) == ("ej tillämpligt", "saknas")
    assert (skane[1]["amount_sek"], skane[1]["free_days"], skane[1]["district"]) == ("ej tillämpligt",) * 2 + ("",)


def test_a_cell_that_could_run_as_a_formula_is_text(tmp_path):
    rows = two_patients()
    rows[0]["vårdtillfälle"] = "=1+1"
    folder = imported(tmp_path, rows)
    assert ";'=1+1;" in lus("bill", "--month", "2020-02", "--data", folder, "--format", "csv").out
