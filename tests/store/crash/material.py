"""A large import, the one that corrects it, and what a reader may see of either: nothing else, nothing between."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import polars as pl

from lus_stats import answers, store
from lus_stats.answers import Question
from lus_stats.store import DataFolder
from lus_stats.store.content import content_hash
from tests.store.material import NOW, Row, csv_text, episode

EXTRACTED_ON = date(2022, 1, 10)
LONG = bool(os.environ.get("LUS_SOAK"))
MONTHS = [date(2020 + number // 12, number % 12 + 1, 1) for number in range(24 if LONG else 3)]
CODES = ("1880", "0114")
FORMS = ("somatisk", "psykiatrisk")
MONTH = MONTHS[2]
Seen = dict[tuple[object, ...], str]


@dataclass(frozen=True)
class Material:
    """Two files of the same months; `old` and `new` tell each group's content, `bill` the frozen month's sums."""

    first: Path
    second: Path
    old: Seen
    new: Seen
    bill: list[tuple[object, ...]]


def made(base: Path) -> Material:
    """The two files, and what each comes to where nothing goes wrong."""
    paths = []
    for name, stay in (("first.csv", 3), ("second.csv", 4)):
        paths.append(base / name)
        paths[-1].write_text(csv_text(list(_rows(stay))), encoding="utf-8")
    alone = [_imported(base / path.stem, path) for path in paths]
    old, new = (newest(folder) for folder in alone)
    assert old.keys() == new.keys()
    assert not set(old.values()) & set(new.values())
    return Material(paths[0], paths[1], old, new, billed(alone[0]))


def newest(folder: DataFolder) -> Seen:
    """The content of each group's newest revision, from its rows; and of each snapshot."""
    held = folder.store
    rows = held.scan(held.extracts("newest")).collect()
    parts = rows.partition_by("county", "month", "care_form", as_dict=True)
    snapshots = held.in_hospital().collect().partition_by("county", "care_form", as_dict=True)
    return {key: content_hash(part) for key, part in [*parts.items(), *snapshots.items()]}


def told(folder: DataFolder) -> Seen:
    """The same as the files' footers tell it, which `verify` holds against the rows."""
    newest_first = folder.store.files().sort("extracted_on", "revision", descending=True)
    last = newest_first.unique(["in_hospital", "county", "month", "care_form"], keep="first", maintain_order=True)
    return {
        (county, care_form) if month is None else (county, month, care_form): content
        for county, month, care_form, content in last.select("county", "month", "care_form", "content_hash").rows()
    }


def billed(folder: DataFolder) -> list[tuple[object, ...]]:
    """A month's sums on its frozen basis."""
    groups = answers.bill(folder, Question(MONTH)).groups
    return groups.select("municipality_code", "care_form", "episodes", "ready_days", "amount_sek").rows()


def all_written_once(folder: DataFolder) -> bool:
    """Whether every group and snapshot has its first and its second revision, and nothing else."""
    files = folder.store.files().group_by("in_hospital", "county", "month", "care_form").agg(pl.col("revision").sort())
    return len(files) == len(CODES) * len(FORMS) * (len(MONTHS) + 1) and set(map(tuple, files["revision"])) == {(1, 2)}


def leftovers(data: Path) -> list[str]:
    """What no import leaves when it is done."""
    return [str(path) for path in data.rglob("*") if path.suffix in {".tmp", ".pending"}]


def _imported(base: Path, path: Path) -> DataFolder:
    folder = store.open_data(base / "data")
    report = store.import_files(folder, [path], now=NOW, extracted_on=EXTRACTED_ON)
    assert not report.refused
    return folder


def _rows(stay: int) -> Iterator[Row]:
    """A few patients of every group, some still in hospital, and one row that is rejected."""
    for month in MONTHS:
        for place, code in enumerate(CODES):
            for form in FORMS:
                yield from _group(f"{month:%y%m}-{place}-{form[0]}", month, stay, kommunkod=code, vårdform=form)
    yield episode("bad", kommunkod="9999")
    for code in CODES:
        for form in FORMS:
            name = f"in-{code}-{form[0]}-{stay}"
            yield episode(name, utskriven="", kommunkod=code, vårdform=form, registrerad="2020-02-04 15:00")


def _group(name: str, month: date, stay: int, **cells: str) -> Iterator[Row]:
    for number in range(3):
        told = datetime(month.year, month.month, 5 + number, 11)
        out = told + timedelta(days=stay + number)
        yield episode(
            f"{name}-{number}",
            inskriven=f"{told - timedelta(days=9):%Y-%m-%d %H:%M}",
            utskrivningsklar=f"{told - timedelta(hours=1):%Y-%m-%d %H:%M}",
            underrättelse=f"{told:%Y-%m-%d %H:%M}",
            utskriven=f"{out:%Y-%m-%d %H:%M}",
            registrerad=f"{out:%Y-%m-%d %H:%M}",
            **cells,
        )
