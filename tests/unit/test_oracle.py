"""The oracle against the rules' own examples, worked by hand."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from tests.oracle import OracleRefused, OracleWrongCall, bill, intake, read
from tests.oracle.patients import patient

NOW = datetime(2026, 11, 20, 12, 0)
KALLE = patient("kalle", "2020-02-01 11:00", "2020-02-04 10:00")
STINA = patient("stina", "2020-02-01 13:00", "2020-02-04 10:00")


def outcome(rows: list[dict[str, str]], month: str = "2020-02", **options: Any) -> dict[str, Any]:
    """The month's bill of rows imported on the default extract date."""
    assert intake(rows, None, NOW).rejected == []
    return bill(read(rows, None, NOW), month, **options)


def one_group(rows: list[dict[str, str]], month: str = "2020-02", **options: Any) -> dict[str, Any]:
    """The only group of the month's bill."""
    groups = outcome(rows, month, **options)["groups"]
    assert len(groups) == 1
    return groups[0]


def one_line(row: dict[str, str], month: str = "2020-02", **options: Any) -> dict[str, Any]:
    """The line of a single patient."""
    lines = outcome([row], month, **options)["lines"]
    assert len(lines) == 1
    return lines[0]


def test_the_example_of_the_rules_is_the_document_of_the_command_line():
    """rules.md §3 and §6, and the very JSON of cli.md."""
    assert outcome([KALLE, STINA]) == {
        "month": "2020-02",
        "demo": False,
        "extracts": [
            {
                "county": "18",
                "care_form": "somatic",
                "revision": 1,
                "extracted_on": "2020-03-06",
                "basis": True,
                "late_after": "2020-03-06",
            }
        ],
        "groups": [
            {
                "municipality_code": "1880",
                "municipality": "Örebro",
                "care_form": "somatic",
                "agreement": "orebro",
                "terms_from": "2018-01-01",
                "model": "mean_then_individual",
                "episodes": 2,
                "episodes_in_mean": 2,
                "ready_days": 7,
                "mean_ready_days": 3.5,
                "threshold_days": 3.0,
                "liable": True,
                "headroom_days": -1.0,
                "billed_episodes": 1,
                "billed_days": 1,
                "amount_sek": 8200,
                "amount_status": "confirmed",
                "blocked_days": 0,
                "blocked_sek": 0,
            }
        ],
        "lines": [
            {
                "episode_id": "kalle",
                "municipality_code": "1880",
                "district": None,
                "care_form": "somatic",
                "ready_days": 4,
                "free_days": 3,
                "billed_days": 1,
                "amount_sek": 8200,
                "amount_status": "confirmed",
                "outcome": "billed",
                "unmet_criteria": [],
                "pivotal": True,
            },
            {
                "episode_id": "stina",
                "municipality_code": "1880",
                "district": None,
                "care_form": "somatic",
                "ready_days": 3,
                "free_days": 3,
                "billed_days": 0,
                "amount_sek": 0,
                "amount_status": "confirmed",
                "outcome": "within_free_days",
                "unmet_criteria": [],
                "pivotal": False,
            },
        ],
    }


def test_an_unmet_criterion_blocks_the_day_and_leaves_the_mean():
    document = outcome([KALLE | {"hemgångsklar": "nej"}, STINA])
    group, line = document["groups"][0], document["lines"][0]
    assert (group["mean_ready_days"], group["amount_sek"], group["billed_days"]) == (3.5, 0, 0)
    assert (group["blocked_days"], group["blocked_sek"], group["billed_episodes"]) == (1, 8200, 0)
    assert (line["outcome"], line["unmet_criteria"], line["billed_days"]) == ("criteria_unmet", ["home_ready"], 0)


def test_under_stockholm_the_same_two_cost_nothing():
    document = outcome([KALLE, STINA], agreement="stockholm")
    group = document["groups"][0]
    assert [line["ready_days"] for line in document["lines"]] == [3, 2]
    assert (group["mean_ready_days"], group["liable"], group["amount_sek"]) == (2.5, False, 0)


