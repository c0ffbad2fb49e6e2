"""What lies in the inbox is imported and put away with a report beside it; nothing there is trusted."""

import os
import stat
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lus_stats import store
from lus_stats.errors import Refused, WrongCall
from lus_stats.store import inbox
from lus_stats.store.inbox import Calm, Inbox, Taken, names, taking
from lus_stats.store.inbox.place import State
from tests.store.material import NOW, csv_text, episode, episodes, held, kept, personnummer, written

STAYS = [episode("a"), episode("b", utskriven="")]


@pytest.fixture
def box(tmp_path: Path) -> Inbox:
    return inbox.opened(store.open_data(tmp_path / "data"), None)


def taken(box: Inbox) -> list[Taken | None]:
    """Everything that waits, taken."""
    return [inbox.take(box, landed, NOW) for landed in inbox.waiting(box)]


def below(box: Inbox, folder: str) -> list[str]:
    """The names in one of the inbox's folders."""
    path = box.root / folder
    return sorted(file.name for file in path.iterdir()) if path.exists() else []


def report(box: Inbox, name: str) -> str:
    return (box.root / name).read_text(encoding="utf-8")


def test_a_file_is_imported_and_moved_with_its_report(box: Inbox, tmp_path: Path) -> None:
    written(box.root, [*episodes(9), episode("x", kommunkod="hemlig")], "feb.csv")
    (one,) = taken(box)
    assert one is not None
    assert (one.report.accepted, one.report.rejected) == (9, 1)
    assert below(box, "done") == ["feb.csv", "feb.csv.rapport.txt"]
    assert inbox.waiting(box) == []
    said = report(box, "done/feb.csv.rapport.txt")
    assert "INLÄST. Godkända rader: 9. Avvisade rader: 1." in said
    assert "Örebro län 2020-02 somatisk, version 1: 9 rader, uttag 2020-03-06, fryst underlag" in said
    assert f"skäl: {one.report.rejected_path}" in said
    assert "rad 11, kommunkod: okänd kommunkod" in said
    assert "hemlig" not in said
    assert store.log_entries(store.open_data(tmp_path / "data"))["channel"].to_list() == ["inkorgen"]


def test_what_is_put_away_only_its_owner_reads(box: Inbox) -> None:
    written(box.root, episodes(1), "feb.csv").chmod(0o644)
    taken(box)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (box.root / "done", *box.root.glob("done/*"))}
    assert modes == {"done": 0o700, "feb.csv": 0o600, "feb.csv.rapport.txt": 0o600}


def test_a_refused_file_lies_apart_with_the_reason(box: Inbox, tmp_path: Path) -> None:
    written(box.root, "kommunkod\n1880\n", "fel.csv")
    taken(box)
    assert below(box, "refused") == ["fel.csv", "fel.csv.rapport.txt"]
    assert "NEKAD, inget är inläst: fel.csv " in report(box, "refused/fel.csv.rapport.txt")
    assert held(tmp_path).is_empty


def test_they_are_taken_by_name_so_that_the_later_is_the_newer(box: Inbox, tmp_path: Path) -> None:
    written(box.root, episodes(9), "b.csv")
    written(box.root, episodes(8), "a.csv")
    taken(box)
    assert held(tmp_path).revisions()["source"].to_list() == ["a.csv", "b.csv"]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("feb uttag-2020-03-09.csv", date(2020, 3, 9)),
        ("Uttag_20200309_feb.csv", date(2020, 3, 9)),
        ("feb-UTTAG20200309.xlsx", date(2020, 3, 9)),
        ("feb_uttag-2020-03-09 uttag_20200309.csv", date(2020, 3, 9)),
        ("2020-03-09.csv", None),
        ("kortuttag-2020-03-09.csv", None),
        ("uttag-2020-03-091.csv", None),
        ("uttag.csv", None),
    ],
)
def test_the_extract_date_stands_in_the_name(name: str, day: date | None) -> None:
    assert names.drawn_on(name) == day


@pytest.mark.parametrize(
    "name", ["uttag-2020-02-30.csv", "uttag-20209999.csv", "uttag-2020-03-06 uttag-2020-03-07.csv"]
)
def test_an_extract_date_that_is_none_refuses_the_file(box: Inbox, name: str) -> None:
    written(box.root, episodes(1), name)
    (one,) = taken(box)
    assert one is not None
    assert "uttagsdatum i namnet" in str(one.report.refused)
    assert below(box, "refused") == [name, f"{name}.rapport.txt"]


