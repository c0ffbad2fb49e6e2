"""What differs between two revisions of a month, in words. Markdown where a figure stands out; plain values in."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from lus_stats.text import numbers
from lus_stats.vocabulary import SWEDISH, AmountStatus, CareForm, Difference

EMPTY: Final = "(tomt)"
NO_DIFFERENCE: Final = "ingen skillnad"
_COUNTED: Final = {
    Difference.LATE: ("registrerat för sent", "registrerade för sent"),
    Difference.ADDED: ("tillkommet", "tillkomna"),
    Difference.CHANGED: ("ändrat", "ändrade"),
    Difference.VANISHED: ("borta", "borta"),
    Difference.MOVED: ("flyttat", "flyttade"),
}


def difference_sentence(
    *,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    counts: Mapping[Difference, int],
    tenths: int,
    sek: int | None,
    status: AmountStatus,
    invented: bool = False,
) -> str:
    """How many episodes differ and in which ways, what that would have moved, and what the bill rests on.

    Needs (before, after): revision, extracted_on, basis, late_after, as Store.extracts.
    """
    between = f"mellan {revision(before)} och {revision(after)}"
    total = sum(counts.values())
    if not total:
        return f"**Inget vårdtillfälle skiljer** {between}."
    moved = effect(tenths, sek, status, invented=invented)
    weight = "skulle fakturan inte ha ändrats" if moved == NO_DIFFERENCE else f"skulle de ha gett **{moved}**"
    return (
        f"**{numbers.episodes(total)}** skiljer {between}: {kinds(counts)}. "
        f"Räknat som om allt hade kommit i tid {weight}. {bill_sentence(after)}"
    )


def revision(extract: Mapping[str, Any]) -> str:
    """`version 1 (underlaget, uttag 2020-03-06)`."""
    kind = "underlaget, " if extract["basis"] else ""
    return f"version {extract['revision']} ({kind}uttag {extract['extracted_on']})"


def bill_sentence(extract: Mapping[str, Any]) -> str:
    """What a later revision does to the bill: nothing, once the basis is frozen."""
    if extract["late_after"] is None:
        return "Månaden har inget fryst underlag ännu: fakturan räknas på den nyaste preliminära versionen."
    return f"Fakturan räknas på det frysta underlaget från {extract['late_after']}, och där **ändras inget**."


def kinds(counts: Mapping[Difference, int]) -> str:
    """`12 registrerade för sent och 3 ändrade`."""
    said = [
        f"{numbers.number(counts[kind])} {_COUNTED[kind][counts[kind] != 1]}" for kind in Difference if counts[kind]
    ]
    return numbers.listed(said)


def effect(tenths: int, sek: int | None, status: AmountStatus, *, invented: bool = False) -> str:
    """`+2 dagar, +16 400 kr`; a difference in price alone has no days."""
    if not tenths and sek == 0:
        return NO_DIFFERENCE
    money = numbers.marked_kronor(sek, status, invented=invented)
    return f"{signed(tenths, numbers.days_in_tenths(tenths))}, {signed(sek, money)}"


def signed(value: int | None, shown: str) -> str:
    """A shown difference with a plus where it is more; a minus it has already."""
    return f"+{shown}" if value is not None and value > 0 else shown


def fact(column: str, before: str | None, after: str | None) -> str:
    """`utskriven: 2020-02-04 14:00 → 2020-02-06 14:00`."""
    return f"{column}: {before or EMPTY} → {after or EMPTY}"


def place(
    month: date | None, care_form: str | None, extracted_on: date | None, *, now: bool | None, gone: bool
) -> str | None:
    """Where else an episode is; `gone` where this month has it no longer. None where it is nowhere else."""
    if care_form is None:
        return None
    form = SWEDISH[CareForm(care_form)]
    if month is None:
        return f"kvar på sjukhus enligt uttaget {extracted_on} ({form})"
    verb = "finns nu i" if gone else "finns också i" if now else "kommer från"
    return f"{verb} {numbers.month_and_year(month)} ({form})"


def place_of(episode: Mapping[str, Any]) -> str | None:
    """As `place`, of a row of answers.compare's episodes."""
    where = {name: episode[f"elsewhere_{name}"] for name in ("month", "care_form", "extracted_on", "now")}
    return place(**where, gone=episode["gone"])


def together_sentence(tenths: int, sek: int | None, status: AmountStatus, *, invented: bool = False) -> str:
    """Why the parts do not add up to the whole by themselves."""
    if not tenths and sek == 0:
        return ""
    moved = effect(tenths, sek, status, invented=invented)
    return f"Tillsammans ger de {moved} utöver vad de ger var för sig: de ändrar också varandras rader."
