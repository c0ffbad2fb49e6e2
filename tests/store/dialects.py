"""The same rows in any dress: a kind of file, its separators and encoding, its headers in another system's words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
from hypothesis import strategies as st

from lus_stats.store.mapping import Column, Mapping
from lus_stats.store.readers import Reading
from tests.generate import HEADERS, Row
from tests.oracle.cells import DATES, FLAGS
from tests.store.corpus.books import ods, xls, xlsx
from tests.store.corpus.plain import quoted
from tests.store.corpus.tables import written

KINDS = ["csv", "csv", "csv", "xlsx", "xls", "ods", "parquet"]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252"]
MOMENT = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T]([0-9:]+))?")
# Another system's words; what it has no word for it writes as we do.
WORDS = {
    "vårdform": {"SOM": "somatisk", "PSY": "psykiatrisk"},
    "sip_krävs": {"1": "ja", "0": "nej"},
    "hemgångsklar": {"J": "ja", "N": "nej"},
}
FORMATS = {True: ("%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S"), False: ("%d.%m.%Y",)}


@dataclass(frozen=True)
class Dialect:
    """How rows are dressed. `above` counts title rows; `strangers` are columns that nobody asked for."""

    kind: str
    delimiter: str
    encoding: str
    line_end: str
    all_quoted: bool
    order: tuple[str, ...]
    strangers: int
    above: int
    foreign: bool

    @property
    def name(self) -> str:
        """A file's name of this kind."""
        return f"fil.{self.kind}"

    @property
    def mapping(self) -> Mapping | None:
        """What reads it, where the headers are foreign."""
        if not self.foreign:
            return None
        columns = tuple(foreign_column(header) for header in self.order)
        return Mapping("prov", "Prov", columns, Reading(header_row=self.first_row))

    @property
    def first_row(self) -> int:
        """The row of the headers."""
        return 1 if self.kind == "parquet" else self.above + 1

    def header(self, ours: str) -> str:
        """What a column is called in it."""
        return f"F {ours.upper()}" if self.foreign else ours

    def said(self, ours: str) -> str:
        """What a report calls a column."""
        return f"{self.header(ours)} ({ours})" if self.foreign else ours

    def rendered(self, rows: Sequence[Row]) -> bytes:
        """The file's bytes."""
        head = [*map(self.header, self.order), *(f"extra {number}" for number in range(self.strangers))]
        body = [[*(self.cell(row, header) for header in self.order), *[""] * self.strangers] for row in rows]
        if self.kind == "parquet":
            return written(pl.DataFrame(body, schema=dict.fromkeys(head, pl.String()), orient="row"))
        table = [*[["Utskrivningsklara"]] * self.above, head, *body]
        match self.kind:
            case "xlsx":
                return xlsx(table)
            case "xls":
                return xls(table)
            case "ods":
                return ods(table)
        return quoted(table, self.delimiter, self.line_end, all_of_them=self.all_quoted).encode(self.encoding)

    def cell(self, row: Row, header: str) -> str:
        """A cell in its words."""
        return foreign_text(header, row[header]) if self.foreign else row[header]


def foreign_column(header: str) -> Column:
    """How a foreign column becomes ours."""
    known = {theirs.lower(): ours for theirs, ours in WORDS.get(header, {}).items()}
    formats = FORMATS[header != "beräknad_utskrivning"] if header in DATES else ()
    return Column(header, ("finns inte", f"F {header.upper()}"), values=known, formats=formats)


def foreign_text(header: str, text: str) -> str:
    """A canonical text as the other system writes it; what is no such text stays as it is."""
    if header in DATES and (match := MOMENT.fullmatch(text.strip())):
        year, month, day, time = match.groups()
        return f"{day}.{month}.{year}" + (f" {time}" if time else "")
    theirs = {ours: theirs for theirs, ours in WORDS.get(header, {}).items()}
    return theirs.get(text, text)


dialects = st.builds(
    Dialect,
    kind=st.sampled_from(KINDS),
    delimiter=st.sampled_from(";,\t|"),
    encoding=st.sampled_from(ENCODINGS),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    all_quoted=st.booleans(),
    order=st.permutations(HEADERS).map(tuple),
    strangers=st.integers(0, 3),
    above=st.integers(0, 3),
    foreign=st.booleans(),
)

assert set(WORDS) <= set(FLAGS)
