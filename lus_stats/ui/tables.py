"""Tables as plain HTML: Swedish, quick, readable to a screen reader and on a phone; and the same rows as a file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from io import StringIO
from typing import Any, Final, Literal

import polars as pl

from lus_stats.exports.figures_file import plain
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
LinkTo = Callable[[str], str]
FITS_A_PHONE: Final = 4  # columns; more than so are set below each other on a narrow screen
NUMBERS: Final = frozenset({"count", "days", "mean", "share", "kronor", "signed", "figure"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where it comes from, its heading, how its values are written.

    `missing` is said for null; `instead` names a column with the word said for it, in files too (hidden, missing
    and not applicable stay apart); `tag` names a column with a word (or null) that is set as a tag after the value;
    `ahead` puts it first where a row's values are set below each other; of a long text only the first `short`
    characters are drawn, and the rest comes along when it is copied. `means` is its key in text.columns, said in
    files; `place` names a column with the municipality's code, which makes the value a link to it.
    """

    name: str
    label: str
    kind: Kind = "text"
    missing: str = "–"
    tag: str | None = None
    instead: str | None = None
    ahead: bool = False
    short: int | None = None
    means: str = ""
    place: str | None = None


def html_table(
    rows: pl.DataFrame,
    columns: Sequence[Column],
    *,
    caption: str,
    note: str | None = None,
    marked: int | None = None,
    link_to: LinkTo | None = None,
) -> str:
    """Rows as a table.

    Needs: the columns' names; `note` names a column that, where it is not null, replaces a row's figures
    ("dolt: färre än 5"); `marked` is the number of the row that is opened beside; `link_to` gives the address of a
    municipality.
    """
    heads = "".join(f'<th scope="col"{_side(one)}>{escape(one.label)}</th>' for one in columns)
    stacked = len(columns) > FITS_A_PHONE
    kind = "table stacked" if stacked else "table"
    lines = [
        _row(row, columns, note, at == marked, stacked, link_to) for at, row in enumerate(rows.iter_rows(named=True))
    ]
    return (
        f'<div class="{kind}" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f'<caption class="visually-hidden">{escape(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def _side(column: Column) -> str:
    return ' class="number"' if column.kind in NUMBERS else ""


def _row(
    row: dict[str, Any],
    columns: Sequence[Column],
    note: str | None,
    marked: bool,
    stacked: bool,
    link_to: LinkTo | None,
) -> str:
    """One line; its first cell is its name, and where that is a municipality's a link to it."""
    first = f'<th scope="row"{_side(columns[0])}>{_cell(row, columns[0], link_to)}</th>'
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


def _cell(row: dict[str, Any], column: Column, link_to: LinkTo | None = None) -> str:
    """One value, and its tag."""
    tag = row[column.tag] if column.tag else None
    after = f" {tag_html(tag)}" if tag else ""
    said = _shortened(instead(row, column) or text(row[column.name], column), column.short)
    code = row[column.place] if column.place and link_to else None
    if code is None or link_to is None:
        return said + after
    return place_link(said, link_to(code)) + after


def place_link(said: str, address: str) -> str:
    """A municipality's name, already HTML, that leads to its page (static/figures.js opens it)."""
    return f'<a class="place" href="{escape(address)}" target="_self">{said}</a>'


def _shortened(said: str, length: int | None) -> str:
    """The text, of a long one its beginning; all of it is there to hover over, to copy and to hear."""
    if length is None or len(said) <= length:
        return escape(said)
    return f'<span class="long" title="{escape(said)}">{escape(said[:length])}<i>{escape(said[length:])}</i></span>'


def instead(row: dict[str, Any], column: Column) -> str | None:
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
        ";".join(plain(instead(row, one) or row[one.name]) for one in columns) for row in rows.iter_rows(named=True)
    ]
    return StringIO("\r\n".join([*lines, ""])).getvalue().encode("utf-8-sig")
