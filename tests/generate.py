"""Invented episodes in the canonical layout, all valid, crowded around the borders of the rules."""

import csv
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from tests.oracle.calendar import default_extract_date, first_day, last_day
from tests.oracle.cells import MUST, OPTIONAL
from tests.oracle.places import NAMES, districts_on

HEADERS = [
    "vårdtillfälle",
    "kommunkod",
    "stadsdelsområde",
    "vårdform",
    "sjukhus",
    "spår",
    "inskriven",
    "inskrivningsmeddelande",
    "beräknad_utskrivning",
    "fast_vårdkontakt",
    "sip_krävs",
    "sip_kallelse",
    "utskrivningsklar",
    "underrättelse",
    "hemgångsklar",
    "öppenvård_tillgänglig",
    "utskriven",
    "registrerad",
]
assert set(HEADERS) == {*MUST, *OPTIONAL}

Row = dict[str, str]

# Whole days between the clock's date and the discharge: the same day and the border around 3 often, a thin long tail.
STAYS = [0] * 15 + [1] * 8 + [2] * 9 + [3] * 11 + [4] * 8 + [5] * 3 + [6, 6, 7, 8, 10, 14]
LONG_STAYS = [21, 33, 62, 371, 740]
LONG_STAY_SHARE = 0.006
NOON = time(12, 0)
CLOCK_TIMES = [
    time(11, 59),
    time(11, 59, 59),
    NOON,
    NOON,
    time(12, 0, 1),
    time(12, 1),
    time(0, 0),
    time(23, 59),
    time(8, 15),
    time(14, 40),
    time(2, 30),  # a time that does not exist, or comes twice, on the nights the clocks change
]
BORDER_DAYS = [
    (1, 1), (2, 28), (2, 29), (3, 1), (3, 29), (3, 30), (6, 30), (7, 1),
    (10, 25), (10, 26), (12, 24), (12, 31),
]  # fmt: skip
HOSPITALS = {
    "01": ["Karolinska Huddinge", "Danderyds sjukhus", "Södersjukhuset", ""],
    "18": ["Universitetssjukhuset Örebro", "Karlskoga lasarett", "Lindesbergs lasarett", ""],
    "12": ["Skånes universitetssjukhus", "Helsingborgs lasarett", ""],
}
LARGEST_FIRST = {
    "01": ["0180", "0126", "0127", "0114", "0181", "0140", "0187"],
    "12": ["1280", "1281", "1283", "1291"],
    "18": ["1880", "1883", "1881", "1862", "1860", "1864"],
}


def episodes(
    n: int,
    seed: int,
    counties: Sequence[str] = ("18", "01", "12", "03", "25"),
    first: str = "2019-11",
    last: str = "2021-01",
    in_hospital: int = 0,
    prefix: str = "",
    until: datetime | None = None,
) -> list[Row]:
    """Valid rows discharged from the first month to the last, plus some still in hospital.

    The same arguments give the same rows. `until` is the newest moment any row may speak of (the import's).
    """
    rng = Random(seed)
    months = months_between(first, last)
    if until is not None:
        months = [month for month in months if first_day(month) <= until.date()]
    rows = []
    for number in range(n + in_hospital):
        values = discharged(rng, rng.choice(months), municipality(rng, rng.choice(list(counties))), until)
        values["vårdtillfälle"] = f"{prefix}{rng.choice(['', 'a', 'B', 'å', 'Z-'])}{number:05d}"
        if number >= n:
            values["utskriven"] = None
            values["registrerad"] = values["utskrivningsklar"]
            drop_what_lies_after(values, last_day(last), until)
        rows.append(as_text(values, rng))
    return rows


def months_between(first: str, last: str) -> list[str]:
    """Every month from first to last."""
    months = [first]
    while months[-1] < last:
        months.append((last_day(months[-1]) + timedelta(days=1)).strftime("%Y-%m"))
    return months


def municipality(rng: Random, county: str) -> str:
    """A municipality of the county: the first of the list large, the last ones with an episode now and then."""
    codes = LARGEST_FIRST.get(county) or [code for code in NAMES if code[:2] == county]
    weights = [1 / (3**position) for position in range(len(codes))]
    return rng.choices(codes, weights)[0]


def discharged(rng: Random, month: str, code: str, until: datetime | None = None) -> dict[str, Any]:
    """One episode discharged in the month, as values under their headers."""
    discharged_on = discharge_date(rng, month)
    if until is not None:
        discharged_on = min(discharged_on, until.date() - timedelta(days=1))
    clock = datetime.combine(discharged_on - timedelta(days=stay(rng)), rng.choice(CLOCK_TIMES))
    out_at = datetime.combine(discharged_on, rng.choice([time(0, 0), time(10, 30), NOON, time(16, 5), time(23, 59)]))
    if clock > out_at:
        clock = out_at
    return {
        "kommunkod": code,
        "stadsdelsområde": rng.choice([*districts_on(discharged_on), None]) if code == "0180" else None,
        "vårdform": rng.choices(["somatisk", "psykiatrisk"], [3, 1])[0],
        "sjukhus": rng.choice(HOSPITALS.get(code[:2], ["Länssjukhuset", ""])),
        "spår": rng.choice(["grön", "gul", "röd", "blå", None]),
        "inskriven": clock - timedelta(days=rng.choice([0, 0, 1, 4, 19]), minutes=rng.choice([0, 1, 600])),
        "utskriven": out_at,
        "registrerad": registered(rng, month, out_at, until),
    } | facts_of_the_region(rng, clock, out_at, until)


