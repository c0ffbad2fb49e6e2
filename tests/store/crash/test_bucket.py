"""An object store that fails midway, answers slowly or dies, and importers into it that are killed."""

import random
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import boto3
import obstore
import polars as pl
import pytest
from moto.server import ThreadedMotoServer
from obstore.exceptions import AlreadyExistsError, GenericError

from lus_stats import answers, store
from lus_stats.answers import Question
from lus_stats.errors import Refused
from lus_stats.store.places import bucket, lease
from tests.store.crash import children
from tests.store.crash.material import EXTRACTED_ON, LONG
from tests.store.material import NOW, Row, episode, episodes, written

FIRST = [*episodes(9), episode("p", vårdform="psykiatrisk")]
SECOND = [*FIRST, episode("late"), episode("q", vårdform="psykiatrisk"), episode("bad", kommunkod="9999")]
FEBRUARY = Question(date(2020, 2, 1))
KILLS = 30 if LONG else 3


@pytest.fixture
def data(s3_data: str, tmp_path: Path) -> str:
    """A bucket with one import in it."""
    imported(tmp_path, s3_data, FIRST)
    return s3_data


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A dead importer's lease is soon taken over."""
    for name, seconds in children.IMPATIENT.items():
        monkeypatch.setattr(lease, name, seconds)
    yield
    bucket.forget_listings()


def imported(base: Path, data: str, rows: list[Row]) -> store.ImportReport:
    folder, file = store.open_data(data), written(base, rows)
    return store.import_files(folder, [file], now=NOW, extracted_on=EXTRACTED_ON, max_rejected=1.0)


def contents(data: str) -> dict[str, bytes]:
    """Every object below the data folder but the log, as the server has it."""
    name, _, prefix = data.removeprefix("s3://").partition("/")
    client = boto3.client("s3")
    keys = [one["Key"] for one in client.list_objects_v2(Bucket=name, Prefix=prefix).get("Contents", [])]
    said = {key.removeprefix(f"{prefix}/"): client.get_object(Bucket=name, Key=key)["Body"].read() for key in keys}
    return {key: content for key, content in said.items() if not key.startswith("log/")}


def revisions(data: str) -> list[int]:
    bucket.forget_listings()
    return sorted(store.open_data(data).store.revisions()["revision"])


def sound(data: str) -> bool:
    bucket.forget_listings()
    return store.verify(store.open_data(data).store) == []


def completed(base: Path, data: str) -> bool:
    """Whether the next import gives all there is to give, and nothing is left of the one before."""
    imported(base, data, SECOND)
    names = contents(data)
    left = [name for name in names if name.endswith((".pending", lease.LEASE))]
    return revisions(data) == [1, 1, 2, 2] and sound(data) and left == []


def refusal(base: Path, data: str) -> str:
    """What the second import says if it is refused."""
    try:
        imported(base, data, SECOND)
    except Refused as error:
        return str(error)
    return ""


class Failing:
    """`obstore.put` that fails from a certain file on: before the file is there, or after."""

    def __init__(self, moment: int, *, landed: bool, error: type[Exception] = GenericError) -> None:
        self.real, self.moment, self.landed, self.error = obstore.put, moment, landed, error
        self.count, self.lock = 0, threading.Lock()

    def __call__(self, client: Any, path: str, file: bytes, **options: Any) -> Any:
        if path == lease.LEASE:
            return self.real(client, path, file, **options)
        with self.lock:
            self.count += 1
            fails = self.count >= self.moment
        if fails and not self.landed:
            raise self.error("secret words of the server")
        answer = self.real(client, path, file, **options)
        if fails:
            raise self.error("secret words of the server")
        return answer


