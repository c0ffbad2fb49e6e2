"""Personnummer and samordningsnummer in a text (rules.md §2)."""

import re
from datetime import date

# Bounded by non-digits; ten or twelve digits, optionally - or + before the last four.
CANDIDATE = re.compile(r"(?<![0-9])([0-9]{2})?([0-9]{2})([0-9]{2})([0-9]{2})[-+]?([0-9]{4})(?![0-9])")
CENTURIES = ("18", "19", "20")


def holds_personnummer(text: str) -> bool:
    """Whether any run of digits is a personnummer or samordningsnummer."""
    return any(is_personnummer(*match.groups()) for match in CANDIDATE.finditer(text))


def is_personnummer(century: str | None, year: str, month: str, day: str, last_four: str) -> bool:
    """A plausible birth date (a samordningsnummer's day plus 60) and a right check digit."""
    born = int(day) - 60 if int(day) > 60 else int(day)
    centuries = CENTURIES if century is None else (century,)
    plausible = any(tried in CENTURIES and is_a_date(int(tried + year), int(month), born) for tried in centuries)
    return plausible and luhn_sum(year + month + day + last_four) % 10 == 0


def is_a_date(year: int, month: int, day: int) -> bool:
    """Whether the calendar has the day."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def luhn_sum(digits: str) -> int:
    """Every other digit doubled from the first on, the digits of the products added."""
    total = 0
    for position, digit in enumerate(digits):
        product = int(digit) * (2 if position % 2 == 0 else 1)
        total = total + product // 10 + product % 10
    return total
