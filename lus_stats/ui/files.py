"""A table of a page as a file that can stand on its own: what is counted, how, on what, and what is hidden."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import polars as pl

from lus_stats import months
from lus_stats.exports.figures_file import About, FigureColumn, FigureTable, figures_csv, figures_workbook
from lus_stats.text.columns import meanings
from lus_stats.text.method import method
from lus_stats.text.terms import rows_of
from lus_stats.ui.tables import Column, instead
from lus_stats.ui.views.terms import Counting
from lus_stats.ui.views.versions import Versions
from lus_stats.vocabulary import SWEDISH, State

HIDDEN_RULE: Final = (
    "Siffror som vilar på 1–4 vårdtillfällen visas bara för kommunen själv och för den egna regionen; för andra står "
    "”dolt: färre än 5”. Där en dold siffra kan räknas fram ur en summa döljs en till. 0 visas. 5–19 vårdtillfällen "
    "är osäkert."
)
KEEP: Final = "Filen kan ha tal som andra inte får se: lämna den inte vidare utanför den egna verksamheten."
STATES: Final = (
    "dolt: färre än 5 = siffran finns men visas inte för läsaren; saknas, inga vårdtillfällen = det finns inget att "
    "räkna på; ej tillämpligt = villkoren har inget sådant begrepp. Ingetdera är 0."
)
DEMO: Final = "Demodata: påhittade uppgifter, inte patienter eller kommuners verkliga siffror"
REAL: Final = "Inlästa uppgifter"
_MARK: Final = "Märkning"
_DIGITS: Final = str.maketrans({"\u00a0": None, "\u202f": None, " ": None, "\u2212": "-", ",": "."})


@dataclass(frozen=True)
class Behind:
    """What a page's figures rest on and who reads them; settled when the page is drawn, not when a file is asked for.

    `billing` says that the page is of bills, which run on the frozen basis and on the reader's own terms.
    """

    page: str
    status: tuple[str, ...]
    reader: str
    sees_small: bool
    month: date
    counted: Counting
    versions: Versions
    billing: bool

    def about(self, caption: str) -> About:
        """What one of the page's files says beside its figures."""
        changed = " ".join(self.counted.said) if self.billing else ""
        facts = {
            "Innehåll": caption.partition(". ")[0],
            "Sida": self.page,
            "Räknat på": " · ".join(part for part in self.status if part),
            "Räknas enligt": self.counted.name,
            "Ändrade villkor": changed or "inga",
            "Hämtad som": self.reader,
            "Dolda tal": f"{HIDDEN_RULE} {KEEP}" if self.sees_small else HIDDEN_RULE,
            "Ord i stället för tal": STATES,
            "Uppgifter": DEMO if self.versions.demo else REAL,
        }
        terms = self.counted.terms if self.billing else self.counted.own
        return About(
            facts,
            [(label, value, source or "") for label, value, source in rows_of(terms)],
            self.versions.used(billing=self.billing),
            method().sources,
        )

    def caption(self) -> str:
        """What is said under a picture, which may be looked at alone."""
        drawn = " · ".join(part for part in self.status if part)
        demo = f"{DEMO}. " if self.versions.demo else ""
        return f"{demo}{drawn}. Hämtad som {self.reader}. {HIDDEN_RULE} Källa: LUS-statistik, sidan {self.page}."


@dataclass(frozen=True)
class Sheet:
    """Rows as a page shows them, and as they become a file. `note` is as in `tables.html_table`."""

    rows: pl.DataFrame
    columns: Sequence[Column]
    caption: str
    note: str | None = None

    def csv(self, behind: Behind) -> bytes:
        """The rows as text."""
        return figures_csv(self.table(behind.month), behind.about(self.caption))

    def excel(self, behind: Behind) -> bytes:
        """The rows as a workbook."""
        return figures_workbook(self.table(behind.month), behind.about(self.caption), months.now())

    def table(self, month: date) -> FigureTable:
        """Every cell a number, a date, or the word for why there is none; tags in columns of their own."""
        rows = self.rows.rows(named=True)
        own = self.rows.schema.get("month") == pl.Date
        return FigureTable(
            [part for at in range(len(self.columns)) for part in self._headed(at)],
            [[cell for at in range(len(self.columns)) for cell in self._cells(row, at)] for row in rows],
            [row["month"] if own else month for row in rows],
        )

    def _headed(self, at: int) -> list[FigureColumn]:
        """A column, and one for its tag; "till" says of what, as headings stand alone in a file."""
        column = self.columns[at]
        label = self.columns[at - 1].label.replace("från", column.label) if column.label == "till" else column.label
        known = meanings().get(column.means)
        meant = (known.definition, known.source) if known else ("", "")
        tag = [FigureColumn(f"{_MARK}, {label}", "text")] if column.tag else []
        return [FigureColumn(label, column.kind, *meant), *tag]

    def _cells(self, row: dict[str, Any], at: int) -> list[Any]:
        column = self.columns[at]
        said = row[self.note] if self.note and at else None
        return [said or _value(row, column), *([row[column.tag]] if column.tag else [])]


def _value(row: dict[str, Any], column: Column) -> Any:
    value = row[column.name]
    if value is None:
        return instead(row, column) or _missing(column) or None
    return _number(value) if column.kind == "figure" and isinstance(value, str) else value


def _missing(column: Column) -> str:
    """The word of a value that is not there; a dash on the page is no word."""
    return SWEDISH[State.MISSING] if column.missing == "–" else column.missing


def _number(written: str) -> float | str:
    """A number that the page has already written, as the number it is; a dash there is where no such thing applies."""
    digits = written.translate(_DIGITS)
    try:
        return float(digits) if "." in digits else int(digits)
    except ValueError:
        return SWEDISH[State.NOT_APPLICABLE] if written == "–" else written
