"""rules.md §6: late registrations, headroom, pivotal episodes, what is blocked, and the one outcome of each."""

from datetime import date

from tests.tables import drawn, read_as_drawn
from tests.worked_examples.patients import answer, groups_of, lines_of


def test_a_late_registration_is_in_neither_the_mean_nor_the_invoice():
    """February's extract is drawn on Friday 6 March: that day is in time, the next is not."""
    patients = """
        episode | notice           | discharged | registered          | ready_days | billed_days | amount_sek | outcome
        I tid   | 2020-02-01 11:00 | 2020-02-04 | 2020-03-06 23:59:59 |          4 |           1 |      8 200 | billed
        Sen     | 2020-02-01 11:00 | 2020-02-20 | 2020-03-07 00:00    |         20 |           0 |          0 | late_registration
    """  # noqa: E501
    outcome = """
        episodes | episodes_in_mean | ready_days | mean_ready_days | billed_days | blocked_days
               1 |                1 |          4 |               4 |           1 |            0
    """
    assert lines_of(patients) == drawn(patients)
    assert groups_of(patients, outcome) == drawn(outcome)


def test_a_municipality_whose_every_episode_is_late_is_listed_with_none():
    patients = """
        episode | municipality | notice           | discharged | registered       | outcome           | pivotal
        a       | 1880         | 2020-02-01 11:00 | 2020-02-09 | 2020-03-07 00:00 | late_registration | no
        b       | 0380         | 2020-02-01 11:00 | 2020-02-09 | 2020-03-07 00:00 | late_registration | no
        c       | 1280         | 2020-02-01 11:00 | 2020-02-09 | 2020-03-07 00:00 | late_registration | no
    """
    outcome = """
        municipality_code | episodes | episodes_in_mean | ready_days | mean_ready_days | liable | headroom_days
        0380              |        0 |                0 |          0 | –               | yes    | –
        1280              |        0 |                0 |          0 | –               | no     | –
        1880              |        0 |                0 |          0 | –               | no     | –
    """
    kronor = """
        municipality_code | billed_episodes | billed_days | amount_sek | amount_status | blocked_days | blocked_sek
        0380              |               0 |           0 |          0 | confirmed     |            0 |           0
        1280              |               0 |           0 |          0 | confirmed     |            0 |           0
        1880              |               0 |           0 |          0 | confirmed     |            0 |           0
    """
    assert lines_of(patients) == drawn(patients)
    assert groups_of(patients, outcome) == drawn(outcome)
    assert groups_of(patients, kronor) == drawn(kronor)


def test_in_a_preliminary_month_nothing_is_late():
    patients = """
        episode | notice           | discharged | registered       | outcome
        a       | 2020-02-01 11:00 | 2020-02-09 | 2020-04-07 00:00 | billed
    """
    lines = answer(patients, extracted_on=date(2020, 2, 29))["lines"]
    assert read_as_drawn(lines, "outcome\nbilled") == drawn("outcome\nbilled")
    late = answer(patients, extracted_on=date(2020, 3, 1))["lines"]
    assert read_as_drawn(late, "outcome\nlate_registration") == drawn("outcome\nlate_registration")


def test_outcomes_are_tried_in_order():
    """Each patient would also fit an outcome further down the list."""
    patients = """
        episode | municipality | missed     | notice           | discharged | registered       | outcome
        a       | 1880         | home_ready | 2020-02-01 11:00 | 2020-02-09 | 2020-03-07 00:00 | late_registration
        b       | 1880         | home_ready | 2020-02-01 11:00 | 2020-02-03 | 2020-02-09 00:00 | within_free_days
        c       | 1880         | home_ready | 2020-02-01 11:00 | 2020-02-04 | 2020-02-09 00:00 | criteria_unmet
        d       | 1880         | –          | 2020-02-01 11:00 | 2020-02-04 | 2020-02-09 00:00 | billed
        e       | 1881         | home_ready | 2020-02-01 11:00 | 2020-02-04 | 2020-02-09 00:00 | mean_not_over_threshold
        f       | 1881         | home_ready | 2020-02-01 11:00 | 2020-02-02 | 2020-02-09 00:00 | within_free_days
    """
    assert lines_of(patients) == drawn(patients)