def test_an_extract_date_ahead_refuses_the_file(box: Inbox) -> None:
    written(box.root, episodes(1), "uttag-2026-11-21.csv")
    (one,) = taken(box)
    assert one is not None
    assert "framtiden (2026-11-21)" in str(one.report.refused)


def test_patients_in_hospital_need_the_date_and_the_report_says_how(box: Inbox, tmp_path: Path) -> None:
    written(box.root, STAYS, "feb.csv")
    written(box.root, STAYS, "mars uttag-2020-03-06.csv")
    taken(box)
    assert "anges uttagets dag i filens namn" in report(box, "refused/feb.csv.rapport.txt")
    assert below(box, "done") == ["mars uttag-2020-03-06.csv", "mars uttag-2020-03-06.csv.rapport.txt"]
    assert held(tmp_path).files()["extracted_on"].unique().to_list() == [date(2020, 3, 6)]


def test_a_flag_that_only_lus_import_has_is_said_so(box: Inbox) -> None:
    written(box.root, [episode("a"), episode("x", kommunkod="9999")], "feb.csv")
    taken(box)
    assert "Flaggan --max-rejected finns i lus import" in report(box, "refused/feb.csv.rapport.txt")


def test_a_folder_named_as_a_mapping_uses_it(box: Inbox, tmp_path: Path) -> None:
    own = box.folder.mappings
    own.mkdir(parents=True)
    columns = {header: header for header in episode()} | {"vårdtillfälle": "ärende"}
    text = "".join(f'[columns."{header}"]\nfrom = "{source}"\n' for header, source in columns.items())
    (own / "karolin.toml").write_text(f'key = "karolin"\nlabel = "Karolin"\n{text}', encoding="utf-8")
    content = csv_text(episodes(2)).replace("vårdtillfälle", "ärende", 1)
    written(box.root / "karolin", content, "feb.csv")
    written(box.root, content, "feb.csv")
    taken(box)
    assert held(tmp_path).files()["mapping"].to_list() == ["karolin"]
    assert below(box, "done") == ["feb.csv", "feb.csv.rapport.txt"]
    assert below(box, "refused") == ["feb.csv", "feb.csv.rapport.txt"]
    assert "Mappning: karolin" in report(box, "done/feb.csv.rapport.txt")


@pytest.mark.parametrize("folder", ["okänd", "x.toml", "Kanonisk "])
def test_a_folder_that_no_mapping_has_the_name_of_refuses_its_files(box: Inbox, folder: str) -> None:
    written(box.root / folder, episodes(1), "feb.csv")
    (one,) = taken(box)
    assert one is not None
    assert "ingen mappning med den nyckeln" in str(one.report.refused)


def test_a_faulty_mapping_refuses_the_file_with_the_place(box: Inbox) -> None:
    box.folder.mappings.mkdir(parents=True)
    (box.folder.mappings / "fel.toml").write_text('key = "fel"\nlabl = "x"\n', encoding="utf-8")
    written(box.root / "fel", episodes(1), "feb.csv")
    (one,) = taken(box)
    assert one is not None
    assert "kan inte läsas med sin mappning. fel.toml: " in str(one.report.refused)


def test_a_name_that_is_taken_gets_a_number(box: Inbox) -> None:
    for count in (8, 9, 10):
        written(box.root, episodes(count), "feb.csv")
        taken(box)
    (box.root / "done/feb-2.csv").unlink()
    written(box.root, episodes(11), "feb.csv")
    taken(box)
    assert below(box, "done") == sorted(
        ["feb.csv", "feb-3.csv", "feb-4.csv", *(f"feb{n}.csv.rapport.txt" for n in ("", "-2", "-3", "-4"))]
    )


@pytest.mark.parametrize("kind", ["value", "header", "refused for another reason", "latin-1 junk", "only in a date"])
def test_of_a_file_with_a_personnummer_no_copy_is_kept(box: Inbox, kind: str) -> None:
    ten = personnummer()
    contents: dict[str, Any] = {
        "value": [episode(sjukhus=ten)],
        "header": csv_text(episodes(1)).replace("sjukhus", ten),
        "refused for another reason": f"namn;nummer\nKalle;{ten}\n",
        "latin-1 junk": b"\x00\x01PK junk " + ten.encode() + b" \xff",
        "only in a date": [*episodes(9), episode("x", underrättelse=ten)],
    }
    written(box.root, contents[kind], "feb.csv")
    (one,) = taken(box)
    assert one is not None
    assert one.lies == ""
    folder = "done" if kind == "only in a date" else "refused"
    assert below(box, folder) == ["feb.csv.rapport.txt"]
    assert "ingen kopia sparas" in report(box, f"{folder}/feb.csv.rapport.txt")
    everything = b"".join(path.read_bytes() for path in box.root.parent.rglob("*") if path.is_file())
    assert ten.encode() not in everything


