"""What days cost, and how sure the kronor are (rules.md §5, §6)."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from tests.oracle.terms import Terms, amount_of, worst_status


def price(dates: list[date], entered: int | None) -> int | None:
    """Each day at its own calendar year's amount; unknown as soon as one amount is."""
    total = 0
    for day in dates:
        amount, _ = amount_of(day.year, entered)
        if amount is None:
            return None
        total = total + amount
    return total


def status_of(dates: list[date], month: str, entered: int | None) -> str:
    """The worst among the days' years, without days the discharge month's year."""
    years = [day.year for day in dates] or [int(month[:4])]
    return worst_status(years, entered)


def half_up(value: Fraction, step: str) -> Decimal:
    """Rounded half up to the step's decimals."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(step), rounding=ROUND_HALF_UP)


def excess_money(total: int, count: int, terms: Terms, month: str, liable: bool, entered: int | None) -> dict[str, Any]:
    """The days above the threshold, as one sum at the discharge month's amount."""
    amount, status = amount_of(int(month[:4]), entered)
    days = Decimal(0)
    kronor: int | None = 0
    if liable:
        excess = (Fraction(total, count) - Fraction(terms.threshold_days)) * count
        days = half_up(excess, "0.01")
        kronor = None if amount is None else int(half_up(Fraction(days) * amount, "1"))
    return {
        "billed_episodes": 0,
        "billed_days": float(days),
        "amount_sek": kronor,
        "amount_status": status,
        "blocked_days": 0,
        "blocked_sek": 0,
    }
