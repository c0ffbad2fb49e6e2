"""The Act's own rules (2017:612, ch. 5): every episode by itself."""

import pytest

from tests.tables import drawn
from tests.worked_examples.patients import groups_of, lines_of


def test_the_orebro_patients_under_the_act_with_two_free_days():
    patients = """
        episode | notice           | discharged | ready_days | free_days | billed_days | amount_sek | outcome | pivotal
        Kalle   | 2020-02-01 11:00 | 2020-02-04 |          4 |         2 |           2 |     16 400 | billed  | no
        Stina   | 2020-02-01 13:00 | 2020-02-04 |          3 |         2 |           1 |      8 200 | billed  | no
    """
    outcome = """
        agreement | model      | episodes_in_mean | ready_days | mean_ready_days | threshold_days | liable | headroom_days
        law       | individual |                2 |          7 | –               | –              | yes    | –
    """  # noqa: E501
    kronor = """
        billed_episodes | billed_days | amount_sek | amount_status
                      2 |           3 |     24 600 | confirmed
    """
    terms = {"agreement": "law", "changes": ["free_days=2"]}
    assert lines_of(patients, **terms) == drawn(patients)
    assert groups_of(patients, outcome, **terms) == drawn(outcome)
    assert groups_of(patients, kronor, **terms) == drawn(kronor)


def test_a_county_without_an_agreement_falls_under_the_act():
    patients = """
        episode | municipality | notice           | discharged | ready_days | free_days | billed_days | outcome
        Kalle   | 0380         | 2020-02-01 11:00 | 2020-02-04 |          4 |         3 |           1 | billed
        Stina   | 0380         | 2020-02-01 13:00 | 2020-02-04 |          3 |         3 |           0 | within_free_days
    """
    outcome = """
        agreement | terms_from | liable | amount_sek
        law       | 2018-01-01 | yes    |      8 200
    """
    assert lines_of(patients) == drawn(patients)
    assert groups_of(patients, outcome) == drawn(outcome)


@pytest.mark.parametrize("missed", ["admission_notice", "ready_notice", "sip_call", "outpatient_available"])
def test_what_the_act_asks_for_blocks(missed):
    patients = f"""
        episode | notice           | discharged | missed   | ready_days | billed_days | outcome        | unmet_criteria
        Kalle   | 2020-02-01 11:00 | 2020-02-05 | {missed} |          5 |           0 | criteria_unmet | {missed}
    """
    outcome = """
        billed_days | amount_sek | blocked_days | blocked_sek
                  0 |          0 |            2 |      16 400
    """
    assert lines_of(patients, "law") == drawn(patients)
    assert groups_of(patients, outcome, "law") == drawn(outcome)


@pytest.mark.parametrize("asked_for_elsewhere", ["care_contact", "home_ready"])
def test_what_the_act_does_not_ask_for_blocks_nothing(asked_for_elsewhere):
    patients = f"""
        episode | notice           | discharged | missed                | billed_days | outcome
        Kalle   | 2020-02-01 11:00 | 2020-02-05 | {asked_for_elsewhere} |           2 | billed
    """
    assert lines_of(patients, "law") == drawn(patients)
