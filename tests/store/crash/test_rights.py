"""Folders that may not be written, files that may not be read, links to nowhere: named, with the cure."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lus_stats import store
from lus_stats.errors import Refused
from tests.store.crash import children
from tests.store.crash.calls import watched
from tests.store.crash.material import leftovers
from tests.store.material import episode, episodes, held, imported, kept, written

COUNTY = "data/store/episodes/county=18"
FILE = f"{COUNTY}/month=2020-02/care_form=somatic/r0001.parquet"
RIGHTS = "rättigheter saknas"
CURE = "Ge den som kör lus rätt att läsa och skriva där"


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Path]:
    """A folder with one import in it; whatever rights a test takes away are given back."""
    imported(tmp_path, episodes(9))
    yield tmp_path
    for path in [tmp_path, *tmp_path.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o700)


def contents(base: Path) -> dict[str, bytes]:
    return {name: (base / "data" / name).read_bytes() for name in kept(base)}


def commanded(base: Path, *arguments: str) -> tuple[int, str]:
    """What `lus` says about the data folder where rights count, and its exit code."""
    said = base / "said"
    child = children.started(children.commanding, [*arguments, "--data", str(base / "data")], str(said))
    child.join()
    return child.exitcode or 0, said.read_text(encoding="utf-8")


def corrected(base: Path) -> Path:
    """A file that would be written: a new revision, and a rejected row."""
    return written(base, [*episodes(9), episode("late"), episode("bad", kommunkod="9999")], "corrected.csv")


@pytest.mark.parametrize("folder", ["data/store", "data/store/checksums", Path(FILE).parent.as_posix()])
def test_a_folder_that_may_not_be_written_is_named(base: Path, folder: str) -> None:
    file, before = corrected(base), contents(base)
    (base / folder).chmod(0o500)
    if folder == "data/store":
        (base / folder / ".lock").chmod(0o400)
    code, said = commanded(base, "import", str(file))
    assert code == Refused.exit_code
    assert f"Det går inte att skriva i {base / folder}" in said
    assert f"{RIGHTS}; inget importerades. {CURE}" in " ".join(said.split())
    assert contents(base) == before
    assert leftovers(base) == []


def test_an_empty_data_folder_that_may_not_be_written_is_named(base: Path) -> None:
    file = corrected(base)
    shutil.rmtree(base / "data")
    (base / "data").mkdir(mode=0o500)
    code, said = commanded(base, "import", str(file))
    assert code == Refused.exit_code
    assert f"Det går inte att skriva i {base / 'data/store'}: {RIGHTS}" in said
    assert list((base / "data").iterdir()) == []


@pytest.mark.parametrize("path", [FILE, COUNTY, "data/store"])
@pytest.mark.parametrize("arguments", [("months",), ("bill", "--month", "2020-02"), ("import", "corrected.csv")])
def test_what_may_not_be_read_is_named(base: Path, path: str, arguments: tuple[str, ...]) -> None:
    corrected(base)
    (base / path).chmod(0o000)
    code, said = commanded(base, *(str(base / each) if each.endswith(".csv") else each for each in arguments))
    assert code == Refused.exit_code
    assert str(base / path) in said
    assert RIGHTS in said
    assert CURE in " ".join(said.split())


def test_a_data_folder_out_of_reach_is_named(base: Path) -> None:
    file = corrected(base)
    (base / "data").rename(base / "shut")
    (base / "shut").chmod(0o000)
    (base / "data").symlink_to(base / "shut/within")
    code, said = commanded(base, "import", str(file))
    assert code == Refused.exit_code
    assert f"{base / 'data'} går inte att nå: {RIGHTS}. {CURE}" in " ".join(said.split())


def test_verify_names_what_may_not_be_read(base: Path) -> None:
    (base / FILE).chmod(0o000)
    code, said = commanded(base, "verify")
    assert code == Refused.exit_code
    assert f"{base / FILE}: går inte att läsa: {RIGHTS}" in said


@pytest.mark.parametrize("place", ["data", "data/store"])
def test_a_link_to_nowhere_is_named(base: Path, place: str) -> None:
    file = corrected(base)
    shutil.rmtree(base / place)
    (base / place).symlink_to(base / "nowhere")
    with pytest.raises(Refused, match="en fil eller en trasig länk ligger i vägen; inget importerades"):
        store.import_files(store.open_data(base / "data"), [file])
    assert not (base / "nowhere").exists()


@pytest.mark.parametrize("place", ["data/rejected", "data/log"])
def test_a_file_where_a_folder_should_be_is_named(base: Path, place: str) -> None:
    file = corrected(base)
    shutil.rmtree(base / place, ignore_errors=True)
    (base / place).write_text("in the way")
    before = contents(base)
    with pytest.raises(Refused, match=f"{place}: en fil eller en trasig länk ligger i vägen; inget importerades"):
        store.import_files(store.open_data(base / "data"), [file])
    assert contents(base) == before
    assert leftovers(base) == []


def test_a_store_that_is_taken_away_meanwhile_is_written_whole_or_refused(base: Path) -> None:
    file = corrected(base)
    shutil.copytree(base / "data", base / "first")
    calls: list[int] = []
    with watched(lambda number, _: calls.append(number)):
        store.import_files(store.open_data(base / "data"), [file])
    for moment in calls[::5]:
        shutil.rmtree(base / "data")
        shutil.copytree(base / "first", base / "data")
        _imported_while(taken_away(base / "data/store", moment), base, file)
        assert _nothing_but_gone(base)
        store.import_files(store.open_data(base / "data"), [file])
        assert held(base).scan(held(base).extracts("newest"), "episode_id").collect().height == 10
        assert _nothing_but_gone(base)
        assert leftovers(base / "data/store") == []


def _nothing_but_gone(base: Path) -> bool:
    """Whether every file of the store that is there is sound."""
    return all("finns inte längre" in problem.message for problem in store.verify(held(base)))


def taken_away(folder: Path, moment: int) -> Callable[[int, str], None]:
    """The folder goes just before that call."""
    aside = folder.with_name("aside")

    def then(number: int, _: str) -> None:
        if number == moment:
            folder.rename(aside)

    return then


def _imported_while(then: Callable[[int, str], None], base: Path, file: Path) -> None:
    try:
        with watched(then):
            store.import_files(store.open_data(base / "data"), [file])
    except Refused as error:
        said = str(error)
    else:
        said = ""
    assert not said or "finns inte längre" in said or "avbröts halvvägs" in said
