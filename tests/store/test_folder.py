"""Real and demo data have a store each, and never mix."""

import json
from pathlib import Path

import polars as pl
import pytest

from lus_stats import store
from lus_stats.errors import Refused, WrongCall
from lus_stats.schema import HEADERS
from lus_stats.store import Batch
from tests.store.material import NOW, Row, episode, episodes, held, imported, personnummer, written


def batch(rows: list[Row], name: str = "demo") -> Batch:
    return Batch(name, pl.DataFrame(rows, schema=dict.fromkeys(HEADERS, pl.String)))


def demo(base: Path, rows: list[Row]) -> store.ImportReport:
    return store.import_frames(store.open_data(base / "data"), [batch(rows)], demo=True, now=NOW)


def test_nothing_at_all_is_an_empty_real_store(tmp_path: Path) -> None:
    folder = store.open_data(tmp_path / "data")
    assert str(folder.store.root) == str(tmp_path / "data/store")
    assert folder.store.is_empty
    assert not folder.store.is_demo


def test_demo_rows_go_into_a_store_of_their_own(tmp_path: Path) -> None:
    report = demo(tmp_path, [*episodes(9), episode("x", kommunkod="9999")])
    assert (report.files[0].accepted, report.files[0].rejected) == (9, 1)
    assert report.files[0].rejected_rows["row"].to_list() == [11]
    folder = store.open_data(tmp_path / "data")
    assert str(folder.store.root) == str(tmp_path / "data/demo/store")
    assert folder.store.is_demo
    assert folder.store.revisions()["demo"].all()
    assert report.files[0].rejected_path is not None
    assert Path(report.files[0].rejected_path).parent == tmp_path / "data/demo/rejected"


def test_the_real_store_wins_where_it_holds_anything(tmp_path: Path) -> None:
    demo(tmp_path, episodes(2))
    imported(tmp_path, episodes(3))
    folder = store.open_data(tmp_path / "data")
    assert not folder.store.is_demo
    assert folder.for_demo().store.is_demo
    assert folder.for_demo().for_real() == folder


def test_the_demos_rules_hold_only_for_its_rows(tmp_path: Path) -> None:
    folder = store.open_data(tmp_path / "data")
    assert folder.rules_folders == (tmp_path / "data/rules",)
    assert folder.for_demo().rules_folders == (tmp_path / "data/demo/rules", tmp_path / "data/rules")


def test_real_rows_into_a_demo_store_are_refused(tmp_path: Path) -> None:
    demo(tmp_path, episodes(2))
    path = written(tmp_path, episodes(2))
    with pytest.raises(Refused, match="innehåller demodata"):
        store.import_files(store.open_data(tmp_path / "data/demo"), [path], now=NOW)


def test_demo_rows_into_a_real_store_are_refused(tmp_path: Path) -> None:
    store.import_frames(store.open_data(tmp_path / "data/demo"), [batch(episodes(2))], now=NOW)
    with pytest.raises(Refused, match="innehåller riktiga data"):
        demo(tmp_path, episodes(2))
    with pytest.raises(Refused, match="riktiga data och tas inte bort"):
        store.remove_demo(store.open_data(tmp_path / "data"))


def test_the_files_decide_what_is_demo_and_not_their_folder(tmp_path: Path) -> None:
    demo(tmp_path, episodes(2))
    (tmp_path / "data/demo/store").rename(tmp_path / "data/store")
    assert str(held(tmp_path).root) == str(tmp_path / "data/store")
    assert held(tmp_path).is_demo


def test_demo_data_is_removed_whatever_version_wrote_it(tmp_path: Path) -> None:
    demo(tmp_path, episodes(2))
    (file,) = (tmp_path / "data/demo/store").rglob("r0001.parquet")
    said = json.loads(pl.read_parquet_metadata(file)["lus"]) | {"preparation_version": 99}
    pl.read_parquet(file, hive_partitioning=False).write_parquet(file, metadata={"lus": json.dumps(said)})
    store.remove_demo(store.open_data(tmp_path / "data"))
    assert store.open_data(tmp_path / "data").store.is_empty
    store.remove_demo(store.open_data(tmp_path / "data"))


def test_rows_that_never_were_a_file_are_searched_too(tmp_path: Path) -> None:
    report = demo(tmp_path, [episode(sjukhus=personnummer())])
    assert report.refused


@pytest.mark.parametrize("address", ["s3://", "gs://bucket/lus", "https://host/x"])
def test_another_kind_of_address_is_refused(address: str) -> None:
    with pytest.raises(Refused, match="Ange en mapp"):
        store.open_data(address)


def test_a_file_is_no_data_folder(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(Refused, match="är en fil"):
        store.open_data(tmp_path / "data")


def test_no_file_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="Ingen fil"):
        store.import_files(store.open_data(tmp_path / "data"), [])
