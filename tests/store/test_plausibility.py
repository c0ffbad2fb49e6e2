"""What is odd and is taken all the same: said in the report, and kept with the revision (D63)."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from lus_stats.store import FileReport
from tests.store.material import Row, csv_text, episode, held, imported, imported_one

OREBRO, LINDESBERG = "1880", "1885"


def stays(month: str, count: int, code: str = OREBRO, **cells: str) -> list[Row]:
    """So many stays of a month in a municipality, each with a minute of its own; the cells named replace theirs."""
    return [stay(f"{month}-{code}-{number}", month, number, kommunkod=code, **cells) for number in range(count)]


def stay(name: str, month: str, minute: int = 0, **cells: str) -> Row:
    """A stay from the 2nd to the 5th of a month."""
    at = f"10:{minute % 60:02}"
    times = {
        "inskriven": f"{month}-01 {8 + minute // 60:02}:30",
        "utskrivningsklar": f"{month}-02 {at}",
        "underrättelse": f"{month}-02 {at}",
        "utskriven": f"{month}-05 {at}",
        "registrerad": f"{month}-05 12:00",
    }
    return episode(name, **(times | cells))


def warned(report: FileReport, word: str) -> list[str]:
    """The warnings with a word in them."""
    assert (report.refused, report.rejected) == (None, 0)
    return [warning for warning in report.warnings if word in warning]


def kept(base: Path) -> dict[tuple[str, str, int], list[str]]:
    """The warnings of each stored revision, by month, care form and number."""
    files = held(base).revisions().select("month", "care_form", "revision", "warnings").rows()
    return {(f"{month:%Y-%m}", form, revision): list(said) for month, form, revision, said in files}


@pytest.mark.parametrize(("days", "odd"), [(120, False), (121, True)])
def test_a_stay_of_more_than_120_days_is_warned_of(tmp_path: Path, days: int, odd: bool) -> None:
    out = date(2020, 2, 1) + timedelta(days=days)
    rows = [*stays("2020-02", 2), episode("lång", utskriven=f"{out} 14:00", registrerad=f"{out} 15:00")]
    found = warned(imported_one(tmp_path, rows), "mer än 120 dagar")
    assert [warning.partition(". ")[0] for warning in found] == (
        ["Utskrivningsklara i mer än 120 dagar: rad 4"] if odd else []
    )


def test_patients_in_hospital_are_counted_to_the_extract(tmp_path: Path) -> None:
    rows = [episode("kvar", utskriven="", registrerad="2020-02-03 10:00")]
    assert not warned(imported_one(tmp_path, rows, extracted_on=date(2020, 5, 31)), "120")
    found = warned(imported_one(tmp_path / "b", rows, extracted_on=date(2020, 6, 1)), "120")
    assert "rad 2" in found[0]
    assert held(tmp_path / "b").files()["warnings"].to_list() == [found]


@pytest.mark.parametrize(
    ("told", "odd"),
    [("2020-02-01 23:59", False), ("2020-02-02 00:00", True), ("2020-01-31 23:59", True), ("", False)],
)
def test_a_notice_on_another_day_than_the_decision_is_warned_of(tmp_path: Path, told: str, odd: bool) -> None:
    report = imported_one(tmp_path, [episode("a"), episode("b", underrättelse=told)])
    found = warned(report, "annan dag än beslutet")
    assert [": rad 3." in warning for warning in found] == ([True] if odd else [])


@pytest.mark.parametrize(("registered", "odd"), [("2020-01-28 09:30", False), ("2020-01-28 09:29", True)])
def test_registered_before_admission_is_warned_of(tmp_path: Path, registered: str, odd: bool) -> None:
    report = imported_one(tmp_path, [episode(registrerad=registered)])
    assert bool(warned(report, "före inskrivningen")) == odd


@pytest.mark.parametrize(
    ("other", "odd"),
    [
        ({}, True),
        ({"registrerad": "2020-02-09 10:00", "spår": "gul"}, True),
        ({"sjukhus": "Lindesbergs lasarett"}, False),
        ({"sjukhus": ""}, False),
        ({"utskriven": "2020-02-04 14:01"}, False),
        ({"kommunkod": LINDESBERG}, False),
    ],
)
def test_one_stay_under_two_ids_is_warned_of(tmp_path: Path, other: Row, odd: bool) -> None:
    report = imported_one(tmp_path, [episode("a"), *stays("2020-02", 1), episode("b", **other)])
    assert [": rad 2, 4." in warning for warning in warned(report, "Samma vistelse")] == ([True] if odd else [])


@pytest.mark.parametrize(("at_midnight", "others", "odd"), [(5, 4, True), (5, 5, False), (4, 0, False)])
def test_a_column_mostly_at_midnight_lacks_its_times(tmp_path: Path, at_midnight: int, others: int, odd: bool) -> None:
    midnight = stays("2020-02", at_midnight, underrättelse="2020-02-02 00:00")
    rows = [*midnight, *stays("2020-02", others, LINDESBERG), *stays("2020-02", 3, "1860", underrättelse="")]
    found = warned(imported_one(tmp_path, rows), "00:00")
    assert found == (
        [
            "Klockslaget är 00:00 i 5 av 9 rader i kolumnen underrättelse. "
            "Kontrollera att källan har klockslag och inte bara datum."
        ]
        if odd
        else []
    )


def test_a_hospital_is_new_only_where_the_county_has_had_others(tmp_path: Path) -> None:
    assert not warned(imported_one(tmp_path, stays("2020-01", 3)), "förut")
    rows = [
        *stays("2020-02", 2),
        stay("x", "2020-02", 30, sjukhus="Universitetssjukhuset Orebro"),
        stay("y", "2020-02", 31, sjukhus="Karlskoga lasarett"),
        stay("z", "2020-02", 32, sjukhus=""),
        stay("s", "2020-02", 33, kommunkod="0180", sjukhus="Södersjukhuset"),
    ]
    (found,) = warned(imported_one(tmp_path, rows), "förut")
    assert found == (
        "Sjukhus som inte har funnits förut i län 18: Karlskoga lasarett, "
        "Universitetssjukhuset Orebro (kanske Universitetssjukhuset Örebro) (rad 4, 5). "
        "Kontrollera att namnen är rätt stavade."
    )
    assert not warned(imported_one(tmp_path, stays("2020-03", 1, sjukhus="Karlskoga lasarett")), "förut")


def test_a_hospital_of_long_ago_is_known(tmp_path: Path) -> None:
    imported(tmp_path, stays("2018-01", 1, sjukhus="Garphyttans sanatorium"), stays("2020-01", 1))
    assert not warned(imported_one(tmp_path, stays("2020-02", 1, sjukhus="Garphyttans sanatorium")), "förut")


def three_months(base: Path, count: int = 10) -> None:
    """November, December and January, each as large."""
    imported(base, [row for month in ("2019-11", "2019-12", "2020-01") for row in stays(month, count)])


@pytest.mark.parametrize(
    ("count", "said"), [(5, None), (4, "mindre än hälften mot"), (20, None), (21, "mer än dubbelt mot")]
)
def test_a_month_is_held_against_the_median_of_those_before(tmp_path: Path, count: int, said: str | None) -> None:
    three_months(tmp_path)
    found = warned(imported_one(tmp_path, stays("2020-02", count)), "vanligen")
    assert found == (
        [
            f"län 18, 2020-02, somatisk: {count} vårdtillfällen, {said} vanligen 10 (medianen av 3 månader före). "
            "Kontrollera att uttaget är helt."
        ]
        if said
        else []
    )
    assert kept(tmp_path)["2020-02", "somatic", 1] == [warning.partition("somatisk: ")[2] for warning in found]


def test_two_months_do_not_make_a_habit(tmp_path: Path) -> None:
    imported(tmp_path, [*stays("2019-12", 10), *stays("2020-01", 10), *stays("2018-12", 10)])
    assert not warned(imported_one(tmp_path, stays("2020-02", 1)), "vanligen")


def test_it_is_the_newest_revisions_that_count(tmp_path: Path) -> None:
    three_months(tmp_path)
    imported(tmp_path, [row for month in ("2019-11", "2019-12") for row in stays(month, 30)])
    assert "vanligen 30" in warned(imported_one(tmp_path, stays("2020-02", 14)), "vanligen")[0]


def test_the_months_of_one_file_are_held_against_each_other(tmp_path: Path) -> None:
    rows = [row for month in ("2019-11", "2019-12", "2020-01") for row in stays(month, 10)]
    report = imported_one(tmp_path, [*rows, *stays("2020-02", 4), *stays("2020-03", 10)])
    assert [warning.partition(",")[2][:8] for warning in warned(report, "vanligen")] == [" 2020-02"]


def test_a_month_that_is_not_over_is_never_too_small(tmp_path: Path) -> None:
    three_months(tmp_path)
    few = imported_one(tmp_path, stays("2020-02", 2, LINDESBERG), extracted_on=date(2020, 2, 29))
    assert not warned(few, "vanligen")
    many = imported_one(tmp_path, stays("2020-02", 21), extracted_on=date(2020, 2, 29), replace=True)
    assert len(warned(many, "mer än dubbelt")) == 1


@pytest.mark.parametrize(("usual", "said"), [(4, False), (5, True)])
def test_a_municipality_that_has_vanished_is_named(tmp_path: Path, usual: int, said: bool) -> None:
    months = ("2019-11", "2019-12", "2020-01")
    imported(tmp_path, [row for month in months for row in [*stays(month, 8), *stays(month, usual, LINDESBERG)]])
    found = warned(imported_one(tmp_path, stays("2020-02", 10)), "Lindesberg")
    assert found == (
        [
            "län 18, 2020-02, somatisk: Lindesberg har inga vårdtillfällen, mot vanligen 5 "
            "(medianen av 3 månader före). Kontrollera att kommunen är med i uttaget."
        ]
        if said
        else []
    )


def test_a_municipality_that_was_there_once_has_not_vanished(tmp_path: Path) -> None:
    three_months(tmp_path)
    imported(
        tmp_path, [row for month in ("2019-09", "2019-10") for row in [*stays(month, 9), *stays(month, 9, "1885")]]
    )
    assert not warned(imported_one(tmp_path, stays("2020-02", 10)), "Lindesberg")


@pytest.mark.parametrize(("rows", "said"), [(9, False), (10, True)])
def test_a_column_that_has_been_emptied_is_named(tmp_path: Path, rows: int, said: bool) -> None:
    """Half of January's rows have it: among ten of February five would."""
    imported(tmp_path, [*stays("2020-01", 5, hemgångsklar="ja"), *stays("2020-01", 5, LINDESBERG)])
    found = warned(imported_one(tmp_path, stays("2020-02", rows)), "hemgångsklar")
    assert [" i 50 % av raderna" in warning for warning in found] == ([True] if said else [])


