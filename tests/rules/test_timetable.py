"""The month's timetable: its dates around holidays, its files read strictly, and its calendar."""

from datetime import date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest

from lus_stats import months
from lus_stats.answers.timetable import as_calendar
from lus_stats.errors import Refused, RulesError
from lus_stats.rules.timetable_file import load_timetables
from lus_stats.text import timetable as words
from lus_stats.text.numbers import NBSP
from tests.unit.lus import lus

SHIPPED = load_timetables()
DATES = {
    "2020-01": ("2020-02-07", "2020-02-21", "2020-02-28"),  # 29 February is a Saturday
    "2024-01": ("2024-02-02", "2024-02-16", "2024-02-29"),  # and here a Thursday
    "2020-12": ("2021-01-08", "2021-01-22", "2021-01-29"),  # New Year's Day on a Friday, Epiphany on the Wednesday
    "2023-12": ("2024-01-05", "2024-01-19", "2024-01-31"),
    "2021-03": ("2021-04-01", "2021-04-19", "2021-04-30"),  # Good Friday ends the first week
    "2026-03": ("2026-04-02", "2026-04-20", "2026-04-30"),
    "2024-04": ("2024-05-03", "2024-05-20", "2024-05-31"),  # 1 May on a Wednesday, Ascension Day on the 9th
    "2026-04": (
        "2026-05-08",
        "2026-05-25",
        "2026-05-29",
    ),  # 1 May on a Friday: the first working day is the Monday after
    "2025-05": ("2025-06-05", "2025-06-23", "2025-06-30"),  # the national day on the Friday, Midsummer Eve on the 20th
    "2026-05": ("2026-06-05", "2026-06-22", "2026-06-30"),
    "2026-11": ("2026-12-04", "2026-12-18", "2026-12-30"),  # the last of December is no working day
}


@pytest.mark.parametrize("month", DATES)
def test_the_dates_fall_on_working_days(month: str) -> None:
    steps = SHIPPED.dated("18", months.parse(month))
    assert tuple(step.day.isoformat() for step in steps) == DATES[month]


def test_every_month_s_steps_come_in_order_and_near_the_default_extract_date() -> None:
    for month in months.span(date(2018, 1, 1), date(2040, 12, 1)):
        extract, review, invoice = (step.day for step in SHIPPED.dated("18", month))
        friday = months.default_extract_date(month, date.max)
        assert months.last_day(month) < extract < review < invoice
        assert all(map(months.is_working_day, (extract, review, invoice)))
        assert extract == friday or not months.is_working_day(friday)
        assert timedelta(0) <= friday - extract < timedelta(4)


def test_a_county_without_its_own_and_months_before_it_have_the_fallback_s() -> None:
    assert SHIPPED.of_county("12").key == "law"
    early = SHIPPED.dated("01", date(2019, 12, 1))
    assert early == SHIPPED.dated("12", date(2019, 12, 1))
    assert all(step.is_assumed for step in early)
    with pytest.raises(Refused, match="ingen tidtabell för 2017-12"):
        SHIPPED.dated("18", date(2017, 12, 1))


OWN = """
key = "orebro"
label = "Örebro län"
counties = ["18"]
source = "Ett exempel"

[[versions]]
valid_from = 2018-01-01
[[versions.steps]]
key = "extract"
label = "Uttag"
says = "Uttaget dras."
rule = "day_of_month"
days = 1
months_after = 1
source = "[Ö] den första"

[[versions]]
valid_from = 2021-01-01
[[versions.steps]]
key = "extract"
label = "Uttag"
says = "Uttaget dras."
rule = "day_of_month"
days = 6
months_after = 1
source = "[Ö] den sjätte"
[[versions.steps]]
key = "invoice"
label = "Faktura"
says = "Fakturan kommer."
rule = "working_days_after"
after = "extract"
days = 1
source = "[A]"
"""


def overlaid(folder: Path, text: str) -> Path:
    (folder / "timetables").mkdir(parents=True)
    (folder / "timetables" / "orebro.toml").write_text(text, encoding="utf-8")
    return folder


