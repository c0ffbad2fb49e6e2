"""Every reason a row is rejected for (rules.md §2), with the neighbours that are not."""

from datetime import date, datetime
from pathlib import Path

import pytest

from tests.store.material import NOW, episode, episodes, imported_one, reasons

TOO_LATE = "2026-11-20 12:01"

REJECTED = {
    # name: (cells, column, part of the reason)
    "no id": ({"vårdtillfälle": " "}, "vårdtillfälle", "saknas"),
    "no municipality": ({"kommunkod": ""}, "kommunkod", "saknas"),
    "no care form": ({"vårdform": ""}, "vårdform", "saknas"),
    "no admission": ({"inskriven": ""}, "inskriven", "saknas"),
    "no readiness": ({"utskrivningsklar": "\u00a0"}, "utskrivningsklar", "saknas"),
    "no registration": ({"registrerad": ""}, "registrerad", "saknas"),
    "unknown municipality": ({"kommunkod": "9999"}, "kommunkod", "okänd kommunkod"),
    "unknown short code": ({"kommunkod": "999"}, "kommunkod", "okänd kommunkod"),
    "code with decimals": ({"kommunkod": "1880.0"}, "kommunkod", "okänd kommunkod"),
    "code too long": ({"kommunkod": "01880"}, "kommunkod", "okänd kommunkod"),
    "unknown care form": ({"vårdform": "somatic"}, "vårdform", "okänd vårdform"),
    "unknown track": ({"spår": "lila"}, "spår", "okänt spår"),
    "not yes or no": ({"sip_krävs": "oklart"}, "sip_krävs", "ja eller nej"),
    "not yes or no either": ({"hemgångsklar": "1"}, "hemgångsklar", "ja eller nej"),
    "not available": ({"öppenvård_tillgänglig": "kanske"}, "öppenvård_tillgänglig", "oklart"),
    "a date only": ({"utskriven": "2020-02-04"}, "utskriven", "klockslag saknas"),
    "no such day": ({"utskriven": "2020-02-30 10:00"}, "utskriven", "går inte att läsa"),
    "no such hour": ({"utskriven": "2020-02-04 24:00"}, "utskriven", "går inte att läsa"),
    "no such second": ({"utskriven": "2020-02-04 23:59:60"}, "utskriven", "går inte att läsa"),
    "an hour of one digit": ({"utskriven": "2020-02-04 9:00"}, "utskriven", "går inte att läsa"),
    "a zone": ({"utskriven": "2020-02-04T09:00Z"}, "utskriven", "går inte att läsa"),
    "day first": ({"utskriven": "04/02/2020 10:00"}, "utskriven", "går inte att läsa"),
    "two spaces": ({"utskriven": "2020-02-04  10:00"}, "utskriven", "går inte att läsa"),
    "a date with time": ({"beräknad_utskrivning": "2020-02-04 00:00"}, "beräknad_utskrivning", "ett datum"),
    "a short date": ({"beräknad_utskrivning": "2020-2-4"}, "beräknad_utskrivning", "ett datum"),
    "ready before admitted": ({"inskriven": "2020-02-01 10:01"}, "utskrivningsklar", "före inskriven"),
    "out before ready": ({"utskriven": "2020-02-01 09:59"}, "utskriven", "före utskrivningsklar"),
    "district elsewhere": ({"stadsdelsområde": "Bromma"}, "stadsdelsområde", "0180"),
    "unknown district": ({"kommunkod": "0180", "stadsdelsområde": "Gamla stan"}, "stadsdelsområde", "okänt"),
    "a later district": (
        {"kommunkod": "0180", "stadsdelsområde": "Hägersten-Älvsjö", "utskriven": "2020-06-30 23:59"},
        "stadsdelsområde",
        "fanns inte",
    ),
    "a former district": (
        {"kommunkod": "0180", "stadsdelsområde": "Norrmalm", "utskriven": "2023-07-01 00:00"},
        "stadsdelsområde",
        "fanns inte",
    ),
    "admitted before 2010": ({"inskriven": "2009-12-31 23:59"}, "inskriven", "före 2010"),
    "estimate before 2010": ({"beräknad_utskrivning": "2009-12-31"}, "beräknad_utskrivning", "före 2010"),
    "notice ahead": ({"inskrivningsmeddelande": TOO_LATE}, "inskrivningsmeddelande", "efter importtillfället"),
    "contact ahead": ({"fast_vårdkontakt": TOO_LATE}, "fast_vårdkontakt", "efter importtillfället"),
    "call ahead": ({"sip_kallelse": TOO_LATE}, "sip_kallelse", "efter importtillfället"),
    "told ahead": ({"underrättelse": TOO_LATE}, "underrättelse", "efter importtillfället"),
    "registered ahead": ({"registrerad": TOO_LATE}, "registrerad", "efter importtillfället"),
    "registered a second ahead": ({"registrerad": "2026-11-20 12:00:01"}, "registrerad", "efter importtillfället"),
}

