"""Kronor month by month: what is billed, and above it what the region's own gaps stopped."""

from typing import Final

import plotly.graph_objects as go
import polars as pl

from lus_stats.figures import theme
from lus_stats.figures.drawing import Trace, trace

HEIGHT: Final = 260
NAMES: Final = 10  # a year of months side by side on a phone


def month_bars(by_month: pl.DataFrame, *, unit: str) -> go.Figure:
    """Draw a bar for each month, the stopped part on top of the billed one.

    Needs: month, billed, blocked; null where there is none to show.
    Shape: one row per month, sorted.
    """
    names = [theme.month_short(month) for month in by_month["month"]]
    return theme.figure(
        [
            _bars(names, by_month["billed"].to_list(), "Debiteras", unit, theme.ACCENT),
            _bars(names, by_month["blocked"].to_list(), "Stoppat", unit, theme.GREY),
        ],
        height=HEIGHT,
        barmode="stack",
        bargap=0.25,
        margin={"l": 62, "r": 8, "t": 41, "b": 39, "pad": 4},
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "traceorder": "normal"},
        xaxis={
            "type": "category",
            "tickvals": names,
            "ticktext": theme.month_ticks(by_month["month"].to_list()),
            "tickfont": {"size": NAMES, "color": theme.SOFT_TEXT},
            "tickangle": 0,
            "showgrid": False,
            "automargin": True,
        },
        yaxis={"rangemode": "tozero", "automargin": True, "tickformat": ",.0f"},
    )


def _bars(names: list[str], values: list[float | None], label: str, unit: str, colour: str) -> Trace:
    words = [
        f"<b>{name}</b><br>{label}: {theme.number(value)}{theme.NBSP}{unit}"
        for name, value in zip(names, values, strict=True)
    ]
    return trace(
        "bar",
        name=label,
        x=names,
        y=values,
        marker={"color": colour},
        customdata=words,
        hovertemplate="%{customdata}<extra></extra>",
    )
