"""`lus months --diff`: the tables, the codes, and what a file of it may hold."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from lus_stats.text import differences
from lus_stats.vocabulary import AmountStatus, Difference
from tests.unit.lus import imported, lus
from tests.worked_examples.patients import as_row


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """February's basis, and a week later: one late, one corrected, one gone, one in March."""
    folder = tmp_path_factory.mktemp("twice")
    names = ("kalle", "stina", "nils", "olle", "maja")
    rows = [as_row(name, "2020-02-01 11:00", "2020-02-04") for name in names]
    imported(folder, rows)
    later = [
        rows[0] | {"utskriven": "2020-02-06 14:00", "sjukhus": "=1+1"},
        rows[1],
        rows[3] | {"utskriven": "2020-03-01 14:00", "registrerad": "2020-03-01 15:00"},
        rows[4],
        as_row("sent", "2020-02-10 11:00", "2020-02-19", registered="2020-03-09 10:00"),
    ]
    return imported(folder, later, "2020-03-13", "later.csv")


def test_the_months_that_came_again(data):
    called = lus("months", "--diff", "--data", data)
    assert called.code == 0
    (row,) = [line.split() for line in called.out.splitlines() if "2020-02" in line]
    assert row[2:] == ["2020-02", "somatisk", "1", "→", "2", "1", "0", "1", "1", "1", "+7", "+57", "400", "kr"]
    assert "frysta underlaget" in called.err


def test_one_months_episodes(data):
    called = lus("months", "--diff", "--month", "2020-02", "--data", data)
    assert called.code == 0
    out = called.out.replace("\u00a0", " ")
    assert "4 vårdtillfällen skiljer mellan version 1 (underlaget, uttag 2020-03-06) och version 2" in out
    assert "1 registrerat för sent, 1 ändrat, 1 borta och 1 flyttat" in out
    assert "Fakturan räknas på det frysta underlaget från 2020-03-06, och där ändras inget." in out
    lines = {line.split()[0]: line for line in out.splitlines() if line}
    assert "utskriven: 2020-02-04 14:00 → 2020-02-06 14:00" in lines["kalle"]
    assert "finns nu i mars 2020 (somatisk)" in lines["olle"]
    assert lines["sent"].endswith("+7  +57 400 kr")
    assert lines["nils"].endswith("−1   −8 200 kr")


def test_a_file_of_it_runs_no_formula(data):
    called = lus("months", "--diff", "--month", "2020-02", "--format", "csv", "--data", data)
    rows = list(csv.DictReader(io.StringIO(called.out), delimiter=";"))
    assert [row["part"] for row in rows] == ["episodes"] * 4 + ["groups"]
    (kalle,) = [row for row in rows if row["episode_id"] == "kalle"]
    assert kalle["changed"] == "sjukhus: (tomt) → =1+1, utskriven: 2020-02-04 14:00 → 2020-02-06 14:00"
    assert (rows[-1]["differences"], rows[-1]["sek_effect"]) == ("4", "57400")
    assert not any(value.startswith(("=", "+", "@")) for row in rows for value in row.values())


def test_json_has_both_revisions_and_nulls_where_an_episode_is_not(data):
    said = lus("months", "--diff", "--month", "2020-02", "--format", "json", "--data", data).json
    assert (said["month"], said["demo"], len(said["comparisons"])) == ("2020-02", False, 1)
    (answer,) = said["comparisons"]
    assert answer["after"] == {"revision": 2, "extracted_on": "2020-03-13", "basis": False}
    by_id = {row["episode_id"]: row for row in answer["episodes"]}
    assert (by_id["nils"]["ready_days_after"], by_id["sent"]["ready_days_before"]) == (None, None)
    assert by_id["olle"]["elsewhere"] == {
        "month": "2020-03",
        "care_form": "somatic",
        "extracted_on": None,
        "now": True,
    }
    assert by_id["kalle"]["changed"][1] == {
        "column": "utskriven",
        "before": "2020-02-04 14:00",
        "after": "2020-02-06 14:00",
    }
    assert (by_id["sent"]["outcome_before"], by_id["sent"]["outcome_after"]) == (None, "billed")


def test_a_month_that_has_not_come_again_is_empty(data):
    called = lus("months", "--diff", "--month", "2020-03", "--format", "json", "--data", data)
    assert (called.code, called.json["comparisons"]) == (0, [])
    assert "Ingen senare version" in called.err


