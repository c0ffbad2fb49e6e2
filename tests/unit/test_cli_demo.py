"""`lus demo`: its own folder, the same rows from the same seed, replaced whole, never mixed with real data."""

from pathlib import Path

import pytest

from tests.unit.lus import imported, lus, two_patients

ARGUMENTS = ("demo", "--months", "2", "--until", "2024-02", "--seed", "7")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    called = lus(*ARGUMENTS, "--data", folder)
    assert called.code == 0, called.err
    assert "Demodata: " in called.err
    assert "2024-01 till 2024-02" in called.err
    return folder


def test_it_lies_in_a_folder_of_its_own_and_says_what_it_is(made):
    assert [path.name for path in made.iterdir()] == ["demo"]
    listed = lus("months", "--data", made, "--format", "json").json
    assert listed["demo"] is True
    assert {row["demo"] for row in listed["months"]} == {True}
    assert lus("verify", "--data", made).code == 0


def test_a_bill_says_demodata_and_marks_invented_amounts(made):
    called = lus("bill", "--month", "2024-02", "--data", made)
    assert "Demodata" in called.out
    assert lus("bill", "--month", "2024-02", "--data", made, "--format", "json").json["demo"] is True


def test_the_same_seed_gives_the_same_rows_and_replaces_the_old(made, tmp_path):
    other = lus(*ARGUMENTS, "--data", tmp_path)
    assert other.code == 0
    bills = [
        lus("bill", "--month", "2024-02", "--data", folder, "--format", "json").json for folder in (made, tmp_path)
    ]
    assert bills[0] == bills[1]
    again = lus("demo", "--months", "1", "--until", "2024-01", "--seed", "8", "--data", tmp_path)
    assert "De ersätter de tidigare demodata." in again.err
    months = lus("months", "--data", tmp_path, "--format", "json").json["months"]
    assert {row["month"] for row in months} == {"2024-01"}


def test_real_data_is_read_first_and_left_alone(tmp_path):
    imported(tmp_path, two_patients())
    called = lus("demo", "--months", "1", "--until", "2024-02", "--data", tmp_path)
    assert called.code == 0
    assert "De läses inte så länge" in called.err
    assert lus("bill", "--month", "2020-02", "--data", tmp_path, "--format", "json").json["demo"] is False


def test_real_data_in_the_demo_folder_is_never_removed(tmp_path):
    imported(tmp_path, two_patients())
    (tmp_path / "demo").mkdir()
    (tmp_path / "store").rename(tmp_path / "demo" / "store")
    called = lus("demo", "--months", "1", "--until", "2024-02", "--data", tmp_path)
    assert called.code == 3
    assert "riktiga data" in called.err
    assert len(list((tmp_path / "demo" / "store").rglob("*.parquet"))) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["demo", "feb.csv", "log"]
