"""The mean in the months that were, and the band it is expected to lie in in those that come."""

from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from lus_stats.figures import limit_line, theme
from lus_stats.figures.drawing import Trace, trace

HEIGHT: Final = 340
CHANCE_SIZE: Final = 10
CHANCE_ROOM: Final = 34
EVERY: Final = 3


def ahead(came: pl.DataFrame, coming: pl.DataFrame, *, threshold: float | None) -> go.Figure:
    """Draw the months that were as points, the coming ones as a band with its middle, and under them the chance.

    Needs (came): month, in_mean, mean. Needs (coming): month, mean_low, mean_mid, mean_high, crossing.
    Shape: one row per month each, sorted.
    """
    every = pl.concat([came.select("month"), coming.select("month")])
    ticks = every.with_row_index("at").filter(pl.col("at") % EVERY == came.height % EVERY)["month"].to_list()
    return theme.figure(
        [_band(coming), _middle(came, coming), _points(came), _hover(coming)],
        height=HEIGHT,
        margin={"l": 34, "r": 14, "t": 22, "b": 83, "pad": 4},
        xaxis={
            "tickvals": ticks,
            "ticktext": theme.month_ticks(ticks),
            "showgrid": False,
            "tickangle": 0,
            "ticklabelstandoff": CHANCE_ROOM,
        },
        yaxis={"rangemode": "tozero", "tickformat": "~g", "automargin": True},
        shapes=[] if threshold is None else [limit_line.across(threshold)],
        annotations=[*_chances(coming), *([] if threshold is None else [limit_line.named(threshold)])],
    )


def _band(coming: pl.DataFrame) -> Trace:
    months = coming["month"].to_list()
    return trace(
        "scatter",
        x=months + months[::-1],
        y=coming["mean_high"].to_list() + coming["mean_low"].to_list()[::-1],
        mode="lines",
        line={"width": 1, "color": theme.TEAL_PALE},
        fill="toself",
        fillcolor=theme.TINT,
        hoverinfo="skip",
    )


def _middle(came: pl.DataFrame, coming: pl.DataFrame) -> Trace:
    """The middle of the band, and from the last month a thin line to it."""
    last = came.drop_nulls("mean").tail(1)
    return trace(
        "scatter",
        x=last["month"].to_list() + coming["month"].to_list(),
        y=last["mean"].to_list() + coming["mean_mid"].to_list(),
        mode="lines",
        line={"color": theme.TEAL, "width": 1.5, "dash": "dot"},
        hoverinfo="skip",
    )


def _points(came: pl.DataFrame) -> Trace:
    said = [
        ""
        if mean is None
        else f"<b>{theme.month_long(month)}</b><br>{theme.number(mean, 2)} dagar<br>{n} vårdtillfällen"
        for month, n, mean in came.select("month", "in_mean", "mean").iter_rows()
    ]
    return trace(
        "scatter",
        x=came["month"].to_list(),
        y=came["mean"].to_list(),
        mode="lines+markers",
        connectgaps=False,
        line={"color": theme.TEAL, "width": 1.5},
        marker={"color": theme.TEAL, "size": 7},
        text=said,
        hovertemplate="%{text}<extra></extra>",
    )


def _hover(coming: pl.DataFrame) -> Trace:
    """What is said over a coming month: the band's ends and the chance."""
    said = [
        f"<b>{theme.month_long(month)}</b><br>{theme.number(low, 1)}–{theme.number(high, 1)} dagar"
        f"<br>över gränsen: {theme.percent(chance)}"
        for month, low, high, chance in coming.select("month", "mean_low", "mean_high", "crossing").iter_rows()
    ]
    return trace(
        "scatter",
        x=coming["month"].to_list(),
        y=coming["mean_mid"].to_list(),
        mode="markers",
        marker={"color": theme.TEAL, "size": 5, "symbol": "circle-open"},
        text=said,
        hovertemplate="%{text}<extra></extra>",
    )


def _chances(coming: pl.DataFrame) -> list[dict[str, Any]]:
    """Under each coming month its chance, upright so that they have room on a phone."""
    return [
        {
            "x": month, "y": 0, "yref": "paper", "yanchor": "top", "yshift": -3, "showarrow": False,
            "text": theme.percent(chance), "textangle": -90,
            "font": {"size": CHANCE_SIZE, "color": theme.SOFT_TEXT},
        }
        for month, chance in coming.select("month", "crossing").iter_rows()
        if chance is not None
    ]  # fmt: skip
