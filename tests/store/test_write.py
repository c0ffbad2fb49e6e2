"""Files come into the store whole, all or none, and are never overwritten."""

import os
import stat
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from lus_stats import store
from lus_stats.errors import Refused
from lus_stats.store.places import LocalFolder, locks, whole
from lus_stats.store.reasons import REASONS
from lus_stats.store.rejected import write_rejected
from tests.store.material import NOW, episode, episodes, held, imported, imported_one

FOLDER = "data/store/episodes/county=18/month=2020-02/care_form=somatic"


def everything(base: Path) -> set[str]:
    """Every file below, but the locks and the import log."""
    names = {p.relative_to(base).as_posix() for p in base.rglob("*") if p.is_file() and p.name != ".lock"}
    return {name for name in names if not name.startswith("log/")}


def test_an_import_that_fails_while_writing_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = whole._write, []

    def full_disk(temporary: Path, content: bytes, **options: bool) -> int:
        calls.append(temporary)
        if "r0001" in temporary.name and sum("r0001" in path.name for path in calls) == 2:
            raise OSError(28, "No space left on device")
        return real(temporary, content, **options)

    monkeypatch.setattr(whole, "_write", full_disk)
    rows = [*episodes(8), episode("p", vårdform="psykiatrisk"), episode("x", kommunkod="9999")]
    with pytest.raises(Refused, match="inget importerades"):
        imported(tmp_path, rows)
    assert everything(tmp_path / "data") == set()


def test_an_import_killed_before_it_names_its_files_leaves_nothing_to_see(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kill_at(monkeypatch, 1)
    with pytest.raises(KilledError):
        imported(tmp_path, [episode("a"), episode("p", vårdform="psykiatrisk")])
    assert any(name.endswith(".tmp") for name in everything(tmp_path / "data"))
    assert held(tmp_path).revisions().is_empty()
    assert store.verify(held(tmp_path)) == []
    monkeypatch.undo()
    assert len(imported_one(tmp_path, [episode("a")]).months) == 1
    assert not any(name.endswith((".tmp", ".pending")) for name in everything(tmp_path / "data"))
    assert store.verify(held(tmp_path)) == []


def test_an_import_killed_halfway_is_completed_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [episode("a"), episode("p", vårdform="psykiatrisk")]
    kill_at(monkeypatch, 2)
    with pytest.raises(KilledError):
        imported(tmp_path, rows)
    assert held(tmp_path).revisions().height == 1
    assert store.verify(held(tmp_path)) == []
    monkeypatch.undo()
    report = imported_one(tmp_path, rows)
    assert [month.care_form for month in report.months] == ["somatic"]
    assert held(tmp_path).revisions()["revision"].to_list() == [1, 1]
    assert store.verify(held(tmp_path)) == []


class KilledError(BaseException):
    """The machine went away: nothing is tidied up."""


def kill_at(monkeypatch: pytest.MonkeyPatch, sweep: int) -> None:
    """Die when the given file would get its name, with no time to clean."""
    real, calls = whole._name, []

    def name(temporary: Path, path: Path) -> None:
        calls.append(path)
        if sum(path.suffix == ".parquet" for path in calls) == sweep:
            monkeypatch.setattr(Path, "unlink", lambda *_, **__: None)
            raise KilledError
        real(temporary, path)

    monkeypatch.setattr(whole, "_name", name)


def test_a_number_that_is_taken_meanwhile_is_refused_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = whole._name

    def overtaken(temporary: Path, path: Path) -> None:
        if path.suffix == ".parquet":
            path.write_bytes(b"another's")
        real(temporary, path)

    monkeypatch.setattr(whole, "_name", overtaken)
    with pytest.raises(Refused, match="skrevs av en annan import under tiden"):
        imported(tmp_path, episodes(1))
    assert (tmp_path / FOLDER / "r0001.parquet").read_bytes() == b"another's"
    assert everything(tmp_path / "data") == {f"{FOLDER.removeprefix('data/')}/r0001.parquet"}


def test_without_hard_links_a_name_is_still_never_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    assert len(imported_one(tmp_path, episodes(1)).months) == 1
    with pytest.raises(FileExistsError):
        LocalFolder(tmp_path / FOLDER).create([("r0001.parquet", b"another's")])
    assert store.verify(held(tmp_path)) == []


def test_what_another_import_wrote_meanwhile_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the reading and the lock, a second import of the same file gets ahead: the first finds it done."""
    rows = episodes(3)
    real = locks._wait

    def overtaken(descriptor: int, root: Path) -> None:
        monkeypatch.setattr(locks, "_wait", lambda *_: None)
        imported(tmp_path, rows)
        real(descriptor, root)

    monkeypatch.setattr(locks, "_wait", overtaken)
    report = imported_one(tmp_path, rows)
    assert report.months == ()
    assert held(tmp_path).revisions()["revision"].to_list() == [1]


def test_a_busy_store_is_refused_in_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "_PATIENCE_SECONDS", 0.0)
    with LocalFolder(tmp_path / "data/store").sole_writer(), pytest.raises(Refused, match="En annan import skriver"):
        imported(tmp_path, episodes(1))


def test_rejected_rows_lie_where_only_their_owner_reads(tmp_path: Path) -> None:
    report = imported_one(tmp_path, [episode("a"), episode("b", kommunkod="=1+1"), episode("c", spår="@x")])
    assert report.rejected_path is not None
    path = Path(report.rejected_path)
    assert path == tmp_path / "data/rejected/feb-20261120-120000.csv"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    table = pl.read_csv(path, separator=";", infer_schema=False)
    assert table.columns == ["fil", "rad", "kolumn", "värde", "skäl"]
    assert table["värde"].to_list() == ["'=1+1", "'@x"]
    assert imported_one(tmp_path, [episode("b", kommunkod="x")]).rejected_path == str(path.with_stem(f"{path.stem}-2"))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_value_becomes_a_formula(tmp_path: Path, start: str) -> None:
    rows = pl.DataFrame([(2, "spår", f"{start}1", "x"), (3, "spår", f"1{start}", "x")], schema=REASONS, orient="row")
    path = write_rejected(LocalFolder(tmp_path), "a b/c.csv", rows, NOW)
    values = pl.read_csv(path, separator=";", infer_schema=False)["värde"].to_list()
    assert values == [f"'{start}1", f"1{start}"]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/store").write_text("not a folder")
    with pytest.raises(Refused, match="går inte att skriva"):
        imported(tmp_path, episodes(1))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    report = store.import_files(store.open_data(tmp_path / "data"), [tmp_path / "no.csv", tmp_path], now=NOW)
    assert all("går inte att läsa" in str(file.refused) for file in report.files)
    assert str(report.files[0].refused).startswith("no.csv ")


def test_progress_is_told_in_steps(tmp_path: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    imported(tmp_path, episodes(1), progress=lambda what, done, total: steps.append((what, done, total)))
    assert steps == [("Läser feb.csv", 0, 1), ("Skriver", 0, 1), ("Skriver", 1, 1)]


def test_the_store_is_stamped_anew_by_each_import(tmp_path: Path) -> None:
    stamps = {store.open_data(tmp_path / "data").store.stamp()}
    for count in (3, 4):
        imported(tmp_path, episodes(count))
        stamps.add(held(tmp_path).stamp())
    os.utime(tmp_path / FOLDER / "r0001.parquet", ns=(1, 1))
    stamps.add(held(tmp_path).stamp())
    assert len(stamps) == 4
    assert held(tmp_path).revisions()["extracted_on"].to_list() == [date(2020, 3, 6)] * 2
