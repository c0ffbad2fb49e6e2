"""A month that comes again after its basis: the bill stands to the krona, and every difference has its price."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.generate import Row, episodes
from tests.oracle import Register, bill, read
from tests.oracle.difference import difference
from tests.properties.command import answer, import_rows

NOW = datetime(2026, 11, 20, 12, 0)
MONTH = "2020-02"
SOMATIC = ("18", MONTH, "somatic")
BASIS, LATER = date(2020, 3, 6), date(2020, 3, 13)
PRICED = ("episode_id", "municipality_code", "days_effect", "sek_effect")


def february() -> list[Row]:
    """Örebro's somatic February, all registered in time, no day of it in a year without an amount."""
    rows = episodes(200, 7, counties=("18",), first=MONTH, last=MONTH)
    rows = [row for row in rows if min(row["utskrivningsklar"], row["underrättelse"] or "9") > "2019-01-02"][:160]
    return [row | {"vårdform": "somatisk", "registrerad": row["utskriven"]} for row in rows]


def again(rows: list[Row]) -> list[Row]:
    """The same with three discharges moved two days on, and twelve more that were registered after the basis."""
    moved = [row["vårdtillfälle"] for row in rows if "2020-02-12" <= row["utskriven"] <= "2020-02-20"][:3]
    later = {name: f"2020-02-2{place} 16:00" for place, name in enumerate(moved, start=4)}
    changed = [row | {"utskriven": later.get(row["vårdtillfälle"], row["utskriven"])} for row in rows]
    late = episodes(12, 8, counties=("18",), first=MONTH, last=MONTH, prefix="sent ")
    return changed + [row | {"vårdform": "somatisk", "registrerad": "2020-03-09 08:00"} for row in late]


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Register, Any]:
    """The data folder, the oracle's register, and the bill as it was before the month came again."""
    folder = tmp_path_factory.mktemp("twice")
    rows = february()
    import_rows(folder, rows, BASIS)
    billed = answer(folder, "bill", "--month", MONTH)
    register = read(again(rows), LATER, NOW, read(rows, BASIS, NOW))
    report = import_rows(folder, again(rows), LATER)
    assert (report["accepted"], report["rejected"]) == (172, 0)
    assert [written["basis"] for written in report["months"]] == [False]
    return folder, register, billed


def test_the_bill_on_the_frozen_basis_does_not_move(twice):
    folder, register, billed = twice
    assert answer(folder, "bill", "--month", MONTH) == billed == bill(register, MONTH)
    assert sum(group["amount_sek"] for group in billed["groups"]) > 0


def test_every_difference_is_listed_with_its_price(twice):
    folder, register, _ = twice
    (said,) = answer(folder, "months", "--diff", "--month", MONTH)["comparisons"]
    expected = difference(register, SOMATIC)
    assert [said[side]["revision"] for side in ("before", "after")] == [1, 2]
    assert said["before"]["basis"]
    assert said["late_after"] == "2020-03-06"
    assert [{key: row[key] for key in PRICED} for row in said["episodes"]] == [
        {key: row[key] for key in PRICED} for row in expected["episodes"]
    ]
    kinds = [row["change"] for row in said["episodes"]]
    assert (kinds.count("late"), kinds.count("changed"), len(kinds)) == (12, 3, 15)
    assert kinds == [row["change"] for row in expected["episodes"]]
    assert [[fact["column"] for fact in row["changed"]] for row in said["episodes"]] == [
        row["changed"] for row in expected["episodes"]
    ]
    assert any(row["sek_effect"] > 0 for row in said["episodes"])


def test_the_parts_and_what_they_moved_together_are_the_whole(twice):
    folder, register, _ = twice
    (said,) = answer(folder, "months", "--diff", "--month", MONTH)["comparisons"]
    whole = [{key: group[key] for key in PRICED[1:]} for group in said["groups"]]
    assert whole == difference(register, SOMATIC)["groups"]
    for group in said["groups"]:
        own = [row for row in said["episodes"] if row["municipality_code"] == group["municipality_code"]]
        assert group["differences"] == len(own)
        for unit in ("days", "sek"):
            assert group[f"{unit}_parts"] == sum(row[f"{unit}_effect"] for row in own)
            assert group[f"{unit}_effect"] == group[f"{unit}_parts"] + group[f"{unit}_together"]


def test_the_bill_before_is_what_the_difference_starts_from(twice):
    folder, _, billed = twice
    (said,) = answer(folder, "months", "--diff", "--month", MONTH)["comparisons"]
    amounts = {group["municipality_code"]: group["amount_sek"] for group in billed["groups"]}
    for group in said["groups"]:
        assert group["amount_sek_before"] == amounts[group["municipality_code"]]
        assert group["amount_sek_after"] - group["amount_sek_before"] == group["sek_effect"]


@pytest.mark.parametrize("agreement", ["orebro", "stockholm", "skane", "law"])
def test_under_every_agreement(twice, agreement):
    folder, register, _ = twice
    call = ("months", "--diff", "--month", MONTH, "--agreement", agreement)
    (said,) = answer(folder, *call)["comparisons"]
    expected = difference(register, SOMATIC, agreement=agreement)
    for part in ("episodes", "groups"):
        keys = PRICED if part == "episodes" else PRICED[1:]
        assert [{key: row[key] for key in keys} for row in said[part]] == [
            {key: row[key] for key in keys} for row in expected[part]
        ]


def test_all_months_at_once_say_the_same(twice):
    folder, register, _ = twice
    (said,) = answer(folder, "months", "--diff")["comparisons"]
    groups = difference(register, SOMATIC)["groups"]
    assert (said["rows_before"], said["rows_after"]) == (160, 172)
    assert [said[kind] for kind in ("late", "added", "changed", "vanished", "moved")] == [12, 0, 3, 0, 0]
    assert said["days_effect"] == sum(group["days_effect"] for group in groups)
    assert said["sek_effect"] == sum(group["sek_effect"] for group in groups)


def test_backwards_is_the_same_with_the_sign_turned_for_the_whole(twice):
    """From the newest to the basis: what only the newest has vanishes, and nothing comes late."""
    folder, register, _ = twice
    (said,) = answer(folder, "months", "--diff", "--month", MONTH, "--from", "2", "--to", "1")["comparisons"]
    expected = difference(register, SOMATIC, before=2, after=1)
    assert [{key: row[key] for key in PRICED} for row in said["episodes"]] == [
        {key: row[key] for key in PRICED} for row in expected["episodes"]
    ]
    assert {row["change"] for row in said["episodes"]} == {"vanished", "changed"}


def test_a_revision_held_against_itself_differs_in_nothing(twice):
    folder, _, _ = twice
    (said,) = answer(folder, "months", "--diff", "--month", MONTH, "--from", "2", "--to", "2")["comparisons"]
    assert (said["episodes"], said["groups"]) == ([], [])
