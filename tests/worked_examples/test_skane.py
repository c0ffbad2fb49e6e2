"""Skåne's model: the municipality pays the days by which its mean exceeds the threshold, for every episode."""

import pytest

from tests.tables import drawn
from tests.worked_examples.patients import groups_of, lines_of

SEVEN_DAYS = """
    episode | municipality | notice           | discharged | ready_days | outcome | free_days | billed_days | amount_sek | pivotal
    Fyra    | 1280         | 2020-02-01 11:00 | 2020-02-05 |          4 | in_mean | –         | –           | –          | yes
    Tre     | 1280         | 2020-02-01 13:00 | 2020-02-04 |          3 | in_mean | –         | –           | –          | no
"""  # noqa: E501


def test_the_sum_stands_on_the_group_and_the_lines_carry_none():
    """(3.5 - 3.0) × 2 = 1 day. No cutoff: told at 13:00 counts as at 11:00, and the discharge day does not count."""
    outcome = """
        model       | mean_ready_days | liable | headroom_days | billed_episodes | billed_days | amount_sek | blocked_days | blocked_sek
        mean_excess |             3.5 | yes    |            -1 |               0 |           1 |      8 200 |            0 |           0
    """  # noqa: E501
    assert lines_of(SEVEN_DAYS) == drawn(SEVEN_DAYS)
    assert groups_of(SEVEN_DAYS, outcome) == drawn(outcome)


@pytest.mark.parametrize(
    ("threshold", "result"),
    [
        ("2.9", "-1.2 | yes | 1.2 | 9 840"),
        ("3.3", "-0.4 | yes | 0.4 | 3 280"),
        ("3.4", "-0.2 | yes | 0.2 | 1 640"),
        ("3.5", "0 | no | 0 | 0"),
        ("3.6", "0.2 | no | 0 | 0"),
        ("0", "-7 | yes | 7 | 57 400"),
    ],
)
def test_the_excess_has_tenths(threshold, result):
    outcome = f"headroom_days | liable | billed_days | amount_sek\n{result}"
    assert groups_of(SEVEN_DAYS, outcome, changes=[f"threshold_days={threshold}"]) == drawn(outcome)


@pytest.mark.parametrize(
    ("amount", "kronor"),
    [("9014", "2 704"), ("9015", "2 705"), ("9016", "2 705"), ("9005", "2 702"), ("0", "0")],
)
def test_kronor_are_rounded_half_up(amount, kronor):
    """0.3 days: 2 704.2, 2 704.5 (to the even number it would be 2 704), 2 704.8 and 2 701.5 kr."""
    patients = """
        episode | municipality | notice           | discharged
        a       | 1280         | 2020-02-01 11:00 | 2020-02-04
        b       | 1280         | 2020-02-01 11:00 | 2020-02-04
        c       | 1280         | 2020-02-01 11:00 | 2020-02-04
    """
    outcome = f"""
        billed_days | amount_sek | amount_status
                0.3 |   {kronor} | entered
    """
    changes = ["threshold_days=2.9", f"amount_sek={amount}"]
    assert groups_of(patients, outcome, changes=changes) == drawn(outcome)


def test_all_days_cost_the_discharge_months_amount():
    """Five days of 2019 and one of 2020, all at 2020's 8 200 kr."""
    patients = """
        episode | municipality | notice           | discharged | ready_days | amount_status
        a       | 1280         | 2019-12-27 11:00 | 2020-01-02 |          6 | confirmed
    """
    outcome = """
        billed_days | amount_sek
                  3 |     24 600
    """
    assert lines_of(patients) == drawn(patients)
    assert groups_of(patients, outcome) == drawn(outcome)


def test_a_month_without_an_amount_has_days_and_no_kronor():
    over = """
        episode | municipality | notice           | discharged
        a       | 1280         | 2021-02-01 11:00 | 2021-02-07
    """
    not_over = """
        episode | municipality | notice           | discharged
        a       | 1280         | 2021-02-01 11:00 | 2021-02-04
    """
    outcome_over = """
        billed_days | amount_sek | amount_status
                  3 | –          | missing
    """
    outcome_not_over = """
        billed_days | amount_sek | amount_status
                  0 |          0 | missing
    """
    assert groups_of(over, outcome_over) == drawn(outcome_over)
    assert groups_of(not_over, outcome_not_over) == drawn(outcome_not_over)


def test_criteria_matter_only_where_they_filter_the_mean():
    patients = """
        episode | municipality | notice           | discharged | missed       | outcome | unmet_criteria
        a       | 1280         | 2020-02-01 11:00 | 2020-02-09 | ready_notice | in_mean | ready_notice
        b       | 1280         | 2020-02-01 11:00 | 2020-02-05 | –            | in_mean | –
    """
    filtered = patients.replace("ready_notice | in_mean |", "ready_notice | criteria_unmet |")
    outcome = """
        episodes | episodes_in_mean | ready_days | billed_days | blocked_days | blocked_sek
               2 |                1 |          4 |           1 |            0 |           0
    """
    assert lines_of(patients) == drawn(patients)
    assert lines_of(filtered, changes=["mean_population=criteria_met"]) == drawn(filtered)
    assert groups_of(filtered, outcome, changes=["mean_population=criteria_met"]) == drawn(outcome)


def test_free_days_are_no_term_of_the_model():
    assert lines_of(SEVEN_DAYS, changes=["free_days=0"]) == drawn(SEVEN_DAYS)
