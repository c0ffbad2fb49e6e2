"""The findings of Trender: who lies outside the funnel, and what has changed between two periods."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from lus_stats.text import numbers
from lus_stats.vocabulary import State

UNCHANGED: Final = "oförändrat"
BEYOND: Final = "mer än slumpen"
OUTER: Final = f"gränserna för 99,8{numbers.NBSP}%"
UNCHANGED_SHARE_POINTS: Final = 1  # D102
OUTSIDE: Final = {
    "above_998": "över 99,8 %-gränsen",
    "below_998": "under 99,8 %-gränsen",
    "above_95": "över 95 %-gränsen",
    "below_95": "under 95 %-gränsen",
}


def period(month: date, pool: int) -> str:
    """`februari 2020`, `tre månader till och med februari 2020`."""
    said = numbers.month_and_year(month)
    return said if pool == 1 else f"{numbers.in_words(pool)} månader till och med {said}"


def within(month: date, pool: int) -> str:
    """The period in front of a sentence: `I februari 2020`, `Under tre månader till och med februari 2020`."""
    return f"{'I' if pool == 1 else 'Under'} {period(month, pool)}"


def value_said(value: float, *, share: bool) -> str:
    """`2,4 dagar`, `61 %`."""
    if share:
        return f"{numbers.number(value * 100)}{numbers.NBSP}%"
    shown = numbers.number(value, 1)
    return f"{shown}{numbers.NBSP}{'dag' if shown == '1,0' else 'dagar'}"


def trends_sentence(
    *,
    when: str,
    measure: str,
    county: str | None,
    episodes: int | None,
    state: State,
    above: Sequence[str],
    below: Sequence[str],
    hidden: int = 0,
    only: str | None = None,
) -> str:
    """Trender's headline: who lies outside the funnel's 99.8 % limits.

    `when` begins the sentence (`within`); `county` is the county's figure as written; `hidden` counts the
    municipalities whose figure this reader may not see; `only` names the one municipality that the figures are of.
    Unit: Markdown.
    """
    if state == State.HIDDEN and only:
        return f"{when} är siffran för {only} **dold: färre än 5 vårdtillfällen**."
    if state == State.HIDDEN:
        return f"{when} är länets siffra **dold: färre än 5 vårdtillfällen**, så kommunerna kan inte jämföras med den."
    if state == State.NOT_APPLICABLE:
        return f"{when} är måttet **ej tillämpligt** under villkoren: {measure}."
    if county is None:
        return f"{when} finns **inga vårdtillfällen** att jämföra."
    if only:
        of = numbers.episodes(episodes or 0)
        return f"{when} var {numbers.uncapitalised(measure)} för {only} **{county}** ({of})."
    whole = f"{measure} i hela länet: {county} ({numbers.episodes(episodes or 0)})."
    return " ".join(filter(None, (f"{when} {_outside(above, below, hidden)}", whole, _hidden(hidden))))


def missing_months(when: str) -> str:
    """Why a period has no figures at all."""
    return f"{when} **saknas någon månad** i uppgifterna, så månaderna kan inte räknas ihop."


def _outside(above: Sequence[str], below: Sequence[str], hidden: int) -> str:
    count = len(above) + len(below)
    if not count and hidden:
        return f"ligger **ingen av kommunerna som visas** utanför {OUTER}."
    if not count:
        return f"ligger **ingen kommun** utanför {OUTER}: skillnaderna mellan dem ryms i slumpen."
    sides = ((above, "över"), (below, "under"))
    named = numbers.listed([f"{numbers.shortened(names)} {side}" for names, side in sides if names])
    who = "en kommun" if count == 1 else f"{numbers.in_words(count)} kommuner"
    return f"ligger **{who} utanför {OUTER}**: {named}."


def _hidden(count: int) -> str:
    if not count:
        return ""
    return f"För {numbers.counted(count, 'kommun', 'kommuner')} är siffran dold: färre än 5 vårdtillfällen."


def funnel_title(outside: int, beyond_95: int) -> str:
    """`En kommun utanför gränserna för 99,8 %, två till utanför 95 %`."""
    who = "Ingen kommun" if not outside else "En kommun" if outside == 1 else f"{_words(outside)} kommuner"
    said = f"{who} utanför {OUTER}"
    if not beyond_95:
        return said
    more = " till" if outside else ""
    return f"{said}, {numbers.in_words(beyond_95)}{more} utanför 95{numbers.NBSP}%"


def _words(count: int) -> str:
    return numbers.capitalised(numbers.in_words(count))


def changes_title(up: int, down: int, unknown: bool) -> str:
    """`Två kommuner har ändrats mer än slumpen: en upp, en ner`."""
    if unknown:
        return "Så har kommunerna ändrats"
    if not up + down:
        return "Ingen kommun har ändrats mer än slumpen kan förklara"
    who = "En kommun" if up + down == 1 else f"{_words(up + down)} kommuner"
    ways = [f"{numbers.in_words(n)} {way}" for n, way in ((up, "upp"), (down, "ner")) if n]
    return f"{who} har ändrats mer än slumpen kan förklara: {numbers.listed(ways)}"


def change_said(now: float, before: float, low: float | None, high: float | None, *, decimals: int, band: int) -> str:
    """Two shown figures beside each other: `oförändrat`, `ökat, mer än slumpen`, `minskat, kan vara slump`.

    `band` is the largest change that counts as none, in the last decimal shown.
    """
    change = numbers.rounded(now, decimals) - numbers.rounded(before, decimals)
    if abs(change) <= Decimal(band).scaleb(-decimals):
        return UNCHANGED
    way = "ökat" if change > 0 else "minskat"
    if low is None or high is None:
        return way
    return f"{way}, {BEYOND}" if low > 0 or high < 0 else f"{way}, kan vara slump"
