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


@pytest.mark.parametrize("place", [0, 0.1, 0.5, 0.9, 0.999, 1])
def test_a_flipped_bit_is_found_wherever_it_is(tmp_path: Path, file: Path, place: float) -> None:
    raw = bytearray(file.read_bytes())
    raw[round(place * (len(raw) - 1))] ^= 1
    file.write_bytes(raw)
    ((name, message),) = faults(tmp_path)
    assert name == "r0001.parquet"
    assert "checksumman stämmer inte" in message


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
