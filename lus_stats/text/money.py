"""The finding at the top of Fakturering and Fakturaunderlag: who pays what, and what it hangs on."""

from dataclasses import dataclass
from datetime import date

from lus_stats.text import numbers
from lus_stats.vocabulary import AmountStatus, Model


@dataclass(frozen=True)
class Sum:
    """Days in tenths and their kronor, None where a day's amount is missing."""

    tenths: int
    amount_sek: int | None
    status: AmountStatus = AmountStatus.CONFIRMED
    invented: bool = False

    def __str__(self) -> str:
        shown = numbers.marked_kronor(self.amount_sek, self.status, invented=self.invented)
        return f"{numbers.days_in_tenths(self.tenths)}, {shown}" if self.tenths else numbers.days(0)


@dataclass(frozen=True)
class Margin:
    """A municipality and how many tenths of days it has left to the threshold (negative: too many)."""

    municipality: str
    headroom_tenths: int


def billing_sentence(
    *,
    month: date,
    threshold_tenths: int | None,
    liable: int,
    payers: int,
    billed: Sum,
    blocked: Sum,
    closest_over: Margin | None = None,
    closest_under: Margin | None = None,
    municipality: str | None = None,
    hidden: int = 0,
) -> str:
    """Fakturering's headline.

    `threshold_tenths` is None under terms without a mean; `liable` counts the municipalities over it and `payers`
    those with anything billed; `closest_*` are the nearest on each side. `municipality` names the only one the
    answer is of; `hidden` counts those left out of every sum because this reader may not see them.
    Unit: Markdown.
    """
    parts = (
        _payers(month, threshold_tenths, liable, payers, billed, municipality, hidden),
        _blocked(blocked, billed),
        "" if threshold_tenths is None else _closest(closest_over, closest_under),
        _left_out(hidden),
    )
    return " ".join(filter(None, parts))


def invoice_basis_sentence(
    *,
    municipality: str,
    month: date,
    model: Model,
    threshold_tenths: int | None,
    liable: bool,
    episodes: int,
    billed_episodes: int,
    billed: Sum,
    pivotal: int,
    mean: float | None = None,
) -> str:
    """Fakturaunderlag's headline, for one municipality and care form.

    `episodes` counts the lines; `mean` is the billing mean, None where there is none.
    Unit: Markdown.
    """
    where = f"{municipality}, {numbers.month_and_year(month)}: "
    if not episodes:
        return f"{where}**inga vårdtillfällen** skrevs ut, så inget debiteras."
    if model == Model.MEAN_EXCESS:
        return where + _excess(threshold_tenths, liable, billed, pivotal)
    if not liable:
        return where + _not_over(threshold_tenths, mean)
    of = f"på {numbers.number(billed_episodes)}{numbers.NBSP}av{numbers.NBSP}{numbers.episodes(episodes)}"
    return f"{where}{_charged(billed, of)}{_pivotal(pivotal if billed.tenths else 0, threshold_tenths)}"


def _payers(
    month: date,
    threshold_tenths: int | None,
    liable: int,
    payers: int,
    billed: Sum,
    municipality: str | None,
    hidden: int,
) -> str:
    under = _terms(threshold_tenths)
    if municipality is not None:
        return f"{under} betalar {municipality} **{billed}**{f' för {numbers.month_name(month)}' * (not payers)}."
    if payers:
        who = numbers.in_words(payers)
        return f"{under} betalar {who} {'kommun' if payers == 1 else 'kommuner'} **{billed}**."
    if liable and threshold_tenths is not None:
        who = numbers.in_words(liable)
        return f"{under} ligger {who} {'kommun' if liable == 1 else 'kommuner'} över, men **inga dagar debiteras**."
    nobody = "ingen av de kommuner som visas" if hidden else "ingen kommun"
    return f"{under} betalar **{nobody}** för {numbers.month_name(month)}."


def _terms(threshold_tenths: int | None) -> str:
    if threshold_tenths is None:
        return "Utan gräns, varje vårdtillfälle för sig,"
    return f"Med gränsen **{numbers.threshold(threshold_tenths)}**"


def _blocked(blocked: Sum, billed: Sum) -> str:
    if not blocked.tenths:
        return ""
    cost = numbers.marked_kronor(blocked.amount_sek, blocked.status, invented=blocked.invented)
    cost = cost.replace(" (", ", ").removesuffix(")")  # no brackets within brackets
    days = f"{numbers.days_in_tenths(blocked.tenths)}{' till' if billed.tenths else ''}"
    return f"Regionens egna brister stoppar {days} ({cost})."


def _closest(over: Margin | None, under: Margin | None) -> str:
    said = []
    if over is not None:
        said.append(f"{over.municipality} ligger **{numbers.days_in_tenths(-over.headroom_tenths)}** över")
    if under is not None and under.headroom_tenths == 0:
        said.append(f"{under.municipality} ligger **precis på gränsen**")
    elif under is not None:
        said.append(f"{under.municipality} hade **{numbers.days_in_tenths(under.headroom_tenths)}** kvar")
    return f"{', '.join(said)}." if said else ""


def _left_out(hidden: int) -> str:
    if not hidden:
        return ""
    who = numbers.counted(hidden, "kommun", "kommuner")
    return f"{who} är inte med i summorna (dolt: färre än 5)."


def _charged(billed: Sum, of: str) -> str:
    if not billed.tenths:
        return "**inga dagar debiteras**."
    shown = numbers.marked_kronor(billed.amount_sek, billed.status, invented=billed.invented)
    return f"**{numbers.days_in_tenths(billed.tenths)} debiteras, {shown}**, {of}."


def _excess(threshold_tenths: int | None, liable: bool, billed: Sum, pivotal: int) -> str:
    limit = numbers.threshold(threshold_tenths or 0)
    if not liable:
        return f"medelvärdet ligger inte över gränsen {limit}, så **inget debiteras**."
    shown = numbers.marked_kronor(billed.amount_sek, billed.status, invented=billed.invented)
    days = numbers.days_in_tenths(billed.tenths)
    rows = " Summan står på kommunens medelvärde; raderna har inga egna kronor."
    return f"**{days} över gränsen {limit} debiteras, {shown}**.{rows}{_pivotal(pivotal, threshold_tenths)}"


def _not_over(threshold_tenths: int | None, mean: float | None) -> str:
    limit = numbers.threshold(threshold_tenths or 0)
    if mean is None:
        return "inget vårdtillfälle ingår i medelvärdet, så **inget debiteras**."
    shown = numbers.mean_beside(mean, threshold_tenths or 0)
    place = "precis på" if numbers.is_at(mean, threshold_tenths or 0) else "inte över"
    return f"medelvärdet {shown} ligger {place} gränsen {limit}, så **inget debiteras**."


def _pivotal(count: int, threshold_tenths: int | None) -> str:
    if not count or threshold_tenths is None:
        return ""
    limit = numbers.threshold(threshold_tenths)
    gone = f"bort ligger månaden inte längre över {limit}, och hela fakturan försvinner."
    if count == 1:
        return f" Ett är avgörande: faller det {gone}"
    return f" {numbers.capitalised(numbers.in_words(count))} är avgörande: faller ett av dem {gone}"
