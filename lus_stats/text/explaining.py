"""One episode in sentences: when the clock started, which days count, and the facts behind a criterion.

Sentences are Markdown; each takes plain values.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, Final

from lus_stats.text import numbers
from lus_stats.vocabulary import SWEDISH, Outcome

NOT_RECORDED: Final = "inte registrerat"
_TRACKS: Final = {"green": "grönt", "yellow": "gult", "red": "rött", "blue": "blått"}


def track(code: str | None) -> str | None:
    """`grönt spår`."""
    return None if code is None else f"{_TRACKS[code]} spår"


def moment(at: datetime, beside: date) -> str:
    """`onsdag 1 februari kl. 11.00`; with the year where it is not the other day's."""
    return f"{day(at, beside)} {numbers.clock_time(at)}"


def day(on: date, beside: date) -> str:
    """`onsdag 1 februari`; with the year where it is not the other day's."""
    return numbers.day(on) + ("" if on.year == beside.year else f" {on.year}")


def title(episode_id: str, outcome: Outcome | None, days_charged: Sequence[int]) -> str:
    """`K-4533 · varför dag 4 debiteras`; `outcome` is None for a patient still in hospital."""
    said = {
        None: "kvar på sjukhus",
        Outcome.LATE_REGISTRATION: "registrerad för sent",
        Outcome.IN_MEAN: "ingår i medelvärdet",
    }.get(outcome)
    if said is None and days_charged:
        verb = "debiteras" if outcome == Outcome.BILLED else "inte debiteras"
        said = f"varför {numbers.numbers_of_days(days_charged[0], days_charged[-1])} {verb}"
    return f"{episode_id} · {said or 'varför inget debiteras'}"


def clock_sentence(
    *,
    clock_at: datetime,
    by_notice: bool,
    cutoff: time | None,
    first_on: date,
    last_on: date,
    ready_days: int,
    discharged_at: datetime | None,
    discharge_day_counts: bool,
    extracted_on: date,
) -> str:
    """The notice, the cutoff's rule, and the discharge. `discharged_at` is None while still in hospital."""
    end = extracted_on if discharged_at is None else discharged_at.date()
    started = "Kommunen underrättades" if by_notice else "Ingen underrättelse är registrerad; läkarens beslut kom"
    parts = (
        f"{started} **{moment(clock_at, end)}**. {_cutoff(clock_at, cutoff)} "
        + (
            f"så {numbers.short_day(first_on)} är dag{numbers.NBSP}1."
            if ready_days
            else f"så räkningen börjar {day(first_on, end)}."
        ),
        _end(discharged_at, last_on, extracted_on, ready_days, discharge_day_counts),
        "" if ready_days else f"Det blir **{numbers.days(0)}**.",
    )
    return " ".join(filter(None, parts))


def _cutoff(clock_at: datetime, cutoff: time | None) -> str:
    if cutoff is None:
        return "Villkoren har ingen brytpunkt på dagen,"
    limit = f"{cutoff:%H.%M}"
    if clock_at.time() == cutoff:
        return f"Det är precis {limit} och inte efter,"
    return f"Det är {'före' if clock_at.time() < cutoff else 'efter'} {limit},"


def _end(discharged_at: datetime | None, last_on: date, extracted_on: date, ready_days: int, counts: bool) -> str:
    if discharged_at is None:
        return f"Patienten var kvar på sjukhuset vid uttaget **{numbers.day(extracted_on)}**."
    rule = "utskrivningsdagen räknas"
    if not counts:
        rule += f" inte, så sista dagen är {numbers.short_day(last_on)}" if ready_days else " inte"
    return f"Patienten skrevs ut **{numbers.day(discharged_at)}**; {rule}."


def still_in_hospital(ready_days: int, free_days: int | None, liable_from: date | None, extracted_on: date) -> str:
    """The days so far, and the first that may be charged; nothing is billed before the discharge."""
    so_far = f"Hittills **{numbers.days(ready_days)}**. Inget debiteras förrän patienten är utskriven."
    if liable_from is None or free_days is None:
        return so_far
    verb = "kan betalningsansvaret börja" if liable_from > extracted_on else "började dagarna efter fristen"
    return f"{so_far} Med {numbers.days(free_days)} frist {verb} **{day(liable_from, extracted_on)}**."


def facts(names: Sequence[str], values: Mapping[str, Any], beside: date) -> str:
    """The facts that a criterion was tried on; a call to a SIP that is not required is none of them."""
    told = [name for name in names if name != "sip_called_at" or values["sip_required"]]
    return ", ".join(fact(name, values[name], beside) for name in told)


def fact(name: str, value: Any, beside: date) -> str:
    """One fact that a criterion was tried on."""
    if name == "sip_required":
        return f"om SIP krävs är {NOT_RECORDED}" if value is None else f"SIP krävs{'' if value else ' inte'}"
    if value is None:
        return NOT_RECORDED if name not in _LEADING else f"{_LEADING[name]} {NOT_RECORDED}"
    if name == "track":
        return track(str(value)) or NOT_RECORDED
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, datetime):
        shown = moment(value, beside)
    elif isinstance(value, date):
        shown = day(value, beside)
    else:
        shown = next(word for code, word in SWEDISH.items() if code == value)
    return f"{_LEADING[name]} {shown}" if name in _LEADING else shown


_LEADING: Final = {
    "estimated_discharge_on": "beräknad utskrivning",
    "sip_called_at": "kallelse",
    "discharged_at": "utskriven",
}
