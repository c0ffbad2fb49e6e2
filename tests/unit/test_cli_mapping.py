"""`lus mapping` and `lus import --mapping`: from an unknown file to a first import, as an operator goes."""

from pathlib import Path

import pytest

from lus_stats.store.mapping.secret import VARIABLE
from tests.house.source import ROOT
from tests.store.material import csv_text, episode, personnummer
from tests.unit.lus import lus, two_patients

EXAMPLE = ROOT / "docs/exempelsystem.txt"


@pytest.fixture(autouse=True)
def _no_key_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


def test_from_an_unknown_file_to_its_first_import(tmp_path):
    drafted = tmp_path / "mappings" / "karolin.toml"
    drafted.parent.mkdir()
    called = lus("mapping", EXAMPLE, "--write", drafted)
    assert (called.code, called.out) == (0, "")
    assert "Home municipality   kommunkod               säker" in called.err
    assert "Handläggare         används inte" in called.err
    assert f"2\u00a0frågor att svara på i {drafted}" in called.err
    text = drafted.read_text(encoding="utf-8")
    assert 'key = "karolin"' in text
    drafted.write_text(text.replace('"Blue" = "blå"', '"Blue" = "blå", "not set" = ""'), encoding="utf-8")
    tried = lus("import", EXAMPLE, "--mapping", "karolin", "--dry-run", "--data", tmp_path, "--format", "json")
    assert (tried.code, tried.json["files"][0]["accepted"], tried.json["files"][0]["rejected"]) == (0, 12, 0)
    assert not (tmp_path / "store").exists()
    done = lus("import", EXAMPLE, "--mapping", drafted, "--data", tmp_path)
    assert done.code == 0
    assert "Spara en kopia" in done.err
    assert "karolin" in lus("months", "--data", tmp_path, "--format", "json").out


def test_the_draft_goes_to_stdout_and_the_summary_to_stderr(tmp_path):
    called = lus("mapping", EXAMPLE)
    assert called.code == 0
    assert called.out.startswith("# Utkast till en mappning")
    assert "10241" not in called.out + called.err
    assert list(tmp_path.iterdir()) == []


def test_as_json_it_says_each_column_and_question():
    called = lus("mapping", EXAMPLE, "--format", "json")
    columns = {column["column"]: column for column in called.json["columns"]}
    assert columns["Sdf"] == {"column": "Sdf", "field": "stadsdelsområde", "sureness": "säker"}
    assert columns["Handläggare"]["field"] is None
    assert (len(called.json["questions"]), called.json["missing"]) == (2, [])
    assert called.json["mapping"] == lus("mapping", EXAMPLE).out
    assert lus("mapping", EXAMPLE, "--format", "csv").out.splitlines()[:2] == [
        "column;field;sureness",
        "Ärendenr;vårdtillfälle;säker",
    ]


def test_what_must_be_there_and_is_not_is_said(tmp_path):
    file = tmp_path / "annat.csv"
    file.write_text("Nr;Avdelning\n1;a\n2;b\n", encoding="utf-8")
    called = lus("mapping", file)
    assert called.code == 0
    assert "Ingen kolumn hittades för vårdtillfälle, kommunkod" in called.err


def test_a_personnummer_is_refused_by_its_place(tmp_path):
    secret = personnummer()
    file = tmp_path / "a.csv"
    file.write_text(csv_text([episode("e1", sjukhus=secret)]), encoding="utf-8")
    called = lus("mapping", file)
    assert (called.code, called.out) == (3, "")
    assert "a.csv innehåller personnummer eller samordningsnummer (dolt): rad 2 kolumnen sjukhus" in called.err
    assert secret not in called.err


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("mapping", "FIL saknas."),
        ("mapping saknas.csv", "Filen saknas.csv finns inte."),
        ("mapping .", "är en mapp"),
        ("mapping feb.csv --write feb.csv", "feb.csv finns redan."),
        ("mapping feb.csv --format xml", "Formatet 'xml' finns inte."),
        ("import feb.csv --mapping", "Flaggan --mapping behöver ett värde."),
        ("import feb.csv --mapping exempelsytem", "Menade du exempelsystem?"),
        ("import feb.csv --mapping saknas.toml", "Mappningen saknas.toml finns inte."),
    ],
)
def test_a_wrong_call_is_2(tmp_path, monkeypatch, call, said):
    monkeypatch.chdir(tmp_path)
    Path("feb.csv").write_text(csv_text([episode()]), encoding="utf-8")
    monkeypatch.setenv("LUS_DATA", str(tmp_path))
    called = lus(*call.split())
    assert (called.code, called.out) == (2, "")
    assert said in called.err
    assert "Traceback" not in called.err


def test_a_faulty_mapping_is_refused_with_its_cure(tmp_path):
    (tmp_path / "fel.toml").write_text('key = "fel"\nlable = "Fel"\n', encoding="utf-8")
    file = tmp_path / "feb.csv"
    file.write_text(csv_text([episode()]), encoding="utf-8")
    called = lus("import", file, "--mapping", tmp_path / "fel.toml", "--data", tmp_path)
    assert (called.code, called.out) == (3, "")
    assert called.err == "fel.toml: okänd nyckel 'lable'; menade du 'label'?\n"
    assert not (tmp_path / "store").exists()


def test_the_canonical_file_needs_no_mapping_and_may_name_it(tmp_path):
    file = tmp_path / "feb.csv"
    file.write_text(csv_text([*two_patients()]), encoding="utf-8")
    called = lus("import", file, "--mapping", "kanonisk", "--data", tmp_path, "--format", "json")
    assert called.json["files"][0]["accepted"] == 2