@pytest.mark.parametrize(
    ("call", "code", "said"),
    [
        ("--month 2020-02", 2, "--diff"),
        ("--set free_days=2", 2, "--diff"),
        ("--diff --from 1", 2, "--month"),
        ("--diff --month 2020-2", 2, "2020-02"),
        ("--diff --county 99", 2, "Länskoden"),
        ("--diff --care-form oral", 2, "somatisk eller psykiatrisk"),
        ("--diff --agreement kalmar", 2, "Välj bland"),
        ("--diff --month 2020-03 --agreement kalmar", 2, "Välj bland"),
        ("--diff --set fria=2", 2, "free_days"),
        ("--diff --format xml", 2, "table"),
        ("--diff --month 2020-02 --from ett", 2, "heltal"),
        ("--diff --month 2020-02 --from 3", 3, "Version 3 finns inte"),
        ("--diff --month 2020-02 --to 9", 3, "Version 9 finns inte"),
        ("--diff --month 2020-05", 3, "2020-05"),
        ("--diff --month 2020-02 --county 01", 3, "Stockholms län"),
        ("--diff --month 2020-02 --care-form psykiatrisk", 3, "psykiatrisk"),
    ],
)
def test_what_gets_no_answer(data, call, code, said):
    called = lus("months", *call.split(), "--data", data)
    assert (called.code, called.out) == (code, "")
    assert said in called.err


def test_the_list_of_months_names_the_mapping_and_counts_the_warnings(data):
    said = lus("months", "--format", "json", "--data", data).json["months"]
    assert {month["mapping"] for month in said} == {"kanonisk"}
    assert all(isinstance(month["warnings"], list) for month in said)
    assert "Varningar" in lus("months", "--data", data).out


def extract(revision: int, *, basis: bool, late_after: date | None = date(2020, 3, 6)) -> dict[str, object]:
    return {"revision": revision, "extracted_on": date(2020, 3, 6), "basis": basis, "late_after": late_after}


def sentence(counts: dict[Difference, int], tenths: int, sek: int | None, **after: object) -> str:
    none = dict.fromkeys(Difference, 0)
    said = differences.difference_sentence(
        before=extract(1, basis=True),
        after=extract(2, basis=False) | after,
        counts=none | counts,
        tenths=tenths,
        sek=sek,
        status=AmountStatus.CONFIRMED,
    )
    return said.replace("\u00a0", " ")


def test_the_finding_says_what_it_would_have_moved():
    assert "**1 vårdtillfälle** skiljer" in sentence({Difference.LATE: 1}, 20, 16_400)
    assert "skulle de ha gett **+2 dagar, +16 400 kr**" in sentence({Difference.LATE: 1}, 20, 16_400)
    assert "**−2,5 dagar, −20 500 kr**" in sentence({Difference.CHANGED: 2}, -25, -20_500)
    assert "**+2 dagar, belopp saknas**" in sentence({Difference.ADDED: 2}, 20, None)
    assert "skulle fakturan inte ha ändrats" in sentence({Difference.CHANGED: 2}, 0, 0)
    assert sentence({}, 0, 0).startswith("**Inget vårdtillfälle skiljer** mellan version 1 (underlaget")
    assert "inget fryst underlag ännu" in sentence({Difference.ADDED: 1}, 0, 0, late_after=None)


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ((None, None, None, None, True), None),
        ((date(2020, 3, 1), "somatic", None, True, True), "finns nu i mars 2020 (somatisk)"),
        ((date(2020, 1, 1), "psychiatric", None, True, False), "finns också i januari 2020 (psykiatrisk)"),
        ((date(2020, 1, 1), "somatic", None, False, False), "kommer från januari 2020 (somatisk)"),
        (
            (None, "somatic", date(2020, 3, 13), True, True),
            "kvar på sjukhus enligt uttaget 2020-03-13 (somatisk)",
        ),
    ],
)
def test_where_else_an_episode_is(where, said):
    month, care_form, extracted_on, now, gone = where
    assert differences.place(month, care_form, extracted_on, now=now, gone=gone) == said


def test_what_is_moved_together_is_said_only_where_it_is_something():
    assert differences.together_sentence(0, 0, AmountStatus.CONFIRMED) == ""
    said = differences.together_sentence(-10, -8_200, AmountStatus.CONFIRMED).replace("\u00a0", " ")
    assert said.startswith("Tillsammans ger de −1 dag, −8 200 kr utöver vad de ger var för sig")
