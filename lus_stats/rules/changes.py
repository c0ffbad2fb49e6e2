"""What-if as data: terms changed for one question, read from `key=value` and put on any terms."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import time
from difflib import get_close_matches
from typing import Any

from lus_stats.criteria import BY_KEY, CATALOGUE
from lus_stats.errors import WrongCall
from lus_stats.rules.agreement_file import USED_BY
from lus_stats.rules.model import Terms
from lus_stats.vocabulary import MeanPopulation


@dataclass(frozen=True)
class Changes:
    """The terms the reader has changed; None leaves a term as it is. Hashable, so that it can key a cache.

    `cutoff` is a tuple because "no cutoff" is a value of its own: `(None,)`.
    """

    threshold_tenths: int | None = None
    free_days: int | None = None
    cutoff: tuple[time | None] | None = None
    discharge_day_counts: bool | None = None
    mean_population: MeanPopulation | None = None
    criteria: tuple[str, ...] | None = None
    amount_sek: int | None = None

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) is not None for field in fields(self))

    def unused_by(self, terms: Terms) -> list[str]:
        """The changed terms that a model has no use for, as `--set` names them."""
        unused = {"threshold_days", "free_days", "mean_population"} - set(USED_BY[terms.model])
        return sorted(key for key in unused if getattr(self, ATTRIBUTES.get(key, key)) is not None)

    def on(self, terms: Terms) -> Terms:
        """The terms with the changes that their model uses."""
        changed: dict[str, Any] = {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if field.name not in ("amount_sek", "cutoff") and getattr(self, field.name) is not None
        }
        for key in self.unused_by(terms):
            changed.pop(ATTRIBUTES.get(key, key))
        if self.cutoff is not None:
            changed["cutoff"] = self.cutoff[0]
        return replace(terms, **changed)


NO_CHANGES = Changes()
ATTRIBUTES: Mapping[str, str] = {"threshold_days": "threshold_tenths"}
SETTABLE = (
    "threshold_days",
    "free_days",
    "cutoff",
    "discharge_day_counts",
    "mean_population",
    "criteria",
    "amount_sek",
)


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
        attribute = ATTRIBUTES.get(key, key)
        if attribute in changed:
            raise WrongCall(f"Villkoret {key} anges två gånger. Ange det en gång.")
        changed[attribute] = _READERS[key](value.strip(), key)
    return Changes(**changed)


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
