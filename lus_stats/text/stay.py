"""The calculator's sentences: what was typed that cannot be read, and what a stay comes to."""

import re
from datetime import date, datetime, timedelta
from typing import Final

from lus_stats.errors import WrongCall
from lus_stats.text import numbers

EXAMPLE: Final = "2020-02-01 11:00"
LONGEST_DAYS: Final = 400
FIRST_YEAR: Final = 2018  # the Act's first; before it there are no terms
_MOMENT: Final = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:T| |,)+(?:kl\.? ?)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?)?"
)


def moment(text: str, what: str) -> datetime:
    """A date and time as a reader types it.

    Errors: WrongCall in Swedish, saying which of the two moments and how to write it.
    """
    found = _MOMENT.fullmatch(text.strip())
    if found is None:
        raise WrongCall(f"{what}: ”{text.strip()}” går inte att läsa. Skriv datum och klockslag så här: {EXAMPLE}.")
    if found[4] is None:
        raise WrongCall(f"{what}: klockslaget saknas. Skriv datum och klockslag så här: {EXAMPLE}.")
    try:
        return datetime(*(int(part or 0) for part in found.groups()))  # type: ignore[arg-type]
    except ValueError:
        raise WrongCall(f"{what}: ”{text.strip()}” finns inte i kalendern eller på klockan.") from None


def check_stay(notice_at: datetime, discharged_at: datetime, last: date) -> None:
    """See to it that a stay can be counted.

    Errors: WrongCall in Swedish.
    """
    if discharged_at < notice_at:
        raise WrongCall("Utskrivningen ligger före underrättelsen. Ändra ett av dem.")
    if discharged_at - notice_at > timedelta(days=LONGEST_DAYS):
        raise WrongCall(f"Det är mer än {LONGEST_DAYS} dagar mellan dem. Prova en kortare tid.")
    if discharged_at.year < FIRST_YEAR:
        raise WrongCall(f"Före {FIRST_YEAR} fanns inga villkor. Välj en senare utskrivning.")
    if discharged_at.date() > last:
        raise WrongCall(f"Välj en utskrivning senast {last}.")


def counted_sentence(ready_days: int, first: date, last: date, free_days: int | None, beyond: int | None) -> str:
    """`**4 dagar**, lör 1 februari till tis 4 februari. 3 fristdagar, sedan **1 dag** som kan debiteras.`

    Unit: Markdown.
    """
    if not ready_days:
        return "**0 dagar**: patienten lämnade sjukhuset före den första dag som räknas."
    since = numbers.day(first) + ("" if first.year == last.year else f" {first.year}")
    span = since if ready_days == 1 else f"{since} till {numbers.day(last)}"
    total = f"**{numbers.days(ready_days)}**, {span}."
    if free_days is None or beyond is None:
        return f"{total} Inga fristdagar: alla dagar ingår i kommunens medelvärde."
    free = numbers.counted(free_days, "fristdag", "fristdagar")
    after = f"sedan **{numbers.days(beyond)}** som kan debiteras" if beyond else "inget därefter"
    return f"{total} {numbers.capitalised(free)}, {after}."
