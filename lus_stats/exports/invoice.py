"""Fakturaunderlag as its files tell it: one municipality's month in one care form, in words and plain values.

Whoever builds a file takes everything from here, so that a workbook and a typeset page say the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

Kind = Literal["text", "date", "month", "days", "tenths", "mean", "kronor", "hundredths", "number"]
Value = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class LineColumn:
    """A column of the lines: its key, heading, width in characters, what its values are, and whether it is summed."""

    key: str
    heading: str
    width: int
    kind: Kind = "text"
    summed: bool = False


LINE_COLUMNS: Final = (
    LineColumn("episode_id", "Vårdtillfälle", 20),
    LineColumn("district", "Stadsdelsområde", 18),
    LineColumn("hospital", "Sjukhus", 26),
    LineColumn("track", "Spår", 8),
    LineColumn("first_ready_on", "Första dag", 11, "date"),
    LineColumn("last_ready_on", "Sista dag", 11, "date"),
    LineColumn("ready_days", "Utskrivningsklara dagar", 17, "days", summed=True),
    LineColumn("in_mean", "I medelvärdet (1 = ja)", 12, "days", summed=True),
    LineColumn("free_days", "Fristdagar", 10, "days"),
    LineColumn("outcome", "Utfall", 26),
    LineColumn("unmet", "Ouppfyllda kriterier", 42),
    LineColumn("billed_days", "Debiterade dagar", 11, "days", summed=True),
    LineColumn("amount_sek", "Debiteras, kronor", 13, "kronor", summed=True),
    LineColumn("blocked_days", "Stoppade dagar", 10, "days", summed=True),
    LineColumn("blocked_sek", "Stoppat, kronor", 13, "kronor", summed=True),
    LineColumn("status", "Beloppets status", 14),
    LineColumn("pivotal", "Avgörande", 10),
)
KEYS: Final = tuple(column.key for column in LINE_COLUMNS)


@dataclass(frozen=True, slots=True)
class SummaryFigure:
    """One figure of the month; `key` names it for the formulas, and a value that is text says why there is none.

    `said` is the value as it is read.
    """

    key: str
    label: str
    value: Value
    kind: Kind
    said: str


@dataclass(frozen=True, slots=True)
class InvoiceDocument:
    """Everything a file of the invoice basis says.

    `facts` are what it is of and rests on; `lines` have the values of LINE_COLUMNS, a word where there is no value, and
    `printed` the same lines as they are read, under PRINTED_HEADINGS, with their sums; `terms` and `definitions` are
    name, meaning and source; `explanations` have EXPLANATION_HEADINGS. `content` is what `content_id` is the SHA-256
    of, and what a check reads back; `made_on` dates the file and follows from what it is of, so that the same document
    is the same file.
    """

    title: str
    subtitle: str
    sentence: str
    marks: tuple[str, ...]
    file_stem: str
    facts: tuple[tuple[str, str], ...]
    figures: tuple[SummaryFigure, ...]
    lines: tuple[tuple[Value, ...], ...]
    printed: tuple[tuple[str, ...], ...]
    printed_sums: tuple[str, ...]
    terms: tuple[tuple[str, str, str], ...]
    definitions: tuple[tuple[str, str, str], ...]
    explanations: tuple[tuple[str, ...], ...]
    content: str
    content_id: str
    made_on: date

    @property
    def figure(self) -> Mapping[str, SummaryFigure]:
        """The figures by their key."""
        return {one.key: one for one in self.figures}


EXPLANATION_HEADINGS: Final = (
    ("Vårdtillfälle", 20),
    ("Varför", 34),
    ("Underrättelse och dagar", 60),
    ("Dag för dag", 44),
    ("Regionens kriterier", 70),
    ("Utfall och belopp", 60),
    ("Om den här raden föll bort", 50),
)


PRINTED_HEADINGS: Final = ("Vårdtillfälle", "Första dag", "Sista dag", "Dagar", "Debiteras", "Kronor", "Utfall")


def sum_of(values: Sequence[Any]) -> int | str:
    """The sum of a column; where one of its values is a word, no sum is known or wanted, and the word is said."""
    words = [value for value in values if isinstance(value, str)]
    return max(words, key=words.count) if words else sum(value or 0 for value in values)
