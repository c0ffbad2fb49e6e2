"""The same store in a bucket, on a real S3 server."""

import threading
from datetime import date
from pathlib import Path
from typing import Any

import boto3
import pytest

from lus_stats import answers, store
from lus_stats.answers import Question
from lus_stats.errors import Refused
from lus_stats.store.places import Bucket, bucket, lease
from tests.store.material import NOW, Row, episode, episodes, written

FEBRUARY = Question(date(2020, 2, 1))
MADE = [*episodes(9), episode("p", vårdform="psykiatrisk"), episode("x", kommunkod="9999")]


def imported(tmp_path: Path, data: str, rows: list[Row], **options: Any) -> store.ImportReport:
    return store.import_files(store.open_data(data), [written(tmp_path, rows)], now=NOW, **options)


def keys(data: str) -> set[str]:
    """Every key below the data folder, as the server lists them."""
    name, _, prefix = data.removeprefix("s3://").partition("/")
    listed = boto3.client("s3").list_objects_v2(Bucket=name, Prefix=prefix)
    return {one["Key"].removeprefix(f"{prefix}/") for one in listed.get("Contents", [])}


def test_a_month_in_a_bucket_says_what_the_same_month_in_a_folder_does(tmp_path: Path, s3_data: str) -> None:
    there = imported(tmp_path, s3_data, MADE)
    here = imported(tmp_path, str(tmp_path / "data"), MADE)
    assert there.as_json() == here.as_json()
    bills = [answers.bill(store.open_data(data), FEBRUARY) for data in (s3_data, str(tmp_path / "data"))]
    assert bills[0].groups.equals(bills[1].groups)
    assert bills[0].lines.equals(bills[1].lines)
    found = [store.open_data(data).store.revisions() for data in (s3_data, str(tmp_path / "data"))]
    assert found[0]["content_hash"].to_list() == found[1]["content_hash"].to_list()
    assert store.verify(store.open_data(s3_data).store) == []


def test_the_rejected_rows_and_the_lists_of_sums_lie_in_the_bucket_too(tmp_path: Path, s3_data: str) -> None:
    report = imported(tmp_path, s3_data, MADE)
    assert report.files[0].rejected_path == f"{s3_data}/rejected/feb-20261120-120000.csv"
    names = keys(s3_data)
    assert "rejected/feb-20261120-120000.csv" in names
    assert sum(name.endswith(".sha256") for name in names) == 1
    assert not any(name.endswith((".pending", lease.LEASE)) for name in names)


def test_a_second_import_is_a_revision_beside_the_first(tmp_path: Path, s3_data: str) -> None:
    imported(tmp_path, s3_data, MADE)
    seen = store.open_data(s3_data).store.stamp()
    imported(tmp_path, s3_data, [*MADE, episode("new")])
    held = store.open_data(s3_data).store
    assert held.stamp() != seen
    assert held.revisions().filter(care_form="somatic")["revision"].to_list() == [1, 2]
    assert imported(tmp_path, s3_data, MADE).files[0].months == ()


def test_own_rules_in_the_bucket_go_over_the_shipped_ones(tmp_path: Path, s3_data: str) -> None:
    imported(tmp_path, s3_data, MADE)
    own = b'[[amounts]]\nyear = 2020\namount_sek = 9999\nregulation = "HSLF-FS 1900:1"\nconfirmed = true\n'
    Bucket(f"{s3_data}/rules").create([("amounts.toml", own)])
    amounts = answers.bill(store.open_data(s3_data), FEBRUARY).amounts
    assert amounts.filter(year=2020)["amount_sek"].item() == 9999


