"""How changed terms are written: `key=value` as `--set` takes them, in a link too, and back."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import time
from difflib import get_close_matches
from typing import Any

from lus_stats.criteria import BY_KEY, CATALOGUE
from lus_stats.errors import WrongCall
from lus_stats.rules.changes import SETTABLE, Changes, attribute
from lus_stats.vocabulary import MeanPopulation


def parse_changes(pairs: Sequence[str]) -> Changes:
    """Changes from `--set`: `threshold_days=2.5`, `cutoff=none`, `criteria=` and so on (cli.md).

    Errors: WrongCall for an unknown term, one given twice, or a value it cannot take.
    """
    changed: dict[str, Any] = {}
    for pair in pairs:
        key, sign, value = pair.partition("=")
        key = key.strip()
        if not sign or key not in SETTABLE:
            near = get_close_matches(key, SETTABLE, n=1)
            hint = f"Menade du {near[0]}?" if near else f"Välj bland: {', '.join(SETTABLE)}."
            raise WrongCall(f"Villkoret {pair!r} går inte att läsa. Skriv TERM=VÄRDE. {hint}")
        if attribute(key) in changed:
            raise WrongCall(f"Villkoret {key} anges två gånger. Ange det en gång.")
        changed[attribute(key)] = _READERS[key](value.strip(), key)
    return Changes(**changed)


def settings(changes: Changes) -> tuple[str, ...]:
    """The changes as `--set` takes them, in its order: what `parse_changes` reads back."""
    return tuple(f"{key}={_WRITERS[key](getattr(changes, attribute(key)))}" for key in changes.terms)


def _wrong(key: str, value: str, cure: str) -> WrongCall:
    return WrongCall(f"{key}={value} går inte att läsa. {cure}")


def _tenths(value: str, key: str) -> int:
    if not re.fullmatch(r"[0-9]{1,3}([.,][0-9])?", value):
        raise _wrong(key, value, "Skriv ett tal med högst en decimal, till exempel 2.5.")
    whole, _, tenth = value.replace(",", ".").partition(".")
    return int(whole) * 10 + int(tenth or 0)


def _whole(value: str, key: str) -> int:
    if not re.fullmatch(r"[0-9]{1,7}", value):
        raise _wrong(key, value, "Skriv ett heltal, 0 eller större.")
    return int(value)


def _cutoff(value: str, key: str) -> tuple[time | None]:
    if value == "none":
        return (None,)
    if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", value):
        raise _wrong(key, value, "Skriv ett klockslag, till exempel 12:00, eller none.")
    return (time(int(value[:2]), int(value[3:])),)


def _boolean(value: str, key: str) -> bool:
    words = {"true": True, "ja": True, "false": False, "nej": False}
    if value.lower() not in words:
        raise _wrong(key, value, "Skriv true eller false.")
    return words[value.lower()]


def _population(value: str, key: str) -> MeanPopulation:
    if value not in list(MeanPopulation):
        raise _wrong(key, value, f"Välj bland: {', '.join(MeanPopulation)}.")
    return MeanPopulation(value)


def _criteria(value: str, key: str) -> tuple[str, ...]:
    chosen = [word.strip() for word in value.split(",")] if value else []
    for word in chosen:
        if word not in BY_KEY:
            raise _wrong(key, value, f"Kriteriet {word!r} finns inte. Välj bland: {', '.join(BY_KEY)}.")
    return tuple(criterion.key for criterion in CATALOGUE if criterion.key in chosen)


_READERS = {
    "threshold_days": _tenths,
    "free_days": _whole,
    "cutoff": _cutoff,
    "discharge_day_counts": _boolean,
    "mean_population": _population,
    "criteria": _criteria,
    "amount_sek": _whole,
}
_WRITERS: Mapping[str, Callable[[Any], str]] = {
    "threshold_days": lambda tenths: f"{tenths // 10}.{tenths % 10}",
    "free_days": str,
    "cutoff": lambda cutoff: "none" if cutoff[0] is None else f"{cutoff[0]:%H:%M}",
    "discharge_day_counts": lambda counts: "true" if counts else "false",
    "mean_population": str,
    "criteria": ",".join,
    "amount_sek": str,
}
