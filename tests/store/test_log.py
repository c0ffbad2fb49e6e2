"""Each call leaves an entry in the import log: who, when, which file, what became of it; none is ever altered."""

import getpass
import hashlib
import json
import stat
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from lus_stats import store
from lus_stats.errors import Refused
from lus_stats.schema import HEADERS
from lus_stats.store import log, log_reading, sums, write
from lus_stats.store.places import LocalFolder
from tests.store.material import NOW, csv_text, episode, episodes, held, imported, imported_one, personnummer, written

FEBRUARY = {
    "county": "18",
    "month": date(2020, 2, 1),
    "care_form": "somatic",
    "revision": 1,
    "rows": 9,
    "extracted_on": date(2020, 3, 6),
}


def entries(base: Path) -> pl.DataFrame:
    return store.log_entries(store.open_data(base / "data"))


def files(base: Path) -> list[Path]:
    return sorted((base / "data/log").iterdir())


def test_an_import_says_who_when_what_and_what_it_wrote(tmp_path: Path) -> None:
    rows = [*episodes(9), episode("x", kommunkod="9999")]
    imported_one(tmp_path, rows)
    (entry,) = entries(tmp_path).to_dicts()
    assert (entry["at"], entry["by"], entry["channel"]) == (NOW, getpass.getuser(), "lus import")
    assert (entry["file"], entry["mapping"], entry["replace"]) == ("feb.csv", "kanonisk", False)
    assert entry["sha256"] == hashlib.sha256((tmp_path / "feb.csv").read_bytes()).hexdigest()
    assert (entry["accepted"], entry["rejected"], entry["refused"], entry["problem"]) == (9, 1, None, None)
    assert entry["written"] == [FEBRUARY]


def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    imported_one(tmp_path, episodes(2))
    (file,) = files(tmp_path)
    assert file.name.startswith("20261120T120000-")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_call_is_one_entry_however_many_its_files(tmp_path: Path) -> None:
    imported(tmp_path, episodes(9), episodes(8), replace=True)
    (file,) = files(tmp_path)
    assert len(json.loads(file.read_text(encoding="utf-8"))["files"]) == 2
    assert entries(tmp_path)["file"].to_list() == ["feb.csv", "feb2.csv"]
    assert entries(tmp_path)["replace"].all()


def test_a_refused_call_is_there_with_its_reason_and_its_sha_256(tmp_path: Path) -> None:
    imported(tmp_path, episodes(2), "kommunkod\n1880\n")
    good, bad = entries(tmp_path).to_dicts()
    assert (good["refused"], good["written"], good["accepted"]) == (None, [], 2)
    assert bad["refused"].startswith("feb2.csv ")
    assert bad["sha256"] == hashlib.sha256((tmp_path / "feb2.csv").read_bytes()).hexdigest()


def test_a_file_refused_for_too_many_rejected_rows_has_its_counts(tmp_path: Path) -> None:
    imported(tmp_path, [episode("a"), episode("x", kommunkod="9999")])
    (entry,) = entries(tmp_path).to_dicts()
    assert (entry["accepted"], entry["rejected"], entry["written"]) == (1, 1, [])
    assert "mer än gränsen" in entry["refused"]
    assert entry["sha256"] is not None


def test_the_same_rows_again_wrote_nothing_and_are_there(tmp_path: Path) -> None:
    imported_one(tmp_path, episodes(2))
    imported_one(tmp_path, episodes(2))
    assert [len(one) for one in entries(tmp_path)["written"].to_list()] == [1, 0]


def test_patients_in_hospital_are_a_revision_without_a_month(tmp_path: Path) -> None:
    imported(tmp_path, [episode("x", utskriven="")], extracted_on=date(2020, 3, 6))
    ((one,),) = entries(tmp_path)["written"].to_list()
    assert one == {**FEBRUARY, "month": None, "rows": 1}


def test_a_dry_run_leaves_no_entry(tmp_path: Path) -> None:
    imported(tmp_path, episodes(2), dry_run=True)
    assert entries(tmp_path).is_empty()
    assert entries(tmp_path).schema == pl.Schema(log_reading.ENTRIES)


def test_the_demo_has_a_log_of_its_own_and_one_entry_for_all(tmp_path: Path) -> None:
    folder = store.open_data(tmp_path / "data")
    rows = pl.DataFrame(episodes(3), schema=dict.fromkeys(HEADERS, pl.String))
    store.import_frames(folder, [store.Batch("a", rows), store.Batch("b", rows)], demo=True, now=NOW)
    (file,) = (tmp_path / "data/demo/log").iterdir()
    assert json.loads(file.read_text(encoding="utf-8"))["channel"] == "lus demo"
    assert store.log_entries(folder).is_empty()
    assert store.log_entries(folder.for_demo())["file"].to_list() == ["a", "b"]


def test_no_personnummer_and_no_value_of_a_row_is_in_it(tmp_path: Path) -> None:
    ten = personnummer()
    imported(tmp_path, [episode(sjukhus=ten)])
    source = written(tmp_path, episodes(1), f"se {ten}.csv")
    store.import_files(store.open_data(tmp_path / "data"), [source], now=NOW)
    imported(tmp_path, [episode(kommunkod="hemlig")])
    said = "".join(file.read_text(encoding="utf-8") for file in files(tmp_path))
    assert ten not in said
    assert "hemlig" not in said
    assert entries(tmp_path)["file"].to_list() == ["feb.csv", "(dolt)", "feb.csv"]


