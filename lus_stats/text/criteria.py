"""The finding at the top of Kriterier: how often the region did its part, and where it most often did not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from lus_stats.disclosure import UNCERTAIN_BELOW
from lus_stats.text import numbers
from lus_stats.vocabulary import State

UNCHANGED_SHARE_MEANS: Final = (
    "”Oförändrat” betyder att de två andelarna är lika i hela procent, så som de visas."  # D106
)
OTHERS: Final = (  # D104
    "Vilka kriterier som brister tillsammans, och vad som inte är registrerat, visas bara för regionen och för "
    "kommunen om de egna vårdtillfällena: siffrorna vilar ofta på färre än 5 patienter."
)


@dataclass(frozen=True)
class Share:
    """A month's share of episodes: how many of how many, and whether it may be shown."""

    month: date
    met: int | None
    of: int | None
    state: State = State.SHOWN

    @property
    def percent(self) -> int | None:
        """The share as it is shown; None where there is none to show."""
        if self.state != State.SHOWN or self.met is None or not self.of:
            return None
        return int(numbers.rounded(self.met / self.of * 100, 0))


@dataclass(frozen=True)
class Unmet:
    """One required criterion: how many episodes it was not met for, and who answers for it."""

    label: str
    episodes: int
    of: int
    party: str


def criteria_sentence(*, now: Share, before: Share | None, required: Sequence[Unmet], place: str | None = None) -> str:
    """Kriterier's headline.

    `before` is the month before, None where there is none; `required` are the criteria that the terms require, in any
    order; `place` names the municipality whose patients they are, None for the whole county.
    Unit: Markdown.
    """
    month = numbers.month_name(now.month)
    whose = "" if place is None else f" för patienter från {place}"
    if not required:
        return "Villkoren kräver **inga kriterier** av regionen; de som följs upp ändå visas här."
    if now.state == State.HIDDEN:
        return f"I {month} är andelen{whose} **dold: färre än 5 vårdtillfällen**."
    if now.percent is None:
        return f"I {month} skrevs **inga vårdtillfällen** ut{whose}, så det finns ingen andel."
    few = "; osäkert, få vårdtillfällen" if (now.of or 0) < UNCERTAIN_BELOW else ""
    count = f"({numbers.number(now.met or 0)} av {numbers.number(now.of or 0)}{few})"
    share = f"**{now.percent}{numbers.NBSP}%** av vårdtillfällena{whose} {count}"
    return f"I {month} uppfyllde regionen alla kriterier i {share}, {compared(now, before)}. {_worst(required)}"


def compared(now: Share, before: Share | None) -> str:
    """The change since the month before, as a clause after a comma; it can be checked against the shown figures."""
    if before is None:
        return "den första månaden med uppgifter"
    name = numbers.month_beside(before.month, now.month)
    if before.state == State.HIDDEN:
        return f"{name} är dold (färre än 5 vårdtillfällen)"
    if now.percent is None or before.percent is None:
        return f"{name} saknar vårdtillfällen"
    change = now.percent - before.percent
    if not change:
        return f"oförändrat mot {name}"
    points = numbers.counted(abs(change), "procentenhet", "procentenheter")
    return f"{points} {'mer' if change > 0 else 'mindre'} än i {name}"


def _worst(required: Sequence[Unmet]) -> str:
    most = max(one.episodes for one in required)
    if not most:
        return "Inget kriterium brast."
    worst = [one for one in required if one.episodes == most]
    names = numbers.listed([f"**{one.label}** ({one.party})" for one in worst])
    each = "" if len(worst) == 1 else "vardera "
    return f"Oftast brast {names}: {each}{numbers.number(most)} av {numbers.number(worst[0].of)}."


def combinations_title(unmet: int, several: int, of: int) -> str:
    """`I 151 av 440 vårdtillfällen brast något kriterium, i 31 flera samtidigt`."""
    if not of:
        return "Inga vårdtillfällen skrevs ut."
    if not unmet:
        return f"Alla {numbers.episodes(of)} uppfyller alla kriterier."
    more = f"i {numbers.number(several)} av dem flera samtidigt" if several else "aldrig flera samtidigt"
    return f"I {numbers.number(unmet)} av {numbers.episodes(of)} brast något kriterium, {more}."


def blocked_title(days: int, kronor: str) -> str:
    """`Kriterierna stoppade 84 dagar: 688 800 kr`."""
    if not days:
        return "Inga dagar stoppades av kriterierna"
    return f"Kriterierna stoppade {numbers.days(days)}: {kronor}"
