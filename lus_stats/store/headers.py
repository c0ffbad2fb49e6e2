"""Which column of a file is which of the canonical ones."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from lus_stats import schema
from lus_stats.errors import Refused

# What is stripped from both ends of a cell: every kind of space, and the marks that show as nothing.
SPACES: Final = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\u200b\u2060\ufeff"

_MUST: Final = tuple(field.header for field in schema.FIELDS if field.required)
_ALIKE: Final = 0.8  # from here on a name is taken for a slip of the pen
_LONGEST: Final = 40  # characters of a name that are shown
_COMPARED: Final = 100  # names at most, of so many characters at most: a header may hold anything
_MAPPING: Final = "om filen kommer från ett annat system, gör en mappning med `lus mapping FIL`"


def matched(headers: Sequence[str]) -> dict[str, int]:
    """The place in the file of each canonical header that it has.

    Errors: Refused where a must-column is missing or a column is there twice; the message lacks the file's name
    and repeats nothing that the file says but what is nearly a column's name: its first row may be a patient's.
    """
    found = [normal(header) for header in headers]
    twice = [header for header in schema.HEADERS if Counter(found)[header] > 1]
    if twice:
        raise Refused(f"har flera kolumner med namnet {_listed(twice)}. Ta bort eller döp om alla utom en.")
    missing = [header for header in _MUST if header not in found]
    if missing:
        raise Refused(_lacking(missing, headers))
    return {header: found.index(header) for header in schema.HEADERS if header in found}


def unused(headers: Sequence[str], places: Mapping[str, Collection[int]]) -> list[str]:
    """What to say of a file's columns that are not used, each by its name; unnamed ones left out.

    `places` are where each canonical column was found. A name that is nearly that of one not found is asked about:
    passed over in silence, it would leave a criterion unmet in every row (D64).
    """
    used = {place for found in places.values() for place in found}
    named = [header for place, header in enumerate(headers) if place not in used and normal(header)]
    missing = [header for header in schema.HEADERS if header not in places]
    meant = _meant(missing, [name for name in named if normal(name) not in schema.HEADERS])
    asked = {name: header for header, name in meant.items()}
    return [shown(name) + (f" (menade du {asked[name]}?)" if name in asked else "") for name in named]


def normal(header: str) -> str:
    """A header without regard to case, outer spaces, Unicode form, and space for `_`."""
    return re.sub(r"[\s_]+", "_", unicodedata.normalize("NFC", header).strip(SPACES).lower())


def shown(header: str) -> str:
    """A header as a message has it: on one line, and cut where it is long."""
    line = " ".join(header.strip(SPACES).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _lacking(missing: Sequence[str], headers: Sequence[str]) -> str:
    if len(missing) == len(_MUST):
        return (
            f"saknar alla kolumner som måste finnas: {_listed(missing)}. "
            f"Kontrollera att kolumnernas namn står överst i filen; {_MAPPING}."
        )
    unknown = [header for header in headers if normal(header) not in {"", *schema.HEADERS}]
    near = [f"{header} där det står {shown(name)}" for header, name in _meant(missing, unknown).items()]
    hint = f" Menade du {_listed(near)}?" if near else ""
    return f"saknar kolumnen {_listed(missing)}.{hint} Rätta kolumnernas namn i filen, eller, {_MAPPING}."


def _meant(missing: Sequence[str], unknown: Sequence[str]) -> dict[str, str]:
    """Which of the unknown names is likely meant for which of the missing columns."""
    names = {normal(name): name for name in unknown[:_COMPARED] if len(name) < _COMPARED}
    near = {header: get_close_matches(header, names, 1, _ALIKE) for header in missing}
    return {header: names[found[0]] for header, found in near.items() if found}


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " och " + names[-1]
