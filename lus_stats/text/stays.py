"""How long patients stay, who is still there, and what the next long stay would do: sentences from plain values."""

from datetime import date

from lus_stats.text import numbers
from lus_stats.uncertainty import Signal

OTHERS_ROWS = "Enskilda vårdtillfällen visas bara för kommunen själv och för regionen."


def months_title(month: date, value: float | None, signal: str | None, *, has_limits: bool = True) -> str:
    """The finding of a series of months: whether the last one is a signal, where there are limits at all."""
    name = numbers.capitalised(numbers.month_name(month))
    if value is None:
        return f"{name} har inget medelvärde att visa"
    if not has_limits:
        return f"För få månader för att säga om {name.lower()} är ovanlig"
    if signal is None:
        return f"{name} ligger inom den vanliga variationen"
    return {
        Signal.ABOVE: f"{name} ligger över den övre gränsen för vanlig variation",
        Signal.BELOW: f"{name} ligger under den undre gränsen för vanlig variation",
        Signal.HIGH_RUN: "Minst sju månader i rad över medelvärdet",
        Signal.LOW_RUN: "Minst sju månader i rad under medelvärdet",
        Signal.RISING: "Medelvärdet har stigit minst sju månader i rad",
        Signal.FALLING: "Medelvärdet har sjunkit minst sju månader i rad",
    }[Signal(signal)]


def shares_sentence(zero: float | None, beyond: float | None, free_days: int | None) -> str:
    """How long patients stay, in two shares: for readers who may not see each length."""
    if zero is None:
        return ""
    said = f"**{_share(zero)}** lämnade sjukhuset utan någon utskrivningsklar dag"
    if beyond is None or free_days is None:
        return f"{said}."
    return f"{said}, **{_share(beyond)}** hade fler dagar än de {numbers.number(free_days)} fristdagarna."


def _share(value: float) -> str:
    return f"{numbers.number(value * 100)}{numbers.NBSP}%"


def waiting_sentence(count: int, beyond: int, extracted_on: date | None) -> str:
    """Who is still in hospital."""
    when = f"Vid uttaget {extracted_on}" if extracted_on else "Vid det senaste uttaget"
    if not count:
        return f"{when} var **ingen** utskrivningsklar patient kvar på sjukhus."
    late = "" if not beyond else f", **{numbers.number(beyond)}** av dem längre än fristdagarna"
    return f"{when} var **{numbers.counted(count, 'patient', 'patienter')}** kvar på sjukhus{late}."


def next_stay_sentence(longest: int | None, *, liable: bool, threshold_tenths: int) -> str:
    """How long the next stay may be before the month is over the threshold."""
    limit = numbers.threshold(threshold_tenths)
    if longest is None:
        return f"Månaden ligger över gränsen {limit} även om nästa vårdtillfälle har 0 dagar."
    if liable:
        return f"Med ett vårdtillfälle till på högst **{numbers.days(longest)}** hade månaden inte legat över {limit}."
    return f"Nästa vårdtillfälle får ha högst **{numbers.days(longest)}** utan att månaden hamnar över {limit}."
