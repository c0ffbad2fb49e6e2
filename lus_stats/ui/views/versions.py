"""Which versions a view rests on, as a word that travels in its link, and what has come since the link was made."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

import polars as pl

from lus_stats import months
from lus_stats.answers import POOLS
from lus_stats.exports.figures_file import Version
from lus_stats.ui.filters import Filters
from lus_stats.ui.views.months_back import XMR

WORD: Final = "version"  # in the address
DEMO: Final = "demo"
_BACK: Final = XMR + max(POOLS) - 1  # months: the longest series, each point of the most months counted together
_DIGITS: Final = 4
_WORD: Final = re.compile(rf"({DEMO}-)?\d{{1,6}}\.[0-9a-f]{{{_DIGITS}}}-\d{{1,6}}\.[0-9a-f]{{{_DIGITS}}}")


@dataclass(frozen=True)
class Versions:
    """One county's versions in one care form: of each month the newest, the one that is billed on, and every other."""

    newest: Mapping[date, Version]
    basis: Mapping[date, Version]
    held: Mapping[tuple[date, int], date]
    demo: bool

    def used(self, *, billing: bool) -> Mapping[date, Version]:
        """The versions that a page of statistics, or of bills, is answered from."""
        return self.basis if billing else self.newest


def versions_of(newest: pl.DataFrame, basis: pl.DataFrame, held: pl.DataFrame, *, demo: bool) -> Versions:
    """Needs: store.extracts of either kind and store.revisions, of one county and care form."""
    wanted = ("month", "revision", "extracted_on")
    first, second = (
        {month: Version(revision, on) for month, revision, on in part.select(wanted).rows()} for part in (newest, basis)
    )
    return Versions(first, second, {(month, number): on for month, number, on in held.select(wanted).rows()}, demo)


def word(known: Versions, chosen: Filters) -> str:
    """`1.3f9a-1.77b0`: the month's newest version and its basis, each with a digest of the months before.

    Empty where the month is not held. Neither an episode nor anything of its rows is in it.
    """
    parts = [_part(known.used(billing=billing), chosen) for billing in (False, True)]
    said = "-".join(parts) if all(parts) else ""
    return f"{DEMO}-{said}" if said and known.demo else said


def _part(used: Mapping[date, Version], chosen: Filters) -> str:
    month = chosen.month
    if month is None or month not in used:
        return ""
    first = months.following(min(month, chosen.compared or month), -_BACK)
    before = sorted((one, v.revision, v.extracted_on) for one, v in used.items() if first <= one < month)
    return f"{used[month].revision}.{sha256(repr(before).encode()).hexdigest()[:_DIGITS]}"


def is_word(text: str) -> bool:
    """Whether an address can have got it from us."""
    return _WORD.fullmatch(text) is not None


def newer(asked: str, known: Versions, chosen: Filters, *, billing: bool) -> str:
    """What a link's word says has changed since it was made; nothing where the page shows the same versions."""
    now = word(known, chosen)
    if not is_word(asked) or not now or asked == now or chosen.month is None:
        return ""
    if asked.startswith(DEMO) != known.demo:
        before, after = ("inlästa uppgifter", "demodata") if known.demo else ("demodata", "inlästa uppgifter")
        return f"länken gjordes på {before}; sidan visar {after}"
    theirs, ours = (one.removeprefix(f"{DEMO}-").split("-")[-1 if billing else 0] for one in (asked, now))
    number, _, digest = theirs.partition(".")
    shown = known.used(billing=billing)[chosen.month]
    if int(number) != shown.revision:
        return _other(int(number), shown, known.held.get((chosen.month, int(number))))
    same = digest == ours.partition(".")[2]
    return "" if same else "tidigare månader har fått nya versioner sedan länken gjordes"


def _other(number: int, shown: Version, extracted_on: date | None) -> str:
    link = f"länken gjordes på version {number}"
    drawn = f" (uttag {extracted_on})" if extracted_on else " (som inte finns kvar)"
    return f"{link}{drawn}; sidan visar version {shown.revision} (uttag {shown.extracted_on})"