def test_pivotal_is_the_one_without_whom_the_mean_comes_to_the_threshold_or_below():
    """10 / 3. Without the four 6 / 2, exactly at the threshold; without one of the threes 7 / 2."""
    patients = """
        episode | notice           | discharged | ready_days | pivotal
        Fyra    | 2020-02-01 11:00 | 2020-02-04 |          4 | yes
        Tre     | 2020-02-01 11:00 | 2020-02-03 |          3 | no
        Tre till| 2020-02-01 11:00 | 2020-02-03 |          3 | no
    """
    outcome = """
        ready_days | mean_ready_days | headroom_days
                10 |            10/3 |            -1
    """
    assert lines_of(patients) == drawn(patients)
    assert groups_of(patients, outcome) == drawn(outcome)


def test_a_single_episode_over_the_threshold_is_pivotal():
    patients = """
        episode | notice           | discharged | ready_days | pivotal
        Fyra    | 2020-02-01 11:00 | 2020-02-04 |          4 | yes
    """
    assert lines_of(patients) == drawn(patients)


def test_none_is_pivotal_where_one_is_not_enough_or_nobody_is_liable():
    two_too_many = """
        episode | notice           | discharged | ready_days | pivotal
        Åtta    | 2020-02-01 11:00 | 2020-02-08 |          8 | no
        Nio     | 2020-02-01 11:00 | 2020-02-09 |          9 | no
    """
    not_liable = """
        episode | notice           | discharged | ready_days | pivotal
        Fyra    | 2020-02-01 11:00 | 2020-02-04 |          4 | no
        Två     | 2020-02-01 11:00 | 2020-02-02 |          2 | no
    """
    assert lines_of(two_too_many) == drawn(two_too_many)
    assert lines_of(not_liable) == drawn(not_liable)


def test_an_episode_can_be_pivotal_though_nothing_is_billed_for_it():
    """With the criteria left out of the mean, the blocked one is what makes the other pay."""
    patients = """
        episode | notice           | discharged | missed     | ready_days | outcome        | pivotal
        Blockad | 2020-02-01 11:00 | 2020-02-09 | home_ready |          9 | criteria_unmet | yes
        Fyra    | 2020-02-01 11:00 | 2020-02-04 | –          |          4 | billed         | no
        Ingen   | 2020-02-01 11:00 | 2020-02-01 | –          |          1 | within_free_days | no
    """
    outcome = """
        mean_ready_days | headroom_days | billed_days | amount_sek | blocked_days | blocked_sek
                   14/3 |            -5 |           1 |      8 200 |            6 |      49 200
    """
    assert lines_of(patients) == drawn(patients)
    assert groups_of(patients, outcome) == drawn(outcome)


def test_headroom_is_how_many_more_days_fit():
    patients = """
        episode | notice           | discharged | ready_days
        a       | 2020-02-01 11:00 | 2020-02-04 |          4
        b       | 2020-02-01 11:00 | 2020-02-01 |          1
        c       | 2020-02-01 11:00 | 2020-02-02 |          2
    """
    outcome = """
        headroom_days | liable
                    2 | no
    """
    with_tenths = """
        headroom_days | threshold_days | liable
                  0.5 |            2.5 | no
    """
    assert groups_of(patients, outcome) == drawn(outcome)
    assert groups_of(patients, with_tenths, changes=["threshold_days=2.5"]) == drawn(with_tenths)


def test_nobody_is_liable_for_what_is_blocked_below_the_threshold():
    patients = """
        episode | notice           | discharged | missed     | outcome
        a       | 2020-02-01 11:00 | 2020-02-05 | home_ready | mean_not_over_threshold
        b       | 2020-02-01 11:00 | 2020-02-01 | –          | within_free_days
    """
    outcome = """
        mean_ready_days | blocked_days | blocked_sek
                      3 |            0 |           0
    """
    assert lines_of(patients) == drawn(patients)
    assert groups_of(patients, outcome) == drawn(outcome)


def test_lines_come_by_municipality_care_form_and_episode():
    patients = """
        episode | municipality | care_form   | notice           | discharged
        b       | 1880         | somatic     | 2020-02-01 11:00 | 2020-02-05
        a       | 1880         | somatic     | 2020-02-01 11:00 | 2020-02-05
        ö       | 1880         | psychiatric | 2020-02-01 11:00 | 2020-02-05
        Z       | 1880         | psychiatric | 2020-02-01 11:00 | 2020-02-05
        c       | 0380         | somatic     | 2020-02-01 11:00 | 2020-02-05
    """
    assert [line["episode_id"] for line in answer(patients)["lines"]] == ["c", "Z", "ö", "a", "b"]