def test_a_name_that_is_taken_is_refused_and_kept(tmp_path: Path, s3_data: str) -> None:
    imported(tmp_path, s3_data, MADE)
    place = Bucket(f"{s3_data}/store")
    taken = next(found.name for found in place.files() if found.name.endswith("r0001.parquet"))
    before = place.read(taken)
    with pytest.raises(FileExistsError):
        place.create([("episodes/other.parquet", b"1"), (taken, b"another's")])
    assert place.read(taken) == before
    assert "store/episodes/other.parquet" not in keys(s3_data)


def test_two_importers_at_once_become_two_revisions(tmp_path: Path, s3_data: str) -> None:
    files = [written(tmp_path / str(n), [*episodes(9), episode(f"n{n}")]) for n in range(2)]
    folder, faults = store.open_data(s3_data), []

    def run(path: Path) -> None:
        try:
            store.import_files(folder, [path], now=NOW)
        except BaseException as error:
            faults.append(error)

    threads = [threading.Thread(target=run, args=(path,)) for path in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    held = store.open_data(s3_data).store
    assert held.revisions()["revision"].to_list() == [1, 2]
    assert store.verify(held) == []


def test_what_a_dead_importer_holds_is_taken_over(
    tmp_path: Path, s3_data: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "ABANDONED_SECONDS", 0.5)
    Bucket(f"{s3_data}/store").create([(lease.LEASE, b"dead")])
    assert imported(tmp_path, s3_data, MADE).files[0].months
    assert f"store/{lease.LEASE}" not in keys(s3_data)


def test_a_living_importer_is_waited_for_and_refused_in_the_end(
    tmp_path: Path, s3_data: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "RENEWED_SECONDS", 0.1)
    monkeypatch.setattr(lease, "ABANDONED_SECONDS", 1.6)  # a busy machine renews a second too late
    monkeypatch.setattr(lease, "PATIENCE_SECONDS", 2.6)
    with Bucket(f"{s3_data}/store").sole_writer(), pytest.raises(Refused, match="En annan import skriver"):
        imported(tmp_path, s3_data, MADE)


def test_a_list_left_pending_is_settled_by_the_next_import(tmp_path: Path, s3_data: str) -> None:
    imported(tmp_path, s3_data, MADE)
    gone = f"{'0' * 64}  episodes/county=18/month=2020-02/care_form=somatic/r0009.parquet\n".encode()
    Bucket(f"{s3_data}/store").create([("checksums/20200101T000000-dead.pending", gone)])
    assert store.verify(store.open_data(s3_data).store) == []
    imported(tmp_path, s3_data, [*MADE, episode("new")])
    assert not any(name.endswith(".pending") for name in keys(s3_data))
    assert store.verify(store.open_data(s3_data).store) == []


def test_a_flipped_bit_in_the_bucket_is_found(tmp_path: Path, s3_data: str) -> None:
    imported(tmp_path, s3_data, MADE)
    name, _, prefix = s3_data.removeprefix("s3://").partition("/")
    key = next(key for key in keys(s3_data) if key.endswith("care_form=somatic/r0001.parquet"))
    client = boto3.client("s3")
    raw = bytearray(client.get_object(Bucket=name, Key=f"{prefix}/{key}")["Body"].read())
    raw[len(raw) // 2] ^= 1
    client.put_object(Bucket=name, Key=f"{prefix}/{key}", Body=bytes(raw))
    (problem,) = store.verify(store.open_data(s3_data).store)
    assert problem.path == f"{s3_data}/{key}"
    assert "checksumman stämmer inte" in problem.message


@pytest.mark.usefixtures("s3_environment")
def test_a_bucket_that_is_not_there_is_said_in_swedish() -> None:
    with pytest.raises(Refused, match="Objektlagret s3://no-such-bucket-here"):
        store.open_data("s3://no-such-bucket-here/data")


@pytest.mark.usefixtures("s3_environment")
def test_a_server_that_does_not_answer_is_said_in_swedish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    bucket.forget_listings()
    with pytest.raises(Refused, match="Kontrollera adressen, AWS_ENDPOINT_URL"):
        store.open_data("s3://lus/data")
