"""What other terms would have meant: the finding, its parts, and why one episode came out otherwise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lus_stats.text import numbers
from lus_stats.text.changes import quoted
from lus_stats.vocabulary import AmountStatus, Outcome

_MILLION: Final = 1_000_000
_READ_ALONE: Final = ("threshold_days", "free_days", "cutoff", "amount_sek")


@dataclass(frozen=True)
class Moved:
    """What the change moves in all: tenths of days, kronor (None where unknown), and how many more are over the limit.

    `over` is None where either set of terms has no limit.
    """

    tenths: int
    sek: int | None
    over: int | None
    status: AmountStatus = AmountStatus.CONFIRMED
    invented: bool = False


def under(term: str | None, words: Sequence[str], agreements: tuple[str, str]) -> str:
    """How the headline begins: `Med gränsen 2,5 i stället för 3,0`; `term` is the only one changed, if there is one."""
    before, after = agreements
    other = before != after
    if not words:
        return f"Enligt **{after}** i stället för {before}"
    if other:
        return f"Enligt **{after}** med ändrade villkor i stället för {before}"
    if term in _READ_ALONE:
        return f"Med **{words[0].replace('gräns ', 'gränsen ', 1)}**"
    return f"Med **{words[0]}**" if len(words) == 1 else "Med **ändrade villkor**"


def headline(beginning: str, who: str, when: str, moved: Moved, *, months: int = 1, hidden: int = 0) -> str:
    """`Med gränsen 2,5 … hade länets kommuner betalat 1,2 mnkr mer i februari; 3 kommuner fler över gränsen.`

    `who` is a noun: `länets kommuner`; `when` is `i februari 2023`; of more months than one, "over" counts months.
    """
    left_out = "" if not hidden else f" {numbers.counted(hidden, 'kommun', 'kommuner')} är inte med (dolt: färre än 5)."
    return f"{beginning} hade {who} betalat {_paid(moved)} {when}{_over(moved.over, months)}.{left_out}"


def nothing_changed(agreement: str, who: str, when: str, paid: str) -> str:
    """The headline before anything is changed; `paid` carries what must be said of it."""
    now = f"Enligt villkoren för **{agreement}** betalar {who} **{paid}** {when}."
    return f"{now} Ändra ett villkor nedan och se vad det hade gett."


def _paid(moved: Moved) -> str:
    if moved.sek is None:
        days = numbers.days_in_tenths(abs(moved.tenths))
        more = "mer" if moved.tenths > 0 else "mindre"
        return f"**för {days} {more}** (belopp saknas)" if moved.tenths else "**för lika många dagar** (belopp saknas)"
    if not moved.sek:
        return "**lika mycket**"
    return f"**{money(abs(moved.sek))} {'mer' if moved.sek > 0 else 'mindre'}**{marked(moved)}"


def marked(moved: Moved) -> str:
    """What must be said of the kronor: ` (obekräftat belopp)`, or nothing."""
    return numbers.marked_kronor(0, moved.status, invented=moved.invented).removeprefix(numbers.kronor(0))


def money(amount_sek: int) -> str:
    """`1,2 mnkr`; under a million `345 600 kr`."""
    if amount_sek < _MILLION:
        return numbers.kronor(amount_sek)
    return f"{numbers.number(amount_sek / _MILLION, 1)}{numbers.NBSP}mnkr"


def _over(more: int | None, months: int) -> str:
    if more is None:
        return ""
    if months > 1:
        kind = "månad" if abs(more) == 1 else "månader"
        said = f"{numbers.number(abs(more))}{numbers.NBSP}{kind} {'fler' if more > 0 else 'färre'} över gränsen"
        return f"; räknat per kommun **{said}**" if more else "; lika många månader över gränsen"
    if not more:
        return "; lika många kommuner över gränsen"
    count = numbers.counted(abs(more), "kommun", "kommuner")
    return f"; **{count} {'fler' if more > 0 else 'färre'}** över gränsen"


def winners(more: int, less: int, same: int) -> str:
    """`Fyra kommuner betalar mer, en mindre och sju lika mycket`."""
    counts = [(count, what) for count, what in ((more, "mer"), (less, "mindre"), (same, "lika mycket")) if count]
    if not counts:
        return "Ingen kommun har något att betala"
    (first, what), *rest = counts
    kind = "kommun" if first == 1 else "kommuner"
    said = [f"{numbers.in_words(first)} {kind} betalar {what}", *(f"{numbers.in_words(n)} {one}" for n, one in rest)]
    return numbers.capitalised(numbers.listed(said))


def why(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Why an episode came out otherwise, step by step.

    Needs (both): ready_days, free_days, outcome, unmet_criteria, billed_days, amount_sek, model.
    """
    steps = (_days(before, after), _free(before, after), _limit(before, after), _criteria(before, after))
    said = [step for step in steps if step]
    if not said and before["billed_days"] == after["billed_days"]:
        return "ett annat belopp per dag" if before["model"] == after["model"] else "en annan modell"
    if before["model"] != after["model"]:
        said.append("en annan modell")
    return "; ".join(said)


def _days(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    if before["ready_days"] == after["ready_days"]:
        return ""
    return f"{numbers.days(after['ready_days'])} räknas i stället för {numbers.number(before['ready_days'])}"


def _free(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    free = before["free_days"], after["free_days"]
    if free[0] == free[1] or None in free:
        return ""
    return f"{numbers.counted(free[1], 'fristdag', 'fristdagar')} i stället för {numbers.number(free[0])}"


def _limit(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    under_it = Outcome.MEAN_NOT_OVER_THRESHOLD
    free = Outcome.WITHIN_FREE_DAYS
    if before["outcome"] == under_it and after["outcome"] not in (under_it, free):
        return "kommunen blir betalningsansvarig"
    if after["outcome"] == under_it and before["outcome"] not in (under_it, free):
        return "kommunen är inte längre betalningsansvarig"
    return ""


def _criteria(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """What no longer stops it, or begins to."""
    if Outcome.CRITERIA_UNMET not in (before["outcome"], after["outcome"]):
        return ""
    gone = [key for key in before["unmet_criteria"] if key not in after["unmet_criteria"]]
    come = [key for key in after["unmet_criteria"] if key not in before["unmet_criteria"]]
    said = [f"{_named(gone)} krävs inte längre"] if gone else []
    said += [f"{_named(come)} krävs och är inte uppfyllt"] if come else []
    kept = [key for key in after["unmet_criteria"] if key in before["unmet_criteria"]]
    if not said and after["outcome"] == Outcome.CRITERIA_UNMET and kept:
        said = [f"stoppas av {_named(kept)}"]
    return "; ".join(said)


def _named(keys: Sequence[str]) -> str:
    return numbers.listed([quoted(key) for key in keys])
