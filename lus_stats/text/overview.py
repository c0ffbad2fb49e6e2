"""The finding at the top of Läget and Kommun: how long patients waited, beside last month and the threshold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from lus_stats.text import numbers
from lus_stats.vocabulary import State

UNCHANGED_WITHIN_TENTHS: Final = 1  # D25
UNCHANGED_MEANS: Final = (
    "”Oförändrat” betyder att de två medelvärdena, som de visas med en decimal, skiljer sig med högst 0,1 dagar."
)


@dataclass(frozen=True)
class Mean:
    """A month's mean as a statistic: of how many episodes, and whether it may be shown."""

    month: date
    value: float | None
    episodes: int | None
    state: State = State.SHOWN

    @property
    def is_shown(self) -> bool:
        """Whether there is a figure to show."""
        return self.state == State.SHOWN and self.value is not None


def overview_sentence(
    *,
    now: Mean,
    before: Mean | None,
    over: Sequence[str],
    municipalities: int,
    threshold_tenths: int | None,
    hidden: int = 0,
    only: str | None = None,
) -> str:
    """Läget's headline.

    `before` is the month before, None where there is none; `over` names the liable municipalities on the billing
    basis, largest first; `municipalities` counts all of them, and `hidden` those whose outcome this reader may not
    see, which are in the count and never in `over`. `threshold_tenths` is None where the terms have no mean; `only`
    names the one municipality that the figures are of.
    Unit: Markdown.
    """
    if only is not None:
        return " ".join((_own(only, now, before, None), _alone(only, bool(over), threshold_tenths, hidden)))
    return " ".join(filter(None, (_county(now, before), _over(over, municipalities, threshold_tenths, hidden))))


def municipality_sentence(
    *,
    municipality: str,
    now: Mean,
    before: Mean | None,
    county: Mean | None = None,
    threshold_tenths: int | None = None,
    headroom_tenths: int | None = None,
) -> str:
    """Kommun's headline.

    `county` is the county's mean of the same month; `threshold_tenths` and `headroom_tenths` are the month's on the
    billing basis, None where there is no mean to hold against a threshold, or the reader may not see it.
    Unit: Markdown.
    """
    return " ".join(filter(None, (_own(municipality, now, before, county), margin(headroom_tenths, threshold_tenths))))


def margin(headroom_tenths: int | None, threshold_tenths: int | None) -> str:
    """How far the month is from the threshold on the billing basis; empty where there is none.

    Unit: Markdown.
    """
    if headroom_tenths is None or threshold_tenths is None:
        return ""
    limit = numbers.threshold(threshold_tenths)
    if headroom_tenths < 0:
        return f"I faktureringen ligger månaden **{numbers.days_in_tenths(-headroom_tenths)} över gränsen {limit}**."
    if headroom_tenths == 0:
        return f"I faktureringen ligger månaden **precis på gränsen {limit}**, inte över."
    return f"I faktureringen är det **{numbers.days_in_tenths(headroom_tenths)} kvar till gränsen {limit}**."


def compared(now: Mean, before: Mean | None) -> str:
    """The change since the month before, as a clause after a comma; it can be checked against the shown figures."""
    if before is None:
        return "den första månaden med uppgifter"
    name = numbers.month_beside(before.month, now.month)
    if before.state == State.HIDDEN:
        return f"{name} är dold (färre än 5 vårdtillfällen)"
    if now.value is None or before.value is None:
        return f"{name} saknar vårdtillfällen"
    change = int((numbers.rounded(now.value, 1) - numbers.rounded(before.value, 1)) * 10)
    if abs(change) <= UNCHANGED_WITHIN_TENTHS:
        return f"oförändrat mot {name}"
    return f"{numbers.days_in_tenths(abs(change))} {'mer' if change > 0 else 'mindre'} än i {name}"


def _county(now: Mean, before: Mean | None) -> str:
    month = numbers.month_name(now.month)
    if now.state == State.HIDDEN:
        return f"I {month} är länets medelvärde **dolt: färre än 5 vårdtillfällen**."
    if not now.is_shown:
        return f"I {month} skrevs **inga vårdtillfällen** ut i länet, så det finns inget medelvärde."
    return f"I {month} låg länets medelvärde på {_figure(now)}, {compared(now, before)}."


def _own(municipality: str, now: Mean, before: Mean | None, county: Mean | None) -> str:
    month = numbers.month_name(now.month)
    if now.state == State.HIDDEN:
        return f"I {month} är medelvärdet för {municipality} **dolt: färre än 5 vårdtillfällen**."
    if not now.is_shown:
        return f"I {month} skrevs **inga vårdtillfällen** ut för {municipality}, så det finns inget medelvärde."
    beside = ""
    if county is not None and county.value is not None and county.is_shown:
        beside = f" Länets medelvärde var {numbers.number(county.value, 1)}."
    return f"I {month} låg medelvärdet för {municipality} på {_figure(now)}, {compared(now, before)}.{beside}"


def _figure(mean: Mean) -> str:
    shown = numbers.number(mean.value or 0, 1)
    unit = "dag" if shown == "1,0" else "dagar"
    return f"**{shown}{numbers.NBSP}{unit}** ({numbers.episodes(mean.episodes or 0)})"


def _over(over: Sequence[str], municipalities: int, threshold_tenths: int | None, hidden: int) -> str:
    if threshold_tenths is None:
        return "Villkoren har ingen gräns för månaden: varje vårdtillfälle prövas för sig."
    limit = numbers.threshold(threshold_tenths)
    of = f"av{numbers.NBSP}{numbers.counted(municipalities, 'kommun', 'kommuner')}"
    share = f"**{len(over) or 'Ingen'}{numbers.NBSP}{of}**"
    names = f": {numbers.shortened(over)}." if over else "."
    return f"{share} låg över gränsen {limit}{names}{_hidden(hidden)}"


def _alone(municipality: str, over: bool, threshold_tenths: int | None, hidden: int) -> str:
    if threshold_tenths is None:
        return _over((), 1, None, 0)
    limit = numbers.threshold(threshold_tenths)
    if hidden:
        return f"Om {municipality} låg över gränsen {limit} är dolt: färre än 5 vårdtillfällen."
    return f"{municipality} låg **{'över' if over else 'inte över'}** gränsen {limit}."


def _hidden(count: int) -> str:
    if not count:
        return ""
    who = numbers.counted(count, "kommun", "kommuner")
    return f" För {who} är utfallet dolt: färre än 5 vårdtillfällen."
