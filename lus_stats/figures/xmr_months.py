"""A mean month by month, with the limits of its own variation."""

from typing import Final

import plotly.graph_objects as go
import polars as pl

from lus_stats.disclosure import UNCERTAIN_BELOW
from lus_stats.figures import limit_line, theme
from lus_stats.figures.drawing import Trace, trace
from lus_stats.vocabulary import SWEDISH, State

HEIGHT: Final = 330
DENSE: Final = 14
COUNT_SIZE: Final = 10
COUNT_ROOM: Final = 30


def xmr_months(by_month: pl.DataFrame, *, threshold: float | None, unit: str = "dagar") -> go.Figure:
    """Draw the series, its centre and limits, the threshold, and the number of episodes under each point.

    Needs: month, n, value, centre, lower, upper, signal, state; centre, lower and upper may be null.
    Shape: one row per month, sorted; a month without a value breaks the line.
    """
    every = 1 if by_month.height <= DENSE else 3 if by_month.height <= 3 * DENSE else 12
    ticks = by_month.with_row_index("at").filter(pl.col("at") % every == (by_month.height - 1) % every)
    noise = ~pl.col("signal").fill_null(value=False)
    return theme.figure(
        [
            _band(by_month),
            _step(by_month, "centre", theme.TEAL_PALE),
            _values(by_month),
            _points(by_month.filter(noise), unit, theme.TEAL, "circle", 7),
            _points(by_month.filter(~noise), unit, theme.ACCENT, "square", 10),
        ],
        height=HEIGHT,
        margin={"l": 34, "r": 14, "t": 22, "b": 79, "pad": 4},
        xaxis={
            "tickvals": ticks["month"].to_list(),
            "ticktext": theme.month_ticks(ticks["month"].to_list()),
            "showgrid": False,
            "tickangle": 0,
            "ticklabelstandoff": COUNT_ROOM,
        },
        yaxis={"rangemode": "tozero", "tickformat": "~g", "automargin": True},
        shapes=[] if threshold is None else [limit_line.across(threshold)],
        annotations=[
            *_counts(by_month),
            *([] if threshold is None or by_month.is_empty() else [limit_line.named(threshold)]),
        ],
    )


def _counts(rows: pl.DataFrame) -> list[dict[str, object]]:
    """The number of episodes under each point, upright so that two years of them have room on a phone."""
    upright = rows.height > DENSE
    return [
        {
            "x": month, "y": 0, "yref": "paper", "yanchor": "top", "yshift": -3, "showarrow": False,
            "text": theme.number(n) if state == State.SHOWN and n is not None else "–",
            "textangle": -90 if upright else 0, "font": {"size": COUNT_SIZE, "color": theme.SOFT_TEXT},
        }
        for month, n, state in rows.select("month", "n", "state").iter_rows()
    ]  # fmt: skip


def _band(rows: pl.DataFrame) -> Trace:
    """The room between the limits, as one filled outline."""
    known = rows.filter(pl.col("lower").is_not_null(), pl.col("upper").is_not_null())
    months = known["month"].to_list()
    return trace(
        "scatter",
        x=months + months[::-1],
        y=known["upper"].to_list() + known["lower"].to_list()[::-1],
        mode="lines",
        line={"width": 0},
        fill="toself",
        fillcolor=theme.TINT,
        opacity=0.6,
        hoverinfo="skip",
    )


def _step(rows: pl.DataFrame, column: str, colour: str) -> Trace:
    """A quiet line through one column."""
    line = {"color": colour, "width": 1.5}
    return trace(
        "scatter", x=rows["month"].to_list(), y=rows[column].to_list(), mode="lines", line=line, hoverinfo="skip"
    )


def _values(rows: pl.DataFrame) -> Trace:
    """The series itself; gaps stay gaps."""
    line = {"color": theme.TEAL, "width": 1.5}
    return trace(
        "scatter",
        x=rows["month"].to_list(),
        y=rows["value"].to_list(),
        mode="lines",
        line=line,
        connectgaps=False,
        hoverinfo="skip",
    )


def _points(rows: pl.DataFrame, unit: str, colour: str, symbol: str, size: int) -> Trace:
    """A mark per month; a signal has a shape of its own."""
    said = [
        f"<b>{theme.month_long(month)}</b><br>{theme.number(value, 2)} {unit}<br>{n} vårdtillfällen"
        if value is not None
        else SWEDISH[State(state)]
        for month, value, n, state in rows.select("month", "value", "n", "state").iter_rows()
    ]
    return trace(
        "scatter",
        x=rows["month"].to_list(),
        y=rows["value"].to_list(),
        mode="markers",
        marker={"color": colour, "symbol": _symbols(rows, symbol), "size": size},
        text=said,
        hovertemplate="%{text}<extra></extra>",
    )


def _symbols(rows: pl.DataFrame, symbol: str) -> str | list[str]:
    """Hollow where few episodes make it uncertain."""
    few = rows["n"].is_between(1, UNCERTAIN_BELOW - 1).fill_null(value=False).to_list()
    return [f"{symbol}-open" if one else symbol for one in few] if any(few) else symbol
