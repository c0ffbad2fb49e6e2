"""Changed terms in words; the only place for them: pages, command line and files say the same."""

from collections.abc import Callable, Mapping
from datetime import time
from typing import Final

from lus_stats.criteria import BY_KEY, CATALOGUE
from lus_stats.rules import Changes, Terms
from lus_stats.text import numbers
from lus_stats.vocabulary import MeanPopulation

POPULATIONS: Final = {
    MeanPopulation.ALL: "alla vårdtillfällen",
    MeanPopulation.CRITERIA_MET: "bara vårdtillfällen med uppfyllda kriterier",
}
LABELS: Final = {
    "threshold_days": "gränsen",
    "free_days": "fristdagarna",
    "cutoff": "klockslaget",
    "discharge_day_counts": "utskrivningsdagen",
    "mean_population": "vilka som är med i medelvärdet",
    "criteria": "kriterierna",
    "amount_sek": "beloppet per dag",
}
"""Each term by name, as `--set` names them."""


def in_words(changes: Changes, terms: Terms) -> tuple[str, ...]:
    """What each change makes other than the terms have it: `gräns 2,5 i stället för 3,0`; in the order of `--set`.

    A change to what the terms say already is none; one that their model has no use for is said by `without_use`.
    """
    effective = changes.beyond(terms)
    unused = effective.unused_by(terms)
    return tuple(_SAID[key](effective, terms) for key in effective.terms if key not in unused)


def sentence(changes: Changes, terms: Terms) -> str:
    """`Ändrade villkor: gräns 2,5 i stället för 3,0; nolldagar räknas inte.` Nothing where nothing is changed."""
    said = in_words(changes, terms)
    return f"Ändrade villkor: {'; '.join(said)}." if said else ""


def without_use(changes: Changes, terms: Terms) -> str:
    """Which changes the terms' model has no use for, in a sentence; nothing where it uses all."""
    unused = changes.unused_by(terms)
    if not unused:
        return ""
    names = [LABELS[key] for key in changes.terms if key in unused]
    why = "villkoren prövar varje vårdtillfälle" if terms.threshold_tenths is None else "medelvärdets dagar debiteras"
    return f"{numbers.capitalised(numbers.listed(names))} används inte: {why}."


def _threshold(changes: Changes, terms: Terms) -> str:
    new, old = (numbers.threshold(tenths or 0) for tenths in (changes.threshold_tenths, terms.threshold_tenths))
    return f"gräns {new} i stället för {old}"


def _free_days(changes: Changes, terms: Terms) -> str:
    new = numbers.counted(changes.free_days or 0, "fristdag", "fristdagar")
    return f"{new} i stället för {numbers.number(terms.free_days or 0)}"


def _cutoff(changes: Changes, terms: Terms) -> str:
    new = changes.cutoff[0] if changes.cutoff else None
    return f"{_clock(new)} i stället för {_clock(terms.cutoff)}"


def _clock(cutoff: time | None) -> str:
    return "inget klockslag" if cutoff is None else f"klockslag {cutoff:%H.%M}"


def _discharge_day(changes: Changes, _: Terms) -> str:
    return f"nolldagar räknas{'' if changes.discharge_day_counts else ' inte'} (utskrivningsdagen)"


def _population(changes: Changes, _: Terms) -> str:
    return f"i medelvärdet {POPULATIONS[changes.mean_population or MeanPopulation.ALL]}"


def _criteria(changes: Changes, terms: Terms) -> str:
    required = changes.criteria or ()
    if not required:
        return "inga kriterier krävs"
    fewer = [quoted(one.key) for one in CATALOGUE if one.key in terms.criteria and one.key not in required]
    more = [quoted(one.key) for one in CATALOGUE if one.key in required and one.key not in terms.criteria]
    said = [f"utan kravet {numbers.listed(fewer)}"] if fewer else []
    return ", ".join([*said, f"med kravet {numbers.listed(more)}"] if more else said)


def quoted(key: str) -> str:
    """A criterion by name, in quotation marks."""
    return f"”{BY_KEY[key].label}”"


def _amount(changes: Changes, _: Terms) -> str:
    return f"{numbers.kronor(changes.amount_sek)} per dag i stället för årets belopp"


_SAID: Final[Mapping[str, Callable[[Changes, Terms], str]]] = {
    "threshold_days": _threshold,
    "free_days": _free_days,
    "cutoff": _cutoff,
    "discharge_day_counts": _discharge_day,
    "mean_population": _population,
    "criteria": _criteria,
    "amount_sek": _amount,
}
