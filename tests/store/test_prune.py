"""What has been kept long enough goes: never the newest, never a basis but with its month, never silently."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from lus_stats import months, store
from lus_stats.errors import Refused, WrongCall
from lus_stats.store import retention
from lus_stats.store.doomed import Doomed, Kind
from lus_stats.store.places import LocalFolder
from lus_stats.store.prune import due, prune
from lus_stats.store.retention import Retention
from lus_stats.store.sums import PRUNED, PRUNING
from tests.store.material import episode, episodes, held, imported, imported_one, written

SHIPPED = retention.of(LocalFolder(Path("nowhere")))
FOLDER = "store/episodes/county=18/month=2020-02/care_form=somatic"
LATER = datetime(2024, 6, 1, 12, 0)
CLOSED = datetime(2028, 1, 1, 0, 0)  # 2020 and seven years after it are over


def drawn(base: Path, day: str, count: int) -> None:
    """February 2020 as an extract of some day had it, read in that day."""
    on = date.fromisoformat(day)
    report = imported_one(base, episodes(count), extracted_on=on, now=datetime(on.year, on.month, on.day, 12))
    assert [month.revision for month in report.months], report


@pytest.fixture(scope="module")
def six(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """February's data folder, written once; each test has a copy."""
    base = tmp_path_factory.mktemp("february")
    for count, day in enumerate(("2020-02-10", "2020-02-20", "2020-03-06", "2020-04-03", "2020-05-08", "2020-06-05")):
        drawn(base, day, 10 + count)
    return base / "data"


@pytest.fixture
def february(six: Path, tmp_path: Path) -> Path:
    """Two preliminary revisions, the basis, and three newer ones: r0003 is the basis."""
    shutil.copytree(six, tmp_path / "data")
    return tmp_path


def data(base: Path) -> store.DataFolder:
    return store.open_data(base / "data")


def revisions(base: Path) -> list[int]:
    return held(base).revisions()["revision"].to_list()


def kinds(found: Iterable[Doomed]) -> dict[Kind, list[str]]:
    """The files of each kind by their last name."""
    told: dict[Kind, list[str]] = {}
    for one in found:
        told.setdefault(one.kind, []).append(Path(one.file).name)
    return told


def pruned(base: Path, now: datetime) -> list[Doomed]:
    found = due(data(base), now=now)
    assert prune(data(base), found, now=now) == []
    return found


def periods(base: Path, text: str) -> Retention:
    (base / "data").mkdir(exist_ok=True)
    (base / "data/retention.toml").write_text(text, encoding="utf-8")
    return retention.of(data(base).place)


# The books


@pytest.mark.parametrize(
    ("month", "through"),
    [
        (date(2018, 12, 1), date(2028, 12, 31)),
        (date(2019, 1, 1), date(2026, 12, 31)),
        (date(2020, 2, 1), date(2027, 12, 31)),
        (date(2020, 12, 1), date(2027, 12, 31)),
        (date(2010, 1, 1), date(2020, 12, 31)),
    ],
)
def test_a_month_is_kept_through_the_seventh_year_after_its_own_and_the_tenth_before_2019(
    month: date, through: date
) -> None:
    """Bokföringslagen 7 kap. 2 §; lagen om kommunal redovisning 2 kap. 11 § for 2018 and earlier."""
    assert SHIPPED.kept_through(month) == through


def test_on_the_last_day_of_its_time_a_month_stays_and_the_day_after_it_goes_whole(february: Path) -> None:
    assert Kind.MONTH not in kinds(due(data(february), now=datetime(2027, 12, 31, 23, 59)))
    found = due(data(february), now=CLOSED)
    assert kinds(found)[Kind.MONTH] == [f"r000{n}.parquet" for n in (1, 2, 4, 5, 6, 3)]
    assert {one.why for one in found if one.kind is Kind.MONTH} == {"bokföringens tid gick ut 2027-12-31"}


