"""A chance in words: how many months of how many, as people count, and never more exact than a history can tell."""

from typing import Final

from lus_stats.text import numbers

RARE: Final = 0.05
NEARLY_ALWAYS: Final = 0.95
_STEPS: Final = ((1, 20), (1, 10), (1, 6), (1, 5), (1, 4), (1, 3), (1, 2), (2, 3), (3, 4), (4, 5), (9, 10))
TOO_SHORT: Final = "för kort historik"


def in_months(chance: float) -> str:
    """`ungefär 1 månad av 4`, `mindre än 1 månad av 20`, `nästan varje månad`.

    The nearest of some simple shares; halfway between two it is the larger.
    """
    if chance < RARE:
        return "mindre än 1 månad av 20"
    if chance > NEARLY_ALWAYS:
        return "nästan varje månad"
    months, of = min(reversed(_STEPS), key=lambda step: round(abs(chance - step[0] / step[1]), 9))
    return f"ungefär {months} {'månad' if months == 1 else 'månader'} av {of}"


def hidden_sentence(month: str, threshold_tenths: int) -> str:
    """Why a reader is not told the chance: some month that it is drawn from is hidden from that reader."""
    limit = numbers.threshold(threshold_tenths)
    return f"Chansen att {month} hamnar över {limit} visas inte: någon månad i historiken är dold."


def crossing_sentence(chance: float | None, month: str, threshold_tenths: int, history: int) -> str:
    """What a municipality's own history says of the month that comes.

    `chance` is None where there is too little of a history; `month` names the coming month.
    Unit: Markdown.
    """
    limit = numbers.threshold(threshold_tenths)
    if chance is None:
        return f"Chansen att {month} hamnar över {limit} går inte att räkna: {TOO_SHORT}."
    said = f"Chansen att {month} hamnar över {limit}: **{in_months(chance)}**, att döma av kommunens egna"
    return f"{said} vårdtillfällen de senaste {numbers.number(history)} månaderna."
