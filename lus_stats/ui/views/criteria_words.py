"""Kriterier in words: its figures for those who cannot see them, and what its terms mean."""

import polars as pl

from lus_stats.figures.theme import month_long, percent
from lus_stats.rules import Terms
from lus_stats.text import numbers
from lus_stats.text.criteria import UNCHANGED_SHARE_MEANS


def dots_alternative(measure: str, rows: pl.DataFrame) -> str:
    """The dots in words, in the order they are drawn."""
    said = [
        f"{label} {percent(value) if value is not None else why}"
        for label, value, why in rows.select("label", "value", "said").iter_rows()
    ]
    return f"{measure}. {', '.join(said)}." if said else f"{measure}. Inga vårdtillfällen."


def mirror_alternative(rows: pl.DataFrame, place: str) -> str:
    """The mirror in words: its first and its last month."""
    first, last = rows.row(0, named=True), rows.row(-1, named=True)
    said = (
        f"{month_long(row['month'])} {percent(row['share'])} och {numbers.number(row['mean'], 1)} dagar"
        for row in (first, last)
        if row["share"] is not None and row["mean"] is not None
    )
    return f"Andel som uppfyller alla kriterier, och dagar i medeltal, månad för månad, {place}. {'; '.join(said)}."


def blocked_subtitle(place: str, hidden: int, *, one: bool) -> str:
    """Whose days they are, and how many municipalities are left out of them."""
    who = "kommunen" if one else "kommunerna"
    said = f"Dagar som {who} slipper betala, simulerat på underlaget för fakturering, {place}."
    left_out = numbers.counted(hidden, "kommun är dold och inte med", "kommuner är dolda och inte med")
    return f"{said} {left_out}: färre än 5 vårdtillfällen." if hidden else said


def definitions(terms: Terms) -> str:
    """What the page's words mean, as Markdown."""
    exempt = "Spår som villkoren undantar räknas som uppfyllda i andelarna." if terms.exempt_tracks else ""
    return "\n\n".join(
        (
            "**Andelarna** är statistik: av alla vårdtillfällen som skrevs ut under månaden, räknade på den nyaste "
            "versionen. **Alla kriterier**: de som villkoren kräver, och bara de. De andra i förteckningen följs upp "
            f"men stoppar inget. {exempt} Streck: 95 % osäkerhet (Wilson). {UNCHANGED_SHARE_MEANS}",
            "**Inte registrerat**: kriteriet är inte uppfyllt, och uppgiften det prövas på saknas. **Inte uppfyllt**: "
            "uppgiften finns men räcker inte. Båda räknas som ouppfyllda. **Undantaget**: patientens spår är "
            "undantaget, och uppgifterna hade inte räckt ändå.",
            "**Stoppade dagar och kronor** är simulerade på underlaget för fakturering: dagar efter fristdagarna som "
            "en betalningsansvarig kommun slipper betala för att ett kriterium ensamt, eller flera tillsammans, inte "
            "är uppfyllt. Dolda kommuner räknas inte in.",
            "**Ansvarig**: den slutna vården (sjukhuset) eller den öppna vården. Båda är regionens.",
        )
    )
