"""Changed terms as they are typed in a form, in Swedish, and what they are read as."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from lus_stats.criteria import CATALOGUE
from lus_stats.errors import WrongCall
from lus_stats.rules import Changes, Terms, parse_changes
from lus_stats.rules.changes import SETTABLE
from lus_stats.text import numbers
from lus_stats.vocabulary import MeanPopulation

AS_TERMS: Final = "-"  # what a list holds for a term that is left as it is
NO_CUTOFF: Final = "inget"
CURES: Final = {
    "threshold_days": ("Gränsen", "Skriv ett tal med högst en decimal, till exempel 2,5."),
    "free_days": ("Fristdagarna", "Skriv ett heltal, 0 eller större."),
    "cutoff": ("Klockslaget", f"Skriv ett klockslag, till exempel 12.00, eller {NO_CUTOFF}."),
    "amount_sek": ("Beloppet", "Skriv hela kronor, till exempel 9 000."),
}

Typed = Mapping[str, Any]


def typed(changes: Changes, own: Terms) -> dict[str, Any]:
    """What each field of the form holds, by the term's name."""
    days, cutoff, counts = changes.threshold_tenths, changes.cutoff, changes.discharge_day_counts
    return {
        "threshold_days": "" if days is None else numbers.threshold(days),
        "free_days": "" if changes.free_days is None else str(changes.free_days),
        "cutoff": "" if cutoff is None else NO_CUTOFF if cutoff[0] is None else f"{cutoff[0]:%H.%M}",
        "discharge_day_counts": AS_TERMS if counts is None else "true" if counts else "false",
        "mean_population": str(changes.mean_population or AS_TERMS),
        "criteria": list(own.criteria if changes.criteria is None else changes.criteria),
        "amount_sek": "" if changes.amount_sek is None else numbers.number(changes.amount_sek),
    }


def read(fields: Typed, own: Terms) -> tuple[Changes, tuple[str, ...]]:
    """The changes that a filled-in form asks for, and what of it cannot be read, in sentences."""
    pairs, faults = [], []
    for key in SETTABLE:
        setting = _setting(key, fields.get(key), own)
        if setting is None:
            continue
        try:
            parse_changes([pair := f"{key}={setting}"])
            pairs.append(pair)
        except WrongCall:
            name, cure = CURES[key]
            faults.append(f"{name} ”{fields[key]}” går inte att läsa. {cure}")
    return parse_changes(pairs), tuple(faults)


def _setting(key: str, value: Any, own: Terms) -> str | None:
    """A field as `--set` takes it; None where it leaves the term as it is."""
    if key == "criteria":
        chosen = tuple(one.key for one in CATALOGUE if one.key in (value or ()))
        return None if value is None or chosen == own.criteria else ",".join(chosen)
    text = re.sub(r"\s", "", str(value or ""))
    if text in ("", AS_TERMS):
        return None
    return _PLAIN[key](text.lower()) if key in _PLAIN else text


def _clock(text: str) -> str:
    """`13`, `9.30`, `kl.12:00` as `13:00`, `09:30`, `12:00`."""
    if text in (NO_CUTOFF, "ingen", "none"):
        return "none"
    hour, _, minute = text.removeprefix("kl.").removeprefix("kl").replace(".", ":").partition(":")
    return f"{hour.zfill(2)}:{minute or '00'}"


_PLAIN: Final[Mapping[str, Callable[[str], str]]] = {
    "threshold_days": lambda text: text.removesuffix("dagar"),
    "free_days": lambda text: text.removesuffix("dagar"),
    "cutoff": _clock,
    "amount_sek": lambda text: text.removesuffix("kr"),
}
DISCHARGE_DAY: Final = {AS_TERMS: "enligt villkoren", "true": "räknas", "false": "räknas inte (nolldag)"}
POPULATION: Final = {
    AS_TERMS: "enligt villkoren",
    str(MeanPopulation.ALL): "alla vårdtillfällen",
    str(MeanPopulation.CRITERIA_MET): "bara med uppfyllda kriterier",
}


def placeholders(own: Terms) -> dict[str, str]:
    """What each text field says while it is empty: the terms' own value."""
    limit, free, cutoff = own.threshold_tenths, own.free_days, own.cutoff
    return {
        "threshold_days": "används inte" if limit is None else f"{numbers.threshold(limit)} enligt villkoren",
        "free_days": "används inte" if free is None else f"{numbers.number(free)} enligt villkoren",
        "cutoff": f"{NO_CUTOFF if cutoff is None else f'{cutoff:%H.%M}'} enligt villkoren",
        "amount_sek": "årets belopp",
    }
