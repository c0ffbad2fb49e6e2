"""Budget's sentences: what the coming months cost, how the mean lies to the threshold, and how well that has held."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from lus_stats.text import numbers

BAND: Final = f"80{numbers.NBSP}%"
_DIGITS: Final = 2


@dataclass(frozen=True)
class Span:
    """A band's ends, in kronor or days; `sek` says which. `mark` is what must be said of the kronor, if anything."""

    low: float
    high: float
    sek: bool = True
    mark: str = ""

    def __str__(self) -> str:
        unit = "kr" if self.sek else "dagar"
        low, high = (numbers.number(rough(end)) for end in (self.low, self.high))
        said = f"omkring {low}{numbers.NBSP}{unit}" if low == high else f"mellan {low} och {high}{numbers.NBSP}{unit}"
        return f"{said} ({self.mark})" if self.mark else said


def rough(value: float) -> int:
    """A number with two figures that count: a band is not known better than that."""
    whole = round(value)
    return round(whole, min(0, _DIGITS - len(str(whole))))


def budget_sentence(*, terms: str, year: Span, quarter: Span, crossing: str, month: str, limit: str) -> str:
    """Budget's headline; `crossing` is the chance of `month` in words, nothing under terms without a threshold.

    Unit: Markdown.
    """
    does = "kostar" if year.sek else "debiteras"
    said = f"De kommande 12 månaderna {does} {_likely(year)} under villkoren {terms}; de närmaste 3 {_likely(quarter)}."
    missing = "" if year.sek else " Kronor går inte att räkna: belopp saknas."
    chance = f" Chansen att {month} hamnar över {limit}: **{crossing}**." if crossing else ""
    return said + missing + chance


def _likely(span: Span) -> str:
    """With which certainty: where the whole band is nothing, more than nine futures of ten are."""
    if span.high == 0:
        return f"med minst 90{numbers.NBSP}% sannolikhet **ingenting**"
    return f"med {BAND} sannolikhet **{span}**"


def mean_title(low: float, high: float, threshold_tenths: int) -> str:
    """The figure's finding: how the lowest and the highest end of the band lie to the threshold.

    Both ends within it: even all of the coming months together.
    """
    limit = numbers.threshold(threshold_tenths)
    if high * 10 <= threshold_tenths:
        return f"Medelvärdet väntas hålla sig under gränsen {limit}"
    if low * 10 > threshold_tenths:
        return f"Medelvärdet väntas ligga över gränsen {limit}"
    return f"Gränsen {limit} ligger inom det band där medelvärdet väntas hamna"


def fell_within(what: str, tried: int, within: int) -> str:
    """`Månadens medelvärde: 20 av 24 hamnade i bandet (83 %).`, which 80 % should."""
    if not tried:
        return f"{what}: inget att pröva mot."
    share = numbers.number(100 * within / tried)
    return f"{what}: **{numbers.number(within)} av {numbers.number(tried)}** hamnade i bandet ({share}{numbers.NBSP}%)."


def said_and_came(what: str, tried: int, chance: float, came: float) -> str:
    """`Örebro län, över gränsen: 20 % av 210 månader, enligt chanserna 19 %.`; nothing if none was tried.

    `chance` and `came` are shares.
    """
    if not tried:
        return ""
    expected, found = (f"{numbers.number(100 * share)}{numbers.NBSP}%" for share in (chance, came))
    return f"{what}: **{found}** av {numbers.counted(tried, 'månad', 'månader')}, enligt chanserna {expected}."


def rests_on(
    *, futures: int, episodes: int, first: date, last: date, threshold_tenths: int | None, amount: str, seed: int
) -> tuple[str, ...]:
    """What the simulation takes for granted, plainly; `amount` says what a day costs in the coming months.

    Unit: Markdown.
    """
    limit = "" if threshold_tenths is None else f", med gränsen {numbers.threshold(threshold_tenths)}"
    since, until = (numbers.month_and_year(month) for month in (first, last))
    return (
        f"**Simulering, inte spådom**: {numbers.number(futures)} tänkbara framtider, dragna ur kommunens egna "
        f"{numbers.episodes(episodes)} {since} till {until} i underlaget för fakturering, utan sent registrerade.",
        "**Vårdtillfällen dras hela**: dagar, kriterier och dag i månaden följs åt. Antalet per månad varierar som "
        "det har gjort.",
        "**Månader skiljer sig mer än slumpen**: varje framtid har sin egen nivå på väntan, spridd som kommunens egna "
        "månader. Årstid och trend i dagarna räknas inte in.",
        "**Regionens kriterier** uppfylls som de senaste 12 månaderna; av ändringen från året före fortsätter mellan "
        "ingenting och det dubbla.",
        f"**Villkoren** är de som gäller i {until}{limit}. Varje dag kostar sitt kalenderårs belopp: {amount}.",
        "**Bandet** är de mittersta fyra femtedelarna: en framtid av tio ligger under, en av tio över. Nya arbetssätt "
        "eller fler patienter än historiken visar finns inte i det.",
        f"**Frö {seed}**: samma frö, underlag och villkor ger samma siffror.",
    )