ACCEPTED = {
    "the least": {"sjukhus": "", "underrättelse": ""},
    "a short code": {"kommunkod": "180"},
    "all words": {
        "vårdform": "PSYKIATRISK",
        "spår": " GRÖN\u00a0",
        "sip_krävs": "Ja",
        "hemgångsklar": "NEJ",
        "öppenvård_tillgänglig": "Oklart",
    },
    "decomposed words": {"spår": "gro\u0308n", "vårdform": "somatisk\u202f"},
    "a capital, decomposed": {"spår": "BLA\u030a"},
    "seconds": {"utskriven": "2020-02-04 14:00:59"},
    "a T": {"utskriven": "2020-02-04T14:00", "registrerad": "2020-02-04T14:00:01"},
    "a day of spring forward": {"utskriven": "2020-03-29 02:30"},
    "all at once": {"inskriven": "2020-02-01 10:00", "utskriven": "2020-02-01 10:00"},
    "the last day of a district": {
        "kommunkod": "0180",
        "stadsdelsområde": "Norrmalm",
        "utskriven": "2023-06-30 23:59",
    },
    "the first day of a district": {
        "kommunkod": "0180",
        "stadsdelsområde": "ha\u0308gersten - älvsjö ",
        "utskriven": "2020-07-01 00:00",
    },
    "the first day of 2010": {"inskriven": "2010-01-01 00:00", "beräknad_utskrivning": "2010-01-01"},
    "the moment of import": {"registrerad": "2026-11-20 12:00"},
    "an estimate ahead": {"beräknad_utskrivning": "2031-01-01"},
    "a leap day": {"utskriven": "2020-02-29 14:00"},
    "registered long after": {"registrerad": "2020-09-01 08:00"},
}


@pytest.mark.parametrize(("cells", "column", "reason"), REJECTED.values(), ids=REJECTED)
def test_the_row_is_rejected_for_that_and_nothing_else(
    tmp_path: Path, cells: dict[str, str], column: str, reason: str
) -> None:
    report = imported_one(tmp_path, [episode("sound"), episode("faulty") | cells])
    ((row, where, value, why),) = reasons(report)
    assert (row, where) == (3, column)
    assert value == cells.get(column, episode().get(column, "")).strip()
    assert reason in why
    assert (report.accepted, report.rejected, report.refused) == (1, 1, None)


@pytest.mark.parametrize("cells", ACCEPTED.values(), ids=ACCEPTED)
def test_the_row_is_accepted(tmp_path: Path, cells: dict[str, str]) -> None:
    report = imported_one(tmp_path, [episode() | cells])
    assert reasons(report) == []
    assert report.accepted == 1


def test_every_reason_of_a_row_is_listed(tmp_path: Path) -> None:
    faulty = episode(kommunkod="9999", vårdform="x", inskriven="2020-02-05 10:00")
    report = imported_one(tmp_path, [faulty])
    assert report.rejected == 1
    assert [(row, column) for row, column, _, _ in reasons(report)] == [
        (2, "kommunkod"),
        (2, "vårdform"),
        (2, "utskrivningsklar"),
        (2, "utskriven"),
    ]


def test_an_unreadable_moment_is_not_held_against_others(tmp_path: Path) -> None:
    report = imported_one(tmp_path, [episode(utskrivningsklar="i går")])
    assert [(column, value) for _, column, value, _ in reasons(report)] == [("utskrivningsklar", "i går")]