def test_own_files_replace_a_timetable_whole_and_have_versions(tmp_path: Path) -> None:
    tables = load_timetables([overlaid(tmp_path, OWN)])
    assert [step.day for step in tables.dated("18", date(2020, 12, 1))] == [date(2021, 1, 4)]
    assert [step.day for step in tables.dated("18", date(2021, 2, 1))] == [date(2021, 3, 8), date(2021, 3, 9)]
    assert tables.dated("01", date(2021, 2, 1)) == SHIPPED.dated("01", date(2021, 2, 1))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('rule = "working_days_after"', 'rule = "friday"', "'rule' must be one of"),
        ('after = "extract"', 'after = "review"', "'after' must be the key of a step above"),
        ("days = 6", "days = 29", "'days' must be from 1 to 28"),
        ("months_after = 1\n", "", "missing key 'months_after'"),
        ('source = "[A]"', 'source = "ett möte"', "'source' must have a source label"),
        ('key = "invoice"', 'key = "extract"', "'key' must be a new word"),
        ("valid_from = 2021-01-01", "valid_from = 2021-01-02", "must be the first of a month"),
        ("valid_from = 2021-01-01", "valid_from = 2018-01-01", "each with its own 'valid_from'"),
        ('["18"]', '["01"]', "county '01' has two timetables"),
        ('label = "Faktura"', 'lable = "Faktura"', "did you mean 'label'"),
    ],
)
def test_a_faulty_file_is_refused_with_the_cure(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in OWN
    with pytest.raises(RulesError, match=said.replace("[", r"\[")):
        load_timetables([overlaid(tmp_path, OWN.replace(old, new))])


def test_the_calendar_is_read_back_and_keeps_its_keys() -> None:
    steps = [
        ("18", step) for ahead in range(3) for step in SHIPPED.dated("18", months.following(date(2020, 2, 1), ahead))
    ]
    files = [as_calendar(steps, moment) for moment in (datetime(2026, 11, 20, 12, 0), datetime(2026, 12, 1, 8, 0))]
    first, again = (icalendar.Calendar.from_ical(file).walk("VEVENT") for file in files)
    assert [event.decoded("dtstart") for event in first] == [step.day for _, step in steps]
    assert {event.decoded("dtend") - event.decoded("dtstart") for event in first} == {timedelta(days=1)}
    assert [event["uid"] for event in first] == [event["uid"] for event in again]
    assert len({event["uid"] for event in first}) == 9
    assert str(first[0]["summary"]) == "LUS: uttag för februari 2020, Örebro län"
    assert b"DTSTART;VALUE=DATE:20200306" in files[0]
    assert b"DTSTAMP:20261120T110000Z" in files[0]


def test_what_comes_next_is_said() -> None:
    steps = [(one.step.label, one.day) for one in SHIPPED.dated("18", date(2020, 2, 1))]

    def said(today: date) -> str:
        return words.headline("Örebro län", date(2020, 2, 1), today, steps).replace("\u00a0", " ")

    assert said(date(2020, 3, 5)).endswith("är **uttag**, fredag 6 mars 2020 (i morgon).")
    assert said(date(2020, 3, 6)).endswith("(idag).")
    assert said(date(2020, 3, 10)).endswith("är **granskning klar**, fredag 20 mars 2020 (om 10 dagar).")
    assert said(date(2020, 4, 1)).endswith("har passerat; sist faktura, tisdag 31 mars 2020.")


def test_the_command_gives_the_same_dates_in_every_format(tmp_path: Path) -> None:
    overlaid(tmp_path / "rules", OWN)
    call = ("timetable", "--month", "2021-02", "--data", tmp_path)
    steps = lus(*call, "--county", "18", "--format", "json").json["steps"]
    assert [(step["step"], step["date"], step["assumed"]) for step in steps] == [
        ("extract", "2021-03-08", False),
        ("invoice", "2021-03-09", True),
    ]
    assert f"måndag 8{NBSP}mars 2021" in lus(*call).out
    assert ";2021-03-08;false;" in lus(*call, "--format", "csv").out
    ics = lus(*call, "--months", "2", "--format", "ics").out
    assert ics.count("BEGIN:VEVENT") == 2 * (2 + 3)
    assert [lus(*call, *wrong).code for wrong in (("--county", "99"), ("--months", "0"), ("--format", "pdf"))] == [
        2
    ] * 3
    assert lus("timetable", "--month", "2017-01", "--data", tmp_path).code == 3
