"""The oracle's intake, register and statistics, by hand."""

from datetime import date, datetime
from fractions import Fraction

import pytest

from tests.oracle import OracleRefused, OracleWrongCall, Register, intake, read, stats
from tests.oracle.calendar import default_extract_date
from tests.oracle.patients import patient
from tests.oracle.personnummer import holds_personnummer

NOW = datetime(2026, 11, 20, 12, 0)
KALLE = patient("kalle", "2020-02-01 11:00", "2020-02-04 10:00")


def reasons(**cells: str) -> list[tuple[str | None, str]]:
    """Why a changed row is rejected."""
    return [(column, kind) for _, column, kind in intake([KALLE | cells], None, NOW).rejected]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, []),
        ({"kommunkod": ""}, [("kommunkod", "missing")]),
        ({"kommunkod": "9999"}, [("kommunkod", "unknown")]),
        ({"kommunkod": "180", "stadsdelsområde": "hässelby - vällingby"}, []),
        ({"vårdform": "PSYKIATRISK "}, []),
        ({"vårdform": "somatic"}, [("vårdform", "unknown")]),
        ({"spår": "lila"}, [("spår", "unknown")]),
        ({"utskriven": "2020-02-04"}, [("utskriven", "unparseable")]),
        ({"utskriven": "2020-02-30 10:00"}, [("utskriven", "unparseable")]),
        ({"utskriven": "2020-02-04T10:00:01"}, []),
        ({"inskriven": "2020-02-01 11:00:01"}, [("utskrivningsklar", "ready_before_admitted")]),
        ({"utskrivningsklar": "2020-02-04 10:01"}, [("utskriven", "discharged_before_ready")]),
        ({"stadsdelsområde": "Bromma"}, [("stadsdelsområde", "district")]),
        ({"kommunkod": "0180", "stadsdelsområde": "Järva"}, [("stadsdelsområde", "district")]),
        ({"kommunkod": "0180", "stadsdelsområde": "Älvsjö"}, []),
        ({"inskriven": "2009-12-31 23:59"}, [("inskriven", "before_2010")]),
        ({"registrerad": "2026-11-20 12:01"}, [("registrerad", "in_future")]),
        ({"registrerad": "2026-11-20 12:00"}, []),
        ({"beräknad_utskrivning": "2030-01-01"}, []),
    ],
)
def test_a_row_is_rejected_with_its_reasons(cells: dict[str, str], expected: list[tuple[str | None, str]]):
    assert reasons(**cells) == expected


def test_several_reasons_are_several_entries_and_rows_are_numbered_as_a_spreadsheet_does():
    blank = dict.fromkeys(KALLE, "")
    bad = KALLE | {"kommunkod": "", "spår": "lila"}
    taken = intake([blank, bad, KALLE], None, NOW)
    assert taken.rejected == [(3, "kommunkod", "missing"), (3, "spår", "unknown")]
    assert (taken.rows, len(taken.accepted), taken.refused_at(), taken.refused_at(0.5)) == (2, 1, True, False)


def test_the_extract_date_bounds_discharges_and_districts():
    assert intake([KALLE], date(2020, 2, 3), NOW).rejected == [(2, "utskriven", "discharged_after_extract")]
    assert intake([KALLE], date(2020, 2, 4), NOW).rejected == []
    waiting = KALLE | {"utskriven": "", "kommunkod": "0180", "stadsdelsområde": "Älvsjö"}
    assert intake([waiting], date(2020, 6, 30), NOW).rejected == []
    assert intake([waiting], date(2020, 7, 1), NOW).rejected == [(2, "stadsdelsområde", "district")]
    with pytest.raises(OracleRefused, match="still in hospital"):
        intake([waiting], None, NOW)
    with pytest.raises(OracleWrongCall, match="lies ahead"):
        intake([KALLE], date(2026, 11, 21), NOW)


def test_of_duplicates_the_later_registered_stays_and_on_a_tie_the_last():
    later = KALLE | {"registrerad": "2020-02-05 10:00"}
    invalid = KALLE | {"registrerad": "2020-02-06 10:00", "spår": "lila"}
    assert intake([later, KALLE, invalid], None, NOW).rejected == [
        (3, "vårdtillfälle", "duplicate"),
        (4, "spår", "unknown"),
    ]
    assert intake([KALLE, KALLE], None, NOW).rejected == [(2, "vårdtillfälle", "duplicate")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("811218-9876", True),
        ("id 198112189876 x", True),
        ("19811218+9876", True),
        ("x8112189876y", True),
        ("811278-9873", True),  # samordningsnummer: the day plus 60
        ("811218-9875", False),  # wrong check digit
        ("811318-9874", False),  # no such month
        ("1811218-9876", False),  # eleven digits
        ("811218 9876", False),
        ("8112189876-1", True),
    ],
)
def test_a_personnummer_is_found_in_a_text(text: str, found: bool):
    assert holds_personnummer(text) is found


