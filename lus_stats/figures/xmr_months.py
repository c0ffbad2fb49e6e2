"""A mean month by month, with the limits of its own variation."""

from datetime import date
from typing import Final

import plotly.graph_objects as go
import polars as pl

from lus_stats.figures import theme
from lus_stats.vocabulary import SWEDISH, State

HEIGHT: Final = 330
DENSE: Final = 14


def xmr_months(by_month: pl.DataFrame, *, threshold: float | None, unit: str = "dagar") -> go.Figure:
    """Draw the series, its centre and limits, the threshold, and the number of episodes under each point.

    Needs: month, n, value, centre, lower, upper, signal, state; centre, lower and upper may be null.
    Shape: one row per month, sorted; a month without a value breaks the line.
    """
    drawn = theme.figure(
        [
            _band(by_month),
            _step(by_month, "centre", theme.TEAL_PALE),
            _values(by_month),
            _points(by_month.filter(~pl.col("signal").fill_null(value=False)), unit, theme.TEAL, "circle", 7),
            _points(by_month.filter(pl.col("signal")), unit, theme.ACCENT, "square", 10),
        ],
        height=HEIGHT,
        margin={"l": 8, "r": 14, "t": 22, "b": 8, "pad": 4},
    )
    every = 1 if by_month.height <= DENSE else 3 if by_month.height <= 3 * DENSE else 12
    ticks = by_month.with_row_index("at").filter(pl.col("at") % every == (by_month.height - 1) % every)
    words = [_tick(row, first=not at) for at, row in enumerate(ticks.iter_rows(named=True))]
    drawn.update_xaxes(tickvals=ticks["month"].to_list(), ticktext=words, showgrid=False, tickangle=0)
    drawn.update_yaxes(rangemode="tozero", tickformat="~g", automargin=True)
    if threshold is not None:
        _threshold(drawn, by_month, threshold)
    return drawn


def _tick(row: dict[str, object], *, first: bool) -> str:
    """The month, its number of episodes, and the year where it begins."""
    month = row["month"]
    if not isinstance(month, date):
        return ""
    count = theme.number(row["n"]) if row["state"] == State.SHOWN and isinstance(row["n"], int) else "–"
    year = f"<b>{month.year}</b>" if first or month.month == 1 else ""
    return f"{theme.MONTH_NAMES[month.month - 1][:3]}<br><span style='font-size:10px'>{count}</span><br>{year}"


def _band(rows: pl.DataFrame) -> go.Scatter:
    """The room between the limits, as one filled outline."""
    known = rows.filter(pl.col("lower").is_not_null(), pl.col("upper").is_not_null())
    months = known["month"].to_list()
    return go.Scatter(
        x=months + months[::-1],
        y=known["upper"].to_list() + known["lower"].to_list()[::-1],
        mode="lines",
        line={"width": 0},
        fill="toself",
        fillcolor=theme.TINT,
        opacity=0.6,
        hoverinfo="skip",
    )


def _step(rows: pl.DataFrame, column: str, colour: str) -> go.Scatter:
    """A quiet line through one column."""
    line = {"color": colour, "width": 1.5}
    return go.Scatter(x=rows["month"].to_list(), y=rows[column].to_list(), mode="lines", line=line, hoverinfo="skip")


def _values(rows: pl.DataFrame) -> go.Scatter:
    """The series itself; gaps stay gaps."""
    line = {"color": theme.TEAL, "width": 1.5}
    return go.Scatter(
        x=rows["month"].to_list(),
        y=rows["value"].to_list(),
        mode="lines",
        line=line,
        connectgaps=False,
        hoverinfo="skip",
    )


def _points(rows: pl.DataFrame, unit: str, colour: str, symbol: str, size: int) -> go.Scatter:
    """A mark per month; a signal has a shape of its own."""
    said = [
        f"<b>{theme.month_long(month)}</b><br>{theme.number(value, 2)} {unit}<br>{n} vårdtillfällen"
        if value is not None
        else SWEDISH[State(state)]
        for month, value, n, state in rows.select("month", "value", "n", "state").iter_rows()
    ]
    return go.Scatter(
        x=rows["month"].to_list(),
        y=rows["value"].to_list(),
        mode="markers",
        marker={"color": colour, "symbol": symbol, "size": size},
        text=said,
        hovertemplate="%{text}<extra></extra>",
    )


def _threshold(drawn: go.Figure, rows: pl.DataFrame, threshold: float) -> None:
    """The agreement's line, unlike the limits."""
    drawn.add_hline(y=threshold, line={"color": theme.INK, "dash": "dash", "width": 1.5}, layer="below")
    if not rows.is_empty():
        drawn.add_annotation(
            x=0, xref="paper", xanchor="left", y=threshold, yanchor="bottom", showarrow=False,
            text=f"gräns {theme.number(threshold, 1)}", font={"size": theme.SMALL, "color": theme.INK},
        )  # fmt: skip
