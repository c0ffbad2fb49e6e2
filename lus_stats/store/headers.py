"""Which column of a file is which of the canonical ones."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Final

from lus_stats import schema
from lus_stats.errors import Refused

# What is stripped from both ends of a cell: every kind of space, and the marks that show as nothing.
SPACES: Final = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\u200b\u2060\ufeff"


def matched(headers: Sequence[str]) -> dict[str, int]:
    """The place in the file of each canonical header that it has.

    Errors: Refused where a must-column is missing or a column is there twice; the message lacks the file's name
    and repeats nothing that the file says, since its first row may be a patient's.
    """
    found = [normal(header) for header in headers]
    twice = [header for header in schema.HEADERS if Counter(found)[header] > 1]
    if twice:
        raise Refused(f"har flera kolumner med namnet {_listed(twice)}. Ta bort eller döp om alla utom en.")
    missing = [field.header for field in schema.FIELDS if field.required and field.header not in found]
    if missing:
        raise Refused(
            f"saknar kolumnen {_listed(missing)}. Första raden ska ha kolumnernas namn, med semikolon emellan."
        )
    return {header: found.index(header) for header in schema.HEADERS if header in found}


def unknown(headers: Sequence[str]) -> list[str]:
    """The headers that are none of the canonical ones; unnamed columns left out."""
    return [header.strip(SPACES) for header in headers if normal(header) not in {"", *schema.HEADERS}]


def normal(header: str) -> str:
    """A header without regard to case, outer spaces, Unicode form, and space for `_`."""
    return re.sub(r"[\s_]+", "_", unicodedata.normalize("NFC", header).strip(SPACES).lower())


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " och " + names[-1]
