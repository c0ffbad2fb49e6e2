"""Dates and times as a source writes them, told by a format like `%d/%m/%Y %H.%M`, into the canonical text."""

import re
from collections.abc import Sequence
from typing import Final

import polars as pl

EXCEL: Final = "excel"
"""A format of its own: days since 1899-12-30, as a spreadsheet counts them."""

_DIGITS: Final = {
    "Y": "(?P<Y>[0-9]{4})",
    "y": "(?P<y>[0-9]{2})",
    "m": "(?P<m>0[1-9]|1[0-2])",
    "d": "(?P<d>0[1-9]|[12][0-9]|3[01])",
    "H": "(?P<H>[01][0-9]|2[0-3])",
    "M": "(?P<M>[0-5][0-9])",
    "S": "(?P<S>[0-5][0-9])",
    "f": "[0-9]{1,9}",
}
_SHORT: Final = {"m": "(?P<m>0?[1-9]|1[0-2])", "d": "(?P<d>0?[1-9]|[12][0-9]|3[01])", "H": "(?P<H>[01]?[0-9]|2[0-3])"}
_PARTS: Final = re.compile(r"%(.)|([^%]+)|(%$)")
_FRACTION: Final = r"%S[.,]%f$"
_DAY: Final = "%Y-%m-%d"
_MINUTES: Final = "%Y-%m-%d %H:%M"
_SECONDS: Final = "%Y-%m-%d %H:%M:%S"
_SERIAL: Final = r"^[0-9]{5}(?:\.[0-9]+)?$"
_WHOLE_SERIAL: Final = r"^[0-9]{5}$"
_SECONDS_A_DAY: Final = 86_400  # D56: to the nearest second
_KNOWN: Final = ", ".join(f"%{letter}" for letter in _DIGITS)


def fault(form: str) -> str | None:
    """What is wrong with a format, in Swedish; None where nothing is.

    The order year, day, month is refused: nobody writes so, and a canonical date would be turned about by it.
    """
    if form == EXCEL:
        return None
    letters = [letter for letter, _ in _parts(form) if letter]
    unknown = [letter for letter in letters if letter not in _DIGITS]
    if unknown or "%" in [text for _, text in _parts(form)]:
        return f"har en del som inte kan läsas; de som finns är {_KNOWN}"
    day = [letter for letter in letters if letter in "Yymd"]
    if sorted(day) not in (["Y", "d", "m"], ["d", "m", "y"]):
        return "ska ha år (%Y eller %y), månad (%m) och dag (%d), en gång var"
    if day[0] in "Yy" and day[1] == "d":
        return "har år, dag, månad i den ordningen; så skrivs inga datum"
    if [letter for letter in letters if letter in "HMSf"] not in ([], [*"HM"], [*"HMS"], [*"HMSf"]):
        return "ska ha klockslaget som %H, %M, eventuellt %S och %f, i den ordningen"
    if "%f" in form and not re.search(_FRACTION, form):
        return "ska ha %f sist, efter %S och punkt eller komma"
    if form.rstrip().endswith("Z"):
        return "slutar med Z, som betyder en annan tidszon; klockslag ska vara svensk tid"
    return None


def has_time(form: str) -> bool:
    """Whether a text in the format says a time of day; Excel's number may."""
    return form == EXCEL or "%H" in form


def canonical_text(text: pl.Expr, formats: Sequence[str], *, moment: bool) -> pl.Expr:
    """The text as `2020-02-01 11:00`, or `2020-02-01` where there is no time or none is wanted.

    The first format that fits counts (D56). A text that only has a format's day becomes that day, so that what is said
    about it is that the time is missing; one that fits nothing stays as it is.
    """
    days = (day for form in formats if (day := day_of(form)) and day not in formats)
    return pl.coalesce(*(_read(text, form, moment=moment) for form in (*formats, *days)), text)


def pattern_of(form: str) -> str:
    """The regular expression of texts in a format; one digit is enough for a day, month or hour that stands free."""
    if form == EXCEL:
        return _SERIAL
    parts = _parts(form)
    written = []
    for place, (letter, text) in enumerate(parts):
        crowded = any(near[0] for near in (*parts[max(place - 1, 0) : place], *parts[place + 1 : place + 2]))
        if letter:
            written.append(_DIGITS[letter] if crowded else _SHORT.get(letter, _DIGITS[letter]))
        else:
            written.append(r"\s+".join(map(re.escape, re.split(r"\s+", text))))
    return f"^{''.join(written)}$"


def _parts(form: str) -> list[tuple[str, str]]:
    """A format as directives (their letter) and the text between them."""
    return [(letter, text or lone) for letter, text, lone in _PARTS.findall(form)]


def day_of(form: str) -> str | None:
    """The part of a format before its time of day; None where that is no whole date, or there is no time."""
    if "%H" not in form:
        return None
    parts = _parts(form)
    before = parts[: [letter for letter, _ in parts].index("H")]
    while before and not before[-1][0]:  # what stands between day and time
        before.pop()
    day = "".join(f"%{letter}" if letter else text for letter, text in before)
    return day if fault(day) is None else None


def _read(text: pl.Expr, form: str, *, moment: bool) -> pl.Expr:
    """What a text in the format says; null where it is not in it, or names a day that is in no calendar.

    The pattern keeps out what the parser would forgive: years of any length, %H of 24, leap seconds.
    """
    if form == EXCEL:
        return _from_serial(text, moment=moment)
    fits = text.str.contains(pattern_of(form))
    spaced = text.str.replace_all(r"\s+", " ") if " " in form else text
    if "%f" in form:  # parts of a second are of no use here
        form, spaced = re.sub(_FRACTION, "%S", form), spaced.str.replace("[.,][0-9]+$", "")
    sound = pl.when(fits).then(spaced)
    if not has_time(form):
        return sound.str.to_date(form, strict=False, cache=False).dt.to_string(_DAY)
    at = sound.str.to_datetime(form, strict=False, cache=False, time_unit="us")
    return at.dt.to_string(_DAY if not moment else _SECONDS if "%S" in form else _MINUTES)


def _from_serial(text: pl.Expr, *, moment: bool) -> pl.Expr:
    """A spreadsheet's number, to the nearest second; a whole number is a day, never its midnight."""
    number = pl.when(text.str.contains(_SERIAL)).then(text).cast(pl.Float64, strict=False)
    seconds = (number * _SECONDS_A_DAY).round().cast(pl.Int64)
    at = pl.datetime(1899, 12, 30) + pl.duration(seconds=seconds)
    if not moment:
        return at.dt.to_string(_DAY)
    return pl.when(text.str.contains(_WHOLE_SERIAL)).then(at.dt.to_string(_DAY)).otherwise(at.dt.to_string(_SECONDS))
