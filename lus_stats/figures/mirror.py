"""The region's part above the municipality's days: the same months on one axis."""

from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from lus_stats.disclosure import UNCERTAIN_BELOW
from lus_stats.figures import limit_line, theme
from lus_stats.figures.drawing import Trace, trace

HEIGHT: Final = 400
COUNT_ROOM: Final = 18
NAMES: Final = 10.5  # thirteen months beside each other on a phone
UPPER: Final = (0.56, 0.95)
LOWER: Final = (0.0, 0.39)
TICKS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)


def mirror(by_month: pl.DataFrame, *, above: str, below: str, threshold: float | None) -> go.Figure:
    """Draw the share that met every criterion above the mean ready days, and the number of episodes under both.

    Needs: month, n, share, mean; null where there is none to show. `above` and `below` name the two panels.
    Shape: one row per month, sorted; a month without a value breaks the line.
    """
    return theme.figure(
        [
            _series(by_month, "share", "y", lambda value: f"{theme.percent(value, 1)} uppfyller alla kriterier"),
            _series(by_month, "mean", "y2", lambda value: f"{theme.number(value, 2)} dagar i medeltal"),
        ],
        height=HEIGHT,
        margin={"l": 48, "r": 14, "t": 14, "b": 63, "pad": 4},
        xaxis={
            "anchor": "y2",
            "tickvals": by_month["month"].to_list(),
            "ticktext": theme.month_ticks(by_month["month"].to_list()),
            "tickangle": 0,
            "tickfont": {"size": NAMES, "color": theme.SOFT_TEXT},
            "ticklabelstandoff": COUNT_ROOM,
        },
        yaxis={
            "domain": UPPER,
            "range": [0, 1.05],
            "tickvals": TICKS,
            "ticktext": [theme.percent(tick) for tick in TICKS],
            "automargin": True,
        },
        yaxis2=_days_axis(by_month, threshold),
        shapes=[] if threshold is None else [limit_line.across(threshold, "y2")],
        annotations=[_title(UPPER[1], above), _title(LOWER[1], below), *_limit(threshold), *_counts(by_month)],
    )


def _series(rows: pl.DataFrame, column: str, axis: str, said: Any) -> Trace:
    """One panel's line with its points; gaps stay gaps."""
    few = rows["n"].is_between(1, UNCERTAIN_BELOW - 1).fill_null(value=False).to_list()
    words = [
        ""
        if value is None
        else f"<b>{theme.month_long(month)}</b><br>{said(value)}<br>{theme.number(n)} vårdtillfällen"
        for month, value, n in rows.select("month", column, "n").iter_rows()
    ]
    return trace(
        "scatter",
        x=rows["month"].to_list(),
        y=rows[column].to_list(),
        yaxis=axis,
        mode="lines+markers",
        line={"color": theme.TEAL, "width": 1.5},
        marker={"color": theme.TEAL, "size": 7, "symbol": ["circle-open" if one else "circle" for one in few]},
        text=words,
        hovertemplate="%{text}<extra></extra>",
        connectgaps=False,
        cliponaxis=False,
    )


def _days_axis(rows: pl.DataFrame, threshold: float | None) -> dict[str, object]:
    """The lower panel's axis, dressed as the upper one."""
    highest = max([*rows["mean"].drop_nulls().to_list(), threshold or 0.0, 1.0])
    return {
        "domain": LOWER,
        "anchor": "x",
        "range": [0, highest * 1.15],
        "tickformat": "~g",
        "automargin": True,
        "gridcolor": theme.GRID,
        "zeroline": False,
        "tickfont": {"size": theme.SMALL, "color": theme.SOFT_TEXT},
        "fixedrange": True,
    }


def _title(top: float, text: str) -> dict[str, object]:
    """A panel's name above it."""
    return _word(0, top, f"<b>{text}</b>", 13, theme.INK) | {
        "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom", "yshift": 4,
    }  # fmt: skip


def _counts(rows: pl.DataFrame) -> list[dict[str, object]]:
    """The number of episodes under each month."""
    return [
        _word(month, 0, "–" if n is None else theme.number(n), 10, theme.SOFT_TEXT)
        | {"yref": "paper", "yanchor": "top", "yshift": -3}
        for month, n in rows.select("month", "n").iter_rows()
    ]


def _word(x: object, y: float, text: str, size: int, colour: str) -> dict[str, object]:
    """Text at a place."""
    return {"x": x, "y": y, "text": text, "showarrow": False, "font": {"size": size, "color": colour}}


def _limit(threshold: float | None) -> list[dict[str, object]]:
    """The line's name."""
    if threshold is None:
        return []
    at = {"xref": "paper", "yref": "y2", "xanchor": "right", "yanchor": "bottom"}
    return [_word(1, threshold, f"gräns {theme.number(threshold, 1)}", theme.SMALL, theme.INK) | at]
