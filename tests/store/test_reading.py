"""What cannot be read is said in Swedish, a file that went is looked for again, and our own faults stay faults."""

import inspect
from pathlib import Path

import polars as pl
import pytest

from lus_stats import answers, store
from lus_stats.errors import Refused
from lus_stats.store import DataFolder, revisions
from lus_stats.store.footer import Footer
from lus_stats.store.places import Place
from tests.store.material import episode, episodes, held, imported

FOLDER = "data/store/episodes/county=18/month=2020-02/care_form=somatic"


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """A month in two revisions."""
    imported(tmp_path, episodes(9))
    imported(tmp_path, [*episodes(9), episode("late")])
    return store.open_data(tmp_path / "data")


@store.asked_of_the_store
def newest_rows(folder: DataFolder, going: list[Path]) -> int:
    """How many rows there are; before they are read, one of the files goes."""
    rows = folder.store.scan(folder.store.extracts("newest"), "episode_id")
    for path in going[:1]:
        going.remove(path)
        path.unlink()
    return rows.collect().height


def test_a_file_that_goes_while_it_is_read_is_looked_for_again(tmp_path: Path, folder: DataFolder) -> None:
    assert newest_rows(folder, []) == 10
    assert newest_rows(folder, [tmp_path / FOLDER / "r0002.parquet"]) == 9


def test_a_store_that_changes_all_the_time_is_said_to(tmp_path: Path, folder: DataFolder) -> None:
    with pytest.raises(Refused, match="ändrades medan det lästes"):
        newest_rows(folder, [tmp_path / FOLDER / f"r000{number}.parquet" for number in (2, 1)])


def test_damaged_rows_are_named(tmp_path: Path, folder: DataFolder) -> None:
    path = tmp_path / FOLDER / "r0002.parquet"
    raw = bytearray(path.read_bytes())
    raw[4:200] = bytes(196)
    path.write_bytes(raw)
    assert folder.store.revisions().height == 2  # the footers are sound
    with pytest.raises(Refused, match=r"Lagret är skadat: .*r0002\.parquet är ändrad eller skadad.*Kör `lus verify`"):
        newest_rows(folder, [])


def test_a_fault_of_our_own_stays_one(folder: DataFolder) -> None:
    @store.asked_of_the_store
    def wrong(folder: DataFolder) -> pl.DataFrame:
        return folder.store.scan(folder.store.extracts("newest")).select("no such column").collect()

    with pytest.raises(pl.exceptions.ColumnNotFoundError):
        wrong(folder)


def test_every_question_is_asked_so() -> None:
    questions = {name: getattr(answers, name) for name in answers.__all__ if inspect.isfunction(getattr(answers, name))}
    reading = {name for name, each in questions.items() if "folder" in inspect.signature(each).parameters}
    assert {"bill", "statistics", "compare", "explain"} <= reading
    of_other_files = {"scenario", "scenario_names"}  # which lie beside the store
    assert {name for name in reading if not hasattr(questions[name], "__wrapped__")} == of_other_files


def test_a_link_to_nowhere_hides_no_file_beside_it(tmp_path: Path, folder: DataFolder) -> None:
    for name in ("a.parquet", "z.parquet"):
        (tmp_path / FOLDER / name).symlink_to(tmp_path / "nowhere")
    assert folder.store.revisions()["revision"].to_list() == [1, 2]


def test_a_file_that_goes_before_its_footer_is_read_is_no_fault(
    tmp_path: Path, folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    revisions.stored_files.cache_clear()
    revisions.stored_revisions.cache_clear()
    revisions._footer.cache_clear()
    real = revisions.current_footer

    def read(path: str, root: Place) -> Footer:
        (tmp_path / FOLDER / "r0002.parquet").unlink(missing_ok=True)
        return real(path, root)

    monkeypatch.setattr(revisions, "current_footer", read)
    assert folder.store.revisions()["revision"].to_list() == [1]
    assert held(tmp_path).extracts("newest")["revision"].to_list() == [1]
