"""The month's timetable in words."""

from datetime import date

from lus_stats.text import numbers

ASSUMED = "vårt antagande"


def headline(county: str, month: date, today: date, steps: list[tuple[str, date]]) -> str:
    """What comes next: `Nästa steg för september 2026 är granskning klar, fredag 16 oktober (om 3 dagar).`

    Unit: Markdown.
    """
    ahead = [(label, day) for label, day in steps if day >= today]
    if not ahead:
        label, day = steps[-1]
        last = f"sist {label.lower()}, {day_and_year(day)}"
        return f"Alla steg för {numbers.month_and_year(month)} i {county} har passerat; {last}."
    label, day = ahead[0]
    left = until(day, today)
    return f"Nästa steg för {numbers.month_and_year(month)} är **{label.lower()}**, {day_and_year(day)} ({left})."


def day_and_year(day: date) -> str:
    """`fredag 6 mars 2020`."""
    return f"{numbers.day(day)} {day.year}"


def until(day: date, today: date) -> str:
    """`idag`, `i morgon`, `om 3 dagar`, `passerat`."""
    left = (day - today).days
    if left < 0:
        return "passerat"
    return {0: "idag", 1: "i morgon"}.get(left, f"om {numbers.days(left)}")


def entry_title(label: str, month: date, county: str) -> str:
    """`LUS: uttag för februari 2020, Örebro län`."""
    return f"LUS: {numbers.uncapitalised(label)} för {numbers.month_and_year(month)}, {county}"


def entry_words(says: str, source: str) -> str:
    """What the step is, and where its date comes from."""
    return f"{says} Källa: {source}."
