"""The oracle's catalogue of criteria: met, unmet, missing, exempt, and both neighbours of each border."""

from datetime import datetime

import pytest

from tests.oracle import intake
from tests.oracle.criteria import CATALOGUE, is_met
from tests.oracle.patients import patient
from tests.oracle.terms import LAW, OREBRO, worst_status

NOW = datetime(2026, 11, 20, 12, 0)
KALLE = patient("kalle", "2020-02-01 11:00", "2020-02-04 10:00")


@pytest.mark.parametrize(
    ("key", "cells", "expected"),
    [
        ("admission_notice", {}, True),
        ("admission_notice", {"inskrivningsmeddelande": "2020-02-04 10:00"}, True),
        ("admission_notice", {"inskrivningsmeddelande": "2020-02-04 10:00:01"}, False),
        ("admission_notice", {"inskrivningsmeddelande": ""}, False),
        ("admission_notice", {"beräknad_utskrivning": ""}, False),
        ("ready_notice", {}, True),
        ("ready_notice", {"underrättelse": "2020-02-04 10:00"}, True),
        ("ready_notice", {"underrättelse": "2020-02-04 10:00:01"}, False),
        ("ready_notice", {"underrättelse": ""}, False),
        ("care_contact", {"fast_vårdkontakt": "2020-02-04 10:00"}, True),
        ("care_contact", {"fast_vårdkontakt": "2020-02-04 10:00:01"}, False),
        ("care_contact", {"fast_vårdkontakt": ""}, False),
        ("care_contact", {"fast_vårdkontakt": "", "spår": "blå"}, True),
        ("care_contact", {"fast_vårdkontakt": "", "spår": "röd"}, False),
        ("home_ready", {"hemgångsklar": "ja"}, True),
        ("home_ready", {"hemgångsklar": "nej"}, False),
        ("home_ready", {"hemgångsklar": ""}, False),
        ("sip_call", {"sip_krävs": ""}, True),
        ("sip_call", {"sip_krävs": "nej"}, True),
        ("sip_call", {"sip_krävs": "ja"}, False),
        ("sip_call", {"sip_krävs": "ja", "sip_kallelse": "2020-02-04 23:59:59"}, True),
        ("sip_call", {"sip_krävs": "ja", "sip_kallelse": "2020-02-05 00:00"}, False),
        ("outpatient_available", {"öppenvård_tillgänglig": "ja"}, True),
        ("outpatient_available", {"öppenvård_tillgänglig": ""}, True),
        ("outpatient_available", {"öppenvård_tillgänglig": "nej"}, False),
        ("outpatient_available", {"öppenvård_tillgänglig": "oklart"}, False),
        ("weekday_discharge", {"spår": "röd"}, True),
        ("weekday_discharge", {"spår": "röd", "utskriven": "2020-02-08 10:00"}, False),
        ("weekday_discharge", {"spår": "grön", "utskriven": "2020-02-08 10:00"}, True),
        ("weekday_discharge", {"spår": "", "utskriven": "2020-02-09 10:00"}, True),
        ("weekday_discharge", {"spår": "röd", "utskriven": "2020-06-19 10:00"}, False),  # midsommarafton
        ("weekday_discharge", {"spår": "röd", "utskriven": "2020-05-21 10:00"}, False),  # Ascension Day, a Thursday
    ],
)
def test_a_criterion_under_orebro(key: str, cells: dict[str, str], expected: bool):
    taken = intake([KALLE | cells], None, NOW)
    assert taken.rejected == []
    assert is_met(key, taken.accepted[0], OREBRO) is expected


def test_only_the_terms_that_exempt_a_track_do():
    episode = intake([KALLE | {"fast_vårdkontakt": "", "spår": "blå"}], None, NOW).accepted[0]
    assert is_met("care_contact", episode, OREBRO)
    assert not is_met("care_contact", episode, LAW)


def test_the_catalogue_is_in_the_order_of_the_rules():
    assert list(CATALOGUE) == [
        "admission_notice",
        "ready_notice",
        "care_contact",
        "home_ready",
        "sip_call",
        "outpatient_available",
        "weekday_discharge",
    ]


@pytest.mark.parametrize(
    ("years", "entered", "expected"),
    [
        ([2020, 2022, 2023], None, "confirmed"),
        ([2023, 2024], None, "unconfirmed"),
        ([2024, 2025], None, "missing"),
        ([2024, 2025], 9000, "entered"),
    ],
)
def test_the_worst_status_among_years(years: list[int], entered: int | None, expected: str):
    assert worst_status(years, entered) == expected