def test_a_month_gone_leaves_a_store_in_order_and_its_numbers_are_not_given_again(february: Path) -> None:
    pruned(february, CLOSED)
    assert held(february).is_empty
    assert store.verify(held(february)) == []
    assert not (february / "data" / FOLDER).exists()
    report = imported_one(february, episodes(3), extracted_on=date(2020, 3, 6), now=CLOSED)
    assert [month.revision for month in report.months] == [7]
    assert store.verify(held(february)) == []


# Revisions


def test_the_newest_and_the_basis_stay_and_the_others_go_in_time(february: Path) -> None:
    found = pruned(february, LATER)
    assert kinds(found) == {
        Kind.PRELIMINARY: ["r0001.parquet", "r0002.parquet"],
        Kind.SUPERSEDED: ["r0004.parquet", "r0005.parquet"],
    }
    assert revisions(february) == [3, 6]
    assert held(february).revisions()["basis"].to_list() == [True, False]
    assert store.verify(held(february)) == []


@pytest.mark.parametrize(("now", "gone"), [(datetime(2021, 3, 16), []), (datetime(2021, 3, 17), ["r0001.parquet"])])
def test_a_preliminary_revision_is_kept_400_days(february: Path, now: datetime, gone: list[str]) -> None:
    """Read in on 10 February 2020: 400 days later is 16 March 2021."""
    assert kinds(due(data(february), now=now)).get(Kind.PRELIMINARY, []) == gone


def test_of_a_month_with_only_preliminary_ones_the_newest_stays(tmp_path: Path) -> None:
    drawn(tmp_path, "2020-02-10", 3)
    drawn(tmp_path, "2020-02-20", 4)
    assert kinds(pruned(tmp_path, LATER))[Kind.PRELIMINARY] == ["r0001.parquet"]
    assert revisions(tmp_path) == [2]


def test_a_month_with_one_revision_loses_nothing(tmp_path: Path) -> None:
    drawn(tmp_path, "2020-03-06", 3)
    assert due(data(tmp_path), now=LATER) == []


def test_a_number_that_was_pruned_is_not_given_again(february: Path) -> None:
    pruned(february, LATER)
    report = imported_one(february, episodes(11), extracted_on=date(2020, 2, 20), now=LATER)
    assert [month.revision for month in report.months] == [7]
    assert report.months[0].basis is False
    assert held(february).revisions().filter("basis")["revision"].to_list() == [3]


def test_an_old_extract_that_comes_again_is_not_taken_for_the_newest_in_silence(february: Path) -> None:
    pruned(february, LATER)
    report = imported_one(february, episodes(11), extracted_on=date(2020, 2, 20), now=LATER)
    (said,) = [warning for warning in report.warnings if "äldre än version 6" in warning]
    assert "Uttaget 2020-02-20" in said
    assert "uttagen 2020-06-05" in said


# Patients still in hospital


def test_the_newest_extract_of_patients_in_hospital_stays(tmp_path: Path) -> None:
    for month in (3, 4, 5):
        moment = datetime(2020, month, 6, 12)
        imported(tmp_path, [episode("x", utskriven="")], extracted_on=moment.date(), now=moment)
    imported(tmp_path, [episode("y", utskriven="", vårdform="psykiatrisk")], extracted_on=date(2020, 3, 6), now=LATER)
    found = pruned(tmp_path, datetime(2020, 12, 1))
    assert [one.file.split("/")[3] for one in found] == ["extracted_on=2020-03-06", "extracted_on=2020-04-06"]
    assert held(tmp_path).in_hospital().collect()["episode_id"].sort().to_list() == ["x", "y"]
    assert kinds(due(data(tmp_path), now=datetime(2027, 12, 31))) == {}
    assert len(kinds(due(data(tmp_path), now=CLOSED))[Kind.IN_HOSPITAL]) == 2


# Rejected rows, the inbox, the log


def aged(path: Path, moment: datetime) -> None:
    os.utime(path, (moment.timestamp(), moment.timestamp()))


