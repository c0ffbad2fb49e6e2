"""Numbers, days and names as Swedes write them, half up where something is rounded."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from babel.dates import format_date

from lus_stats.vocabulary import AmountStatus

LOCALE: Final = "sv_SE"
NBSP: Final = "\u00a0"
MINUS: Final = "\u2212"
MOST_NAMES: Final = 4
_WORDS: Final = ("ingen", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
_MOST_DECIMALS: Final = 6


def rounded(value: float, decimals: int) -> Decimal:
    """The number as it is shown: half up, away from zero (D26)."""
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def number(value: float, decimals: int = 0) -> str:
    """`3,5`, `1 234` with a no-break space, and a real minus."""
    shown = rounded(value, decimals)
    sign = MINUS if shown < 0 else ""
    return sign + f"{abs(shown):,f}".replace(",", NBSP).replace(".", ",")


def tenths(value: int) -> str:
    """Tenths of days as they are written: `3` or `2,5`."""
    return number(value / 10, 1 if value % 10 else 0)


def threshold(value: int) -> str:
    """A threshold in tenths, always with its decimal: `3,0`."""
    return number(value / 10, 1)


def mean_beside(mean: float, threshold_tenths: int) -> str:
    """A mean with two decimals, and as many more as it takes to be seen apart from the threshold it is held against."""
    limit = Decimal(threshold_tenths) / 10
    apart = (d for d in range(2, _MOST_DECIMALS) if rounded(mean, d) != limit or is_at(mean, threshold_tenths))
    return number(mean, next(apart, _MOST_DECIMALS))


def is_at(mean: float, threshold_tenths: int) -> bool:
    """Whether a mean is the threshold itself, neither above nor below."""
    return Decimal(repr(mean)) == Decimal(threshold_tenths) / 10


def days(count: int) -> str:
    """`1 dag`, `4 dagar`."""
    return f"{number(count)}{NBSP}{'dag' if count == 1 else 'dagar'}"


def days_in_tenths(count: int) -> str:
    """`1 dag`, `4 dagar`, `2,5 dagar`, from tenths."""
    return f"{tenths(count)}{NBSP}{'dag' if abs(count) == 10 else 'dagar'}"


def counted(count: int, one: str, many: str) -> str:
    """`1 kommun`, `3 kommuner`."""
    return f"{number(count)}{NBSP}{one if count == 1 else many}"


def episodes(count: int) -> str:
    """`1 vårdtillfälle`, `52 vårdtillfällen`."""
    return counted(count, "vårdtillfälle", "vårdtillfällen")


def in_words(count: int, none: str = "ingen", one: str = "en") -> str:
    """A small count as a word: `tre`; digits from thirteen on."""
    if count >= len(_WORDS):
        return number(count)
    return {0: none, 1: one}.get(count, _WORDS[count])


def kronor(amount_sek: int | None) -> str:
    """`8 200 kr`; "belopp saknas" where the amount is unknown."""
    return "belopp saknas" if amount_sek is None else f"{number(amount_sek)}{NBSP}kr"


def marked_kronor(amount_sek: int | None, status: AmountStatus, *, invented: bool = False) -> str:
    """Kronor with what must be said about them wherever they are shown: `116 000 kr (obekräftat belopp)`."""
    if amount_sek is None:
        return kronor(None)
    if invented:
        return f"{kronor(amount_sek)} (demobelopp)"
    marks = {AmountStatus.UNCONFIRMED: " (obekräftat belopp)", AmountStatus.ENTERED: " (angivet belopp)"}
    return kronor(amount_sek) + marks.get(status, "")


def listed(words: Sequence[str]) -> str:
    """`Karlskoga, Hallsberg och Hällefors`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} och {words[-1]}"


def shortened(names: Sequence[str]) -> str:
    """Up to four names; of more, the first three and "2 till"."""
    if len(names) <= MOST_NAMES:
        return listed(names)
    kept = names[: MOST_NAMES - 1]
    return f"{', '.join(kept)} och {number(len(names) - len(kept))} till"


def numbers_of_days(first: int, last: int) -> str:
    """`dag 4`, `dag 4 och 5`, `dag 4–12`."""
    if first == last:
        return f"dag{NBSP}{first}"
    return f"dag{NBSP}{first}{' och ' if last == first + 1 else '–'}{last}"


def month_name(month: date) -> str:
    """`februari`."""
    return format_date(month, "MMMM", locale=LOCALE)


def month_and_year(month: date) -> str:
    """`februari 2023`."""
    return f"{month_name(month)} {month.year}"


def month_beside(month: date, other: date) -> str:
    """A month named beside another: `januari`, and with its year where that is another one."""
    return month_name(month) if month.year == other.year else month_and_year(month)


def day(moment: date) -> str:
    """`onsdag 1 februari`."""
    return format_date(moment, f"EEEE d'{NBSP}'MMMM", locale=LOCALE)


def short_day(moment: date) -> str:
    """`1 februari`."""
    return format_date(moment, f"d'{NBSP}'MMMM", locale=LOCALE)


def clock_time(moment: datetime) -> str:
    """`kl. 11.00`, with seconds where there are any."""
    return f"kl.{NBSP}{moment:%H.%M.%S}" if moment.second else f"kl.{NBSP}{moment:%H.%M}"


def capitalised(sentence: str) -> str:
    """The sentence with a capital first letter."""
    return sentence[:1].upper() + sentence[1:]


def uncapitalised(name: str) -> str:
    """A name as it stands within a sentence."""
    return name[:1].lower() + name[1:]
