"""Modell för betalningsansvar i Örebro län: the document's own example, and its rules one at a time."""

import pytest

from tests.tables import drawn
from tests.worked_examples.patients import groups_of, lines_of

MUNICIPALITY_X = """
    episode | notice           | discharged | ready_days | free_days | billed_days | amount_sek | outcome          | pivotal
    Kalle   | 2020-02-01 11:00 | 2020-02-04 |          4 |         3 |           1 |      8 200 | billed           | yes
    Stina   | 2020-02-01 13:00 | 2020-02-04 |          3 |         3 |           0 |          0 | within_free_days | no
"""  # noqa: E501 a drawn table is as wide as it is


def test_the_mean_is_above_three_so_kalle_costs_one_day_and_stina_none():
    """ "Exempel": mean 3.5."""
    outcome = """
        agreement | model                | episodes_in_mean | ready_days | mean_ready_days | threshold_days | liable
        orebro    | mean_then_individual |                2 |          7 |             3.5 |            3.0 | yes
    """
    kronor = """
        headroom_days | billed_episodes | billed_days | amount_sek | amount_status | blocked_days | blocked_sek
                   -1 |               1 |           1 |      8 200 | confirmed     |            0 |           0
    """
    assert lines_of(MUNICIPALITY_X) == drawn(MUNICIPALITY_X)
    assert groups_of(MUNICIPALITY_X, outcome) == drawn(outcome)
    assert groups_of(MUNICIPALITY_X, kronor) == drawn(kronor)


@pytest.mark.parametrize("missed", ["admission_notice", "ready_notice", "care_contact", "home_ready"])
def test_a_criterion_the_region_missed_costs_the_region_kalles_day(missed):
    """ "… ingen hänsyn till dessa kriterier" in the mean; but nothing is billed."""
    patients = f"""
        episode | notice           | discharged | missed   | ready_days | billed_days | amount_sek | outcome          | unmet_criteria
        Kalle   | 2020-02-01 11:00 | 2020-02-04 | {missed} |          4 |           0 |          0 | criteria_unmet   | {missed}
        Stina   | 2020-02-01 13:00 | 2020-02-04 | –        |          3 |           0 |          0 | within_free_days | –
    """  # noqa: E501
    outcome = """
        mean_ready_days | liable | billed_days | amount_sek | blocked_days | blocked_sek | amount_status
                    3.5 | yes    |           0 |          0 |            1 |       8 200 | confirmed
    """
    assert lines_of(patients) == drawn(patients)
    assert groups_of(patients, outcome) == drawn(outcome)


@pytest.mark.parametrize("asked_for_elsewhere", ["sip_call", "outpatient_available"])
def test_what_the_document_does_not_ask_for_blocks_nothing(asked_for_elsewhere):
    patients = f"""
        episode | notice           | discharged | missed                | billed_days | unmet_criteria
        Kalle   | 2020-02-01 11:00 | 2020-02-04 | {asked_for_elsewhere} |           1 | –
    """
    assert lines_of(patients) == drawn(patients)


def test_only_the_blue_track_needs_no_care_contact():
    patients = """
        episode | track  | notice           | discharged | missed       | billed_days | unmet_criteria
        Blå     | blue   | 2020-02-01 11:00 | 2020-02-04 | care_contact |           1 | –
        Grön    | green  | 2020-02-01 11:00 | 2020-02-04 | care_contact |           0 | care_contact
        Gul     | yellow | 2020-02-01 11:00 | 2020-02-04 | care_contact |           0 | care_contact
        Röd     | red    | 2020-02-01 11:00 | 2020-02-04 | care_contact |           0 | care_contact
        Utan    | –      | 2020-02-01 11:00 | 2020-02-04 | care_contact |           0 | care_contact
        Hemma   | blue   | 2020-02-01 11:00 | 2020-02-04 | home_ready   |           0 | home_ready
    """
    assert lines_of(patients) == drawn(patients)


def test_told_before_noon_the_fourth_is_the_first_day_of_liability_and_after_noon_the_fifth():
    """ "4/2 - dag 4 - första dagen för betalningsansvaret"."""
    before_noon = """
        episode | notice           | discharged | ready_days | billed_days
        ut 3/2  | 2020-02-01 11:00 | 2020-02-03 |          3 |           0
        ut 4/2  | 2020-02-01 11:00 | 2020-02-04 |          4 |           1
        ut 5/2  | 2020-02-01 11:00 | 2020-02-05 |          5 |           2
    """
    after_noon = """
        episode | notice           | discharged | ready_days | billed_days
        ut 4/2  | 2020-02-01 13:00 | 2020-02-04 |          3 |           0
        ut 5/2  | 2020-02-01 13:00 | 2020-02-05 |          4 |           1
        ut 6/2  | 2020-02-01 13:00 | 2020-02-06 |          5 |           2
    """
    assert lines_of(before_noon) == drawn(before_noon)
    assert lines_of(after_noon) == drawn(after_noon)


def test_each_care_form_has_its_own_mean():
    patients = """
        episode | care_form   | notice           | discharged | ready_days | outcome
        Kalle   | somatic     | 2020-02-01 11:00 | 2020-02-05 |          5 | billed
        Stina   | psychiatric | 2020-02-01 11:00 | 2020-02-01 |          1 | within_free_days
        Olle    | psychiatric | 2020-02-01 11:00 | 2020-02-05 |          5 | mean_not_over_threshold
    """
    outcome = """
        care_form   | episodes | mean_ready_days | liable | headroom_days | billed_days
        psychiatric |        2 |               3 | no     |             0 |           0
        somatic     |        1 |               5 | yes    |            -2 |           2
    """
    assert lines_of(patients) == drawn(patients)
    assert groups_of(patients, outcome) == drawn(outcome)


def test_each_municipality_has_its_own_mean():
    patients = """
        episode | municipality | notice           | discharged | ready_days | outcome
        Kalle   | 1880         | 2020-02-01 11:00 | 2020-02-04 |          4 | billed
        Stina   | 1881         | 2020-02-01 11:00 | 2020-02-03 |          3 | within_free_days
    """
    outcome = """
        municipality_code | mean_ready_days | liable
        1880              |               4 | yes
        1881              |               3 | no
    """
    assert lines_of(patients) == drawn(patients)
    assert groups_of(patients, outcome) == drawn(outcome)
