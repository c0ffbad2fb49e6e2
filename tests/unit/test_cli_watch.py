"""`lus watch` as it is run: once from a schedule, or on and on as a service."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lus_stats.cli import watching
from lus_stats.errors import Refused
from tests.generate import write_csv
from tests.unit.lus import lus, two_patients

PATIENCE = 60.0
ONCE = ("watch", "--once", "--settle", "0")


def wait_for(what: Callable[[], bool]) -> None:
    """Until it is so; a process that never does it fails the test."""
    deadline = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


@contextmanager
def watching_process(data: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """A `lus watch` of its own that has begun to wait."""
    command = [sys.executable, "-m", "lus_stats.cli", "watch", "--data", str(data), "--settle", "0.2", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=os.environ) as process:
        assert process.stderr is not None
        try:
            while "Väntar på filer" not in (line := process.stderr.readline()):
                assert line, "it ended"
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize("options", [(), ("--poll",)])
def test_what_lands_is_imported_and_put_away_until_it_is_asked_to_stop(tmp_path, options):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    write_csv(two_patients(), inbox / "a uttag-2020-03-06.csv")
    with watching_process(tmp_path, *options) as process:
        wait_for((inbox / "done/a uttag-2020-03-06.csv").exists)
        with (inbox / "b.csv").open("w", encoding="utf-8") as slow:  # written bit by bit, it is not taken half
            text = write_csv(two_patients(year=2021), tmp_path / "b.csv").read_text(encoding="utf-8")
            for start in range(0, len(text), 60):
                slow.write(text[start : start + 60])
                slow.flush()
                time.sleep(0.03)
        wait_for((inbox / "done/b.csv").exists)
        assert (inbox / "done/b.csv.rapport.txt").exists()
        second = lus("watch", "--once", "--data", tmp_path)
        assert (second.code, "En annan lus watch" in second.err) == (3, True)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
        said = process.stderr.read()
    assert said.count("Inläst: ") == 2
    assert said.endswith("Stoppad.\n")
    rows = [month["rows"] for month in lus("months", "--data", tmp_path, "--format", "json").json["months"]]
    assert rows == [2, 2]


def test_killed_while_it_imports_the_next_puts_the_file_away(tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    with watching_process(tmp_path) as process:
        for count in range(20):
            write_csv(two_patients(), inbox / f"{count:02}.csv")
        wait_for((inbox / "done").exists)
        process.kill()
        process.wait(PATIENCE)
    assert lus(*ONCE, "--data", tmp_path).code == 0
    # Killed between a report and its file's move, the file comes under another number beside a report of its own.
    assert len(list((inbox / "done").glob("*.csv"))) == 20
    assert not list(inbox.glob("*.csv"))
    assert len(lus("months", "--data", tmp_path, "--format", "json").json["months"]) == 1
    assert lus("verify", "--data", tmp_path).code == 0


def test_once_takes_what_lies_there_and_says_what_it_came_to(tmp_path):
    empty = lus(*ONCE, "--data", tmp_path)
    assert (empty.code, empty.out, empty.err) == (0, "", "")
    write_csv(two_patients(), tmp_path / "inbox/feb.csv")
    called = lus(*ONCE, "--data", tmp_path)
    assert called.code == 0
    assert "Inläst: feb.csv: 2 godkända, 0 avvisade rader, 1\u00a0ny version." in called.err
    (tmp_path / "inbox/tom.csv").write_bytes(b"")
    (tmp_path / "inbox/kanonisk/djup").mkdir(parents=True)
    called = lus(*ONCE, "--data", tmp_path)
    assert called.code == 3
    assert "Nekad: tom.csv " in called.err
    assert "djup är en mapp i en mapp, och läses inte." in called.err


def test_a_file_being_written_waits_for_the_next_time(tmp_path, monkeypatch):
    path = tmp_path / "inbox/feb.csv"
    path.parent.mkdir()
    write_csv(two_patients(), path)
    real = watching.waiting

    def growing(box):
        found = real(box)
        with path.open("a", encoding="utf-8") as file:
            file.write("\n")
        return found

    monkeypatch.setattr(watching, "waiting", growing)
    called = lus("watch", "--once", "--settle", "0.01", "--data", tmp_path)
    assert called.code == 0
    assert "feb.csv skrivs fortfarande; den tas nästa gång." in called.err
    assert path.exists()


def test_once_ends_with_3_where_the_store_cannot_be_written(tmp_path, monkeypatch):
    def busy(*_arguments):
        raise Refused("Det går inte.")

    (tmp_path / "inbox").mkdir()
    write_csv(two_patients(), tmp_path / "inbox/feb.csv")
    monkeypatch.setattr(watching, "take", busy)
    called = lus(*ONCE, "--data", tmp_path)
    assert (called.code, called.err) == (3, "Det går inte.\n")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--inbox", "finns-inte"), "Mappen finns-inte finns inte."),
        (("--mapping", "x"), "Mappningen 'x' finns inte."),
        (("--settle", "snart"), "Skriv ett antal sekunder"),
        (("--settle", "9999"), "Skriv ett antal sekunder"),
    ],
)
def test_a_wrong_call_is_2(tmp_path, options, said):
    called = lus("watch", *options, "--data", tmp_path)
    assert called.code == 2
    assert said in called.err


def test_the_log_lists_each_file_and_verify_names_a_damaged_entry(tmp_path):
    assert "Importloggen är tom" in lus("log", "--data", tmp_path).err
    write_csv(two_patients(), tmp_path / "feb.csv")
    lus("import", tmp_path / "feb.csv", "--extracted-on", "2020-03-06", "--replace", "--data", tmp_path)
    (tmp_path / "tom.csv").write_bytes(b"")
    lus("import", tmp_path / "tom.csv", "--data", tmp_path)
    table = lus("log", "--data", tmp_path).out
    assert "18 2020-02 somatisk version 1 (--replace)" in table
    assert "nekad: tom.csv" in table
    first, second = lus("log", "--data", tmp_path, "--format", "json").json["entries"]
    assert (first["accepted"], first["written"][0]["rows"], second["written"]) == (2, 2, [])
    lines = lus("log", "--data", tmp_path, "--format", "csv").out.splitlines()
    assert len(lines) == 3
    assert "18 2020-02 somatisk version 1" in lines[1]
    assert lus("verify", "--data", tmp_path).code == 0
    damaged = next((tmp_path / "log").glob("*.json"))
    damaged.write_bytes(b"{")
    called = lus("verify", "--data", tmp_path)
    assert (called.code, damaged.name in called.err, "skadad" in called.err) == (3, True, True)
