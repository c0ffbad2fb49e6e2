"""Stockholm's agreement: the zero-day reading, the mean of episodes with criteria met, and psychiatry's own terms."""

from tests.tables import drawn
from tests.worked_examples.patients import groups_of, lines_of

THE_OREBRO_PATIENTS = """
    episode | notice           | discharged | ready_days | billed_days | amount_sek | outcome
    Kalle   | 2020-02-01 11:00 | 2020-02-04 |          3 |           0 |          0 | within_free_days
    Stina   | 2020-02-01 13:00 | 2020-02-04 |          2 |           0 |          0 | within_free_days
"""
SOME_GAPS = """
    episode | municipality | notice           | discharged | missed       | ready_days
    Lång    | 0180         | 2020-02-01 11:00 | 2020-02-09 | sip_call     |          8
    Tre     | 0180         | 2020-02-01 11:00 | 2020-02-04 | –            |          3
    Fyra    | 0180         | 2020-02-01 11:00 | 2020-02-05 | –            |          4
"""


def test_one_data_set_two_answers():
    """rules.md §3: the Örebro document's patients under Stockholm's zero-day reading, and nothing is billed."""
    outcome = """
        agreement | terms_from | mean_ready_days | liable | headroom_days | billed_days | amount_sek | amount_status
        stockholm | 2020-01-01 |             2.5 | no     |             1 |           0 |          0 | confirmed
    """
    assert lines_of(THE_OREBRO_PATIENTS, "stockholm") == drawn(THE_OREBRO_PATIENTS)
    assert groups_of(THE_OREBRO_PATIENTS, outcome, "stockholm") == drawn(outcome)


def test_before_the_agreement_the_county_falls_under_the_act():
    december = """
        episode | municipality | notice           | discharged | ready_days | billed_days | amount_sek
        Kalle   | 0180         | 2019-12-01 11:00 | 2019-12-04 |          4 |           1 |      7 800
    """
    january = """
        episode | municipality | notice           | discharged | ready_days | billed_days | amount_sek
        Kalle   | 0180         | 2020-01-01 11:00 | 2020-01-04 |          3 |           0 |          0
    """
    outcome_in_december = """
        agreement | terms_from | model
        law       | 2018-01-01 | individual
    """
    outcome_in_january = """
        agreement | terms_from | model
        stockholm | 2020-01-01 | mean_then_individual
    """
    assert lines_of(december) == drawn(december)
    assert lines_of(january) == drawn(january)
    assert groups_of(december, outcome_in_december) == drawn(outcome_in_december)
    assert groups_of(january, outcome_in_january) == drawn(outcome_in_january)


def test_an_episode_with_a_gap_is_not_in_the_mean():
    """[S]: mean 7 / 2; the days of the long one are blocked, since the municipality is liable."""
    lines = """
        episode | outcome          | billed_days | amount_sek | unmet_criteria | pivotal
        Fyra    | billed           |           1 |      8 200 | –              | yes
        Lång    | criteria_unmet   |           0 |          0 | sip_call       | no
        Tre     | within_free_days |           0 |          0 | –              | no
    """
    outcome = """
        episodes | episodes_in_mean | ready_days | mean_ready_days | headroom_days | billed_days | blocked_days | blocked_sek
               3 |                2 |          7 |             3.5 |            -1 |           1 |            5 |      41 000
    """  # noqa: E501
    assert lines_of(SOME_GAPS) == drawn(SOME_GAPS)
    assert lines_of(with_result(SOME_GAPS, lines)) == drawn(with_result(SOME_GAPS, lines))
    assert groups_of(SOME_GAPS, outcome) == drawn(outcome)


def test_with_all_discharged_in_the_mean_it_is_another():
    """[V], offered as mean_population=all: 15 / 3."""
    outcome = """
        episodes_in_mean | ready_days | mean_ready_days | headroom_days | liable
                       3 |         15 |               5 |            -6 | yes
    """
    assert groups_of(SOME_GAPS, outcome, changes=["mean_population=all"]) == drawn(outcome)


def test_without_any_episode_in_the_mean_there_is_no_mean_and_no_liability():
    patients = """
        episode | municipality | notice           | discharged | missed       | ready_days | outcome                 | pivotal
        Kalle   | 0180         | 2020-02-01 11:00 | 2020-02-09 | ready_notice |          8 | mean_not_over_threshold | no
        Stina   | 0180         | 2020-02-01 11:00 | 2020-02-02 | care_contact |          1 | within_free_days        | no
    """  # noqa: E501
    outcome = """
        episodes | episodes_in_mean | ready_days | mean_ready_days | threshold_days | liable | headroom_days | blocked_days
               2 |                0 |          0 | –               |              3 | no     | –             |            0
    """  # noqa: E501
    assert lines_of(patients) == drawn(patients)
    assert groups_of(patients, outcome) == drawn(outcome)


def test_psychiatry_is_paid_episode_by_episode_after_five_days():
    patients = """
        episode | municipality | care_form   | notice           | discharged | ready_days | free_days | billed_days | outcome
        Fem     | 0180         | psychiatric | 2020-02-01 11:00 | 2020-02-06 |          5 |         5 |           0 | within_free_days
        Noll    | 0180         | psychiatric | 2020-02-01 11:00 | 2020-02-01 |          0 |         5 |           0 | within_free_days
        Sex     | 0180         | psychiatric | 2020-02-01 11:00 | 2020-02-07 |          6 |         5 |           1 | billed
    """  # noqa: E501
    outcome = """
        model      | episodes_in_mean | ready_days | mean_ready_days | threshold_days | liable | headroom_days | amount_sek
        individual |                3 |         11 | –               | –              | yes    | –             |      8 200
    """  # noqa: E501
    assert lines_of(patients) == drawn(patients)
    assert groups_of(patients, outcome) == drawn(outcome)


def test_the_discharge_day_can_be_made_to_count():
    patients = """
        episode | notice           | discharged | ready_days
        Kalle   | 2020-02-01 11:00 | 2020-02-04 |          4
        Stina   | 2020-02-01 13:00 | 2020-02-04 |          3
    """
    assert lines_of(patients, "stockholm", ["discharge_day_counts=true"]) == drawn(patients)


def with_result(patients: str, result: str) -> str:
    """The patients again, with other columns of what came of them."""
    given = {row["episode"]: row for row in drawn(patients)}
    rows = [given[row["episode"]] | row for row in drawn(result)]
    return "\n".join([" | ".join(rows[0]), *(" | ".join(row.values()) for row in rows)])
