"""Days and kronor as people and systems write them: `8 200,00 kr`, `−3`, `(1 200)`, `8200:-`."""

import re
from typing import Final

_SPACES: Final = re.compile(r"[\s\u00a0\u2007\u2009\u202f'\u2019]")
_UNITS: Final = re.compile(r"(?:kronor|kr\.?|sek|:-|,-|dagar|dag|dygn|dgr|vårddygn|d)$")
_MINUS: Final = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2010": "-", "\u2011": "-"})
_PLAIN: Final = re.compile(r"([0-9]+)(?:[.,]([0-9]+))?")
_GROUPED: Final = re.compile(r"([0-9]{1,3}(?:(?P<mark>[.,])[0-9]{3})+)(?:(?!(?P=mark))[.,]([0-9]{1,2}))?")
_LONGEST: Final = 12  # digits before the decimals: more is no invoice


def decimal_of(text: str) -> str | None:
    """The number as `-8200.50`, rounded to hundredths half up; None where it cannot be read, or not surely.

    A mark with three digits after it parts thousands or decimals: `8.200` alone is not guessed (D141).
    """
    said = _SPACES.sub("", text.strip().lower()).translate(_MINUS)
    negative = False
    if said.startswith("(") and said.endswith(")"):
        said, negative = said[1:-1], True
    said = _UNITS.sub("", said)
    if said[:1] in {"-", "+"}:
        negative, said = negative or said[0] == "-", said[1:]
    elif said.endswith("-"):
        negative, said = True, said[:-1]
    said = _UNITS.sub("", said)
    parts = _parts(said)
    if parts is None or len(parts[0]) > _LONGEST:
        return None
    hundredths = _hundredths(*parts)
    sign = "-" if negative and hundredths else ""
    return f"{sign}{hundredths // 100}.{hundredths % 100:02d}"


def _parts(said: str) -> tuple[str, str] | None:
    """The digits before and after the decimal mark."""
    plain = _PLAIN.fullmatch(said)
    if plain:
        whole, decimals = plain[1], plain[2] or ""
        ambiguous = len(decimals) == 3 and len(whole) <= 3 and whole != "0"
        return None if ambiguous else (whole, decimals)
    grouped = _GROUPED.fullmatch(said)
    if grouped is None:
        return None
    several = grouped[1].count(grouped["mark"]) > 1
    if grouped[3] is None and not several:
        return None
    return grouped[1].replace(grouped["mark"], ""), grouped[3] or ""


def _hundredths(whole: str, decimals: str) -> int:
    """Half up, on the digits as they stand."""
    kept = (decimals + "00")[:2]
    return int(whole) * 100 + int(kept) + (decimals[2:3] >= "5")
