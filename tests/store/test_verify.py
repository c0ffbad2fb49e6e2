"""`verify` finds damage anywhere in the store, and nothing where there is none."""

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from lus_stats import store
from lus_stats.errors import Refused
from tests.store.material import episode, episodes, held, imported

FILE = "data/store/episodes/county=18/month=2020-02/care_form=somatic/r0001.parquet"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The one revision of a store that has a snapshot too."""
    imported(tmp_path, [*episodes(20), episode("s", utskriven="")], extracted_on=date(2020, 3, 6))
    return tmp_path / FILE


def faults(base: Path) -> list[tuple[str, str]]:
    return [(Path(problem.path).name, problem.message) for problem in store.verify(held(base))]


def test_a_sound_store_has_none(tmp_path: Path, file: Path) -> None:
    assert file.exists()
    assert faults(tmp_path) == []


def test_a_flipped_bit_is_found_at_every_tenth_byte(tmp_path: Path) -> None:
    imported(tmp_path, episodes(2))
    file = tmp_path / FILE
    whole = file.read_bytes()
    for place in (*range(0, len(whole), 10), len(whole) - 1):
        raw = bytearray(whole)
        raw[place] ^= 1 << place % 8
        file.write_bytes(raw)
        ((name, message),) = faults(tmp_path)
        assert name == "r0001.parquet"
        assert "checksumman stämmer inte" in message


@pytest.mark.parametrize("length", [0, 1, 4, 0.5, -8, -1])
def test_a_file_cut_short_is_found(tmp_path: Path, file: Path, length: float) -> None:
    raw = file.read_bytes()
    file.write_bytes(raw[: int(length * len(raw)) if isinstance(length, float) else length])
    ((name, message),) = faults(tmp_path)
    assert name == "r0001.parquet"
    assert "checksumman stämmer inte" in message


def test_two_files_that_changed_places_are_found(tmp_path: Path) -> None:
    imported(tmp_path, [*episodes(9), *episodes(9, prefix="p", vårdform="psykiatrisk")])
    one, other = sorted((tmp_path / "data/store").rglob("r0001.parquet"))
    aside = one.rename(tmp_path / "aside")
    other.rename(one)
    aside.rename(other)
    found = store.verify(held(tmp_path))
    assert {Path(problem.path) for problem in found} == {one, other}
    assert all("checksumman stämmer inte" in problem.message for problem in found)


def list_of(base: Path) -> Path:
    """The one list of sums."""
    (found,) = (base / "data/store/checksums").iterdir()
    return found


def test_a_list_that_is_gone_is_missed(tmp_path: Path, file: Path) -> None:
    assert file.exists()
    list_of(tmp_path).unlink()
    found = faults(tmp_path)
    assert [name for name, _ in found] == ["r0001.parquet", "r0001.parquet"]  # the month, and the patients in hospital
    assert all("har ingen checksumma" in message for _, message in found)


def test_a_list_that_lacks_a_line_is_found(tmp_path: Path, file: Path) -> None:
    assert file.exists()
    path = list_of(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").splitlines(keepends=True)[0], encoding="utf-8")
    ((_, message),) = faults(tmp_path)
    assert "har ingen checksumma" in message


def test_a_flipped_bit_in_a_list_is_found_at_every_tenth_byte(tmp_path: Path, file: Path) -> None:
    assert file.exists()
    path = list_of(tmp_path)
    whole = path.read_bytes()
    for place in range(0, len(whole), 10):
        raw = bytearray(whole)
        raw[place] ^= 1 << place % 8
        path.write_bytes(raw)
        assert faults(tmp_path), place


@pytest.mark.parametrize("name", ["r0002.parquet", "notes.txt", "r0001.parquet.bak", "../extra/r0001.parquet"])
def test_a_file_too_many_is_found(tmp_path: Path, file: Path, name: str) -> None:
    extra = file.parent / name
    extra.parent.mkdir(exist_ok=True)
    extra.write_bytes(file.read_bytes())
    assert extra.name in {found for found, _ in faults(tmp_path)}


def test_a_file_that_is_gone_is_missed(tmp_path: Path, file: Path) -> None:
    file.unlink()
    ((name, message),) = faults(tmp_path)
    assert name == "r0001.parquet"
    assert "finns inte längre" in message


def test_a_file_from_elsewhere_is_found(tmp_path: Path, file: Path) -> None:
    moved = file.parent.with_name("care_form=psychiatric") / file.name
    moved.parent.mkdir()
    moved.write_bytes(file.read_bytes())
    (file.parent / "copy.parquet").write_bytes(file.read_bytes())
    found = faults(tmp_path)
    assert {name for name, _ in found} == {"r0001.parquet", "copy.parquet"}
    assert any("ingen checksumma" in message for _, message in found)
    assert any("en annan vårdform" in message for _, message in found)
    assert any("hör inte till lagret" in message for _, message in found)


def rewritten(file: Path, rows: pl.DataFrame | None = None, **footer: object) -> None:
    """Write the file anew as somebody would by hand, without its entry in the list of sums."""
    said = json.loads(pl.read_parquet_metadata(file)["lus"]) | footer
    kept = pl.read_parquet(file, hive_partitioning=False) if rows is None else rows
    kept.write_parquet(file, metadata={"lus": json.dumps(said)})
    for listed in file.parents[4].joinpath("checksums").iterdir():
        listed.unlink()


def test_rows_that_are_not_what_the_footer_says_are_found(tmp_path: Path, file: Path) -> None:
    rewritten(file, pl.read_parquet(file, hive_partitioning=False).head(19))
    messages = str(faults(tmp_path))
    assert "har 19 rader men foten säger 20" in messages
    assert "innehållssumma" in messages


def test_a_file_of_another_preparation_is_refused_with_the_cure(tmp_path: Path, file: Path) -> None:
    rewritten(file, preparation_version=99)
    assert "annan version" in str(faults(tmp_path))
    with pytest.raises(Refused, match="importera källfilerna på nytt"):
        held(tmp_path).revisions()
    with pytest.raises(Refused, match="importera källfilerna på nytt"):
        imported(tmp_path, episodes(20))


def test_a_damaged_file_is_refused_by_name(tmp_path: Path, file: Path) -> None:
    file.write_bytes(b"PAR1 nothing more")
    with pytest.raises(Refused, match=r"r0001\.parquet går inte att läsa. Kör `lus verify`"):
        held(tmp_path).revisions()


def test_demo_rows_among_real_ones_are_found(tmp_path: Path, file: Path) -> None:
    rewritten(file, demo=True)
    assert "demodata i ett lager med riktiga data" in str(faults(tmp_path))
    assert not held(tmp_path).is_demo


def test_a_damaged_list_of_sums_is_found(tmp_path: Path, file: Path) -> None:
    (listed,) = file.parents[4].joinpath("checksums").iterdir()
    listed.write_text("nonsense\n", encoding="utf-8")
    assert any("listan med checksummor är skadad" in message for _, message in faults(tmp_path))
