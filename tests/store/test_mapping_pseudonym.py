"""A source's own case numbers become pseudonyms, and are found nowhere afterwards."""

import base64
import hashlib
import hmac
import json
import stat
import unicodedata
from pathlib import Path

import polars as pl
import pytest

from lus_stats import store
from lus_stats.errors import Refused
from lus_stats.store import FileReport, Incoming
from lus_stats.store.mapping import find, mapped
from lus_stats.store.mapping.loader import parsed
from lus_stats.store.mapping.pseudonym import LENGTH, pseudonyms
from lus_stats.store.mapping.secret import VARIABLE, secret_of
from tests.store.mapping_material import SECRET, imported_through, mapping, sheet_of, toml_of
from tests.store.material import NOW, csv_text, episode, episodes, held

HIDING_TOML = toml_of(vårdtillfälle='from = "vårdtillfälle"\npseudonymise = true')
HIDING = parsed(HIDING_TOML.encode(), "prov.toml")
NUMBER = "Ärende-9071"


@pytest.fixture(autouse=True)
def _no_key_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


def ids(base: Path) -> list[str]:
    stored = held(base)
    return stored.scan(stored.extracts("newest"), "episode_id").collect()["episode_id"].to_list()


def everything_in(folder: Path) -> bytes:
    return b"\0".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_it_is_a_keyed_hash_of_the_number() -> None:
    expected = base64.b32encode(hmac.new(SECRET, NUMBER.encode(), hashlib.sha256).digest()).decode().lower()[:26]
    texts = pl.Series("5", [NUMBER, NUMBER, "annat", "", None])
    found = pseudonyms(texts, SECRET)
    assert found.name == "5"
    assert found.to_list()[:2] == [expected, expected]
    assert found.to_list()[3:] == [None, None]
    assert len(set(found.drop_nulls())) == 2
    assert pseudonyms(texts, SECRET + b"!")[0] != expected
    assert LENGTH == 26


@pytest.mark.parametrize(
    "text",
    [f"  {NUMBER}\u00a0", unicodedata.normalize("NFD", NUMBER), f"\ufeff{NUMBER}"],
    ids=["spaces", "NFD", "a byte order mark"],
)
def test_spaces_and_unicode_form_make_no_difference(text: str) -> None:
    found = pseudonyms(pl.Series([text, NUMBER]), SECRET)
    assert found[0] == found[1]


def test_a_number_of_a_spreadsheet_is_the_number_of_a_text_file() -> None:
    how = mapping(vårdtillfälle='from = "vårdtillfälle"\npseudonymise = true\ndecimal = ","')
    one, other = (mapped(sheet_of([episode(text)]), how, SECRET).cells["0"][0] for text in ("9071", "9071,0"))
    assert one == other


def test_without_a_key_nothing_is_hashed() -> None:
    with pytest.raises(Refused, match="hemlig nyckel"):
        mapped(sheet_of([episode()]), HIDING, None)


def test_the_number_is_in_no_file_report_or_message(tmp_path: Path) -> None:
    rows = [episode(NUMBER), episode(NUMBER, registrerad="2020-02-05 10:00"), episode("9072", kommunkod="9999")]
    report = imported_through(tmp_path, HIDING, csv_text(rows))
    assert (report.accepted, report.rejected) == (1, 2)
    assert ids(tmp_path) == [pseudonyms(pl.Series([NUMBER]), key_of(tmp_path))[0]]
    written = everything_in(tmp_path / "data")
    for number in (NUMBER, "9072"):
        assert number.encode() not in written
        assert number not in str(report.as_json())
        assert number not in str(report)
    frames = [pl.read_parquet(path) for path in (tmp_path / "data" / "store").rglob("*.parquet")]
    assert frames
    assert not any(NUMBER in json.dumps(frame.to_dicts(), default=str, ensure_ascii=False) for frame in frames)


def key_of(base: Path) -> bytes:
    return secret_of(store.open_data(base / "data"), write=False)[0]


