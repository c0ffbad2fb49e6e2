"""What Data says: what the store holds, and what a file would come to, or came to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lus_stats.text import numbers


@dataclass(frozen=True)
class Held:
    """A month's newest revision in one care form (its word in Swedish)."""

    care_form: str
    revision: int
    extracted_on: date


def holdings_sentence(
    *,
    county: str,
    complete: date | None,
    newest: date,
    held: Sequence[Held],
    late: int = 0,
    waiting: int | None = 0,
) -> str:
    """Data's headline: the newest complete month, what came late to it, and what waits to be read in.

    `complete` is None where no month has a basis yet; `newest` is the newest month at all. `held` has that complete
    month's newest revision of each care form. `waiting` is None where the inbox cannot be read.
    Unit: Markdown.
    """
    said = [_newest_month(county, complete, newest, held)]
    if late:
        came = numbers.counted(late, "vårdtillfälle", "vårdtillfällen")
        said.append(f"**{came}** registrerades för sent för underlaget.")
    if waiting is None:
        said.append("Inkorgen går inte att läsa; kontrollera mappens rättigheter.")
    elif waiting:
        files = numbers.counted(waiting, "fil", "filer")
        said.append(f"**{files}** väntar i inkorgen.")
    return " ".join(said)


def _newest_month(county: str, complete: date | None, newest: date, held: Sequence[Held]) -> str:
    if complete is None:
        month = numbers.month_and_year(newest)
        return f"Ingen hel månad är inläst för {county} än: **{month}** är den nyaste, preliminär."
    month = f"Senaste hela månad är **{numbers.month_and_year(complete)}**"
    if len({(one.revision, one.extracted_on) for one in held}) == 1:
        return f"{month}, {_drawn(held[0])}."
    return f"{month}: {'; '.join(f'{one.care_form} {_drawn(one)}' for one in held)}."


def _drawn(one: Held) -> str:
    return f"uttag {numbers.short_day(one.extracted_on)} {one.extracted_on.year}, version {one.revision}"


@dataclass(frozen=True)
class Intake:
    """What one call of imports comes to, counted over its files."""

    files: int
    accepted: int
    rejected: int
    refused: int
    revisions: int


def preview_sentence(intake: Intake) -> str:
    """What would happen if the files were read in."""
    if intake.refused:
        return _refused(intake)
    rows = f"**{_rows(intake.accepted)}** godkänns, {_rejected(intake)} avvisas."
    if not intake.revisions:
        return f"{rows} Ingen ny version av någon månad skulle skrivas."
    return f"{rows} **{_new(intake.revisions)}** skulle skrivas."


def outcome_sentence(intake: Intake) -> str:
    """What happened when they were."""
    if intake.refused:
        return _refused(intake)
    rows = f"{_rows(intake.accepted)} godkändes, {_rejected(intake)} avvisades."
    if not intake.revisions:
        return f"**Ingen ny version av någon månad skrevs.** {numbers.capitalised(rows)}"
    return f"**Inläst: {_new(intake.revisions)}.** {numbers.capitalised(rows)}"


def _refused(intake: Intake) -> str:
    if intake.files == 1:
        return "**Filen tas inte emot.** Inget skrivs."
    which = numbers.counted(intake.refused, "fil", "filer")
    return f"**{which} av {numbers.number(intake.files)} tas inte emot.** Inget skrivs av någon av dem."


def _rows(count: int) -> str:
    return numbers.counted(count, "rad", "rader")


def _new(count: int) -> str:
    return numbers.counted(count, "ny version", "nya versioner")


def _rejected(intake: Intake) -> str:
    return f"**{numbers.number(intake.rejected)}**" if intake.rejected else "ingen"