def test_a_personnummer_in_a_name_is_not_kept(box: Inbox) -> None:
    ten = personnummer()
    written(box.root, episodes(1), f"se {ten}.csv")
    taken(box)
    assert below(box, "done") == ["(dolt).csv", "(dolt).csv.rapport.txt"]


def test_links_pipes_and_folders_are_not_followed(box: Inbox, tmp_path: Path) -> None:
    secret = written(tmp_path, episodes(1), "hemlig.csv")
    (box.root / "länk.csv").symlink_to(secret)
    (box.root / "bruten.csv").symlink_to(tmp_path / "finns inte")
    os.mkfifo(box.root / "rör.csv")
    (tmp_path / "annan").mkdir()
    written(tmp_path / "annan", episodes(1), "feb.csv")
    (box.root / "mapp").symlink_to(tmp_path / "annan")
    assert {one.report.refused is not None for one in taken(box) if one} == {True}
    assert held(tmp_path).is_empty
    assert secret.exists()
    assert (tmp_path / "annan/feb.csv").exists()
    assert (box.root / "refused/länk.csv").is_symlink()
    assert inbox.waiting(box) == []


def test_a_folder_in_a_folder_is_left_alone(box: Inbox) -> None:
    written(box.root / "kanonisk/djup", episodes(1), "feb.csv")
    (only,) = inbox.waiting(box)
    assert (only.name, only.is_folder) == ("djup", True)


@pytest.mark.parametrize(
    "name",
    [".dold.csv", "~$feb.xlsx", "feb.csv.part", "feb.csv.PART", "feb.tmp", "x.crdownload", "feb.csv.filepart"],
)
def test_what_is_on_its_way_is_not_seen(box: Inbox, name: str) -> None:
    written(box.root, episodes(1), name)
    assert inbox.waiting(box) == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\nb\tc.csv", "a_b_c.csv"),
        ("rtl\u202egnp.csv", "rtl_gnp.csv"),
        ("\udce5.csv", "_.csv"),
        ("å" * 120 + ".csv", "å" * 88 + ".csv"),
        ("a." + "b" * 200, ("a." + "b" * 200)[:180]),
        ("-rf.csv", "-rf.csv"),
    ],
)
def test_a_hostile_name_is_put_away_under_a_plain_one(box: Inbox, name: str, shown: str) -> None:
    written(box.root, episodes(1), name)
    taken(box)
    assert below(box, "done") == sorted([shown, f"{shown}.rapport.txt"])