def stay(rng: Random) -> int:
    """Whole days between the clock's date and the discharge."""
    return rng.choice(LONG_STAYS if rng.random() < LONG_STAY_SHARE else STAYS)


def discharge_date(rng: Random, month: str) -> date:
    """A day of the month, its borders and the year's own more often than others."""
    first, last = first_day(month), last_day(month)
    year_borders = [date(first.year, *day) for day in BORDER_DAYS if day[0] == first.month and day[1] <= last.day]
    any_day = first + timedelta(days=rng.randrange((last - first).days + 1))
    return rng.choice([any_day, any_day, any_day, first, last, *year_borders])


def facts_of_the_region(rng: Random, clock: datetime, out_at: datetime, until: datetime | None) -> dict[str, Any]:
    """What the criteria are tried on: half of the episodes have everything, the others anything."""
    if rng.random() < 0.5:
        notice, care_contact, sip = clock, min(clock, out_at), ("nej", None)
        told, home_ready, outpatient = clock, "ja", rng.choice(["ja", None])
    else:
        late = out_at + timedelta(seconds=1)
        notice = rng.choice([clock - timedelta(days=1), out_at, late, None])
        care_contact = rng.choice([clock, out_at, late, None])
        sip = (rng.choice(["ja", "ja", "nej", None]), sip_called(rng, clock))
        told = rng.choice([None, clock, clock, clock + timedelta(hours=5), out_at, late])
        home_ready, outpatient = rng.choice(["ja", "nej", None]), rng.choice(["ja", "nej", "oklart", None])
    told, notice, care_contact, called = (
        moment if moment is None or until is None or moment <= until else None
        for moment in (told, notice, care_contact, sip[1])
    )
    return {
        "inskrivningsmeddelande": notice,
        "beräknad_utskrivning": rng.choice([out_at.date()] * 6 + [out_at.date() + timedelta(days=9), None]),
        "fast_vårdkontakt": care_contact,
        "sip_krävs": sip[0],
        "sip_kallelse": called,
        "utskrivningsklar": clock,
        "underrättelse": told,
        "hemgångsklar": home_ready,
        "öppenvård_tillgänglig": outpatient,
    }


def sip_called(rng: Random, clock: datetime) -> datetime | None:
    """A call around the third day after the clock's date, or none."""
    third = clock.date() + timedelta(days=3)
    return rng.choice(
        [
            clock,
            datetime.combine(third, time(0, 0)),
            datetime.combine(third, time(23, 59, 59)),
            datetime.combine(third + timedelta(days=1), time(0, 0)),
            None,
        ]
    )


def registered(rng: Random, month: str, out_at: datetime, until: datetime | None) -> datetime:
    """Mostly on leaving; now and then on the extract date, or the moment after it."""
    drawn_on = datetime.combine(default_extract_date(month, date.max), time(0, 0))
    moment = rng.choice(
        [out_at] * 8
        + [
            out_at + timedelta(minutes=7),
            drawn_on,
            drawn_on + timedelta(hours=23, minutes=59, seconds=59),
            drawn_on + timedelta(days=1),
            drawn_on + timedelta(days=40),
        ]
    )
    return moment if until is None else min(moment, until)


def drop_what_lies_after(values: dict[str, Any], day: date, until: datetime | None) -> None:
    """Those still in hospital: nothing has happened yet after the extract, and the district is one of then."""
    for header in ("inskrivningsmeddelande", "fast_vårdkontakt", "sip_kallelse", "underrättelse"):
        if values[header] is not None and values[header].date() > day:
            values[header] = None
    if values["kommunkod"] == "0180":
        seen_on = day if until is None else min(day, until.date())
        values["stadsdelsområde"] = districts_on(seen_on)[0]


def as_text(values: dict[str, Any], rng: Random | None = None) -> Row:
    """Values under their headers as a file's cells; moments in any of the layouts allowed."""
    row = {}
    for header in HEADERS:
        value = values.get(header)
        if isinstance(value, datetime):
            row[header] = moment_as_text(value, rng)
        else:
            row[header] = "" if value is None else str(value)
    return row


def moment_as_text(moment: datetime, rng: Random | None) -> str:
    """Minutes where they suffice, else seconds; a T between now and then."""
    layout = "%Y-%m-%d %H:%M:%S" if moment.second else "%Y-%m-%d %H:%M"
    if rng is not None and rng.random() < 0.05:
        layout = layout.replace(" ", "T")
    return moment.strftime(layout)


def write_csv(rows: Sequence[Row], path: Path) -> Path:
    """The rows as a canonical file: semicolons, UTF-8."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=HEADERS, delimiter=";", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path
