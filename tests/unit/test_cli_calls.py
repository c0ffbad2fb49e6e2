"""Bad calls and bad files: the exit code, one or a few lines of Swedish on stderr, and nothing on stdout."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lus_stats.cli import entry
from tests.generate import write_csv
from tests.unit.lus import imported, lus, two_patients

WRONG = (
    ("", "Ange ett kommando."),
    ("bil", "Kommandot bil finns inte. Menade du bill?"),
    ("bill", "Flaggan --month måste anges."),
    ("bill --month", "Flaggan --month behöver ett värde."),
    ("bill --mnth 2020-02", "Flaggan --mnth finns inte. Menade du --month?"),
    ("bill --month 2020-02 februari", "Oväntat i anropet: februari."),
    ("bill --month 2020-13", "Månaden '2020-13' går inte att läsa."),
    ("bill --month 2020-02 --format xml", "Formatet 'xml' finns inte."),
    ("bill --month 2020-02 --municipality 9999", "Kommunkoden '9999' finns inte."),
    ("bill --month 2020-02 --municipality Örebro", "Kommunkoden 'Örebro' finns inte."),
    ("bill --month 2020-02 --agreement x", "Överenskommelsen 'x' finns inte."),
    ("bill --month 2020-02 --set fre_days=2", "Menade du free_days?"),
    ("bill --month 2020-02 --set threshold_days=2.55", "högst en decimal"),
    ("bill --month 2020-02 --set free_days=1 --set free_days=2", "anges två gånger"),
    ("bill --month 2020-02 --revision två", "Skriv ett heltal."),
    ("stats --month 2020-02", "Flaggan --by måste anges."),
    ("stats --month 2020-02 --by ward", "Nivån 'ward' finns inte."),
    ("stats --month 2020-02 --to 2020-01 --by county", "slutar (2020-01) före den börjar"),
    ("stats --month 2020-02 --by county --indicator mean", "Indikatorn 'mean' finns inte."),
    ("stats --month 2020-02 --by county --care-form dental", "Vårdformen 'dental' finns inte."),
    ("stats --month 2020-02 --by district --districts old", "Indelningen 'old' finns inte."),
    ("import", "FIL saknas."),
    ("import saknas.csv", "Filen saknas.csv finns inte."),
    ("import .", "är en mapp"),
    ("import feb.csv --extracted-on 6/3", "Skriv en dag så här: 2020-03-06."),
    ("import feb.csv --extracted-on 2020-02-30", "Skriv en dag så här"),
    ("import feb.csv --extracted-on 2999-01-01", "ligger i framtiden"),
    ("import feb.csv --max-rejected 1.5", "Skriv en andel från 0 till 1"),
    ("import feb.csv --dry-run=1", "Flaggan --dry-run tar inget värde."),
    ("explain", "VÅRDTILLFÄLLE saknas."),
    ("demo --months 0", "Ange minst 1 med --months."),
    ("demo --until 2999-01", "månaden är inte slut"),
    ("serve --port x", "--port 'x' går inte att läsa."),
)
REFUSED = (
    ("bill --month 2017-12", "före de första villkoren"),
    ("bill --month 2020-03", "Det finns inga uppgifter för 2020-03."),
    ("bill --month 2020-02 --revision 2", "2 finns inte för Örebro län 2020-02 somatisk"),
    ("bill --month 2019-12 --agreement stockholm", "före de första villkoren"),
    ("stats --month 2020-03 --by county", "Det finns inga uppgifter för 2020-03."),
    ("explain olle", "Vårdtillfället 'olle' finns inte"),
    ("months --data gs://bucket/data", "kan inte läsas. Ange en mapp eller s3://"),
)


@pytest.fixture(scope="module")
def february(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return imported(tmp_path_factory.mktemp("data"), two_patients())


@pytest.mark.parametrize(("call", "said"), WRONG, ids=lambda part: part)
def test_a_wrong_call_is_2(february, monkeypatch, call, said):
    monkeypatch.chdir(february)
    monkeypatch.setenv("LUS_DATA", str(february))
    called = lus(*call.split())
    assert (called.code, called.out) == (2, "")
    assert said in called.err
    assert called.err.count("\n") == 1


@pytest.mark.parametrize(("call", "said"), REFUSED, ids=lambda part: part)
def test_a_refused_call_is_3(february, monkeypatch, call, said):
    monkeypatch.setenv("LUS_DATA", str(february))
    called = lus(*call.split(), *([] if call.startswith("explain") else ["--format", "json"]))
    assert (called.code, called.out) == (3, "")
    assert said in called.err


def test_a_refused_file_prints_its_json_and_the_others_null(tmp_path):
    good = write_csv(two_patients(), tmp_path / "feb.csv")
    bad = tmp_path / "mars.csv"
    bad.write_text("kommunkod;utskriven\n1880;2020-03-01 10:00\n", encoding="utf-8")
    called = lus("import", good, bad, "--data", tmp_path, "--format", "json")
    first, second = called.json["files"]
    assert called.code == 3
    assert (first["refused"], first["months"], second["months"]) == (None, [], [])
    assert "vårdtillfälle" in second["refused"]
    assert "Inget har skrivits." in called.err
    assert not (tmp_path / "store").exists()


def test_a_personnummer_is_repeated_nowhere(tmp_path):
    rows = two_patients()
    rows[0]["sjukhus"] = "19121212-1212"
    called = lus("import", write_csv(rows, tmp_path / "feb.csv"), "--data", tmp_path, "--format", "json")
    assert called.code == 3
    assert "121212" not in called.out + called.err


def test_rejected_rows_say_where_and_why(tmp_path):
    rows = [*two_patients(), *(two_patients()[1] | {"vårdtillfälle": f"s{n}"} for n in range(8))]
    rows[0]["kommunkod"] = "9999"
    rows[1]["kommunkod"] = "0880"
    rows[2]["kommunkod"] = "180"
    path = write_csv(rows, tmp_path / "feb.csv")
    called = lus("import", path, "--extracted-on", "2020-03-06", "--data", tmp_path, "--format", "json")
    (report,) = called.json["files"]
    assert called.code == 0
    assert report["rejected_rows"][0]["row"] == 2
    assert report["rejected_rows"][0]["column"] == "kommunkod"
    assert report["rejected_rows"][0]["value"] == "9999"
    assert "kommunkoden 180 lästes som 0180 på 1\u00a0rad" in called.err
    assert "de avvisade raderna ligger i" in called.err


def test_a_dry_run_writes_nothing(tmp_path):
    path = write_csv(two_patients(), tmp_path / "feb.csv")
    called = lus("import", path, "--dry-run", "--data", tmp_path, "--format", "json")
    assert (called.code, called.json["files"][0]["accepted"]) == (0, 2)
    assert "inget har skrivits" in called.err
    assert not (tmp_path / "store").exists()


def test_a_damaged_file_is_named_by_verify(tmp_path):
    folder = imported(tmp_path, two_patients())
    assert lus("verify", "--data", folder).code == 0
    (stored,) = (folder / "store").rglob("*.parquet")
    stored.chmod(0o644)
    stored.write_bytes(stored.read_bytes()[:-9] + b"x" * 9)
    called = lus("verify", "--data", folder)
    assert called.code == 3
    assert stored.name in called.err


def test_a_faulty_rule_file_is_refused_with_the_place_and_the_cure(tmp_path):
    folder = imported(tmp_path, two_patients())
    (folder / "rules").mkdir()
    (folder / "rules" / "amounts.toml").write_text("[[amounts]]\nyear = 2021\namuont_sek = 1\n", encoding="utf-8")
    called = lus("bill", "--month", "2020-02", "--data", folder)
    assert called.code == 3
    assert "did you mean 'amount_sek'?" in called.err


def test_an_interrupted_call_says_so(monkeypatch):
    def interrupted(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("lus_stats.cli.holdings.run", interrupted)
    called = lus("months")
    assert (called.code, called.err) == (entry.INTERRUPTED, "Avbrutet.\n")


@pytest.mark.parametrize("command", ["", "import", "stats", "bill", "explain", "serve"])
def test_help_is_in_swedish(command):
    called = lus(*command.split(), "--help")
    assert called.code == 0
    for english in ("Usage", "Options", "Show this message", "default:", "required", "<bool>", "<str>"):
        assert english not in called.out
    assert "Så här: lus" in called.out


def in_a_process(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lus_stats.cli", *map(str, arguments)]
    surroundings = os.environ | {"LANG": "C.UTF-8"} | environment
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=surroundings, check=False)


def test_a_process_speaks_utf_8_whatever_the_machine_does(february):
    called = in_a_process(
        "bill", "--month", "2020-02", "--data", february, "--format", "json", PYTHONIOENCODING="latin-1"
    )
    assert (called.returncode, called.stderr) == (0, "")
    assert json.loads(called.stdout)["groups"][0]["municipality"] == "Örebro"


def test_a_process_ends_without_a_traceback(february):
    called = in_a_process("bill", "--month", "2020-02", "--revision", "7", "--data", february)
    assert (called.returncode, called.stdout) == (3, "")
    assert "Traceback" not in called.stderr


def test_a_reader_who_goes_away_is_let_go_in_peace(february):
    command = f'"{sys.executable}" -m lus_stats.cli bill --month 2020-02 --data "{february}" --format json | true'
    ended = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_counting_a_bill_loads_neither_the_app_nor_the_figures():
    program = "import sys, lus_stats.cli.app, lus_stats.cli.pricing; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert not {"streamlit", "plotly", "scipy", "rich.markdown"} & set(loaded)