@pytest.mark.parametrize(("day", "accepted"), [("2020-03-05", 1), ("2020-03-06", 1), ("2020-03-07", 0)])
def test_a_discharge_lies_on_the_extract_date_at_the_latest(tmp_path: Path, day: str, accepted: int) -> None:
    rows = [episode(utskriven=f"{day} 23:59", registrerad="2020-03-09 08:00")]
    report = imported_one(tmp_path, rows, extracted_on=date(2020, 3, 6))
    assert report.accepted == accepted
    if not accepted:
        assert "efter uttagsdatumet 2020-03-06" in reasons(report)[0][3]


@pytest.mark.parametrize(
    ("district", "extracted_on", "accepted"),
    [
        ("Älvsjö", date(2020, 6, 30), 1),
        ("Älvsjö", date(2020, 7, 1), 0),
        ("Hägersten-Älvsjö", date(2020, 7, 1), 1),
        ("Hägersten-Älvsjö", date(2020, 6, 30), 0),
    ],
)
def test_a_patient_in_hospital_has_a_district_of_the_extract_date(
    tmp_path: Path, district: str, extracted_on: date, accepted: int
) -> None:
    staying = episode(kommunkod="0180", stadsdelsområde=district, utskriven="")
    report = imported_one(tmp_path, [staying], extracted_on=extracted_on)
    assert report.accepted == accepted


def test_of_the_same_id_the_later_registered_stays(tmp_path: Path) -> None:
    rows = [
        episode("a", registrerad="2020-02-06 10:00"),
        episode("a", registrerad="2020-02-05 10:00"),
        episode("b"),
        episode("a", registrerad="2020-02-04 10:00"),
    ]
    report = imported_one(tmp_path, rows)
    assert [(row, column, value) for row, column, value, _ in reasons(report)] == [
        (3, "vårdtillfälle", "a"),
        (5, "vårdtillfälle", "a"),
    ]
    assert "rad 2 gäller" in reasons(report)[0][3]


def test_registered_at_once_the_last_row_stays(tmp_path: Path) -> None:
    report = imported_one(tmp_path, [episode("a"), episode("b"), episode("a")])
    assert [(row, value) for row, _, value, _ in reasons(report)] == [(2, "a")]


def test_a_rejected_row_is_no_duplicate(tmp_path: Path) -> None:
    rows = [episode("a"), episode("a", kommunkod="9999", registrerad="2020-02-09 10:00")]
    report = imported_one(tmp_path, rows)
    assert [(row, column) for row, column, _, _ in reasons(report)] == [(3, "kommunkod")]


def test_ids_that_differ_in_case_are_two(tmp_path: Path) -> None:
    assert imported_one(tmp_path, [episode("a"), episode("A")]).accepted == 2


@pytest.mark.parametrize(("faulty", "refused"), [(1, False), (2, False), (3, True)])
def test_strictly_more_than_the_share_refuses_the_file(tmp_path: Path, faulty: int, refused: bool) -> None:
    rows = episodes(10 - faulty) + episodes(faulty, "f", kommunkod="9999")
    blank = [dict.fromkeys(episode(), "")]
    report = imported_one(tmp_path, rows + blank, max_rejected=0.2)
    assert (report.refused is not None) == refused
    assert report.rejected == faulty
    assert len(reasons(report)) == faulty
    assert (report.rejected_path is None) == refused


def test_a_share_is_compared_exactly(tmp_path: Path) -> None:
    """Three tenths of ten are three, whatever a binary fraction makes of it."""
    rows = episodes(7) + episodes(3, "f", kommunkod="9999")
    assert imported_one(tmp_path, rows, max_rejected=0.3).refused is None


def test_a_lost_zero_is_restored_and_reported(tmp_path: Path) -> None:
    rows = [episode("a", kommunkod="180"), episode("b", kommunkod="0180"), episode("c", kommunkod=" 180")]
    report = imported_one(tmp_path, rows)
    assert report.accepted == 3
    assert report.restored.rows() == [("180", "0180", 2)]


def test_now_is_the_given_moment(tmp_path: Path) -> None:
    rows = [episode(registrerad="2020-02-04 15:00")]
    assert imported_one(tmp_path, rows, now=datetime(2020, 2, 4, 14, 59)).rejected == 1
    assert imported_one(tmp_path, rows, now=NOW).rejected == 0