def test_a_personnummer_counts_in_any_column_but_the_dates():
    taken = intake([KALLE | {"sjukhus": "811218-9876"}], None, NOW)
    assert taken.personnummer == [(2, "sjukhus")]
    assert taken.refused_at(1.0)
    taken = intake([KALLE | {"registrerad": "811218-9876"}], None, NOW)
    assert (taken.personnummer, taken.rejected) == ([], [(2, "registrerad", "unparseable")])


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        ("2020-02", date(2020, 3, 6)),
        ("2019-12", date(2020, 1, 3)),  # 1 January is a holiday; Thursday the 2nd works
        ("2020-04", date(2020, 5, 8)),  # 1 May is a Friday and a holiday
        ("2020-12", date(2021, 1, 8)),
        ("2026-10", date(2026, 11, 6)),
        ("2026-11", date(2026, 11, 20)),  # no day after the import
    ],
)
def test_the_default_extract_date(month: str, expected: date):
    assert default_extract_date(month, NOW.date()) == expected


def test_imports_make_revisions_by_county_month_and_care_form():
    register = Register()
    rows = [KALLE, patient("b", "2020-01-30 11:00", "2020-01-31 10:00", vårdform="psykiatrisk")]
    rows.append(KALLE | {"vårdtillfälle": "c", "kommunkod": "0180"})
    first = register.imported(intake(rows, None, NOW).accepted, None, NOW.date())
    assert [(month["county"], month["month"], month["care_form"], month["revision"]) for month in first.months] == [
        ("01", "2020-02", "somatic", 1),
        ("18", "2020-01", "psychiatric", 1),
        ("18", "2020-02", "somatic", 1),
    ]
    again = register.imported(intake(rows[::-1], None, NOW).accepted, None, NOW.date())
    assert (again.months, len(again.same_again)) == ([], 3)


def test_a_revision_that_would_lose_more_than_half_is_not_written():
    names = ["a", "b", "c", "d"]
    rows = intake([KALLE | {"vårdtillfälle": name} for name in names], None, NOW).accepted
    register = Register()
    register.imported(rows, date(2020, 3, 6), NOW.date())
    half = register.imported(rows[:2], date(2020, 3, 7), NOW.date())
    assert (len(half.months), half.would_lose) == (1, [])
    register.imported(rows, date(2020, 3, 8), NOW.date())
    less = register.imported(rows[:1], date(2020, 3, 9), NOW.date())
    assert (less.months, less.would_lose) == ([], rows[:1])
    replaced = register.imported(rows[:1], date(2020, 3, 9), NOW.date(), replace=True)
    assert replaced.months[0]["revision"] == 4


def test_those_still_in_hospital_are_a_snapshot_and_no_revision():
    register = read([KALLE, KALLE | {"vårdtillfälle": "b", "utskriven": ""}], date(2020, 2, 28), NOW)
    assert [row.episode_id for row in register.in_hospital["18", date(2020, 2, 28)]] == ["b"]
    assert [row.episode_id for row in register.revisions["18", "2020-02", "somatic"][0].rows] == ["kalle"]


def test_statistics_count_the_newest_revision_and_every_episode():
    late = patient("stina", "2020-02-01 13:00", "2020-02-09 10:00", registrerad="2020-03-09 10:00")
    register = read([KALLE], None, NOW)
    read([KALLE, late | {"spår": "röd", "fast_vårdkontakt": ""}], date(2020, 3, 20), NOW, register)
    figures = stats(register, "2020-02", "municipality")
    values = {indicator: figure.value for (_, _, indicator), figure in figures.items()}
    assert {group for group, _, _ in figures} == {"1880"}
    assert (values["episodes"], values["ready_days"], values["mean_ready_days"]) == (2, 12, 6)
    assert (values["median_ready_days"], values["p90_ready_days"]) == (6, Fraction(76, 10))
    assert values["beds_occupied"] == Fraction(12, 29)
    assert (values["share_care_contact"], values["share_weekday_discharge"]) == (Fraction(1, 2), Fraction(1, 2))
    assert (values["late_registrations"], values["weekend_discharges"]) == (1, 1)
    assert values["share_beyond_free_days"] == 1
