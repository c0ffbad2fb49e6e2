"""What became of a file of the inbox, in Swedish, for the file that lies beside it; no value of any row."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from lus_stats import months
from lus_stats.geography import county_name
from lus_stats.store.report import FileReport, WrittenRevision
from lus_stats.vocabulary import SWEDISH, CareForm

_MOST_REASONS: Final = 20
_CURES: Final = {
    "--extracted-on": "I inkorgen anges uttagets dag i filens namn, som uttag-2020-03-06; lägg in filen igen så.",
    "--max-rejected": "Flaggan --max-rejected finns i lus import, inte i inkorgen.",
    "--replace": "Flaggan --replace finns i lus import, inte i inkorgen.",
}


@dataclass(frozen=True)
class Told:
    """What there is to tell: the file as it is shown, how it was taken, and what came of it.

    `lies` is the name that it has now; empty where no copy is kept.
    """

    file: str
    at: datetime
    sha256: str
    mapping: str
    extracted_on: date | None
    report: FileReport
    lies: str

    def text(self) -> str:
        """The report."""
        return "\n".join((*self._head(), *self._outcome(), *self._remarks())) + "\n"

    def _head(self) -> Iterator[str]:
        drawn = f"{self.extracted_on} (står i filens namn)" if self.extracted_on else "står inte i filens namn"
        yield f"Fil: {self.file}"
        yield f"Mottagen av lus watch: {self.at:%Y-%m-%d %H:%M}"
        yield f"SHA-256: {self.sha256 or 'okänd, filen har inte lästs'}"
        yield f"Mappning: {self.mapping}"
        yield f"Uttagsdatum: {drawn}"
        if not self.lies:
            yield (
                "Filen är borttagen: den har personnummer eller samordningsnummer, och ingen kopia sparas. "
                "Bara den här rapporten finns kvar."
            )

    def _outcome(self) -> Iterator[str]:
        if self.report.refused is not None:
            yield f"\nNEKAD, inget är inläst: {self.report.refused}"
        else:
            yield f"\nINLÄST. Godkända rader: {self.report.accepted}. Avvisade rader: {self.report.rejected}."
            yield from (f"  Ny version: {_said(revision)}" for revision in self.report.months)
        if self.report.rejected_path is not None:
            yield f"De avvisade raderna, med skäl: {self.report.rejected_path}"

    def _remarks(self) -> Iterator[str]:
        reasons = self.report.rejected_rows.select("row", "column", "reason").rows()
        said = " ".join((self.report.refused or "", *{why for *_, why in reasons}))
        cures = (cure for flag, cure in _CURES.items() if flag in said)
        remarks = (*cures, *self.report.notes, *self.report.warnings)
        if remarks:
            yield "\nAtt veta:"
            yield from (f"  {remark}" for remark in remarks)
        if reasons:
            yield "\nSkäl till att rader avvisades:"
            yield from (f"  rad {row}, {column or 'hela raden'}: {why}" for row, column, why in reasons[:_MOST_REASONS])
        if len(reasons) > _MOST_REASONS:
            yield f"  och {len(reasons) - _MOST_REASONS} skäl till."


def _said(one: WrittenRevision) -> str:
    basis = ", fryst underlag" if one.basis else ""
    care_form = SWEDISH[CareForm(one.care_form)]
    return (
        f"{county_name(one.county)} {months.key(one.month)} {care_form}, version {one.revision}: "
        f"{one.rows} rader, uttag {one.extracted_on}{basis}"
    )
