"""Files on their way in: begun once, carried to the end, kept in memory alone, taken from this machine only."""

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartParser
from starlette.requests import Request

from lus_stats import store
from lus_stats.errors import Refused
from lus_stats.store import ImportReport, Incoming
from lus_stats.ui import upload_form, uploading
from lus_stats.ui.upload_job import Job
from lus_stats.ui.uploading import Options, Upload
from tests.coroutines import in_a_thread_of_its_own
from tests.store.material import csv_text, episode, episodes

AS_USUAL = Options("kanonisk", None, 0.2, replace=False)
PATIENCE_SECONDS = 120


@pytest.fixture
def upload(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Upload:
    """One reader's files, one of them staged, on a data folder of its own."""
    staged = Upload(files=(Incoming("feb.csv", csv_text(episodes(5)).encode()),))
    monkeypatch.setenv("LUS_DATA", str(tmp_path))
    monkeypatch.setattr(uploading, "current", lambda: staged)
    return staged


def done(upload: Upload) -> None:
    """Wait for the job, and take in what it came to."""
    assert upload.job is not None
    assert upload.job.wait(PATIENCE_SECONDS)
    uploading.finish()


def versions(folder: Path) -> int:
    return store.open_data(folder).store.revisions().height


def test_a_second_click_begins_nothing(upload: Upload, tmp_path: Path) -> None:
    uploading.read_in(AS_USUAL, operator=True)
    begun = upload.job
    uploading.read_in(AS_USUAL, operator=True)
    assert upload.job is begun
    done(upload)
    assert (upload.files, upload.job) == ((), None)
    uploading.read_in(AS_USUAL, operator=True)
    assert upload.job is None
    assert versions(tmp_path) == 1


def test_a_preview_writes_nothing_and_is_made_once(upload: Upload, tmp_path: Path) -> None:
    uploading.try_out(AS_USUAL)
    done(upload)
    assert isinstance(upload.preview, ImportReport)
    assert upload.preview.dry_run
    assert versions(tmp_path) == 0
    uploading.try_out(AS_USUAL)
    assert upload.job is None
    uploading.try_out(Options("kanonisk", date(2020, 3, 20), 0.2, replace=False))
    done(upload)
    assert upload.preview.files[0].months[0].extracted_on == date(2020, 3, 20)


def test_a_file_refused_when_it_is_read_in_is_kept_and_tried_again(upload: Upload, tmp_path: Path) -> None:
    upload.files = (Incoming("feb.csv", csv_text([*episodes(2), episode("b", kommunkod="9999")]).encode()),)
    uploading.read_in(AS_USUAL, operator=True)
    done(upload)
    assert isinstance(upload.outcome, ImportReport)
    assert upload.outcome.refused
    assert len(upload.files) == 1
    assert upload.tried is None
    assert versions(tmp_path) == 0


def test_a_mapping_there_is_not_is_told_and_the_files_are_kept(upload: Upload) -> None:
    uploading.read_in(Options("finns-inte", None, 0.2, replace=False), operator=True)
    done(upload)
    assert "finns-inte" in str(upload.outcome)
    assert len(upload.files) == 1


@pytest.mark.parametrize(
    ("on_loopback", "host", "operator"),
    [(False, "127.0.0.1:8501", True), (True, "lus.example.se", True), (True, "127.0.0.1:8501", False)],
)
def test_nothing_begins_for_others_than_the_region_on_this_machine(
    upload: Upload, monkeypatch: pytest.MonkeyPatch, on_loopback: bool, host: str, operator: bool
) -> None:
    monkeypatch.setattr(uploading, "on_loopback", lambda: on_loopback)
    monkeypatch.setattr(uploading.st, "context", SimpleNamespace(headers={"Host": host}))
    uploading.read_in(AS_USUAL, operator=operator)
    assert upload.job is None
    assert uploading.obstacle(operator=operator) is not None


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost:8501", "localhost", "[::1]:8501", "[::1]"])
def test_this_machine_s_own_names(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setattr(uploading.st, "context", SimpleNamespace(headers={"Host": host}))
    assert uploading.obstacle(operator=True) is None


def test_files_may_be_taken_away_until_the_import_has_begun(upload: Upload) -> None:
    upload.files *= 2
    uploading.remove(1)
    assert len(upload.files) == 1
    uploading.read_in(AS_USUAL, operator=True)
    uploading.remove(0)
    uploading.clear()
    assert len(upload.files) == 1
    done(upload)


def test_a_job_says_how_far_it_has_come_and_goes_on_by_itself() -> None:
    told, go_on = threading.Event(), threading.Event()

    def work(tell: Callable[[str, int, int], None]) -> ImportReport:
        tell("Läser feb.csv", 1, 4)
        told.set()
        assert go_on.wait(PATIENCE_SECONDS)
        return ImportReport(())

    job = Job(work, "Prövar")
    assert told.wait(PATIENCE_SECONDS)
    assert (job.said, job.share) == ("Läser feb.csv", 0.25)
    assert not job.wait(0.01)
    go_on.set()
    assert job.wait(PATIENCE_SECONDS)
    assert job.outcome() == ImportReport(())


def test_a_job_s_refusal_is_its_outcome_and_a_fault_is_raised() -> None:
    def refuses(_tell: Any) -> ImportReport:
        raise Refused("upptaget")

    def fails(_tell: Any) -> ImportReport:
        raise ZeroDivisionError

    refused, failed = Job(refuses, ""), Job(fails, "")
    assert refused.wait(PATIENCE_SECONDS)
    assert failed.wait(PATIENCE_SECONDS)
    assert str(refused.outcome()) == "upptaget"
    with pytest.raises(ZeroDivisionError):
        failed.outcome()


async def delivered(content: bytes) -> UploadFile:
    """A file as the server takes it in."""
    head = b'--x\r\nContent-Disposition: form-data; name="f"; filename="feb.csv"\r\n\r\n'
    body = head + content + b"\r\n--x--\r\n"
    scope = {"type": "http", "method": "PUT", "headers": [(b"content-type", b"multipart/form-data; boundary=x")]}

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    found = (await Request(scope, receive).form())["f"]
    assert isinstance(found, UploadFile)
    return found


def lies_on_the_disk(content: bytes) -> bool:
    """Whether the server puts the file on the disk meanwhile."""
    found = in_a_thread_of_its_own(delivered(content))
    rolled = bool(found.file._rolled)  # type: ignore[attr-defined]  # a SpooledTemporaryFile
    found.file.close()
    return rolled


def test_a_delivered_file_never_lies_on_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"x" * 3 * upload_form.MEGABYTE
    monkeypatch.setattr(MultiPartParser, "spool_max_size", upload_form.MEGABYTE)
    assert lies_on_the_disk(content)
    uploading.keep_in_memory(4 * upload_form.MEGABYTE)
    assert not lies_on_the_disk(content)


@pytest.mark.parametrize(
    ("text", "day"), [("", None), ("  ", None), ("2020-03-06", date(2020, 3, 6)), (" 2020-03-06 ", date(2020, 3, 6))]
)
def test_an_extract_date_is_read(text: str, day: date | None) -> None:
    assert upload_form.day_typed(text) == day


@pytest.mark.parametrize("text", ["6/3 2020", "2020-02-30", "20200306", "2020-W10-5", "2020-3-6"])
def test_anything_else_is_told(text: str) -> None:
    assert "Uttagsdatumet går inte att läsa" in str(upload_form.day_typed(text))


@pytest.mark.parametrize(("text", "share"), [("20", 0.2), ("0", 0.0), ("100", 1.0), ("12,5", 0.125), (" 12.5 ", 0.125)])
def test_a_percentage_is_read(text: str, share: float) -> None:
    assert upload_form.share_typed(text) == share


@pytest.mark.parametrize("text", ["", "100,1", "-1", "tjugo", "20 %", "1e1"])
def test_any_other_share_is_told(text: str) -> None:
    assert "Andelen avvisade rader går inte att läsa" in str(upload_form.share_typed(text))