def test_a_column_that_was_never_filled_is_not_missed(tmp_path: Path) -> None:
    three_months(tmp_path)
    assert not warned(imported_one(tmp_path, stays("2020-02", 10)), "är tom")


def test_each_revision_keeps_its_own_rows_and_the_report_all(tmp_path: Path) -> None:
    late = {"underrättelse": "2020-02-03 10:00"}
    rows = [*stays("2020-02", 1, **late), *stays("2020-02", 7, LINDESBERG, **late, vårdform="psykiatrisk")]
    (whole,) = warned(imported_one(tmp_path, rows), "annan dag")
    assert ": rad 2, 3, 4, 5, 6 och 3 till." in whole
    own = kept(tmp_path)
    assert [": rad 2." in warning for warning in own["2020-02", "somatic", 1]] == [True]
    assert [": rad 3, 4, 5, 6, 7 och 2 till." in warning for warning in own["2020-02", "psychiatric", 1]] == [True]


def test_no_warning_repeats_a_row(tmp_path: Path) -> None:
    three_months(tmp_path)
    rows = [episode(f"hemlig-{n}", underrättelse="2020-02-03 00:00", registrerad="2020-01-02 00:00") for n in range(9)]
    report = imported_one(tmp_path, rows)
    assert len(report.warnings) >= 4
    assert "hemlig" not in str(report.warnings)
    assert "2020-02-03" not in str(report.warnings)


def test_the_report_has_an_end_and_each_version_all_of_its_own(tmp_path: Path) -> None:
    months = [f"{year}-{month:02}" for year in range(2014, 2020) for month in range(1, 13)]
    rows = [row for place, month in enumerate(months) for row in stays(month, 9 if place % 2 else 1)]
    report = imported_one(tmp_path, rows)
    said = sum(len(warnings) for warnings in kept(tmp_path).values())
    assert len(report.warnings) == 31 < said
    assert report.warnings[-1] == f"Ytterligare {said - 30} varningar finns vid versionerna, på sidan Data."


def test_without_rows_there_is_nothing_odd(tmp_path: Path) -> None:
    assert imported_one(tmp_path, csv_text([])).warnings == ()


def test_the_same_rows_again_say_nothing_twice(tmp_path: Path) -> None:
    rows = stays("2020-02", 3, underrättelse="2020-02-03 10:00")
    assert imported_one(tmp_path, rows).warnings
    assert imported_one(tmp_path, rows, now=datetime(2026, 11, 20, 13, 0)).warnings == ()
