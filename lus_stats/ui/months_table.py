"""A table with a column per month: the newest is in sight where it is wider than the screen (static/app.css)."""

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import NamedTuple

from lus_stats.figures.theme import MONTH_NAMES


class Line(NamedTuple):
    """One line: its heading and its cells (`value_cell`, `word_cell`) as HTML, and the group that it stands under."""

    heading: str
    cells: Sequence[str]
    kind: str = ""
    group: str = ""


def months_table(months: Sequence[date], lines: Sequence[Line], *, first: str, caption: str, kind: str = "") -> str:
    """Lines under their months, in order; `first` heads their headings, `kind` is a class of the whole."""
    heads = "".join(f'<th scope="col">{_head(one, first=not at)}</th>' for at, one in enumerate(months))
    body, group = [], ""
    for line in lines:
        if line.group and line.group != group:
            group = line.group
            wide = f'scope="rowgroup" colspan="{len(months) + 1}"'
            body.append(f'<tr class="group"><th {wide}><span>{escape(group)}</span></th></tr>')
        of = f' class="{line.kind}"' if line.kind else ""
        body.append(f'<tr{of}><th scope="row">{line.heading}</th>{"".join(line.cells)}</tr>')
    return (
        f'<div class="table by-month {kind}" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f'<caption class="visually-hidden">{escape(caption)}</caption>'
        f'<thead><tr><th scope="col">{escape(first)}</th>{heads}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table></div>"
    )


def _head(month: date, *, first: bool) -> str:
    """`feb`, and the year where it begins."""
    year = f"<b>{month.year}</b>" if first or month.month == 1 else ""
    return f"{MONTH_NAMES[month.month - 1][:3]}<br>{year}"


def value_cell(said: str, *, title: str = "", style: str = "") -> str:
    """A cell with a figure."""
    more = "".join(f' {name}="{escape(one)}"' for name, one in (("style", style), ("title", title)) if one)
    return f"<td{more}>{escape(said)}</td>"


def word_cell(short: str, title: str) -> str:
    """A cell with the word for a figure that is not there, and the whole of it to hover over."""
    return f'<td class="note" title="{escape(title)}">{escape(short)}</td>'
