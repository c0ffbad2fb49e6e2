"""`lus import` and `lus bill --format json` against the oracle: the whole document, from the file to the krona."""

from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.conftest import SOAK
from tests.generate import Row, episodes, months_between
from tests.oracle import OracleRefused, OracleWrongCall, Register, bill, intake, read, stats
from tests.properties.command import answer, import_rows, lus
from tests.properties.test_engine_is_the_oracle import AGREEMENTS, CHANGES, questions
from tests.properties.test_statistics_are_the_oracle import is_close
from tests.strategies import as_set_options

NOW = datetime(2026, 11, 20, 12, 0)
SPANS = [("2018-01", "2026-06")] if SOAK else [("2019-12", "2020-01"), ("2020-12", "2021-01")]
MONTHS = [month for span in SPANS for month in months_between(*span)]
QUANTILES = {"median_ready_days", "p90_ready_days"}
Held = tuple[Path, Register]


@pytest.fixture(scope="module")
def ten_thousand(tmp_path_factory: pytest.TempPathFactory) -> Held:
    """A register of 10 000 episodes, imported from one file."""
    folder = tmp_path_factory.mktemp("register")
    size = 10_000 // len(SPANS)
    rows = [row for span in SPANS for row in episodes(size, 21, first=span[0], last=span[1], prefix=f"{span[0]} ")]
    report = import_rows(folder, rows)
    assert (report["accepted"], report["rejected"], report["refused"]) == (10_000, 0, None)
    return folder, read(rows, None, NOW)


def options(agreement: str | None, sets: dict[str, Any]) -> list[str]:
    return [*as_set_options(sets), *([] if agreement is None else ["--agreement", agreement])]


@pytest.mark.parametrize("agreement", AGREEMENTS)
def test_every_agreement(ten_thousand, agreement):
    folder, register = ten_thousand
    for month in MONTHS:
        if agreement != "stockholm" or month >= "2020-01":
            said = answer(folder, "bill", "--month", month, *options(agreement, {}))
            assert said == bill(register, month, agreement), month


@pytest.mark.parametrize("changes", CHANGES)
def test_changed_terms(ten_thousand, changes):
    folder, register = ten_thousand
    for month in MONTHS[-2:]:
        said = answer(folder, "bill", "--month", month, *options(None, CHANGES[changes]))
        assert said == bill(register, month, sets=CHANGES[changes]), month


@pytest.mark.parametrize("code", ["0180", "1880", "1864", "0980", "1480"])
def test_one_municipality(ten_thousand, code):
    """Also one without episodes in the month, one in a county without any, and a district's names."""
    folder, register = ten_thousand
    for month in MONTHS:
        said = answer(folder, "bill", "--month", month, "--municipality", code)
        assert said == bill(register, month, municipality=code)


@pytest.mark.parametrize("by", ["county", "municipality", "district"])
def test_statistics(ten_thousand, by):
    """`lus stats`, every indicator: what it counts, and its value."""
    folder, register = ten_thousand
    said = answer(folder, "stats", "--month", MONTHS[0], "--by", by, "--show-small")["rows"]
    expected = stats(register, MONTHS[0], by)
    column = "municipality_code" if by == "municipality" else by
    assert {(row[column], row["care_form"], row["indicator"]) for row in said} == {
        key for key, figure in expected.items() if figure.denominator != 0 or key[2] != "share_beyond_free_days"
    }
    for row in said:
        figure = expected[row[column], row["care_form"], row["indicator"]]
        counted = (row["numerator"], row["denominator"])
        assert row["indicator"] in QUANTILES or counted == (figure.numerator, figure.denominator)
        assert row["state"] == ("missing" if figure.value is None else "shown")
        assert is_close(row["value"], figure.value)


def test_the_whole_is_its_municipalities(ten_thousand):
    folder, _ = ten_thousand
    whole = answer(folder, "bill", "--month", "2020-12")
    codes = sorted({group["municipality_code"] for group in whole["groups"]})
    parts = [answer(folder, "bill", "--month", "2020-12", "--municipality", code) for code in codes]
    assert [group for part in parts for group in part["groups"]] == whole["groups"]
    assert [line for part in parts for line in part["lines"]] == whole["lines"]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"month": "2017-12"}, 3),
        ({"month": "2031-01"}, 3),
        ({"month": "2019-12", "agreement": "stockholm"}, 3),
        ({"month": "2020-12", "revision": 2}, 3),
        ({"month": "2020-12", "agreement": "kalmar"}, 2),
        ({"month": "2020-12", "municipality": "9999"}, 2),
    ],
)
def test_what_gets_no_answer(ten_thousand, asked, code):
    folder, register = ten_thousand
    with pytest.raises(OracleRefused if code == 3 else OracleWrongCall):
        bill(register, **asked)
    arguments = [part for name, value in asked.items() for part in (f"--{name}", str(value))]
    assert lus(folder, "bill", *arguments) == (code, None)


DELIVERIES = [
    ("preliminary", date(2020, 5, 20), slice(0, 150)),
    ("preliminary again", date(2020, 5, 31), slice(0, 200)),
    ("frozen basis", date(2020, 6, 5), slice(0, 280)),
    ("later, with late registrations", date(2020, 9, 1), slice(0, 300)),
    ("with an older extract date", date(2020, 6, 3), slice(10, 290)),
    ("the same again", date(2020, 6, 5), slice(0, 280)),
]


