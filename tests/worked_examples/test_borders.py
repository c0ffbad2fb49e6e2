"""Borders with both neighbours: noon, the threshold, free days, month and year ends, the leap day, summer time."""

from datetime import date

import pytest

from tests.engine import bills
from tests.oracle import read
from tests.tables import drawn
from tests.worked_examples.patients import NOW, answer, as_row, groups_of, lines_of


def test_noon_sharp_is_early():
    """ "Efter kl. 12.00" [L]; D2."""
    patients = """
        episode  | notice              | discharged | ready_days
        midnatt  | 2020-02-01 00:00    | 2020-02-04 |          4
        11:59    | 2020-02-01 11:59    | 2020-02-04 |          4
        11:59:59 | 2020-02-01 11:59:59 | 2020-02-04 |          4
        12:00    | 2020-02-01 12:00    | 2020-02-04 |          4
        12:00:01 | 2020-02-01 12:00:01 | 2020-02-04 |          3
        12:01    | 2020-02-01 12:01    | 2020-02-04 |          3
        23:59:59 | 2020-02-01 23:59:59 | 2020-02-04 |          3
        nästa dag| 2020-02-02 00:00    | 2020-02-04 |          3
    """
    assert lines_of(patients) == drawn(patients)


@pytest.mark.parametrize(
    ("cutoff", "days"), [("none", "4 | 4 | 4"), ("00:00", "4 | 3 | 3"), ("11:59", "4 | 3 | 3"), ("23:59", "4 | 4 | 3")]
)
def test_another_cutoff_and_none(cutoff, days):
    patients = """
        episode | notice              | discharged | ready_days
        a       | 2020-02-01 00:00    | 2020-02-04 | {}
        b       | 2020-02-01 12:00    | 2020-02-04 | {}
        c       | 2020-02-01 23:59:01 | 2020-02-04 | {}
    """.format(*days.split("|"))
    assert lines_of(patients, changes=[f"cutoff={cutoff}"]) == drawn(patients)


def test_days_are_counted_by_date_never_by_24_hours():
    patients = """
        episode         | notice              | discharged          | ready_days
        en minut, 2 dgr | 2020-02-01 11:59    | 2020-02-02 00:00    |          2
        nästan 2 dygn   | 2020-02-01 00:00    | 2020-02-02 23:59:59 |          2
        samma minut     | 2020-02-01 11:00    | 2020-02-01 11:00    |          1
        före klockslaget| 2020-02-01 13:00    | 2020-02-01 14:00    |          0
        sent samma dag  | 2020-02-01 13:00    | 2020-02-02 00:00    |          1
    """
    without_the_last = """
        episode         | notice              | discharged          | ready_days
        en minut, 2 dgr | 2020-02-01 11:59    | 2020-02-02 00:00    |          1
        samma dag       | 2020-02-01 11:00    | 2020-02-01 23:59    |          0
        minst 0         | 2020-02-01 13:00    | 2020-02-01 14:00    |          0
        sent samma dag  | 2020-02-01 13:00    | 2020-02-02 00:00    |          0
    """
    assert lines_of(patients) == drawn(patients)
    assert lines_of(without_the_last, changes=["discharge_day_counts=false"]) == drawn(without_the_last)


def test_the_clock_is_the_notice_else_the_decision():
    told_later = as_row("senare", "2020-02-01 11:00", "2020-02-05") | {"underrättelse": "2020-02-03 11:00"}
    told_before = as_row("före", "2020-02-01 11:00", "2020-02-05") | {"utskrivningsklar": "2020-02-03 13:00"}
    never_told = as_row("aldrig", "2020-02-03 13:00", "2020-02-05") | {"underrättelse": ""}
    lines = bills(read([told_later, told_before, never_told], None, NOW))["2020-02"]["lines"]
    assert {line["episode_id"]: line["ready_days"] for line in lines} == {"senare": 3, "före": 5, "aldrig": 2}


def test_a_notice_after_the_discharge_gives_no_days():
    row = as_row("a", "2020-02-01 11:00", "2020-02-05") | {"underrättelse": "2020-02-09 11:00"}
    (line,) = bills(read([row], None, NOW))["2020-02"]["lines"]
    assert (line["ready_days"], line["outcome"], line["unmet_criteria"]) == (0, "within_free_days", ["ready_notice"])


@pytest.mark.parametrize(
    ("free_days", "lines"),
    [
        ("3", "billed | 1; within_free_days | 0; within_free_days | 0"),
        ("2", "billed | 2; billed | 1; within_free_days | 0"),
        ("4", "within_free_days | 0; within_free_days | 0; within_free_days | 0"),
        ("0", "billed | 4; billed | 3; billed | 2"),
    ],
)
def test_as_many_days_as_are_free_are_free_and_one_more_is_not(free_days, lines):
    patients = """
        episode | notice           | discharged | ready_days | outcome | billed_days
        Fyra    | 2020-02-01 11:00 | 2020-02-04 |          4 | {}
        Tre     | 2020-02-01 11:00 | 2020-02-03 |          3 | {}
        Två     | 2020-02-01 11:00 | 2020-02-02 |          2 | {}
    """.format(*lines.split(";"))
    assert lines_of(patients, "law", [f"free_days={free_days}"]) == drawn(patients)


