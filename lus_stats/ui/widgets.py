"""The pieces every page is built of."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from html import escape
from typing import Any

import plotly.graph_objects as go
import polars as pl
import streamlit as st

from lus_stats.errors import LusError
from lus_stats.figures.theme import plotly_config
from lus_stats.text import numbers
from lus_stats.ui import downloads, links, written
from lus_stats.ui.files import Sheet
from lus_stats.ui.key_figures import KeyFigure, cards
from lus_stats.ui.tables import Column, LinkTo
from lus_stats.ui.views.trend_months import MonthsTable


class _Fragment(str):
    """HTML that Streamlit takes as it is; of a text it would look for indentation in all of it."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return self


def _html(fragment: str) -> None:
    st.html(_Fragment(fragment))


def brand() -> None:
    """The app's name, above the navigation."""
    _html('<p class="brand">LUS-statistik<span>Utskrivningsklara dagar</span></p>')


def section(name: str) -> None:
    """A heading in the navigation."""
    _html(f'<p class="nav-section">{escape(name)}</p>')


def header(title: str, status: Sequence[str], *, demo: bool) -> None:
    """The page's title, and under it what is counted; "Demodata" wherever it is, and what is newer than the link."""
    downloads.settle(title, status)
    badge = ' <span class="badge">Demodata</span>' if demo else ""
    line = _status([escape(part) for part in status if part]) + badge
    since = numbers.capitalised(downloads.newer())
    line += f' <strong class="newer" role="status">{escape(since)}.</strong>' if since and status else ""
    _html(f'<h1 class="title">{escape(title)}</h1><p class="status">{line}</p>')


def _status(parts: Sequence[str]) -> str:
    """The parts with dots between them, each with the one after it: no line begins with a dot."""
    said = [*(f"{part} ·" for part in parts[:-1]), *parts[-1:]]
    return " ".join(f'<span class="part">{part}</span>' for part in said)


def headline(sentence: str) -> None:
    """The page's answer in a sentence or two; `**` marks what is strong."""
    _html(f'<p class="headline">{_strong(sentence)}</p>')


def findings(sentences: Sequence[str], *after: str) -> None:
    """Findings below each other, and what is said more quietly after them; `**` marks what is strong."""
    items = "".join(f"<li>{_strong(one)}</li>" for one in sentences)
    rest = "".join(f'<p class="quiet">{_strong(one)}</p>' for one in after if one)
    raw_html((f'<ul class="findings">{items}</ul>' if items else "") + rest)


def _strong(sentence: str) -> str:
    """Escaped, with what `**` marks in strong."""
    parts = enumerate(sentence.split("**"))
    return "".join(f"<strong>{escape(part)}</strong>" if at % 2 else escape(part) for at, part in parts)


def key_figures(figures: Sequence[KeyFigure], *, columns: int | None = None) -> None:
    """Cards in rows, of `columns` where there is room."""
    _html(cards(figures, columns))


def card(name: str, title: str, subtitle: str = "") -> AbstractContextManager[Any]:
    """A framed part of the page, to be used with `with`; `name` is unique on the page."""
    container = st.container(border=True, key=f"card_{name}")
    under = f"<p>{escape(subtitle)}</p>" if subtitle else ""
    container.html(f'<div class="card-head"><h2>{escape(title)}</h2>{under}</div>')
    return container


def figure(
    drawn: go.Figure,
    table: pl.DataFrame,
    columns: Sequence[Column],
    *,
    alt: str,
    name: str,
    file: Sheet | None = None,
) -> None:
    """A figure with its text alternative, its picture as a file, and beside it its figures as a table and files."""
    st.plotly_chart(drawn, key=f"figure_{name}", config=plotly_config(name), alt=alt)
    downloads.of_picture(name)
    table_under(table, columns, caption=alt, name=name, file=file)


def pictures(drawn: Sequence[go.Figure], parts: Sequence[str], *, alt: str, name: str) -> None:
    """Figures side by side, below each other on a phone, `parts` what each is of; their table stands elsewhere."""
    for at, (place, one, whose) in enumerate(zip(st.columns(len(drawn)), drawn, parts, strict=True)):
        part = f"{name}-{at + 1}"
        with place:
            said = f"{alt} Del {at + 1} av {len(drawn)}: {whose}."
            st.plotly_chart(one, key=f"figure_{part}", config=plotly_config(part), alt=said)
            downloads.of_picture(part, whose)


def table_under(
    rows: pl.DataFrame, columns: Sequence[Column], *, caption: str, name: str, file: Sheet | None = None
) -> None:
    """A table and its files, folded away under what shows the same."""
    with st.expander("Visa som tabell", key=f"table_{name}"):
        table_with_download(rows, columns, caption=caption, name=name, file=file)


def months_under(table: MonthsTable, *, name: str) -> None:
    """A table by month, how it is read, and its rows as files, folded away under what shows the same."""
    with st.expander("Visa som tabell", key=f"table_{name}"):
        _html(written.linked(table.html, links.to_municipality, links.query()))
        caption(table.remark)
        files_of(table.rows, table.columns, caption=table.caption, name=name)


def explained(paragraphs: str) -> None:
    """What the page's words mean, one click away."""
    with st.expander("Så räknas det", key="explained"):
        st.markdown(paragraphs)


def table_with_download(
    rows: pl.DataFrame,
    columns: Sequence[Column],
    *,
    caption: str,
    name: str,
    note: str | None = None,
    marked: int | None = None,
    file: Sheet | None = None,
    link_to: LinkTo = links.to_municipality,
) -> None:
    """A table, and the same rows as files; `file` where these are kept in other columns, with numbers for words."""
    _html(written.table(written.Rows(rows), tuple(columns), caption, note, marked, link_to, links.query()))
    downloads.of_table(file or Sheet(rows, columns, caption, note), name)


def files_of(rows: pl.DataFrame, columns: Sequence[Column], *, caption: str, name: str) -> None:
    """The files of what the page draws in another way."""
    downloads.of_table(Sheet(rows, columns, caption), name)


def download(label: str, content: Callable[[], bytes], file_name: str, mime: str) -> None:
    """A file that is built only when somebody asks for it."""
    downloads.of_bytes(label, content, file_name, mime)


def caption(text: str) -> None:
    """A line of small text; nothing where there is nothing to say."""
    if text:
        _html(f'<p class="small">{escape(text)}</p>')


def raw_html(fragment: str) -> None:
    """An HTML fragment that one of our own modules has built and escaped; nothing is drawn of an empty one."""
    if fragment:
        _html(fragment)


def explain_empty(reason: str, advice: str) -> None:
    """Why there is nothing to show, and what to choose instead."""
    _html(f'<p class="empty" role="status"><strong>{escape(reason)}</strong> {escape(advice)}</p>')


def refusal(said: str) -> None:
    """What was not accepted, and what to do. It may quote a file's name: nothing in it is Markdown."""
    _html(f'<p class="fault" role="alert">{escape(said)}</p>')


def explain_error(error: LusError) -> None:
    """What is wrong and what to do; never a traceback."""
    st.error(str(error))


def explain_failure() -> None:
    """Something went wrong that nobody foresaw."""
    st.error("Något gick fel i appen, inte hos dig. Ladda om sidan; händer det igen, säg till den som sköter appen.")
