"""What an import adds to the store, and which revision a question is answered from (rules.md §6)."""

from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest

from lus_stats import store
from lus_stats.errors import Refused, WrongCall
from lus_stats.schema import PreparedEpisode
from lus_stats.store import WrittenRevision
from tests.store.material import NOW, Row, episode, episodes, held, imported, imported_one, kept, reasons

FEBRUARY, MARCH = date(2020, 2, 1), date(2020, 3, 1)


def march(name: str, **cells: str) -> Row:
    """A patient who left a month later."""
    return episode(name, utskriven="2020-03-04 14:00", registrerad="2020-03-04 15:00") | cells


def numbers(base: Path) -> list[tuple[object, ...]]:
    """Each revision: month's number, revision, extract date, basis."""
    columns = ("month", "revision", "extracted_on", "basis")
    return [(month.month, *rest) for month, *rest in held(base).revisions().select(columns).rows()]


def test_a_file_is_split_by_county_month_and_care_form(tmp_path: Path) -> None:
    rows = [
        episode("a"),
        episode("b", vårdform="psykiatrisk"),
        episode("c", kommunkod="0180"),
        march("d"),
        episode("e", utskriven="2020-02-29 23:59"),
    ]
    report = imported_one(tmp_path, rows)
    drawn, march_drawn = date(2020, 3, 6), date(2020, 4, 3)
    assert report.months == (
        WrittenRevision("01", FEBRUARY, "somatic", 1, 1, drawn, basis=True),
        WrittenRevision("18", FEBRUARY, "psychiatric", 1, 1, drawn, basis=True),
        WrittenRevision("18", FEBRUARY, "somatic", 1, 2, drawn, basis=True),
        WrittenRevision("18", MARCH, "somatic", 1, 1, march_drawn, basis=True),
    )
    folder = tmp_path / "data/store/episodes/county=18/month=2020-02/care_form=somatic"
    assert [path.name for path in folder.iterdir()] == ["r0001.parquet"]
    rows_there = pl.read_parquet(folder / "r0001.parquet", hive_partitioning=False)
    PreparedEpisode.validate(rows_there)
    assert rows_there.select("county", "month", "care_form").unique().rows() == [("18", FEBRUARY, "somatic")]


def test_the_footer_says_where_the_rows_came_from(tmp_path: Path) -> None:
    imported_one(tmp_path, [episode("a"), episode("b", kommunkod="9999")])
    (footer,) = held(tmp_path).revisions().to_dicts()
    assert footer["source"] == "feb.csv"
    assert len(footer["source_sha256"]) == len(footer["content_hash"]) == 64
    assert (footer["rows"], footer["rejected"], footer["demo"]) == (1, 1, False)
    assert (footer["imported_at"], footer["extracted_on"]) == (NOW, date(2020, 3, 6))


@pytest.mark.parametrize(
    ("extracted_on", "basis"), [(date(2020, 2, 28), False), (date(2020, 2, 29), False), (date(2020, 3, 1), True)]
)
def test_the_basis_is_drawn_after_the_months_last_day(tmp_path: Path, extracted_on: date, basis: bool) -> None:
    report = imported_one(tmp_path, [episode()], extracted_on=extracted_on)
    assert report.months[0].basis == basis
    assert held(tmp_path).revisions()["basis"].to_list() == [basis]


def test_the_first_such_revision_stays_the_basis(tmp_path: Path) -> None:
    for count, day in enumerate((date(2020, 2, 20), date(2020, 3, 6), date(2020, 3, 20)), start=2):
        imported(tmp_path, episodes(count), extracted_on=day)
    assert numbers(tmp_path) == [
        (2, 1, date(2020, 2, 20), False),
        (2, 2, date(2020, 3, 6), True),
        (2, 3, date(2020, 3, 20), False),
    ]
    archive = held(tmp_path)
    late_after = date(2020, 3, 6)
    place = ("18", FEBRUARY, "somatic")
    assert archive.extracts("basis").rows() == [(*place, 2, date(2020, 3, 6), True, late_after)]
    assert archive.extracts("newest").rows() == [(*place, 3, date(2020, 3, 20), False, late_after)]
    assert archive.extracts(1).rows() == [(*place, 1, date(2020, 2, 20), False, late_after)]
    assert archive.scan(archive.extracts("basis")).collect().height == 3


