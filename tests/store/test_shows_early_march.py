"""Shows: an extract of 6 March freezes February and not March, and a stray row does not replace a month."""

import json
from pathlib import Path

import pytest

from tests.generate import Row, write_csv
from tests.store.material import episode, episodes
from tests.unit.lus import Called, lus


def left(name: str, day: str, **cells: str) -> Row:
    """A patient who left that day; nothing else of the row lies after it."""
    return episode(name) | {"utskriven": f"{day} 14:00", "registrerad": f"{day} 15:00"} | cells


def staying(name: str) -> Row:
    """A patient who had not left on 6 March."""
    return episode(name) | {"utskriven": "", "registrerad": "2020-03-05 10:00"}


DECEMBER = [left(f"d{n}", f"2019-12-{n:02}", **{"inskriven": "2019-11-20 08:00", "utskrivningsklar": "2019-11-29 10:00",
            "underrättelse": "2019-11-29 10:00"}) for n in range(10, 20)]  # fmt: skip
STRAY = DECEMBER[0] | {"vårdtillfälle": "vilse", "utskriven": "2019-12-31 10:00", "registrerad": "2020-01-02 10:00"}
EXTRACT = [
    *episodes(20, "feb"),
    *(left(f"mars{n}", f"2020-03-0{n}") for n in range(1, 7)),
    *(staying(f"kvar{n}") for n in range(4)),
]


def imported(folder: Path, rows: list[Row], drawn: str, *options: str) -> Called:
    """`lus import` of some rows."""
    folder.mkdir(parents=True, exist_ok=True)
    path = write_csv(rows, folder / f"uttag {drawn}.csv")
    return lus("import", path, "--extracted-on", drawn, "--data", folder, "--format", "json", *options)


def months(folder: Path) -> dict[tuple[str, int], str]:
    """The state of each month's revision, as `lus months` tells it."""
    listed = lus("months", "--data", folder, "--format", "json").json["months"]
    return {(one["month"], one["revision"]): one["basis"] for one in listed}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store that holds December."""
    assert imported(tmp_path, DECEMBER, "2020-01-10").code == 0
    return tmp_path


def test_an_extract_of_6_march_freezes_february_and_leaves_march_preliminary(folder: Path) -> None:
    report = imported(folder, EXTRACT, "2020-03-06")
    assert report.code == 0
    (file,) = report.json["files"]
    assert (file["accepted"], file["rejected"], file["refused"]) == (30, 0, None)
    assert [(one["month"], one["rows"], one["basis"]) for one in file["months"]] == [
        ("2020-02", 20, True),
        ("2020-03", 6, False),
    ]
    assert "Kvar på sjukhus vid uttaget 2020-03-06: 4 vårdtillfällen" in report.err
    bill = {
        month: lus("bill", "--month", month, "--data", folder, "--format", "json").json
        for month in ("2020-02", "2020-03")
    }
    assert [bill[month]["extracts"][0]["basis"] for month in bill] == [True, False]
    assert bill["2020-02"]["extracts"][0]["late_after"] == "2020-03-06"
    assert bill["2020-03"]["extracts"][0]["late_after"] is None
    assert {line["episode_id"] for line in bill["2020-03"]["lines"]} == {f"mars{n}" for n in range(1, 7)}


def test_april_s_extract_freezes_march_and_february_stands(folder: Path) -> None:
    imported(folder, EXTRACT, "2020-03-06")
    before = lus("bill", "--month", "2020-02", "--data", folder, "--format", "json").json
    whole_march = [left(f"mars{n}", f"2020-03-{n:02}") for n in range(1, 32)]
    (file,) = imported(folder, whole_march, "2020-04-03").json["files"]
    assert [(one["month"], one["revision"], one["basis"]) for one in file["months"]] == [("2020-03", 2, True)]
    assert lus("bill", "--month", "2020-02", "--data", folder, "--format", "json").json == before
    march = lus("bill", "--month", "2020-03", "--data", folder, "--format", "json").json
    assert march["extracts"][0] | {"county": "18"} == {
        "county": "18", "care_form": "somatic", "revision": 2, "extracted_on": "2020-04-03", "basis": True,
        "late_after": "2020-04-03",
    }  # fmt: skip


def test_a_stray_row_of_december_is_rejected_and_the_rest_taken(folder: Path) -> None:
    before = lus("bill", "--month", "2019-12", "--data", folder, "--format", "json").json
    report = imported(folder, [*EXTRACT, STRAY], "2020-03-06")
    assert report.code == 0
    (file,) = report.json["files"]
    assert (file["accepted"], file["rejected"]) == (30, 1)
    ((reason),) = file["rejected_rows"]
    assert (reason["row"], reason["column"], reason["value"]) == (32, "utskriven", "2019-12-31 10:00")
    assert "version 1" in reason["reason"]
    assert "tappa 10 av dess 10 rader" in reason["reason"]
    assert "--replace" in reason["reason"]
    assert "2019-12" not in {one["month"] for one in file["months"]}
    assert lus("bill", "--month", "2019-12", "--data", folder, "--format", "json").json == before


def test_alone_it_is_more_than_the_share_and_the_file_is_refused(folder: Path) -> None:
    report = imported(folder, [STRAY], "2020-03-06")
    assert report.code == 3
    (file,) = report.json["files"]
    assert "1 av 1 rader" in file["refused"]
    assert file["months"] == []
    assert "Inget har skrivits." in report.err


def test_with_replace_it_is_what_december_is_from_then_on_and_the_basis_stands(folder: Path) -> None:
    before = lus("bill", "--month", "2019-12", "--data", folder, "--format", "json").json
    report = imported(folder, [*EXTRACT, STRAY], "2020-03-06", "--replace")
    (file,) = report.json["files"]
    assert (file["accepted"], file["rejected"]) == (31, 0)
    assert ("2019-12", 2, False) in {(one["month"], one["revision"], one["basis"]) for one in file["months"]}
    assert lus("bill", "--month", "2019-12", "--data", folder, "--format", "json").json == before
    second = lus("bill", "--month", "2019-12", "--revision", "2", "--data", folder, "--format", "json")
    assert json.loads(second.out)["lines"][0]["episode_id"] == "vilse"
