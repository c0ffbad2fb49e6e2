"""rules.md §5: each billed day costs its own calendar year's amount, and a sum is as well known as its worst year."""

import pytest

from tests.tables import drawn
from tests.worked_examples.patients import groups_of, lines_of


@pytest.mark.parametrize(
    ("notice", "discharged", "line", "why"),
    [
        ("2019-12-28 11:00", "2020-01-02", "6 | 3 | 24 200 | confirmed", "7 800 for New Year's Eve, then 2 x 8 200"),
        ("2019-12-25 11:00", "2019-12-31", "7 | 4 | 31 200 | confirmed", "4 x 7 800"),
        ("2020-12-28 11:00", "2021-01-02", "6 | 3 | – | missing", "2021 has no amount"),
        ("2020-12-28 11:00", "2020-12-31", "4 | 1 | 8 200 | confirmed", "New Year's Eve"),
        ("2020-12-28 13:00", "2021-01-01", "4 | 1 | – | missing", "New Year's Day"),
        ("2018-12-28 11:00", "2019-01-01", "5 | 2 | – | missing", "2018 has no amount"),
        ("2018-12-29 11:00", "2019-01-01", "4 | 1 | 7 800 | confirmed", "its free days lie in 2018"),
        ("2021-12-29 11:00", "2022-01-01", "4 | 1 | 9 300 | confirmed", "its free days lie in 2021"),
        ("2023-12-28 11:00", "2024-01-02", "6 | 3 | 33 700 | unconfirmed", "10 500 and 2 x 11 600"),
        ("2024-12-28 11:00", "2025-01-02", "6 | 3 | – | missing", "missing is worse than unconfirmed"),
        ("2021-02-01 11:00", "2021-02-03", "3 | 0 | 0 | missing", "no billed days cost 0 kr in any year"),
        ("2024-02-01 11:00", "2024-02-03", "3 | 0 | 0 | unconfirmed", "without billed days the month's year"),
        ("2021-12-30 11:00", "2022-01-01", "3 | 0 | 0 | confirmed", "without billed days the discharge month's"),
    ],
)
def test_a_day_costs_its_own_years_amount(notice, discharged, line, why):
    patients = f"""
        episode | notice   | discharged   | ready_days | billed_days | amount_sek | amount_status
        {why}   | {notice} | {discharged} | {line}
    """
    assert lines_of(patients) == drawn(patients)
    outcome = "billed_days | amount_sek | amount_status\n" + line.partition("|")[2]
    assert groups_of(patients, outcome, "law") == drawn(outcome)


def test_an_entered_amount_holds_for_all_years():
    patients = """
        episode | notice           | discharged | billed_days | amount_sek | amount_status
        a       | 2020-12-28 11:00 | 2021-01-02 |           3 |     27 000 | entered
        b       | 2021-01-01 11:00 | 2021-01-02 |           0 |          0 | entered
    """
    assert lines_of(patients, "law", ["amount_sek=9000"]) == drawn(patients)


def test_the_discharge_day_does_not_cost_where_it_does_not_count():
    """Out on New Year's Day: all days Stockholm counts are of 2020, though the month's year has no amount."""
    patients = """
        episode | notice           | discharged | ready_days | billed_days | amount_sek | amount_status
        a       | 2020-12-28 11:00 | 2021-01-01 |          4 |           1 |      8 200 | confirmed
        b       | 2021-01-01 11:00 | 2021-01-04 |          3 |           0 |          0 | missing
    """
    outcome = """
        billed_days | amount_sek | amount_status
                  1 |      8 200 | confirmed
    """
    assert lines_of(patients, "stockholm") == drawn(patients)
    assert groups_of(patients, outcome, "stockholm") == drawn(outcome)


def test_kronor_billed_are_known_though_those_blocked_are_not_and_the_other_way():
    blocked_unknown = """
        episode | notice           | discharged | missed       | outcome        | amount_sek | amount_status
        a       | 2020-12-28 11:00 | 2021-01-01 | –            | billed         |      8 200 | confirmed
        b       | 2021-01-01 11:00 | 2021-01-09 | care_contact | criteria_unmet |          0 | missing
    """
    billed_unknown = """
        episode | notice           | discharged | missed       | outcome        | amount_sek | amount_status
        a       | 2020-12-28 11:00 | 2021-01-01 | care_contact | criteria_unmet |          0 | confirmed
        b       | 2021-01-01 11:00 | 2021-01-09 | –            | billed         | –          | missing
    """
    terms = {"agreement": "stockholm", "changes": ["mean_population=all"]}
    outcome = """
        billed_days | amount_sek | blocked_days | blocked_sek | amount_status
                  1 |      8 200 |            5 | –           | missing
    """
    other_way = """
        billed_days | amount_sek | blocked_days | blocked_sek | amount_status
                  5 | –          |            1 |       8 200 | missing
    """
    assert lines_of(blocked_unknown, **terms) == drawn(blocked_unknown)
    assert groups_of(blocked_unknown, outcome, **terms) == drawn(outcome)
    assert lines_of(billed_unknown, **terms) == drawn(billed_unknown)
    assert groups_of(billed_unknown, other_way, **terms) == drawn(other_way)


def test_a_sum_is_as_uncertain_as_its_worst_day():
    patients = """
        episode | notice           | discharged | missed       | amount_sek | amount_status
        a       | 2023-12-27 11:00 | 2024-01-01 | –            |     32 600 | unconfirmed
        b       | 2023-12-20 11:00 | 2024-01-01 | home_ready   |          0 | unconfirmed
        c       | 2024-01-01 11:00 | 2024-01-01 | –            |          0 | unconfirmed
    """
    assert lines_of(patients) == drawn(patients)


def test_years_on_end_are_counted_day_by_day():
    """Told 2018-12-30: after three free days 364 days of 2019, 366 of 2020."""
    patients = """
        episode | notice           | discharged | ready_days | billed_days | amount_sek | amount_status
        a       | 2018-12-30 11:00 | 2020-12-31 |        733 |         730 |  5 840 400 | confirmed
    """
    assert 364 * 7800 + 366 * 8200 == 5_840_400
    assert lines_of(patients) == drawn(patients)