def test_without_a_basis_the_newest_preliminary_one_stands_in(tmp_path: Path) -> None:
    imported(tmp_path, episodes(2), extracted_on=date(2020, 2, 20))
    imported(tmp_path, episodes(3), extracted_on=date(2020, 2, 21))
    assert held(tmp_path).extracts("basis").rows() == [("18", FEBRUARY, "somatic", 2, date(2020, 2, 21), False, None)]
    assert held(tmp_path).newest_complete_month() is None


def test_a_revision_that_one_care_form_lacks_is_refused_by_name(tmp_path: Path) -> None:
    imported(tmp_path, [episode("a"), episode("b", vårdform="psykiatrisk"), march("c")])
    imported(tmp_path, [episode("a", sjukhus="Karlskoga")])
    archive = held(tmp_path)
    with pytest.raises(Refused, match=r"Version 2 finns inte för Örebro län 2020-02 psykiatrisk; .* 2020-03"):
        archive.extracts(2)
    with pytest.raises(Refused, match="psykiatrisk"):
        archive.extracts(2, months=[FEBRUARY])
    assert archive.extracts(1, months=[MARCH], counties=["18"]).height == 1
    assert archive.extracts(7, months=[date(2021, 1, 1)]).is_empty()


def test_the_default_extract_date_is_never_after_the_import(tmp_path: Path) -> None:
    now = datetime(2020, 3, 3, 9, 0)
    report = imported_one(
        tmp_path, [episode("a"), march("b", utskriven="2020-03-02 10:00", registrerad="2020-03-02 10:00")], now=now
    )
    assert [(month.extracted_on, month.basis) for month in report.months] == [
        (date(2020, 3, 3), True),
        (date(2020, 3, 3), False),
    ]


def test_an_extract_date_ahead_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="framtiden"):
        imported(tmp_path, episodes(1), extracted_on=date(2026, 11, 21))
    assert not imported(tmp_path, episodes(1), extracted_on=date(2026, 11, 20)).refused


@pytest.mark.parametrize("share", [-0.01, 1.01])
def test_a_share_is_between_none_and_all(tmp_path: Path, share: float) -> None:
    with pytest.raises(WrongCall, match="mellan 0 och 1"):
        imported(tmp_path, episodes(1), max_rejected=share)


def test_the_same_rows_and_extract_date_write_nothing_and_say_so(tmp_path: Path) -> None:
    rows = episodes(3)
    imported(tmp_path, rows)
    stamp = held(tmp_path).stamp()
    report = imported_one(tmp_path, list(reversed(rows)))
    assert (report.accepted, report.months) == (3, ())
    assert "Samma rader och uttagsdatum finns redan" in report.notes[0]
    assert held(tmp_path).stamp() == stamp


def test_an_archive_that_is_imported_twice_writes_nothing_the_second_time(tmp_path: Path) -> None:
    """D20: held against every earlier revision, not only the newest."""
    archive = [episodes(3), episodes(4), [*episodes(4), march("m")]]
    for _ in range(2):
        reports = [imported_one(tmp_path, rows) for rows in archive]
    assert [report.months for report in reports] == [(), (), ()]
    assert [(month, revision) for month, revision, *_ in numbers(tmp_path)] == [(2, 1), (2, 2), (3, 1)]


def test_another_extract_date_or_another_fact_is_a_new_revision(tmp_path: Path) -> None:
    imported(tmp_path, episodes(3))
    imported(tmp_path, episodes(3), extracted_on=date(2020, 3, 9))
    imported(tmp_path, episodes(3, spår="gul"), extracted_on=date(2020, 3, 9))
    assert [revision for _, revision, *_ in numbers(tmp_path)] == [1, 2, 3]


def test_an_import_touches_no_other_month(tmp_path: Path) -> None:
    imported(tmp_path, [*episodes(2), march("m")])
    imported(tmp_path, [march("m", spår="gul")])
    assert [(month, revision) for month, revision, *_ in numbers(tmp_path)] == [(2, 1), (3, 1), (3, 2)]


