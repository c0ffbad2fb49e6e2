"""What stands under Fakturering's figures: the shadow bill, the cliff, the year, and the districts' parts."""

from lus_stats.text import numbers
from lus_stats.text.money import Sum


def shadow_sentence(place: str, billed: Sum, shadow: Sum, *, mean_changes: bool) -> str:
    """The month as if the region had met every criterion, beside the month as it was.

    Unit: Markdown.
    """
    met = f"Hade regionen uppfyllt alla kriterier hade {place} betalat"
    basis = " Medelvärdet räknas då på alla vårdtillfällen." if mean_changes else ""
    if (billed.tenths, billed.amount_sek) == (shadow.tenths, shadow.amount_sek):
        return f"{met} lika mycket: **{shadow}**.{basis}"
    if billed.amount_sek is None or shadow.amount_sek is None:
        return f"{met} för **{numbers.days_in_tenths(shadow.tenths)}** i stället för {_days(billed)}.{basis}"
    more = shadow.amount_sek - billed.amount_sek
    word = "mer" if more > 0 else "mindre"
    return (
        f"{met} **{_kronor(shadow)}** i stället för {numbers.kronor(billed.amount_sek)}: "
        f"{numbers.kronor(abs(more))} {word}.{basis}"
    )


def _kronor(shadow: Sum) -> str:
    return numbers.marked_kronor(shadow.amount_sek, shadow.status, invented=shadow.invented)


def _days(billed: Sum) -> str:
    return numbers.days_in_tenths(billed.tenths)


def cliff_title(threshold_tenths: int, edge_days: int, edge_sek: int | None) -> str:
    """What the first day over the threshold costs; nothing yet where nobody then had days beyond the free ones."""
    limit = numbers.threshold(threshold_tenths)
    if not edge_days:
        return f"Fakturan växer från noll en bit över gränsen {limit}, utan klippa"
    cost = numbers.days(edge_days) if edge_sek is None else numbers.kronor(edge_sek)
    return f"Strax över {limit} kostar månaden {cost}, på {limit} ingenting"


def slope_title(threshold_tenths: int) -> str:
    """Where only the days above the threshold are billed there is no cliff."""
    return f"Fakturan växer från noll vid gränsen {numbers.threshold(threshold_tenths)}, utan klippa"


def cliff_subtitle(*, episodes: int, a_day_sek: int | None, pays_excess: bool) -> str:
    """What the curve assumes."""
    each = f"Varje dag till flyttar medelvärdet {numbers.number(1 / episodes, 3)} dagar"
    costs = "" if a_day_sek is None else f" och kostar, över gränsen, {numbers.kronor(a_day_sek)}"
    whose = "" if pays_excess else " Kurvan ändrar väntan för patienter som redan väntat längre än fristdagarna."
    return f"{each}{costs}.{whose} Romben är månaden som den blev."


def cliff_alternative(place: str, mean: float, threshold_tenths: int, said: str) -> str:
    """The curve read out."""
    shown = numbers.mean_beside(mean, threshold_tenths)
    return f"Fakturan som en kurva av medelvärdet, {place}. Månadens medelvärde {shown} ger {said}."


def year_title(months: int, charged: int, billed: Sum) -> str:
    """The year's sum."""
    span = f"De senaste {numbers.in_words(months)} månaderna" if months > 1 else "Månaden"
    if not billed.tenths:
        return f"{span}: inget debiteras"
    return f"{span}: {billed}, i {numbers.counted(charged, 'månad', 'månader')}"


def districts_title(billed: Sum, districts: int) -> str:
    """How many districts a city's bill falls on."""
    if not billed.tenths:
        return "Stadsdelarnas del: staden betalar inget den här månaden"
    return f"Stadens {numbers.days_in_tenths(billed.tenths)} fördelade på {numbers.counted(districts, 'rad', 'rader')}"