@pytest.mark.parametrize(
    ("days", "threshold", "outcome"),
    [
        ([3, 3, 3], "3.0", "no  | 3      | 0"),
        ([3, 3, 4], "3.0", "yes | 10/3   | -1"),
        ([3, 3, 2], "3.0", "no  | 8/3    | 1"),
        ([3] * 199 + [4], "3.0", "yes | 601/200 | -1"),
        ([3] * 199 + [2], "3.0", "no  | 599/200 | 1"),
        ([2, 3], "2.5", "no  | 2.5    | 0"),
        ([3, 3], "2.5", "yes | 3      | -1"),
        ([3] * 9 + [2], "2.9", "no  | 2.9    | 0"),
        ([3] * 9 + [3], "2.9", "yes | 3      | -1"),
        ([1, 0, 0, 0, 0, 0, 0, 0, 0, 0], "0.1", "no | 0.1  | 0"),
        ([1, 1, 1, 0, 0, 0, 0, 0, 0, 0], "0.3", "no | 0.3  | 0"),
        ([0, 0], "0", "no  | 0      | 0"),
        ([1, 0], "0", "yes | 0.5    | -1"),
    ],
)
def test_liable_is_strictly_above(days, threshold, outcome):
    """Decided unrounded, on integers: 601 days of 200 episodes is above 3.0, 29 of 10 is not above 2.9."""
    patients = "episode | notice | discharged\n" + "\n".join(
        f"e{place} | 2020-02-10 {'11' if stay else '13'}:00 | 2020-02-{9 + max(stay, 1)}"
        for place, stay in enumerate(days)
    )
    result = f"liable | mean_ready_days | headroom_days\n{outcome}"
    assert groups_of(patients, result, changes=[f"threshold_days={threshold}"]) == drawn(result)


@pytest.mark.parametrize(
    ("discharged", "month"),
    [
        ("2020-01-31 23:59:59", "2020-01"),
        ("2020-02-01 00:00", "2020-02"),
        ("2020-02-29 23:59", "2020-02"),
        ("2020-03-01 00:00", "2020-03"),
        ("2019-12-31 23:59", "2019-12"),
        ("2020-01-01 00:00", "2020-01"),
    ],
)
def test_an_episode_belongs_to_the_month_of_its_discharge(discharged, month):
    assert list(bills(read([as_row("a", "2019-12-24 11:00", discharged)], None, NOW))) == [month]


@pytest.mark.parametrize(
    ("notice", "discharged", "ready_days", "why"),
    [
        ("2020-02-27 11:00", "2020-03-01", 4, "a leap year's 27, 28, 29 February and 1 March"),
        ("2019-02-27 11:00", "2019-03-01", 3, "another year's 27, 28 February and 1 March"),
        ("2020-02-28 13:00", "2020-02-29", 1, "the leap day alone"),
        ("2020-02-29 11:00", "2020-02-29", 1, "the leap day alone"),
        ("2019-12-31 13:00", "2020-01-01", 1, "New Year's Day"),
        ("2019-12-31 12:00", "2020-01-01", 2, "both sides of New Year"),
        ("2020-04-30 13:00", "2020-05-01", 1, "the day after a month's last"),
        ("2020-03-28 11:00", "2020-03-30", 3, "the night of 29 March lacks an hour"),
        ("2020-03-29 02:30", "2020-03-29", 1, "a time that does not exist"),
        ("2020-03-28 23:59", "2020-03-29 00:00", 1, "the day of 23 hours"),
        ("2020-10-24 11:00", "2020-10-26", 3, "the night of 25 October has an hour more"),
        ("2020-10-25 02:30", "2020-10-25", 1, "a time that comes twice"),
        ("2020-10-25 12:00:01", "2020-10-26", 1, "the day of 25 hours"),
    ],
)
def test_the_calendars_edges(notice, discharged, ready_days, why):
    patients = f"""
        episode | notice   | discharged   | ready_days
        {why}   | {notice} | {discharged} | {ready_days}
    """
    assert lines_of(patients) == drawn(patients)


@pytest.mark.parametrize(
    ("extracted_on", "registered", "outcome"),
    [
        (date(2020, 3, 1), "2020-03-01 23:59:59", "billed"),
        (date(2020, 3, 1), "2020-03-02 00:00:00", "late_registration"),
        (date(2020, 3, 9), "2020-03-09 00:00:00", "billed"),
        (date(2020, 3, 9), "2020-03-10 00:00:00", "late_registration"),
    ],
)
def test_registered_on_the_extract_date_is_in_time(extracted_on, registered, outcome):
    patients = f"""
        episode | notice           | discharged | registered
        a       | 2020-02-01 11:00 | 2020-02-09 | {registered}
    """
    (line,) = answer(patients, extracted_on=extracted_on)["lines"]
    assert line["outcome"] == outcome
