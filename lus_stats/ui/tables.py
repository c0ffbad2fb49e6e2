"""Tables as plain HTML: Swedish, quick, readable to a screen reader and on a phone; and the same rows as a file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from io import StringIO
from typing import Any, Final, Literal

import polars as pl

from lus_stats.figures import theme
from lus_stats.spreadsheet import quoted

Kind = Literal[
    "text", "count", "days", "mean", "share", "kronor", "signed", "figure", "date", "moment", "month", "tag", "flag"
]

FORMATS: Final[Mapping[str, Callable[[Any], str]]] = {
    "text": str,
    "count": theme.number,
    "days": theme.number,
    "mean": lambda value: theme.number(value, 2),
    "share": lambda value: theme.percent(value, 0),
    "kronor": theme.number,
    "signed": lambda value: theme.number(value, 0 if float(value).is_integer() else 1, signed=True),
    "figure": str,  # a number that is already written
    "date": lambda value: f"{value:%Y-%m-%d}",
    "moment": lambda value: f"{value:%Y-%m-%d %H:%M}",
    "month": theme.month_short,
    "tag": str,
    "flag": lambda value: "ja" if value else "nej",
}
FITS_A_PHONE: Final = 4  # columns; more than so are set below each other on a narrow screen
NUMBERS: Final = frozenset({"count", "days", "mean", "share", "kronor", "signed", "figure"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where it comes from, its heading, how its values are written.

    `missing` is said for null; `instead` names a column with the word said for it, in files too (hidden, missing
    and not applicable stay apart); `tag` names a column with a word (or null) that is set as a tag after the value;
    `ahead` puts it first where a row's values are set below each other; of a long text only the first `short`
    characters are drawn, and the rest comes along when it is copied.
    """

    name: str
    label: str
    kind: Kind = "text"
    missing: str = "–"
    tag: str | None = None
    instead: str | None = None
    ahead: bool = False
    short: int | None = None


def html_table(
    rows: pl.DataFrame,
    columns: Sequence[Column],
    *,
    caption: str,
    note: str | None = None,
    marked: int | None = None,
) -> str:
    """Rows as a table.

    Needs: the columns' names; `note` names a column that, where it is not null, replaces a row's figures
    ("dolt: färre än 5"); `marked` is the number of the row that is opened beside.
    """
    heads = "".join(f'<th scope="col"{_side(one)}>{escape(one.label)}</th>' for one in columns)
    stacked = len(columns) > FITS_A_PHONE
    kind = "table stacked" if stacked else "table"
    lines = [_row(row, columns, note, at == marked, stacked) for at, row in enumerate(rows.iter_rows(named=True))]
    return (
        f'<div class="{kind}" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f'<caption class="visually-hidden">{escape(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def _side(column: Column) -> str:
    return ' class="number"' if column.kind in NUMBERS else ""


def _row(row: dict[str, Any], columns: Sequence[Column], note: str | None, marked: bool, stacked: bool) -> str:
    """One line; its first cell is its name."""
    first = f'<th scope="row"{_side(columns[0])}>{_cell(row, columns[0])}</th>'
    if note is not None and row[note] is not None:
        rest = f'<td class="note" colspan="{len(columns) - 1}">{escape(row[note])}</td>'
    else:
        rest = "".join(_value(row, one, stacked) for one in columns[1:])
    shade = ' class="marked"' if marked else ""
    return f"<tr{shade}>{first}{rest}</tr>"


def _value(row: dict[str, Any], column: Column, stacked: bool) -> str:
    """One cell after the first; where headings are not above it, it carries its own."""
    said = _cell(row, column)
    if not stacked:
        return f"<td{_side(column)}>{said}</td>"
    words = {"number": column.kind in NUMBERS, "ahead": column.ahead, "nothing": not said.strip("–")}
    kind = " ".join(word for word, is_so in words.items() if is_so)
    return f'<td class="{kind}" data-label="{escape(column.label)}">{said}</td>'


def _cell(row: dict[str, Any], column: Column) -> str:
    """One value, and its tag."""
    tag = row[column.tag] if column.tag else None
    after = f" {tag_html(tag)}" if tag else ""
    said = _instead(row, column) or text(row[column.name], column)
    return _shortened(said, column.short) + after


def _shortened(said: str, length: int | None) -> str:
    """The text, of a long one its beginning; all of it is there to hover over, to copy and to hear."""
    if length is None or len(said) <= length:
        return escape(said)
    return f'<span class="long" title="{escape(said)}">{escape(said[:length])}<i>{escape(said[length:])}</i></span>'


def _instead(row: dict[str, Any], column: Column) -> str | None:
    """The word for a value that is not there, where the row has one."""
    return row[column.instead] if column.instead and row[column.name] is None else None


def tag_html(word: str) -> str:
    """A word in a frame: "över gränsen", "avgörande"."""
    return f'<span class="tag">{escape(word)}</span>'


def text(value: Any, column: Column) -> str:
    """A value as it is read."""
    return column.missing if value is None else FORMATS[column.kind](value)


def csv_bytes(rows: pl.DataFrame, columns: Sequence[Column]) -> bytes:
    """The rows for a Swedish spreadsheet: semicolons, decimal comma, UTF-8 with a byte order mark."""
    lines = [";".join(quoted(one.label) for one in columns)]
    lines += [
        ";".join(_plain(_instead(row, one) or row[one.name]) for one in columns) for row in rows.iter_rows(named=True)
    ]
    return StringIO("\r\n".join([*lines, ""])).getvalue().encode("utf-8-sig")


def _plain(value: Any) -> str:
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