def test_under_the_law_with_two_free_days_the_same_two_cost_three_days():
    document = outcome([KALLE, STINA], agreement="law", sets={"free_days": 2})
    assert [line["billed_days"] for line in document["lines"]] == [2, 1]
    group = document["groups"][0]
    assert (group["billed_days"], group["amount_sek"], group["liable"]) == (3, 24600, True)
    assert (group["mean_ready_days"], group["threshold_days"], group["headroom_days"]) == (None, None, None)
    assert (group["episodes_in_mean"], group["ready_days"]) == (2, 7)
    assert not any(line["pivotal"] for line in document["lines"])


@pytest.mark.parametrize(
    ("told", "cutoff", "expected"),
    [
        ("2020-02-01 11:59", time(12, 0), 4),
        ("2020-02-01 12:00", time(12, 0), 4),
        ("2020-02-01 12:00:01", time(12, 0), 3),
        ("2020-02-01 12:01", time(12, 0), 3),
        ("2020-02-01 23:59", None, 4),
        ("2020-02-04 10:00", time(12, 0), 1),
    ],
)
def test_noon_sharp_is_early(told: str, cutoff: time | None, expected: int):
    line = one_line(patient("kalle", told, "2020-02-04 10:00"), sets={"cutoff": cutoff})
    assert line["ready_days"] == expected


@pytest.mark.parametrize(
    ("told", "left", "expected"),
    [
        ("2020-02-28 11:00", "2020-03-01 10:00", 3),  # over the leap day
        ("2019-02-27 11:00", "2019-03-01 10:00", 3),
        ("2020-03-28 11:00", "2020-03-30 10:00", 3),  # the clocks change on the 29th
        ("2020-10-24 11:00", "2020-10-26 10:00", 3),  # … and on the 25th
        ("2019-03-01 11:00", "2020-03-01 10:00", 367),
        ("2020-03-01 13:00", "2020-03-01 14:00", 0),
    ],
)
def test_days_are_counted_by_date(told: str, left: str, expected: int):
    row = patient("kalle", told, left, inskriven="2019-01-01 08:00")
    assert one_line(row, left[:7])["ready_days"] == expected


def test_without_a_notice_the_decision_starts_the_count_and_a_later_notice_never_makes_it_negative():
    assert one_line(KALLE | {"underrättelse": ""})["ready_days"] == 4
    assert one_line(KALLE | {"underrättelse": "2020-02-09 09:00"})["ready_days"] == 0


def test_a_mean_of_exactly_three_is_not_over_and_just_above_is():
    three = patient("a", "2020-02-02 11:00", "2020-02-04 10:00")
    four = patient("b", "2020-02-01 11:00", "2020-02-04 10:00")
    two = patient("c", "2020-02-03 11:00", "2020-02-04 10:00")
    at = one_group([three, four, two])
    assert (at["mean_ready_days"], at["liable"], at["headroom_days"], at["billed_days"]) == (3.0, False, 0.0, 0)
    document = outcome([three, four])
    assert document["groups"][0]["liable"]
    assert outcome([three, four, two])["lines"][1]["outcome"] == "mean_not_over_threshold"
    above = one_group([three, four, two], sets={"threshold_days": Decimal("2.9")})
    assert (above["liable"], above["threshold_days"], above["headroom_days"]) == (True, 2.9, -0.3)


def test_pivotal_is_each_episode_whose_removal_alone_brings_the_mean_down():
    stays = {"a": "2020-02-06", "b": "2020-02-02", "c": "2020-02-01", "d": "2020-02-01"}  # 1, 5, 6, 6 days: mean 4.5
    rows = [patient(name, f"{told} 08:00", "2020-02-06 10:00") for name, told in stays.items()]
    pivotal = {line["episode_id"]: line["pivotal"] for line in outcome(rows)["lines"]}
    assert pivotal == {"a": False, "b": False, "c": False, "d": False}
    sets = {"threshold_days": Decimal("4.0")}  # without b (13/3) still over; without c or d 12/3 is not
    pivotal = {line["episode_id"]: line["pivotal"] for line in outcome(rows, sets=sets)["lines"]}
    assert pivotal == {"a": False, "b": False, "c": True, "d": True}