def test_rejected_rows_expire(tmp_path: Path) -> None:
    path = Path(imported_one(tmp_path, [*episodes(9), episode("x", kommunkod="9999")]).rejected_path or "")
    aged(path, datetime(2026, 1, 1, 12))
    assert kinds(due(data(tmp_path), now=datetime(2026, 4, 1, 23))) == {}
    assert kinds(pruned(tmp_path, datetime(2026, 4, 2))) == {Kind.REJECTED: [path.name]}
    assert not path.exists()


def test_what_was_put_away_in_the_inbox_expires_by_when_it_came_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = tmp_path / "data/inbox"
    outside = written(tmp_path, "kvar", "annan.txt")
    for folder in ("done", "refused"):
        aged(written(box / folder, "x", "feb.csv"), datetime(2019, 1, 1))
        (box / folder / "länk.csv").symlink_to(outside)
    written(box, "x", "väntar.csv")
    (box / "done/mapp").mkdir()
    came = months.now()
    assert due(data(tmp_path), now=came) == []
    one, two = came + timedelta(days=365), came + timedelta(days=730)
    monkeypatch.setattr("lus_stats.store.prune.retention.of", lambda _: periods_of(inbox_refused_days=400))
    assert kinds(pruned(tmp_path, one)) == {Kind.DONE: ["feb.csv", "länk.csv"]}
    assert kinds(pruned(tmp_path, two)) == {Kind.REFUSED: ["feb.csv", "länk.csv"]}
    assert sorted(path.name for path in box.rglob("*")) == ["done", "mapp", "refused", "väntar.csv"]
    assert outside.exists()


def periods_of(**changed: int) -> Retention:
    return Retention(**(vars(SHIPPED) | changed))


def test_a_drawer_that_is_a_link_is_not_looked_into(tmp_path: Path) -> None:
    written(tmp_path / "ute", "viktigt", "a.csv")
    (tmp_path / "data/inbox").mkdir(parents=True)
    (tmp_path / "data/inbox/done").symlink_to(tmp_path / "ute")
    assert due(data(tmp_path), now=datetime(2099, 1, 1)) == []


def test_an_inbox_elsewhere_is_named(tmp_path: Path) -> None:
    written(tmp_path / "annan/done", "x", "feb.csv")
    found = due(data(tmp_path), str(tmp_path / "annan"), datetime(2099, 1, 1))
    assert [one.file for one in found] == [str(tmp_path / "annan/done/feb.csv")]
    prune(data(tmp_path), found, str(tmp_path / "annan"), datetime(2099, 1, 1))
    assert list((tmp_path / "annan/done").iterdir()) == []
    with pytest.raises(WrongCall, match="finns inte"):
        due(data(tmp_path), str(tmp_path / "ingen"))


def test_the_log_is_kept_ten_years_after_its_own(tmp_path: Path) -> None:
    drawn(tmp_path, "2020-03-06", 3)
    (tmp_path / "data/log/anteckning.json").write_text("{}", encoding="utf-8")
    names = [path.name for path in (tmp_path / "data/log").glob("2020*")]
    assert kinds(due(data(tmp_path), now=datetime(2030, 12, 31))).get(Kind.LOG) is None
    assert kinds(pruned(tmp_path, datetime(2031, 1, 1)))[Kind.LOG] == names
    assert len(list((tmp_path / "data/log").glob("2031*"))) == 1


# Never silently, never halfway


def test_each_removal_is_logged_by_name_and_sha_256(february: Path) -> None:
    sums = {
        f"{FOLDER}/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (february / "data" / FOLDER).iterdir()
    }
    pruned(february, LATER)
    (entry,) = [json.loads(path.read_text(encoding="utf-8")) for path in (february / "data/log").glob("2024*")]
    assert entry["channel"] == "lus prune"
    stored = {one["file"]: one["sha256"] for one in entry["removed"] if one["file"].startswith("store/")}
    assert stored == {f"{FOLDER}/r000{n}.parquet": sums[f"{FOLDER}/r000{n}.parquet"] for n in (1, 2, 4, 5)}
    assert [one["rows"] for one in entry["removed"] if one["kind"] == "preliminary"] == [10, 11]
    assert store.log_entries(data(february)).row(-1, named=True)["removed"] == len(entry["removed"])