@pytest.mark.parametrize(("kept", "written"), [(1, False), (2, True), (3, True)])
def test_a_revision_may_lose_half_of_the_rows_and_no_more(tmp_path: Path, kept: int, written: bool) -> None:
    imported(tmp_path, episodes(4))
    newcomers = episodes(6, "ny")
    report = imported_one(tmp_path, [*episodes(kept), *newcomers])
    assert len(report.months) == written
    assert report.rejected == (0 if written else kept + 6)
    if not written:
        assert {column for _, column, _, _ in reasons(report)} == {"utskriven"}
        assert "tappa 3 av dess 4 rader" in reasons(report)[0][3]
    assert imported_one(tmp_path / "b", episodes(1), replace=True).months


def test_a_stray_row_of_december_does_not_replace_december(tmp_path: Path) -> None:
    december = [episode(f"d{n}", utskriven="2020-12-10 10:00", registrerad="2020-12-10 10:00") for n in range(3)]
    imported(tmp_path, december)
    stray = episode("d0", utskriven="2020-12-10 10:00", registrerad="2020-12-11 10:00")
    report = imported_one(tmp_path, [*episodes(4), stray], max_rejected=0.2)
    assert [(row, value) for row, _, value, _ in reasons(report)] == [(6, "2020-12-10 10:00")]
    assert [month.month for month in report.months] == [FEBRUARY]
    refused = imported_one(tmp_path, [*episodes(3, spår="gul"), stray], max_rejected=0.2)
    assert refused.refused is not None
    assert "--replace" in refused.refused
    replaced = imported_one(tmp_path, [*episodes(3), stray], replace=True)
    assert [(month.month.month, month.revision) for month in replaced.months] == [(2, 2), (12, 2)]


def test_an_id_that_another_month_or_care_form_holds_is_imported_with_a_warning(tmp_path: Path) -> None:
    imported(tmp_path, [episode("a"), episode("b", vårdform="psykiatrisk"), episode("c", kommunkod="0180")])
    report = imported_one(tmp_path, [march("x"), march("a"), march("b"), march("c")])
    assert report.accepted == 4
    assert [warning.partition(".")[0] for warning in report.warnings if "redan finns" in warning] == [
        "Vårdtillfällen som redan finns i län 18, 2020-02, psykiatrisk: rad 4",
        "Vårdtillfällen som redan finns i län 18, 2020-02, somatisk: rad 3",
    ]


def test_an_episode_that_moved_within_the_import_is_no_warning(tmp_path: Path) -> None:
    imported(tmp_path, [*episodes(3), march("m")])
    report = imported_one(tmp_path, [*episodes(2), march("m"), march("e3")])
    assert not [warning for warning in report.warnings if "redan finns" in warning]
    assert [month.rows for month in report.months] == [2, 2]


def test_patients_in_hospital_are_a_snapshot_and_no_revision(tmp_path: Path) -> None:
    rows = [episode("a"), episode("b", utskriven=""), episode("c", utskriven="", vårdform="psykiatrisk")]
    report = imported_one(tmp_path, rows, extracted_on=date(2020, 3, 6))
    assert report.accepted == 3
    assert [(month.month, month.rows) for month in report.months] == [(FEBRUARY, 1)]
    assert sorted(
        path.relative_to(tmp_path / "data/store").as_posix()
        for path in (tmp_path / "data/store/in_hospital").rglob("*.parquet")
    ) == [
        f"in_hospital/county=18/extracted_on=2020-03-06/care_form={form}/r0001.parquet"
        for form in ("psychiatric", "somatic")
    ]
    imported(
        tmp_path,
        [episode("d", utskriven=""), episode("e", utskriven="", kommunkod="0180")],
        extracted_on=date(2020, 3, 2),
    )
    imported(tmp_path, [episode("f", utskriven="")], extracted_on=date(2020, 4, 3))
    staying = held(tmp_path).in_hospital().select("episode_id", "extracted_on").sort("episode_id").collect()
    assert staying.rows() == [("c", date(2020, 3, 6)), ("e", date(2020, 3, 2)), ("f", date(2020, 4, 3))]


def test_the_same_snapshot_again_writes_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        report = imported_one(tmp_path, [episode("b", utskriven="")], extracted_on=date(2020, 3, 6))
    assert "Samma rader" in report.notes[0]
    imported(tmp_path, [episode("x", utskriven="")], extracted_on=date(2020, 3, 6))
    assert held(tmp_path).in_hospital().collect()["episode_id"].to_list() == ["x"]


def test_patients_in_hospital_without_an_extract_date_refuse_the_file(tmp_path: Path) -> None:
    report = imported(tmp_path, [episode("a"), episode("b", utskriven="")])
    assert report.refused
    assert "--extracted-on" in str(report.files[0].refused)
    assert kept(tmp_path) == set()