def test_criteria_in_the_mean_decide_who_is_in_it():
    """Stockholm's population: an unmet episode is out of the mean, and blocked where the others are over."""
    sets = {"mean_population": "criteria_met"}
    rows = [KALLE, patient("olle", "2020-01-01 11:00", "2020-02-04 10:00", fast_vårdkontakt="")]
    document = outcome(rows, sets=sets)
    group = document["groups"][0]
    assert (group["episodes"], group["episodes_in_mean"], group["ready_days"]) == (2, 1, 4)
    assert (group["billed_days"], group["blocked_days"]) == (1, 32)
    assert [line["pivotal"] for line in document["lines"]] == [True, False]
    none_left = one_group(rows[1:], sets=sets)
    assert (none_left["mean_ready_days"], none_left["liable"], none_left["headroom_days"]) == (None, False, None)
    assert (none_left["threshold_days"], none_left["amount_sek"]) == (3.0, 0)


def test_each_billed_day_costs_its_own_years_amount():
    line = one_line(patient("kalle", "2019-12-28 11:00", "2020-01-02 10:00"), "2020-01")
    assert (line["ready_days"], line["billed_days"], line["amount_sek"]) == (6, 3, 7800 + 2 * 8200)
    assert line["amount_status"] == "confirmed"


def test_a_billed_day_in_a_year_without_an_amount_makes_the_kronor_unknown():
    row = patient("kalle", "2020-12-28 11:00", "2021-01-02 10:00")
    document = outcome([row], "2021-01")
    for part in (document["lines"][0], document["groups"][0]):
        assert (part["billed_days"], part["amount_sek"], part["amount_status"]) == (3, None, "missing")
    entered = outcome([row], "2021-01", sets={"amount_sek": 9000})["groups"][0]
    assert (entered["amount_sek"], entered["amount_status"]) == (27000, "entered")


def test_days_not_the_month_decide_which_amount_and_no_days_cost_nothing():
    """Discharged in 2021 under Stockholm's zero-day reading: the only billed day is 31 December 2020."""
    line = one_line(patient("kalle", "2020-12-28 11:00", "2021-01-01 10:00"), "2021-01", agreement="stockholm")
    assert (line["billed_days"], line["amount_sek"], line["amount_status"]) == (1, 8200, "confirmed")
    free = one_line(patient("kalle", "2021-01-01 11:00", "2021-01-01 12:00"), "2021-01")
    assert (free["amount_sek"], free["amount_status"]) == (0, "missing")


def test_an_unconfirmed_amount_is_marked_on_blocked_days_too():
    row = patient("kalle", "2024-05-01 11:00", "2024-05-04 10:00", hemgångsklar="")
    group = one_group([row], "2024-05")
    assert (group["amount_sek"], group["blocked_sek"], group["amount_status"]) == (0, 11600, "unconfirmed")


def test_mean_excess_is_one_sum_for_the_group():
    rows = [
        patient("a", "2020-02-01 11:00", "2020-02-05 10:00", kommunkod="1280", hemgångsklar="nej"),
        patient("b", "2020-02-01 23:00", "2020-02-04 10:00", kommunkod="1280"),
    ]
    document = outcome(rows)
    group, line = document["groups"][0], document["lines"][0]
    assert (group["agreement"], group["mean_ready_days"], group["billed_days"]) == ("skane", 3.5, 1.0)
    assert (group["amount_sek"], group["billed_episodes"], group["blocked_days"]) == (8200, 0, 0)
    assert (line["outcome"], line["billed_days"], line["amount_sek"], line["free_days"]) == (
        "in_mean",
        None,
        None,
        None,
    )
    assert [line["pivotal"] for line in document["lines"]] == [True, False]
    half = one_group(rows[:1], sets={"threshold_days": Decimal("3.9"), "amount_sek": 5})
    assert (half["billed_days"], half["amount_sek"], half["amount_status"]) == (0.1, 1, "entered")
    below = one_group(rows, sets={"threshold_days": Decimal("3.5")})
    assert (below["liable"], below["billed_days"], below["amount_sek"]) == (False, 0, 0)
    unmet = outcome([rows[0] | {"underrättelse": ""}], sets={"mean_population": "criteria_met"})["lines"][0]
    assert (unmet["outcome"], unmet["unmet_criteria"]) == ("criteria_unmet", ["ready_notice"])


