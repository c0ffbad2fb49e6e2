"""The amounts behind a month's kronor: which years' they are, and what must be said about them."""

from collections.abc import Iterable

from lus_stats.rules import Amount, Rulebook
from lus_stats.rules.table import amount_of
from lus_stats.text import numbers
from lus_stats.vocabulary import SWEDISH, AmountStatus

MARKS = {AmountStatus.UNCONFIRMED: "obekräftat", AmountStatus.ENTERED: "angivet"}


def mark(status: str | None, *, invented: bool) -> str | None:
    """What is set beside kronor: "demobelopp", "obekräftat", or nothing."""
    if invented:
        return "demobelopp"
    return MARKS.get(AmountStatus(status)) if status else None


def worst(statuses: Iterable[str]) -> AmountStatus:
    """The worst of some statuses; confirmed where there are none."""
    return max(map(AmountStatus, statuses), key=list(AmountStatus).index, default=AmountStatus.CONFIRMED)


def mark_of_years(rulebook: Rulebook, years: Iterable[int]) -> str | None:
    """The mark of kronor that rest on these years' amounts; of a year that nobody has listed there are none."""
    listed = [rulebook.amounts[year] for year in years if year in rulebook.amounts]
    return mark(worst(one.status for one in listed), invented=any(one.invented for one in listed))


def amount_words(rulebook: Rulebook, years: Iterable[int]) -> str:
    """`10 500 kr per dag (HSLF-FS 2018:67, bekräftat)`, with each year's name where there are several."""
    wanted = sorted(set(years))
    return ", ".join(dict.fromkeys(_said(amount_of(rulebook, year), named=len(wanted) > 1) for year in wanted))


def _said(amount: Amount, *, named: bool) -> str:
    when = f" {amount.year}" if named or str(amount.year) not in amount.regulation else ""
    if amount.amount_sek is None:
        return f"belopp saknas{when} ({amount.regulation})"
    if amount.entered:
        return f"{numbers.kronor(amount.amount_sek)} per dag (angivet belopp)"
    if amount.invented:
        return f"{numbers.kronor(amount.amount_sek)} per dag{when} (demobelopp)"
    state = SWEDISH[amount.status]
    source = amount.regulation if state in amount.regulation else f"{amount.regulation}, {state}"
    return f"{numbers.kronor(amount.amount_sek)} per dag{when} ({source})"
