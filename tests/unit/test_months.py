"""Months, working days, and the day an extract is taken to be drawn (rules.md §6)."""

from datetime import date

import pytest

from lus_stats import months
from lus_stats.errors import WrongCall
from tests.oracle import calendar
from tests.tables import drawn

EXTRACTS = """
    month   | drawn_on   | why
    2020-02 | 2020-03-06 | 1 March is a Sunday
    2019-12 | 2020-01-03 | 2 January is a Thursday
    2020-12 | 2021-01-08 | 1 January is a Friday and a holiday
    2020-03 | 2020-04-03 | 1 April is a Wednesday
    2020-04 | 2020-05-08 | 1 May is a Friday and a holiday
    2022-12 | 2023-01-06 | 2 January is a Monday, and its Friday a holiday
    2021-05 | 2021-06-04 | 1 June is a Tuesday
    2020-06 | 2020-07-03 | 1 July is a Wednesday
    2020-07 | 2020-08-07 | 1 August is a Saturday
    2021-03 | 2021-04-02 | 1 April is Maundy Thursday, a working day
"""


def test_the_extract_is_drawn_on_the_friday_of_the_first_working_week():
    for row in drawn(EXTRACTS):
        drawn_on = months.default_extract_date(months.parse(row["month"]), date(2030, 1, 1))
        assert drawn_on.isoformat() == row["drawn_on"], row["why"]


def test_the_extract_is_drawn_no_later_than_the_import():
    assert months.default_extract_date(date(2020, 2, 1), date(2020, 3, 5)) == date(2020, 3, 5)
    assert months.default_extract_date(date(2020, 2, 1), date(2020, 3, 6)) == date(2020, 3, 6)
    assert months.default_extract_date(date(2020, 2, 1), date(2020, 3, 7)) == date(2020, 3, 6)


def test_the_oracle_draws_its_extracts_on_the_same_days():
    for month in months.span(date(2018, 1, 1), date(2030, 12, 1)):
        own = calendar.default_extract_date(months.key(month), date.max)
        assert months.default_extract_date(month, date.max) == own


def test_midsummers_christmas_and_new_years_eve_are_holidays():
    for day in (date(2020, 6, 19), date(2020, 12, 24), date(2020, 12, 31), date(2020, 5, 21)):
        assert not months.is_working_day(day)
    assert months.is_working_day(date(2020, 12, 23))


@pytest.mark.parametrize("text", ["2020-13", "2020-00", "2020-2", "2020-02-01", "0000-01", "februari", "", " 2020-02"])
def test_a_month_is_written_in_one_way(text):
    with pytest.raises(WrongCall, match="Skriv år och månad så här: 2020-02"):
        months.parse(text)


def test_months_follow_each_other_over_new_year():
    assert months.key(months.following(date(2019, 12, 1))) == "2020-01"
    assert months.following(date(2020, 1, 1), -1) == date(2019, 12, 1)
    assert months.last_day(date(2020, 2, 1)) == date(2020, 2, 29)
    assert list(months.span(date(2020, 2, 1), date(2020, 1, 1))) == []
    assert months.month_of(date(2020, 2, 29)) == months.parse("2020-02")