def test_a_county_without_an_agreement_and_a_month_before_its_first_fall_under_the_law():
    uppsala = KALLE | {"kommunkod": "0380"}
    assert one_group([uppsala])["agreement"] == "law"
    nacka = patient("kalle", "2019-11-01 11:00", "2019-11-04 10:00", kommunkod="0180")
    nacka |= {"inskriven": "2019-11-01 08:00", "inskrivningsmeddelande": "2019-11-01 09:00"}
    assert one_group([nacka], "2019-11")["agreement"] == "law"
    with pytest.raises(OracleRefused, match="before the first terms"):
        outcome([nacka], "2019-11", agreement="stockholm")


def test_psychiatry_in_stockholm_is_individual_with_five_free_days():
    row = patient("kalle", "2020-02-01 11:00", "2020-02-07 10:00", kommunkod="0180", vårdform="psykiatrisk")
    line = one_line(row)
    assert (line["ready_days"], line["free_days"], line["billed_days"]) == (6, 5, 1)


def test_what_cannot_be_asked():
    with pytest.raises(OracleRefused, match="nothing imported"):
        outcome([KALLE], "2020-03")
    with pytest.raises(OracleRefused, match="no revision 2"):
        outcome([KALLE], revision=2)
    with pytest.raises(OracleWrongCall, match="9999"):
        outcome([KALLE], municipality="9999")
    with pytest.raises(OracleRefused, match="before 2018"):
        outcome([KALLE], "2017-12")
    empty = outcome([KALLE], municipality="1862")
    assert (empty["groups"], empty["lines"], len(empty["extracts"])) == ([], [], 1)


def test_an_episode_registered_after_the_extract_date_is_in_neither_mean_nor_invoice():
    late = STINA | {"registrerad": "2020-03-07 00:00"}
    document = outcome([KALLE, late])
    assert document["groups"][0]["episodes"] == 1
    assert [line["outcome"] for line in document["lines"]] == ["billed", "late_registration"]
    in_time = STINA | {"registrerad": "2020-03-06 23:59:59"}
    assert one_group([KALLE, in_time])["episodes"] == 2
    only_late = one_group([late])
    assert (only_late["episodes"], only_late["mean_ready_days"], only_late["liable"]) == (0, None, False)


def test_the_order_is_municipality_care_form_and_episode():
    rows = [
        KALLE | {"vårdtillfälle": "b"},
        KALLE | {"vårdtillfälle": "a"},
        KALLE | {"vårdtillfälle": "c", "vårdform": "psykiatrisk"},
        KALLE | {"vårdtillfälle": "d", "kommunkod": "0180"},
    ]
    document = outcome(rows)
    assert [line["episode_id"] for line in document["lines"]] == ["d", "c", "a", "b"]
    assert [group["care_form"] for group in document["groups"]] == ["somatic", "psychiatric", "somatic"]
    assert [extract["county"] for extract in document["extracts"]] == ["01", "18", "18"]


def test_a_preliminary_month_is_billed_on_its_newest_revision_until_a_basis_exists():
    register = read([KALLE], date(2020, 2, 10), NOW)
    read([KALLE, STINA], date(2020, 2, 29), NOW, register)
    extract = bill(register, "2020-02")["extracts"][0]
    assert (extract["revision"], extract["basis"], extract["late_after"]) == (2, False, None)
    read([KALLE], date(2020, 3, 1), NOW, register)
    read([KALLE, STINA | {"registrerad": "2020-03-02 09:00"}], date(2020, 3, 20), NOW, register)
    extract = bill(register, "2020-02")["extracts"][0]
    assert (extract["revision"], extract["basis"], extract["late_after"]) == (3, True, "2020-03-01")
    newest = bill(register, "2020-02", revision=4)
    assert (newest["extracts"][0]["basis"], newest["extracts"][0]["late_after"]) == (False, "2020-03-01")
    assert [line["outcome"] for line in newest["lines"]] == ["billed", "late_registration"]
