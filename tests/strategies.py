"""Hypothesis strategies: episodes around the borders, small months, changed terms."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.generate import CLOCK_TIMES, Row, as_text, months_between
from tests.oracle.calendar import default_extract_date, first_day, last_day
from tests.oracle.criteria import CATALOGUE
from tests.oracle.places import districts_on
from tests.oracle.terms import AGREEMENTS

CODES = ["1880", "1862", "0180", "0114", "1280", "0380"]
MONTHS = months_between("2019-11", "2021-02")

months = st.sampled_from(MONTHS)


def agreements_in(month: str) -> st.SearchStrategy[str | None]:
    """Each county's own, or any agreement whose first terms the month has reached."""
    in_force = [
        key
        for key, forms in AGREEMENTS.items()
        if min(terms.valid_from for terms in forms.values()) <= first_day(month)
    ]
    return st.sampled_from([None, *in_force])


def around(moment: datetime, last: datetime | None = None) -> st.SearchStrategy[datetime | None]:
    """Nothing, the moment, its two neighbours, or some days beside it; never after the last one allowed."""
    steps = [timedelta(0), timedelta(seconds=1), timedelta(seconds=-1), timedelta(days=1), timedelta(days=-1)]
    moments = [moment + step for step in steps]
    return st.sampled_from([None, *(at for at in moments if last is None or at <= last)])


@st.composite
def episode_rows(draw: st.DrawFn, month: str | None = None, codes: list[str] | None = None, name: str = "e1") -> Row:
    """One valid discharged episode as a file's cells."""
    month = month if month is not None else draw(months)
    code = draw(st.sampled_from(codes or CODES))
    discharged_on = draw(discharge_dates(month))
    out_at = datetime.combine(discharged_on, draw(st.sampled_from([time(0, 0), time(12, 0), time(23, 59)])))
    stay = draw(st.one_of(st.integers(0, 7), st.sampled_from([14, 31, 60, 366, 400])))
    told_at = datetime.combine(discharged_on - timedelta(days=stay), draw(st.sampled_from(CLOCK_TIMES)))
    ready_at = min(told_at, out_at)
    third_day = datetime.combine(told_at.date() + timedelta(days=3), time(23, 59, 59))
    fine = draw(st.booleans())
    values: dict[str, Any] = {
        "vårdtillfälle": name,
        "kommunkod": code,
        "stadsdelsområde": draw(st.sampled_from([*districts_on(discharged_on), None])) if code == "0180" else None,
        "vårdform": draw(st.sampled_from(["somatisk", "psykiatrisk"])),
        "sjukhus": draw(st.sampled_from(["Länssjukhuset", "Lasarettet", None])),
        "spår": draw(st.sampled_from(["grön", "gul", "röd", "blå", None])),
        "inskriven": ready_at - draw(st.sampled_from([timedelta(0), timedelta(days=2), timedelta(days=40)])),
        "inskrivningsmeddelande": ready_at if fine else draw(around(out_at)),
        "beräknad_utskrivning": discharged_on if fine else draw(st.sampled_from([None, discharged_on])),
        "fast_vårdkontakt": ready_at if fine else draw(around(out_at)),
        "sip_krävs": "nej" if fine else draw(st.sampled_from(["ja", "nej", None])),
        "sip_kallelse": None if fine else draw(around(third_day)),
        "utskrivningsklar": ready_at,
        "underrättelse": ready_at if fine else draw(st.sampled_from([None, told_at, out_at])),
        "hemgångsklar": "ja" if fine else draw(st.sampled_from(["ja", "nej", None])),
        "öppenvård_tillgänglig": "ja" if fine else draw(st.sampled_from(["ja", "nej", "oklart", None])),
        "utskriven": out_at,
        "registrerad": draw(registrations(month, out_at)),
    }
    return as_text(values)


def discharge_dates(month: str) -> st.SearchStrategy[date]:
    """Any day of the month, its ends more often."""
    first, last = first_day(month), last_day(month)
    return st.one_of(st.sampled_from([first, last]), st.dates(first, last))


def registrations(month: str, out_at: datetime) -> st.SearchStrategy[datetime]:
    """On leaving, or around midnight after the default extract date."""
    midnight = datetime.combine(default_extract_date(month, date.max), time(0, 0)) + timedelta(days=1)
    return st.sampled_from([out_at, out_at, out_at, midnight - timedelta(seconds=1), midnight])


@st.composite
def small_months(draw: st.DrawFn, month: str | None = None, at_most: int = 10) -> tuple[str, list[Row]]:
    """A month and its rows in a few municipalities: small enough that means fall on the threshold."""
    month = month if month is not None else draw(months)
    codes = draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=3, unique=True))
    size = draw(st.integers(1, at_most))
    return month, [draw(episode_rows(month, codes, f"e{number}")) for number in range(size)]


thresholds = st.one_of(
    st.sampled_from([Decimal(text) for text in ("0.0", "0.5", "2.0", "2.5", "2.9", "3.0", "3.1", "10.0")]),
    st.integers(0, 9999).map(lambda tenths: Decimal(tenths) / 10),
)
cutoffs = st.one_of(
    st.sampled_from([None, time(0, 0), time(11, 59), time(12, 0), time(12, 1), time(23, 59)]),
    st.builds(time, st.integers(0, 23), st.integers(0, 59)),
)
criteria_lists = st.lists(st.sampled_from(list(CATALOGUE)), unique=True)
changed_terms = st.fixed_dictionaries(
    {},
    optional={
        "threshold_days": thresholds,
        "free_days": st.one_of(st.integers(0, 6), st.integers(0, 9_999_999)),
        "cutoff": cutoffs,
        "discharge_day_counts": st.booleans(),
        "mean_population": st.sampled_from(["all", "criteria_met"]),
        "criteria": criteria_lists,
        "amount_sek": st.one_of(st.sampled_from([0, 1, 9000]), st.integers(0, 9_999_999)),
    },
)
"""Every term that can be changed, within what `--set` takes, the borders more often."""


def as_set_options(sets: dict[str, Any]) -> list[str]:
    """Changed terms as the command line's `--set` options."""
    options = []
    for term, value in sets.items():
        if term == "cutoff":
            text = "none" if value is None else value.strftime("%H:%M")
        elif term == "criteria":
            text = ",".join(value)
        else:
            text = str(value).lower()
        options += ["--set", f"{term}={text}"]
    return options
