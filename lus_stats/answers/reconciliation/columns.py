"""Which columns of an invoice say the episode, its days and its kronor: by the many names they go under."""

import re
from collections.abc import Sequence
from typing import Final

from lus_stats.store.headers import normal

_IDS: Final = (
    *("vårdtillfälle", "vårdtillfällesid", "vårdtillfälle_id", "vårdtillfällesnummer", "vårdtillfälle_nr", "vtf"),
    *("vtf_id", "ärende", "ärendeid", "ärende_id", "ärendenummer", "ärende_nr", "ärendenr", "id", "episode_id"),
    *("pseudonym", "beteckning", "referens", "löpnummer", "vårdkontakt"),
)
_DAYS: Final = (
    *("fakturerade_dagar", "debiterade_dagar", "antal_debiterade_dagar", "betalningsdagar", "antal_betalningsdagar"),
    *("dagar", "antal_dagar", "antal_dgr", "dygn", "antal_dygn", "vårddygn", "antal_vårddygn", "billed_days", "days"),
    *("antal", "kvantitet"),
)
_SEK: Final = (
    *("fakturerat_belopp", "debiteras,_kronor", "belopp", "belopp_kr", "belopp_sek", "belopp_(kr)", "belopp_i_kr"),
    *("kronor", "kr", "sek", "summa", "summa_kr", "summa_(kr)", "radsumma", "totalt", "totalt_kr", "amount_sek"),
    *("att_betala", "netto", "nettobelopp", "pris_totalt", "kostnad"),
)
NAMES: Final = {"episode_id": _IDS, "days": _DAYS, "sek": _SEK}
"""Each column's names, the surest first."""

SAID: Final = {"episode_id": "vårdtillfälle", "days": "dagar", "sek": "kronor"}
_TRAILING: Final = re.compile(r"[\s_:.*]+$")


def found(headers: Sequence[str | None]) -> dict[str, int]:
    """The place of each column that is there, by its surest name."""
    names = [_TRAILING.sub("", normal(header or "")) for header in headers]
    return {
        field: names.index(known)
        for field, tried in NAMES.items()
        for known in [next((name for name in tried if name in names), None)]
        if known is not None
    }


def is_enough(places: dict[str, int]) -> bool:
    """Whether there is an invoice to read: the episode, and its days or its kronor."""
    return "episode_id" in places and len(places) > 1


def missing(places: dict[str, int]) -> str:
    """What to say where it is not enough."""
    if "episode_id" not in places:
        return "saknar en kolumn för vårdtillfället. Den kan heta vårdtillfälle, ärende eller id."
    return (
        "saknar kolumner för både dagar och kronor. Minst en måste finnas; de kan heta dagar eller antal dagar, "
        "och belopp, kronor eller summa."
    )
