"""`lus prune`: shows what goes and why, and removes nothing that is not agreed to."""

import io
import shutil
import sys

import pytest

from tests.unit.lus import imported, lus, two_patients


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The two months, imported once; each test has a copy."""
    folder = tmp_path_factory.mktemp("old")
    imported(folder, two_patients(year=2012), "2012-03-06")
    return imported(folder, two_patients(year=2020), "2020-03-06")


@pytest.fixture
def old(written, tmp_path):
    """A month whose books were closed at the end of 2022, and one of this decade."""
    return shutil.copytree(written, tmp_path / "old")


def months(folder):
    return [row["month"] for row in lus("months", "--data", folder, "--format", "json").json["months"]]


def test_it_shows_kind_number_months_rows_and_reason(old):
    called = lus("prune", "--dry-run", "--data", old)
    assert called.code == 0
    (line,) = [line.split() for line in called.out.splitlines() if line.startswith("hela månader")]
    assert line[2:5] == ["1", "2012-02", "2"]
    assert "bokföringens tid gick ut 2022-12-31" in called.out
    assert "Prövat; inget har tagits bort (--dry-run)." in called.err
    assert months(old) == ["2012-02", "2020-02"]


def test_without_yes_nothing_is_removed(old):
    called = lus("prune", "--data", old)
    assert called.code == 3
    assert "Inget har tagits bort. Kör lus prune --yes" in called.err
    assert months(old) == ["2012-02", "2020-02"]


def test_with_yes_it_goes_is_logged_and_verify_is_content(old):
    called = lus("prune", "--yes", "--data", old, "--format", "json")
    assert called.code == 0
    (file,) = called.json["files"]
    assert (file["kind"], file["month"], file["rows"]) == ("month", "2012-02", 2)
    assert file["file"].startswith("store/episodes/county=18/month=2012-02/")
    assert "1\u00a0fil har tagits bort." in called.err
    assert months(old) == ["2020-02"]
    assert lus("verify", "--data", old).code == 0
    assert "1\u00a0fil togs bort" in lus("log", "--data", old).out
    again = lus("prune", "--yes", "--data", old)
    assert (again.code, again.out, again.err) == (0, "", f"Inget att gallra i {old}.\n")


@pytest.mark.parametrize(("answer", "code"), [("ja\n", 0), ("J\n", 0), ("nej\n", 3), ("\n", 3), ("", 3)])
def test_at_a_terminal_it_asks(old, monkeypatch, answer, code):
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    monkeypatch.setattr("tests.unit.lus.io.StringIO", Terminal)
    called = lus("prune", "--data", old)
    assert called.code == code
    assert "Ska 1\u00a0fil tas bort? Skriv ja:" in called.err
    monkeypatch.undo()
    assert len(months(old)) == (1 if code == 0 else 2)


def test_csv_has_a_line_for_each_file(old):
    lines = lus("prune", "--dry-run", "--data", old, "--format", "csv").out.splitlines()
    assert lines[0] == "kind;file;month;rows;why"
    assert len(lines) == 2


def test_faulty_periods_are_refused_and_an_inbox_that_is_not_there_is_a_wrong_call(old):
    (old / "retention.toml").write_text("rejcted_days = 1\n", encoding="utf-8")
    called = lus("prune", "--yes", "--data", old)
    assert (called.code, "menade du 'rejected_days'" in called.err) == (3, True)
    assert lus("prune", "--inbox", old / "ingen", "--data", old).code == 2
    assert months(old) == ["2012-02", "2020-02"]