def test_nothing_goes_that_was_not_agreed_to(february: Path) -> None:
    asked = due(data(february), now=datetime(2021, 4, 1))
    with pytest.raises(Refused, match="ändrades under tiden"):
        prune(data(february), asked, now=LATER)
    assert len(revisions(february)) == 6


class KilledError(BaseException):
    """The process is no more."""


@pytest.mark.parametrize("step", ["listed", "halfway", "removed", "kept"])
@pytest.mark.parametrize("now", [LATER, CLOSED], ids=["some", "whole month"])
def test_killed_at_any_step_it_leaves_a_store_in_order_and_the_next_completes_it(
    february: Path, monkeypatch: pytest.MonkeyPatch, step: str, now: datetime
) -> None:
    basis_before = held(february).revisions().filter("basis")["content_hash"].to_list()
    with monkeypatch.context() as patched:
        kill(patched, step)
        with pytest.raises(KilledError):
            pruned(february, now)
    assert store.verify(held(february)) == []
    left = held(february).revisions()
    if not left.is_empty():
        assert left.filter("basis")["content_hash"].to_list() == basis_before
    drawn(february, "2020-07-03", 30)
    assert store.verify(held(february)) == []
    assert revisions(february) == ([3, 6, 7] if now == LATER else [7])
    (entry,) = store.log_entries(data(february)).filter(channel="lus prune").to_dicts()
    assert entry["problem"].startswith("Avbröts innan det var klart; ")
    assert entry["removed"] >= (4 if now == LATER else 6)
    assert not list((february / "data/store/checksums").glob(f"*{PRUNING}"))