def test_a_name_that_is_no_text_is_imported_and_logged(tmp_path: Path) -> None:
    (tmp_path / "feb\udce5.csv").write_text(csv_text(episodes(1)), encoding="utf-8")
    store.import_files(store.open_data(tmp_path / "data"), [tmp_path / "feb\udce5.csv"], now=NOW)
    assert entries(tmp_path)["file"].to_list() == ["feb?.csv"]


def test_a_machine_that_has_no_name_for_the_account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise OSError("No username set in the environment")

    monkeypatch.setattr(getpass, "getuser", nobody)
    imported_one(tmp_path, episodes(1))
    assert entries(tmp_path)["by"].to_list() == [log.UNKNOWN]


def test_nothing_is_imported_that_could_not_be_logged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_at(monkeypatch, log.PENDING)
    with pytest.raises(Refused):
        imported(tmp_path, episodes(1))
    assert held(tmp_path).revisions().is_empty()
    assert store.verify(held(tmp_path)) == []


def test_an_entry_that_cannot_be_finished_loses_no_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        stop_at(patched, log.ENTRY)
        report = imported_one(tmp_path, episodes(9))
    assert len(report.months) == 1
    assert "kunde inte skrivas färdigt" in report.notes[-1]
    assert "Pågår, eller avbröts" in entries(tmp_path)["problem"][0]
    imported_one(tmp_path, episodes(8))
    first, second = entries(tmp_path).to_dicts()
    assert first["written"] == [FEBRUARY]
    assert first["problem"] == "Avbröts innan det var klart; 1 av 1 versioner skrevs."
    assert second["problem"] is None


def test_a_refusal_is_said_though_it_cannot_be_logged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_at(monkeypatch, log.ENTRY)
    report = imported_one(tmp_path, b"")
    assert report.refused is not None
    assert "kunde inte skrivas färdigt" in report.notes[-1]


def test_an_import_that_failed_says_what_it_wrote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_at(monkeypatch, ".parquet")
    with pytest.raises(Refused):
        imported(tmp_path, episodes(1))
    (entry,) = entries(tmp_path).to_dicts()
    assert entry["written"] == []
    assert entry["problem"].startswith("Misslyckades (")
    assert entry["problem"].endswith("0 av 1 versioner skrevs.")


@pytest.mark.parametrize(("ending", "came"), [(".parquet", 0), (sums.FINISHED, 1)])
def test_what_a_killed_import_came_to_is_said_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, came: int
) -> None:
    with monkeypatch.context() as patched:
        stop_at(patched, ending, KilledError())
        patched.setattr(log, "_finish", lambda *_: None)
        patched.setattr(write, "_remains", lambda *_: False)
        with pytest.raises(KilledError):
            imported(tmp_path, episodes(9))
    assert [file.suffix for file in files(tmp_path)] == [log.PENDING]
    imported(tmp_path, episodes(4, kommunkod="0180"))
    first, second = entries(tmp_path).to_dicts()
    assert first["written"] == [FEBRUARY][:came]
    assert first["problem"] == f"Avbröts innan det var klart; {came} av 1 versioner skrevs."
    assert (second["problem"], len(second["written"])) == (None, 1)
    assert {file.suffix for file in files(tmp_path)} == {log.ENTRY}


def test_an_entry_under_way_is_not_counted_twice_once_it_is_finished(tmp_path: Path) -> None:
    imported_one(tmp_path, episodes(2))
    (file,) = files(tmp_path)
    file.with_suffix(log.PENDING).write_bytes(file.read_bytes())
    assert entries(tmp_path).height == 1
    imported_one(tmp_path, episodes(3))
    assert {one.suffix for one in files(tmp_path)} == {log.ENTRY}


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b'{"at": "x"}', b"\xff\xfe"])
def test_a_damaged_entry_is_named_and_hides_no_other(tmp_path: Path, content: bytes) -> None:
    imported_one(tmp_path, episodes(2))
    damaged = tmp_path / "data/log/20200101T000000-x.json"
    damaged.write_bytes(content)
    assert entries(tmp_path).height == 1
    folder = store.open_data(tmp_path / "data")
    assert [(problem.path, "skadad" in problem.message) for problem in store.log_faults(folder)] == [
        (str(damaged), True)
    ]


def test_a_damaged_intent_stops_no_import(tmp_path: Path) -> None:
    imported_one(tmp_path, episodes(2))
    (tmp_path / "data/log/20200101T000000-x.pending").write_bytes(b"{")
    assert len(imported_one(tmp_path, episodes(3)).months) == 1
    assert len(store.log_faults(store.open_data(tmp_path / "data"))) == 1


def test_it_lies_in_a_bucket_as_in_a_folder(tmp_path: Path, s3_data: str) -> None:
    folder = store.open_data(s3_data)
    store.import_files(folder, [written(tmp_path, episodes(9))], now=NOW)
    store.import_files(folder, [written(tmp_path, b"", "tom.csv")], now=NOW)
    assert store.log_entries(folder)["written"].to_list() == [[FEBRUARY], []]
    assert store.log_entries(folder)["file"].to_list() == ["feb.csv", "tom.csv"]
    assert store.log_faults(folder) == []


class KilledError(BaseException):
    """The process is no more."""


def stop_at(monkeypatch: pytest.MonkeyPatch, ending: str, error: BaseException | None = None) -> None:
    """Fail where a file with that ending would be written."""
    real = LocalFolder.create

    def create(self: LocalFolder, files: Any, *, private: bool = False) -> None:
        if any(name.endswith(ending) for name, _ in files):
            raise error or OSError(28, "No space left on device")
        real(self, files, private=private)

    monkeypatch.setattr(LocalFolder, "create", create)