def test_a_file_that_may_not_be_read_is_refused_and_does_not_come_again(
    box: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(box.root, episodes(1), "feb.csv")
    real = os.open

    def denied(path: Any, *rest: Any, **options: Any) -> int:
        if path == "feb.csv":
            raise PermissionError(13, "Permission denied")
        return real(path, *rest, **options)

    monkeypatch.setattr(os, "open", denied)
    (one,) = taken(box)
    assert one is not None
    assert "Ge kontot som kör lus watch rätt" in str(one.report.refused)
    assert inbox.waiting(box) == []
    assert below(box, "refused") == ["feb.csv", "feb.csv.rapport.txt"]


def test_killed_between_import_and_move_it_writes_nothing_again_and_is_moved(
    box: Inbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(box.root, episodes(3), "feb.csv")

    class KilledError(BaseException):
        pass

    def killed(*_: Any) -> None:
        raise KilledError

    with monkeypatch.context() as patched:
        patched.setattr(taking, "_put_away", killed)
        with pytest.raises(KilledError):
            taken(box)
    assert (len(inbox.waiting(box)), held(tmp_path).revisions().height) == (1, 1)
    (one,) = taken(box)
    assert one is not None
    assert one.report.months == ()
    assert held(tmp_path).revisions().height == 1
    assert below(box, "done") == ["feb.csv", "feb.csv.rapport.txt"]
    assert "inget nytt skrevs" in report(box, "done/feb.csv.rapport.txt")


def test_a_file_that_changes_while_it_is_read_waits(box: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(box.root, episodes(1), "feb.csv")
    real = taking.import_files

    def changing(*arguments: Any, **options: Any) -> store.ImportReport:
        written(box.root, episodes(2), "feb.csv")
        return real(*arguments, **options)

    with monkeypatch.context() as patched:
        patched.setattr(taking, "import_files", changing)
        assert taken(box) == [None]
    assert path.exists()
    assert below(box, "done") == []
    taken(box)
    assert below(box, "done") == ["feb.csv", "feb.csv.rapport.txt"]


def test_a_file_that_goes_is_no_fault(box: Inbox) -> None:
    path = written(box.root, episodes(1), "feb.csv")
    (landed,) = inbox.waiting(box)
    path.unlink()
    assert inbox.take(box, landed, NOW) is None
    path.symlink_to("/etc/passwd")
    assert inbox.take(box, landed, NOW) is None


def test_where_the_store_is_at_fault_the_file_stays(box: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(box.root, episodes(1), "feb.csv")

    def busy(*_: Any, **__: Any) -> None:
        raise Refused("En annan import skriver just nu.")

    monkeypatch.setattr(taking, "import_files", busy)
    with pytest.raises(Refused, match="En annan import"):
        taken(box)
    assert path.exists()
    assert below(box, "refused") == []


def test_a_fault_of_ours_sets_the_file_aside_and_tells_its_kind_alone(
    box: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(box.root, episodes(1), "feb.csv")

    def broken(*_: Any, **__: Any) -> None:
        raise KeyError("hemlig")

    monkeypatch.setattr(taking, "import_files", broken)
    taken(box)
    said = report(box, "refused/feb.csv.rapport.txt")
    assert "ett fel i programmet (KeyError)" in said
    assert "hemlig" not in said


def test_two_cannot_take_from_one_inbox(box: Inbox) -> None:
    with box.sole_taker(), pytest.raises(Refused, match="En annan lus watch"), box.sole_taker():
        pass
    with box.sole_taker():
        pass


def test_a_link_for_a_lock_or_a_drawer_is_refused_and_what_it_points_at_untouched(box: Inbox, tmp_path: Path) -> None:
    other = written(tmp_path, "viktigt", "annan.txt")
    (box.root / ".lock").symlink_to(other)
    with pytest.raises(Refused, match="går inte att använda"), box.sole_taker():
        pass
    (tmp_path / "ute").mkdir()
    (box.root / "done").symlink_to(tmp_path / "ute")
    written(box.root, episodes(1), "feb.csv")
    with pytest.raises(Refused, match="ska vara en vanlig mapp"):
        taken(box)
    assert other.read_text(encoding="utf-8") == "viktigt"
    assert list((tmp_path / "ute").iterdir()) == []


def test_a_file_is_still_once_it_has_not_changed_for_a_while() -> None:
    clock = [0.0]
    calm = Calm(3, lambda: clock[0])
    first, longer = (inbox.Landed("a", "", stat.S_IFREG, State(1, size, 5)) for size in (10, 11))
    assert calm.still([first]) == []
    clock[0] = 2.9
    assert calm.still([first]) == []
    clock[0] = 3.0
    assert calm.still([first]) == [first]
    assert calm.still([longer]) == []
    clock[0] = 6.0
    assert calm.still([longer]) == [longer]
    assert calm.still([]) == []
    assert calm.still([longer]) == []


def test_an_inbox_must_be_a_folder_here(tmp_path: Path, s3_data: str) -> None:
    with pytest.raises(WrongCall, match="--inbox"):
        inbox.opened(store.open_data(s3_data), None)
    with pytest.raises(WrongCall, match="finns inte"):
        inbox.opened(store.open_data(tmp_path / "data"), str(tmp_path / "finns inte"))
    with pytest.raises(WrongCall, match="Mappningen 'x' finns inte"):
        inbox.opened(store.open_data(tmp_path / "data"), None, "x")
    assert kept(tmp_path) == set()


def test_into_a_bucket_from_a_folder_here(tmp_path: Path, s3_data: str) -> None:
    folder = store.open_data(s3_data)
    written(tmp_path / "in", episodes(3), "feb.csv")
    box = inbox.opened(folder, str(tmp_path / "in"))
    taken(box)
    assert folder.store.revisions()["rows"].to_list() == [3]
    assert below(box, "done") == ["feb.csv", "feb.csv.rapport.txt"]
