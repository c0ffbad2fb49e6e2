"""What a file's name in the inbox says, and under which name it is put away."""

import os
import re
import unicodedata
from datetime import date
from pathlib import Path, PurePath
from typing import Final

from lus_stats.errors import Refused
from lus_stats.store.personnummer import masked

REPORT: Final = ".rapport.txt"
_DRAWN: Final = re.compile(r"(?<![^\W_])uttag[-_ ]?([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?![0-9])", re.IGNORECASE)
_LONGEST: Final = 180  # bytes of a name, so that a counter and the report's ending fit in 255 too
_MISREAD: Final = (
    "har ett uttagsdatum i namnet som inte går att läsa. Skriv det en gång, som uttag-ÅÅÅÅ-MM-DD, och lägg in den igen."
)


def drawn_on(name: str) -> date | None:
    """The extract date that a name says, as `uttag-2020-03-06` or `uttag_20200306`; None where it says none.

    Errors: Refused for a day that is not in the calendar, and for two different ones.
    """
    said = set(_DRAWN.findall(unicodedata.normalize("NFKC", name)))
    if not said:
        return None
    try:
        (day,) = {date(*map(int, parts)) for parts in said}
    except ValueError:
        raise Refused(_MISREAD) from None
    return day


def presentable(name: str, today: date) -> str:
    """A name that can be shown and written: no personnummer (D36), no control characters, and not too long."""
    known = "".join("_" if unicodedata.category(sign).startswith("C") else sign for sign in name)
    said = PurePath(masked(known, today))
    stem, suffix = said.stem, said.suffix or (PurePath(known).suffix if said.name != known else "")
    if len(suffix.encode()) > _LONGEST // 2:
        stem, suffix = said.name, ""
    return stem.encode()[: _LONGEST - len(suffix.encode())].decode(errors="ignore") + suffix


def free_name(folder: Path, name: str) -> str:
    """The name, or the first with a counter, that neither a file nor a report has."""
    path, count, tried = PurePath(name), 1, name
    while os.path.lexists(folder / tried) or os.path.lexists(folder / (tried + REPORT)):
        count += 1
        tried = f"{path.stem}-{count}{path.suffix}"
    return tried