def test_revisions_of_a_month(tmp_path):
    """After each delivery: what was written, the default bill, and the bill on every revision there is."""
    may = [row for row in episodes(600, 31, ["18", "01"], "2020-05", "2020-05") if row["utskriven"] < "2020-05-20"]
    register = Register()
    for name, extracted_on, rows in DELIVERIES:
        report = import_rows(tmp_path, may[rows], extracted_on)
        accepted = intake(may[rows], extracted_on, NOW).accepted
        assert report["accepted"] == len(accepted) == len(may[rows]), name
        done = register.imported(accepted, extracted_on, NOW.date())
        assert sorted(report["months"], key=partition) == sorted(done.months, key=partition), name
        assert_every_revision_is_the_same(tmp_path, register)
    assert {len(revisions) for revisions in register.revisions.values()} == {5}
    lines = bill(register, "2020-05", revision=4)["lines"]
    assert "late_registration" in {line["outcome"] for line in lines}


def partition(month: dict[str, Any]) -> tuple[str, str, str]:
    return month["county"], month["month"], month["care_form"]


def assert_every_revision_is_the_same(folder: Path, register: Register) -> None:
    assert answer(folder, "bill", "--month", "2020-05") == bill(register, "2020-05")
    for number in range(1, max(len(revisions) for revisions in register.revisions.values()) + 1):
        said = answer(folder, "bill", "--month", "2020-05", "--revision", str(number))
        assert said == bill(register, "2020-05", revision=number), number


def test_a_revision_that_one_care_form_lacks_is_refused(tmp_path):
    rows = episodes(60, 5, ["18"], "2020-05", "2020-05")
    somatic = [row for row in rows if row["vårdform"] == "somatisk"]
    register = read(somatic, date(2020, 7, 1), NOW, read(rows, date(2020, 6, 5), NOW))
    import_rows(tmp_path, rows, date(2020, 6, 5))
    import_rows(tmp_path, somatic, date(2020, 7, 1))
    assert answer(tmp_path, "bill", "--month", "2020-05") == bill(register, "2020-05")
    with pytest.raises(OracleRefused):
        bill(register, "2020-05", revision=2)
    assert lus(tmp_path, "bill", "--month", "2020-05", "--revision", "2") == (3, None)


def test_patients_still_in_hospital_are_on_no_bill(tmp_path):
    drawn_on = date(2021, 2, 5)
    rows = episodes(300, 8, ["18", "01"], "2020-12", "2021-01", in_hospital=40)
    report = import_rows(tmp_path, rows, drawn_on)
    assert report["accepted"] == 340
    register = read(rows, drawn_on, NOW)
    for month in ("2020-12", "2021-01"):
        assert answer(tmp_path, "bill", "--month", month) == bill(register, month)


@given(questions())
@settings(max_examples=200 if SOAK else 12, suppress_health_check=[HealthCheck.too_slow])
def test_a_small_month_from_the_file_to_the_krona(question):
    month, rows, agreement, sets, extracted_on = question
    with TemporaryDirectory() as place:
        import_rows(Path(place), rows, extracted_on)
        said = answer(Path(place), "bill", "--month", month, *options(agreement, sets))
    assert said == bill(read(rows, extracted_on, NOW), month, agreement, sets)


def test_an_own_amount_takes_effect_without_a_release(tmp_path):
    """The amount of a year that has none, put in the data folder's rules."""
    row = a_row(ready="2021-02-01 11:00", out="2021-02-05 14:00")
    import_rows(tmp_path, [row])
    asked = ["bill", "--month", "2021-02"]
    before = answer(tmp_path, *asked)["groups"][0]
    (tmp_path / "rules").mkdir()
    text = '[[amounts]]\nyear = 2021\namount_sek = 9000\nconfirmed = false\nregulation = "eget"\n'
    (tmp_path / "rules" / "amounts.toml").write_text(text, encoding="utf-8")
    after = answer(tmp_path, *asked)["groups"][0]
    assert (before["billed_days"], before["amount_sek"], before["amount_status"]) == (2, None, "missing")
    assert (after["billed_days"], after["amount_sek"], after["amount_status"]) == (2, 18_000, "unconfirmed")


def test_the_two_patients_of_the_orebro_document(tmp_path):
    """One day and 8 200 kr; under Stockholm's terms nothing; under the Act with two free days 24 600 kr."""
    kalle = a_row(ready="2020-02-01 11:00", out="2020-02-04 14:00")
    stina = a_row(ready="2020-02-01 13:00", out="2020-02-04 14:00") | {"vårdtillfälle": "stina"}
    import_rows(tmp_path, [kalle, stina])
    bills = {
        "": (3.5, 1, 8200),
        "--agreement stockholm": (2.5, 0, 0),
        "--agreement law --set free_days=2": (None, 3, 24_600),
    }
    for asked, expected in bills.items():
        (group,) = answer(tmp_path, "bill", "--month", "2020-02", *asked.split())["groups"]
        assert (group["mean_ready_days"], group["billed_days"], group["amount_sek"]) == expected


def a_row(ready: str, out: str) -> Row:
    """One patient of Örebro with every criterion met."""
    (row,) = episodes(1, 1, ["18"], "2020-05", "2020-05")
    told = dict.fromkeys(("inskriven", "inskrivningsmeddelande", "fast_vårdkontakt"), ready)
    ready_at = {"utskrivningsklar": ready, "underrättelse": ready, "utskriven": out, "registrerad": out}
    facts = {"vårdtillfälle": "kalle", "kommunkod": "1880", "vårdform": "somatisk", "hemgångsklar": "ja"}
    return row | told | ready_at | facts | {"beräknad_utskrivning": out[:10], "sip_krävs": "nej"}