@pytest.mark.parametrize("landed", [False, True], ids=["not there", "there, but nobody heard"])
def test_a_put_that_fails_takes_the_others_with_it(
    tmp_path: Path, data: str, landed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, refused = contents(data), 0
    for moment in range(1, 9):
        with monkeypatch.context() as failing:
            failing.setattr(obstore, "put", Failing(moment, landed=landed))
            said = refusal(tmp_path, data)
        if revisions(data) == [1, 1, 2, 2]:
            break
        refused += 1
        assert "Objektlagret" in said
        assert "secret" not in said
        assert contents(data) == before
        assert sound(data)
    assert refused >= 4
    assert completed(tmp_path, data)


def test_a_put_that_meets_itself_is_no_conflict(tmp_path: Path, data: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first try's answer was lost, and the second finds the name taken: by the first."""
    with monkeypatch.context() as failing:
        failing.setattr(obstore, "put", Failing(1, landed=True, error=AlreadyExistsError))
        imported(tmp_path, data, SECOND)
    assert revisions(data) == [1, 1, 2, 2]
    assert completed(tmp_path, data)


def test_a_server_that_dies_midway_leaves_what_the_next_import_completes(
    tmp_path: Path, data: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for moment in range(3, 7):
        put = Failing(moment, landed=False)
        with monkeypatch.context() as dead:
            dead.setattr(obstore, "put", put)
            for name in ("get", "delete", "list", "head"):
                dead.setattr(obstore, name, dead_after(put, getattr(obstore, name)))
            said = refusal(tmp_path, data)
        assert "Objektlagret" in said
        assert "secret" not in said
        assert sound(data)
    assert completed(tmp_path, data)


def dead_after(put: Failing, real: Callable[..., Any]) -> Callable[..., Any]:
    def call(*arguments: Any, **options: Any) -> Any:
        if put.count >= put.moment:
            raise GenericError("secret words of the server")
        return real(*arguments, **options)

    return call


def test_a_slow_server_keeps_its_importer_and_the_next_one_waits(
    tmp_path: Path, data: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = obstore.put

    def slow(client: Any, path: str, file: bytes, **options: Any) -> Any:
        time.sleep(0.0 if path == lease.LEASE else 4 * lease.RENEWED_SECONDS)
        return real(client, path, file, **options)

    faults: list[BaseException] = []

    def run(number: int) -> None:
        try:
            imported(tmp_path / str(number), data, [*FIRST, episode(f"n{number}")])
        except BaseException as error:
            faults.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(2)]
    with monkeypatch.context() as slowly:
        slowly.setattr(obstore, "put", slow)
        slowly.setattr(lease, "ABANDONED_SECONDS", 2.0)  # less than an import takes, more than a busy machine loses
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert faults == []
    assert revisions(data) == [1, 1, 2, 3]
    assert sound(data)


def test_a_killed_import_into_a_bucket_is_completed_by_the_next(
    tmp_path: Path, data: str, s3_environment: dict[str, str]
) -> None:
    seed = random.SystemRandom().randrange(10**6)
    chance = random.Random(seed)
    file = written(tmp_path, SECOND, "second.csv")
    for number in range(KILLS):
        place = f"{data}-{number}"
        imported(tmp_path, place, FIRST)
        moment = chance.randint(1, 7)  # the log, the rejected rows, a list of sums twice, two revisions, the log
        try:
            killed = children.started(children.importing_to_bucket, place, str(file), moment, s3_environment)
            killed.join()
            assert killed.exitcode == -9
            assert sound(place)
            assert completed(tmp_path, place)
        except BaseException as error:
            error.add_note(f"seed {seed}, kill {number} before PUT {moment}")
            raise


def test_a_server_that_dies_under_a_reader_is_said_in_swedish(data: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files are known and the rows are not: Polars finds nobody there, and says more than a reader should see."""
    monkeypatch.setenv("POLARS_CLOUD_MAX_RETRIES", "1")
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://{}:{}".format(*server.get_host_and_port()))
    folder = store.open_data(data)
    assert folder.store.revisions().height == 2
    server.stop()
    rows = folder.store.scan(folder.store.extracts("newest"))
    with pytest.raises(Refused, match=f"Objektlagret {data}/store svarar inte som väntat") as caught:
        rows_of(folder, rows)
    assert "127.0.0.1" not in str(caught.value)
    with pytest.raises(Refused, match=f"Objektlagret {data}/"):
        answers.bill(folder, FEBRUARY)


@store.asked_of_the_store
def rows_of(folder: store.DataFolder, rows: pl.LazyFrame) -> pl.DataFrame:
    """A question whose rows are read at last."""
    del folder
    return rows.collect()


def test_a_file_that_went_under_a_reader_is_looked_for_again(
    tmp_path: Path, data: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bucket, "_LISTING_SECONDS", 3_600.0)  # this machine may be busy between two looks
    folder = store.open_data(data)
    imported(tmp_path, data, SECOND)
    newest = answers.ComparisonQuestion("18", date(2020, 2, 1), "somatic")
    assert answers.compare(folder, newest).after["revision"].item() == 2
    name, _, prefix = data.removeprefix("s3://").partition("/")
    boto3.client("s3").delete_object(
        Bucket=name, Key=f"{prefix}/store/episodes/county=18/month=2020-02/care_form=somatic/r0002.parquet"
    )
    assert answers.bill(folder, FEBRUARY).groups.height == 2
    assert folder.store.extracts("newest").filter(care_form="somatic")["revision"].to_list() == [2]  # as just listed
    with pytest.raises(Refused, match="Version 2 finns inte"):
        answers.bill(folder, Question(date(2020, 2, 1), revision=2))
