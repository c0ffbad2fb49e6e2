"""A page's figures as a file: with what each means, under which terms, of which extract, and what is hidden."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final

from lus_stats.exports.workbook import MOST_ROWS, Book, Heading, workbook
from lus_stats.spreadsheet import quoted

FIGURES: Final = "Siffror"
DEFINITIONS: Final = "Definitioner"
TERMS: Final = "Villkor"
VERSION, EXTRACT = "Version", "Uttag"
UNKNOWN: Final = "saknas"
_SHOWN: Final = {
    "count": "#,##0",
    "mean": "0.00",
    "share": "0.0%",
    "kronor": "#,##0",
    "signed": "+#,##0.0;-#,##0.0;0.0",
    "date": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm",
    "month": "mmm yyyy",
}
_TENTHS: Final = "#,##0.0"
_WHOLE: Final = "#,##0"
_NARROW, _WIDE = 12, 60


@dataclass(frozen=True)
class FigureColumn:
    """A column of the file: its heading, what its values are (`tables.Kind`), what it means, and who says so."""

    heading: str
    kind: str
    meaning: str = ""
    source: str = ""


@dataclass(frozen=True)
class Version:
    """The extract and the revision behind a month's figures."""

    revision: int
    extracted_on: date


@dataclass(frozen=True)
class FigureTable:
    """The figures. `months` is each row's own month, or the page's."""

    columns: Sequence[FigureColumn]
    rows: Sequence[Sequence[Any]]
    months: Sequence[date]


@dataclass(frozen=True)
class About:
    """What is said beside the figures: facts by name, the terms with their sources, and each month's version.

    `labels` says what the sources' labels in brackets stand for.
    """

    facts: Mapping[str, str]
    terms: Sequence[tuple[str, str, str]]
    versions: Mapping[date, Version]
    labels: Mapping[str, str]


def figures_csv(table: FigureTable, about: About) -> bytes:
    """The figures for a Swedish spreadsheet, and on every row, in columns after them, what they are (D115).

    A comment above or below the rows would be read as a row; columns of their own can be left unread, and stay with
    their row when it is sorted, filtered or put together with others.
    """
    words = dict(about.facts) | {"Villkor": _in_a_line(about.terms), DEFINITIONS: _definitions_in_a_line(table)}
    named = [column.heading for column in table.columns]
    beside = [quoted(said) for said in words.values()]
    lines = [";".join(quoted(name) for name in (*named, VERSION, EXTRACT, *words))]
    for row, month in zip(table.rows, table.months, strict=True):
        version = about.versions.get(month)
        drawn = (str(version.revision), f"{version.extracted_on}") if version else (UNKNOWN, UNKNOWN)
        lines.append(";".join([*map(plain, row), *drawn, *beside]))
    return "\r\n".join([*lines, ""]).encode("utf-8-sig")


def figures_workbook(table: FigureTable, about: About, made_at: datetime) -> bytes:
    """A workbook with the sheets "Siffror", "Definitioner" and "Villkor"; of more than `MOST_ROWS` rows the first."""
    content = BytesIO()
    with workbook(content) as book:
        book.table(FIGURES, [_heading(table, at) for at in range(len(table.columns))], table.rows)
        _definitions(book, table)
        cut = {"Avkortad": f"Bladet har de första {MOST_ROWS} raderna."} if len(table.rows) > MOST_ROWS else {}
        book.facts(TERMS, {**cut, **about.facts, "Hämtad": f"{made_at:%Y-%m-%d %H:%M}", **_terms(table, about)})
    return content.getvalue()


def _heading(table: FigureTable, at: int) -> Heading:
    """A column as wide as its longest word, within reason, and its numbers as they are read."""
    column, cells = table.columns[at], [row[at] for row in table.rows]
    longest = max((len(one) for one in cells if isinstance(one, str)), default=0)
    width = min(max(len(column.heading) // 2 + 2, longest + 1, _NARROW), _WIDE)
    return Heading(column.heading, width, wrapped=longest > _WIDE, shown=_shown(column.kind, cells))


def _shown(kind: str, cells: Sequence[Any]) -> str | None:
    if kind in _SHOWN:
        return _SHOWN[kind]
    numbers = [one for one in cells if isinstance(one, int | float) and not isinstance(one, bool)]
    if not numbers:
        return None
    return _WHOLE if all(float(one).is_integer() for one in numbers) else _TENTHS if kind == "days" else None


def _definitions(book: Book, table: FigureTable) -> None:
    headings = (Heading("Kolumn", 32), Heading("Så räknas det", 90, wrapped=True), Heading("Källa", 50, wrapped=True))
    book.table(DEFINITIONS, headings, [(one.heading, one.meaning, one.source) for one in table.columns if one.meaning])


def _terms(table: FigureTable, about: About) -> dict[str, str]:
    """Each term with its source, and the version of each month in the file."""
    said = {label: f"{value} ({source})" if source else value for label, value, source in about.terms}
    months = sorted(set(table.months))
    versions = {f"Version, {month:%Y-%m}": _version(about.versions.get(month)) for month in months}
    used = " ".join([*said.values(), *(one.source for one in table.columns)])
    return said | versions | {mark: of for label, of in about.labels.items() if (mark := f"[{label}]") in used}


def _version(version: Version | None) -> str:
    return UNKNOWN if version is None else f"version {version.revision}, uttag {version.extracted_on}"


def _in_a_line(terms: Sequence[tuple[str, str, str]]) -> str:
    return "; ".join(f"{label}: {value}" for label, value, _ in terms)


def _definitions_in_a_line(table: FigureTable) -> str:
    return " ".join(f"{one.heading}: {one.meaning}" for one in table.columns if one.meaning)


def plain(value: Any) -> str:
    """A value that a spreadsheet reads as what it is: a negative number stays one, a text never becomes one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return repr(value).replace(".", ",")
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat() if isinstance(value, date) else quoted(str(value))