def test_a_rejected_row_without_discharge_asks_for_no_extract_date(tmp_path: Path) -> None:
    report = imported_one(tmp_path, [episode("a"), episode("b", utskriven="", kommunkod="9999")])
    assert (report.accepted, report.rejected, report.refused) == (1, 1, None)


def test_each_file_sees_what_the_ones_before_it_add(tmp_path: Path) -> None:
    report = imported(tmp_path, episodes(4), episodes(5), episodes(5), episodes(2), max_rejected=1.0)
    assert [[month.revision for month in file.months] for file in report.files] == [[1], [2], [], []]
    assert [[month.basis for month in file.months] for file in report.files[:2]] == [[True], [False]]
    assert report.files[3].rejected == 2
    assert "Samma rader" in report.files[2].notes[0]


def test_of_several_files_one_refused_means_none_is_written(tmp_path: Path) -> None:
    report = imported(tmp_path, episodes(2), b"", episodes(3))
    assert report.refused
    assert [file.refused is None for file in report.files] == [True, False, True]
    assert [file.months for file in report.files] == [(), (), ()]
    assert [file.accepted for file in report.files] == [2, 0, 3]
    assert kept(tmp_path) == set()


def test_a_dry_run_says_what_it_would_write_and_writes_nothing(tmp_path: Path) -> None:
    report = imported(tmp_path, [*episodes(9), episode("x", kommunkod="9999")], dry_run=True)
    assert [month.rows for month in report.files[0].months] == [9]
    assert report.files[0].rejected_path is None
    assert not (tmp_path / "data").exists()


def test_the_report_is_as_the_command_line_promises(tmp_path: Path) -> None:
    report = imported(tmp_path, [*episodes(4), episode("x", kommunkod="9999")])
    assert report.as_json() == {
        "files": [
            {
                "file": "feb.csv",
                "accepted": 4,
                "rejected": 1,
                "refused": None,
                "months": [
                    {
                        "county": "18",
                        "month": "2020-02",
                        "care_form": "somatic",
                        "revision": 1,
                        "rows": 4,
                        "extracted_on": "2020-03-06",
                        "basis": True,
                    }
                ],
                "rejected_rows": [{"row": 6, "column": "kommunkod", "value": "9999", "reason": "okänd kommunkod"}],
            }
        ]
    }


def test_an_episode_is_found_where_it_lies(tmp_path: Path) -> None:
    imported(tmp_path, [episode("a"), episode("b"), episode("s", utskriven="")], extracted_on=date(2020, 3, 6))
    imported(tmp_path, [episode("a", spår="gul"), march("m")], extracted_on=date(2020, 4, 3))
    archive = held(tmp_path)
    drawn = date(2020, 3, 6)
    assert store.find_episode(archive, "a").select("month", "revision", "basis", "late_after").rows() == [
        (FEBRUARY, 2, False, drawn),
        (FEBRUARY, 1, True, drawn),
    ]
    assert store.find_episode(archive, "b")["revision"].to_list() == [1]
    assert store.find_episode(archive, "s").select("month", "extracted_on").rows() == [(None, drawn)]
    assert store.find_episode(archive, "nobody").is_empty()


def test_an_empty_store_has_its_columns(tmp_path: Path) -> None:
    archive = store.open_data(tmp_path / "nowhere").store
    assert archive.revisions().is_empty()
    assert archive.extracts("basis").columns[-1] == "late_after"
    assert archive.scan(archive.extracts("newest")).collect_schema() == PreparedEpisode.create_empty().schema
    assert archive.in_hospital().collect().is_empty()
    assert store.find_episode(archive, "x").is_empty()
    assert archive.newest_complete_month() is None
    assert store.verify(archive) == []


def test_a_scan_reads_only_the_columns_and_files_asked_for(tmp_path: Path) -> None:
    imported(tmp_path, [episode("a"), march("m"), episode("c", kommunkod="0180")])
    archive = held(tmp_path)
    extracts = archive.extracts("newest", months=[FEBRUARY], counties=["18"])
    assert archive.scan(extracts, "episode_id", "county").collect().rows() == [("a", "18")]
    assert archive.newest_complete_month() == MARCH
    assert archive.newest_complete_month("01") == FEBRUARY
