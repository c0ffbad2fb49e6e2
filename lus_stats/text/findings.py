"""What a picture shows, in a line: who lies over the threshold, and what has changed beyond noise."""

from collections.abc import Sequence

from lus_stats.text import numbers
from lus_stats.uncertainty import Signal

NO_CHANGE_MEANS = (
    "En signal betyder att månaden ligger utanför styrdiagrammets gränser (medelvärdet ± 2,66 × den genomsnittliga "
    "skillnaden mellan två månader), att sju månader i rad ligger på samma sida om medelvärdet, eller att sju månader "
    "i rad stiger eller sjunker. Annat är vanlig variation."
)


def places_title(over: int, clearly: int | None, threshold_tenths: int | None) -> str:
    """`Tre kommuner ligger över 3,0, ingen av dem tydligt`.

    `clearly` counts those whose whole interval lies over, None where mean and threshold are of other populations.
    """
    if threshold_tenths is None:
        return "Så länge väntar patienterna i varje kommun"
    limit = numbers.threshold(threshold_tenths)
    said = f"{numbers.capitalised(numbers.in_words(over))} {'kommun' if over <= 1 else 'kommuner'} låg över {limit}"
    if not over or clearly is None:
        return said
    if over == 1:
        return f"{said}, {'tydligt' if clearly else 'men inte tydligt'}"
    if clearly == over:
        return f"{said}, alla tydligt"
    return f"{said}, {numbers.in_words(clearly)} av dem tydligt"


def mean_signal(name: str, signal: str, value: float, limit: float | None) -> str:
    """One municipality's signal: `**Karlskoga** – minst sju månader i rad över sitt eget medelvärde, nu 3,4 dagar.`

    `limit` is the one that was crossed, None in a run.
    """
    return f"**{name}** – {_crossed(signal, numbers.number(value, 1) + ' dagar', _edge(limit, 1, ''))}."


def share_signal(name: str, signal: str, value: float, limit: float | None) -> str:
    """One criterion's signal: `**Fast vårdkontakt** – har stigit minst sju månader i rad, nu 61 % uppfyllda.`"""
    share = f"{numbers.number(value * 100)}{numbers.NBSP}% uppfyllda"
    said = _crossed(signal, share, _edge(limit, 0, f"{numbers.NBSP}%"))
    return f"**{name}** – {said}."


def _edge(limit: float | None, decimals: int, unit: str) -> str:
    if limit is None:
        return ""
    return numbers.number(limit * (100 if unit else 1), decimals) + unit


def _crossed(signal: str, value: str, limit: str) -> str:
    return {
        Signal.ABOVE: f"över övre gränsen {limit}: {value}",
        Signal.BELOW: f"under undre gränsen {limit}: {value}",
        Signal.HIGH_RUN: f"minst sju månader i rad över sitt eget medelvärde, nu {value}",
        Signal.LOW_RUN: f"minst sju månader i rad under sitt eget medelvärde, nu {value}",
        Signal.RISING: f"har stigit minst sju månader i rad, nu {value}",
        Signal.FALLING: f"har sjunkit minst sju månader i rad, nu {value}",
    }[Signal(signal)]


def quiet_units(without: int, unknown: int, one: str, many: str) -> str:
    """`Nio kommuner: ingen signal. En kommun: dolt eller inga vårdtillfällen.`"""
    said = []
    if without:
        said.append(f"{_count(without, one, many)}: ingen signal.")
    if unknown:
        said.append(f"{_count(unknown, one, many)}: dolt, eller inga vårdtillfällen.")
    return " ".join(said)


def _count(count: int, one: str, many: str) -> str:
    word = numbers.in_words(count, one="ett" if one.endswith("um") else "en")
    return numbers.capitalised(f"{word} {one if count == 1 else many}")


def dots_alternative(measure: str, highest: Sequence[tuple[str, float]], hidden: int, empty: int) -> str:
    """What the dots show, for those who cannot see them; `highest` is in falling order."""
    if not highest:
        return f"{measure}. Ingen kommun har ett värde som kan visas."
    top, low = highest[0], highest[-1]
    said = [f"{measure}. Högst {top[0]} ({numbers.number(top[1], 1)}), lägst {low[0]} ({numbers.number(low[1], 1)})."]
    if hidden:
        said.append(f"{numbers.number(hidden)} dolda: färre än 5 vårdtillfällen.")
    if empty:
        said.append(f"{numbers.number(empty)} utan vårdtillfällen.")
    return " ".join(said)