def test_the_key_is_made_once_for_its_owner_alone_and_told_of(tmp_path: Path) -> None:
    first = imported_through(tmp_path, HIDING, csv_text(episodes(3)))
    key = tmp_path / "data" / "keys" / "pseudonym.key"
    content = key.read_bytes()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(key.parent.stat().st_mode) == 0o700
    assert any("Spara en kopia" in note for note in first.notes)
    assert not any(content.decode().strip() in note for note in first.notes)
    again = imported_through(tmp_path, HIDING, csv_text(episodes(4)))
    assert key.read_bytes() == content
    assert not any("nyckel" in note for note in again.notes)
    assert set(ids(tmp_path)) == set(pseudonyms(pl.Series([f"e{n}" for n in range(1, 5)]), key_of(tmp_path)))


def test_the_key_is_told_of_once_in_a_call_of_several_files(tmp_path: Path) -> None:
    files = [Incoming(f"{n}.csv", csv_text(episodes(2, f"{n}-")).encode()) for n in range(2)]
    report = store.import_files(store.open_data(tmp_path), files, mapping=HIDING, replace=True, now=NOW)
    assert [sum("Spara en kopia" in note for note in file.notes) for file in report.files] == [1, 0]


def test_a_trial_makes_no_key(tmp_path: Path) -> None:
    report = tried(tmp_path)
    assert report.accepted == 1
    assert any("skapas vid den första importen" in note for note in report.notes)
    assert not (tmp_path / "data").exists()


def tried(base: Path) -> FileReport:
    folder = store.open_data(base / "data")
    files = [Incoming("a.csv", csv_text([episode()]).encode())]
    return store.import_files(folder, files, mapping=HIDING, dry_run=True, now=NOW).files[0]


def test_a_key_from_the_environment_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, f" {SECRET.decode()}\n")
    imported_through(tmp_path, HIDING, csv_text([episode(NUMBER)]))
    assert ids(tmp_path) == pseudonyms(pl.Series([NUMBER]), SECRET).to_list()
    assert not (tmp_path / "data" / "keys").exists()


def test_a_short_key_is_refused_without_being_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "hemligt")
    report = imported_through(tmp_path, HIDING, csv_text([episode()]))
    assert report.refused is not None
    assert VARIABLE in report.refused
    assert "hemligt" not in report.refused


@pytest.mark.parametrize("content", ["", "abc", "g" * 64, "0" * 63])
def test_a_damaged_key_is_refused_and_kept(tmp_path: Path, content: str) -> None:
    key = tmp_path / "data" / "keys" / "pseudonym.key"
    key.parent.mkdir(parents=True)
    key.write_text(content, encoding="utf-8")
    report = imported_through(tmp_path, HIDING, csv_text([episode()]))
    assert report.refused is not None
    assert "skadad" in report.refused
    assert key.read_text(encoding="utf-8") == content


def test_a_key_that_cannot_be_kept_refuses_the_call(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "keys").write_text("in the way", encoding="utf-8")
    report = imported_through(tmp_path, HIDING, csv_text([episode()]))
    assert report.refused is not None
    assert VARIABLE in report.refused or "går inte att läsa" in report.refused


def test_in_a_bucket_mapping_and_key_lie_beside_the_store(s3_data: str) -> None:
    folder = store.open_data(s3_data)
    toml = HIDING_TOML.encode()
    folder.place.below("mappings").create([("prov.toml", toml)])
    how = find("prov", [folder.mappings])
    first, again = (
        store.import_files(folder, [Incoming("a.csv", csv_text(episodes(count)).encode())], mapping=how, now=NOW)
        for count in (3, 4)
    )
    assert (first.refused, again.refused) == (False, False)
    assert any("s3://" in note and "Spara en kopia" in note for note in first.files[0].notes)
    assert not any("nyckel" in note for note in again.files[0].notes)
    assert not [path for path in folder.mappings.rglob("*") if "key" in path.name]