def kill(monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Die at a step of a withdrawal, with nothing tidied up after."""
    create, remove = LocalFolder.create, LocalFolder.remove
    dead: list[bool] = []

    def die() -> None:
        dead.append(True)
        raise KilledError

    def creating(self: LocalFolder, files: Any, *, private: bool = False) -> None:
        if dead or (step == "removed" and files[0][0].endswith(PRUNED)):
            die()
        create(self, files, private=private)
        if step == "listed" and files[0][0].endswith(PRUNING):
            die()

    def removing(self: LocalFolder, names: Iterable[str]) -> None:
        listed = list(names)
        if dead or (step == "kept" and listed and listed[0].endswith(PRUNING)):
            die()
        if step == "halfway" and listed and listed[0].endswith(".parquet"):
            remove(self, listed[: len(listed) // 2])
            die()
        remove(self, listed)

    monkeypatch.setattr(LocalFolder, "create", creating)
    monkeypatch.setattr(LocalFolder, "remove", removing)


def test_a_file_that_cannot_be_removed_is_said_and_goes_the_next_time(
    february: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.unlink

    def stuck(path: Path, missing_ok: bool = False) -> None:
        if path.name == "r0002.parquet":
            raise PermissionError(13, "Permission denied")
        real(path, missing_ok=missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", stuck)
        with pytest.raises(Refused, match="blev inte klar"):
            pruned(february, LATER)
    assert revisions(february) == [2, 3, 4, 5, 6]
    assert store.verify(held(february)) == []
    assert due(data(february), now=LATER)
    drawn(february, "2020-07-03", 30)
    assert revisions(february) == [3, 6, 7]


def test_a_pruned_file_that_is_put_back_is_told_of_and_goes_again(february: Path) -> None:
    path = february / "data" / FOLDER / "r0001.parquet"
    content = path.read_bytes()
    pruned(february, LATER)
    path.write_bytes(content)
    (problem,) = store.verify(held(february))
    assert (problem.path, "gallrad men har lagts tillbaka" in problem.message) == (str(path), True)
    pruned(february, LATER)
    assert store.verify(held(february)) == []


def test_a_file_that_is_gone_without_being_pruned_is_still_missed(february: Path) -> None:
    pruned(february, LATER)
    (february / "data" / FOLDER / "r0003.parquet").unlink()
    assert [Path(problem.path).name for problem in store.verify(held(february))] == ["r0003.parquet"]


def test_a_damaged_file_goes_like_the_others(february: Path) -> None:
    path = february / "data" / FOLDER / "r0001.parquet"
    content = bytearray(path.read_bytes())
    content[4] ^= 1
    path.write_bytes(content)
    assert store.verify(held(february)) != []
    pruned(february, LATER)
    assert store.verify(held(february)) == []


def test_the_demo_is_not_pruned(tmp_path: Path) -> None:
    drawn(tmp_path, "2020-03-06", 3)
    (tmp_path / "data/demo").mkdir()
    (tmp_path / "data/store").rename(tmp_path / "data/demo/store")
    assert kinds(due(data(tmp_path), now=CLOSED)) == {}


def test_in_a_bucket_as_in_a_folder(tmp_path: Path, s3_data: str) -> None:
    folder = store.open_data(s3_data)
    for count, day in enumerate((date(2020, 2, 10), date(2020, 3, 6), date(2020, 4, 3), date(2020, 5, 8))):
        source = written(tmp_path, episodes(10 + count))
        moment = datetime(day.year, day.month, day.day, 12)
        store.import_files(folder, [source], extracted_on=day, now=moment)
    found = due(folder, now=LATER)
    assert kinds(found) == {Kind.PRELIMINARY: ["r0001.parquet"], Kind.SUPERSEDED: ["r0003.parquet"]}
    assert prune(folder, found, now=LATER) == []
    assert folder.store.revisions()["revision"].to_list() == [2, 4]
    assert store.verify(folder.store) == []
    assert due(folder, now=LATER) == []
    folder.place.create([("retention.toml", b"superseded_days = 0\n")])
    assert retention.of(folder.place).superseded_days == 0


# A folder's own periods


def test_own_periods_go_over_the_shipped_ones_key_by_key(tmp_path: Path) -> None:
    assert periods(tmp_path, "rejected_days = 7\n") == periods_of(rejected_days=7)
    longer = periods(tmp_path, "[[bookkeeping]]\nfrom_year = 2000\nyears = 15\n")
    assert longer.kept_through(date(2020, 2, 1)) == date(2035, 12, 31)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rejcted_days = 7", "okänd nyckel 'rejcted_days'; menade du 'rejected_days'?"),
        ('rejected_days = "7"', "'rejected_days' ska vara ett heltal, inte '7'"),
        ("rejected_days = true", "'rejected_days' ska vara ett heltal, inte True"),
        ("rejected_days = -1", "'rejected_days' ska vara från 0 till 36500, inte -1"),
        ("log_years = 6", "'log_years' ska vara från 7 till 100, inte 6"),
        ("bookkeeping = 7", "'bookkeeping' ska vara en lista"),
        ("bookkeeping = []", "minst en tabell [[bookkeeping]]"),
        ("[[bookkeeping]]\nfrom_year = 2000", "nyckeln 'years' saknas, i bookkeeping 1"),
        ("[[bookkeeping]]\nfrom_year = 2000\nyears = 7", "ger 7 år för 2000, men bokföringens tid är 10 år"),
        (
            "[[bookkeeping]]\nfrom_year = 2000\nyears = 10\n[[bookkeeping]]\nfrom_year = 2020\nyears = 5",
            "ger 5 år för 2020, men bokföringens tid är 7 år",
        ),
        (
            "[[bookkeeping]]\nfrom_year = 2019\nyears = 10\n[[bookkeeping]]\nfrom_year = 2000\nyears = 10",
            "ska ha sina from_year i ordning",
        ),
        ("rejected_days = ", "är inte TOML"),
    ],
)
def test_a_faulty_file_is_refused_with_the_place_and_the_cure(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(Refused) as refusal:
        periods(tmp_path, text)
    assert str(refusal.value).startswith("retention.toml: ")
    assert said in str(refusal.value)


def test_a_faulty_file_stops_the_pruning(february: Path) -> None:
    (february / "data/retention.toml").write_bytes(b"\xff")
    with pytest.raises(Refused, match="är inte UTF-8"):
        due(data(february), now=LATER)
