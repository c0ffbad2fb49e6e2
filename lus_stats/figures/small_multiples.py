"""Small panels below each other, one per place, with the county's line faint in each."""

from datetime import date
from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from lus_stats.disclosure import UNCERTAIN_BELOW
from lus_stats.figures import leading, theme
from lus_stats.figures.drawing import Trace, trace
from lus_stats.vocabulary import SWEDISH, State

PANEL: Final = 112  # pixels
SHARE_OF_PANEL: Final = 0.68  # the rest is the name above
TICKS: Final = 3


def small_multiples(
    panels: pl.DataFrame,
    county: pl.DataFrame,
    *,
    top: float | None,
    threshold: float | None,
    decimals: int,
    share: bool = False,
) -> go.Figure:
    """Draw each place's months; a month that is hidden or missing breaks the line.

    Needs: (panels) label, month, value, n, state, by place and month; (county) month, value. `top` ends every panel's
    axis; None lets each have its own.
    """
    names = panels["label"].unique(maintain_order=True).to_list()
    traces: list[Trace] = []
    layout: dict[str, Any] = {}
    words: list[dict[str, Any]] = []
    for at, name in enumerate(names):
        rows = panels.filter(pl.col("label") == name)
        high = 1 - at / len(names) - (1 - SHARE_OF_PANEL) / len(names)
        low = 1 - (at + 1) / len(names) + 0.04 / len(names)
        number = "" if at == 0 else str(at + 1)
        layout[f"yaxis{number}"] = _axis(low, high, _range(rows, county) if top is None else [0, top * 1.08], share)
        traces += [
            _county(county, f"y{number}"),
            _own(rows, f"y{number}", decimals, share),
        ]
        words += [_name(name, high), _last(rows, high, decimals, share)]
    return theme.figure(
        traces,
        height=PANEL * max(len(names), 1) + 26,
        margin={"l": 4, "r": 8, "t": 2, "b": 24, "pad": 2},
        annotations=words,
        shapes=[] if threshold is None else [_threshold(threshold, at) for at in range(len(names))],
        xaxis=_months(panels),
        **layout,
    )


def _range(rows: pl.DataFrame, county: pl.DataFrame) -> list[float]:
    """A panel's own axis: from its lowest to its highest, with room around."""
    values = [*rows["value"].drop_nulls().to_list(), *county["value"].drop_nulls().to_list()] or [0.0, 1.0]
    room = (max(values) - min(values)) * 0.1 or 0.1
    return [min(values) - room, max(values) + room]


def _axis(low: float, high: float, ends: list[float], share: bool) -> dict[str, Any]:
    return {
        "domain": [max(low, 0), high],
        "range": ends,
        "nticks": TICKS,
        "tickformat": ".0%" if share else "~g",
        "gridcolor": theme.GRID,
        "zeroline": False,
        "fixedrange": True,
        "tickfont": {"size": 11, "color": theme.SOFT_TEXT},
        "automargin": True,
        "anchor": "x",
    }


def _months(panels: pl.DataFrame) -> dict[str, Any]:
    """The first, the last and each January between."""
    months: list[date] = panels["month"].unique().sort().to_list()
    ticks = [month for month in months if month.month in {1, 7}]
    return {
        "tickvals": ticks,
        "ticktext": [f"{theme.MONTH_NAMES[m.month - 1][:3]}{theme.NBSP}{m.year % 100:02}" for m in ticks],
        "showgrid": True,
        "anchor": "free",
        "position": 0,
    }


def _county(rows: pl.DataFrame, axis: str) -> Trace:
    return _line(rows, axis) | {"mode": "lines", "line": {"color": theme.GREY, "width": 1.2}, "hoverinfo": "skip"}


def _line(rows: pl.DataFrame, axis: str) -> Trace:
    return trace("scatter", x=rows["month"].to_list(), y=rows["value"].to_list(), yaxis=axis)


def _own(rows: pl.DataFrame, axis: str, decimals: int, share: bool) -> Trace:
    """The place's line, with marks where a gap would hide a lone month; hollow where few make it uncertain."""
    few = rows["n"].is_between(1, UNCERTAIN_BELOW - 1).fill_null(value=False).to_list()
    said = [
        f"<b>{theme.month_long(month)}</b><br>{_said(value, decimals, share)}<br>{theme.number(n)} vårdtillfällen"
        if value is not None
        else SWEDISH[State(state)]
        for month, value, n, state in rows.select("month", "value", "n", "state").iter_rows()
    ]
    return _line(rows, axis) | {
        "mode": "lines+markers",
        "line": {"color": theme.TEAL, "width": 1.6},
        "marker": {"size": 4, "color": theme.TEAL, "symbol": ["circle-open" if one else "circle" for one in few]},
        "connectgaps": False,
        "text": said,
        "customdata": leading.places(rows),
        "hovertemplate": "%{text}<extra></extra>",
    }


def _said(value: float, decimals: int, share: bool) -> str:
    return theme.percent(value) if share else theme.number(value, decimals)


def _name(name: str, y: float) -> dict[str, Any]:
    return {
        "x": 0, "xref": "paper", "xanchor": "left", "y": y, "yref": "paper", "yanchor": "bottom", "yshift": 3,
        "showarrow": False, "text": f"<b>{name}</b>", "font": {"size": 13, "color": theme.INK},
    }  # fmt: skip


def _last(rows: pl.DataFrame, y: float, decimals: int, share: bool) -> dict[str, Any]:
    """The last month's figure, or why there is none."""
    row = rows.row(-1, named=True)
    none = SWEDISH[State(row["state"])] if row["state"] != State.SHOWN else SWEDISH[State.MISSING]
    text = none if row["value"] is None else _said(row["value"], decimals, share)
    return {
        "x": 1, "xref": "paper", "xanchor": "right", "y": y, "yref": "paper", "yanchor": "bottom", "yshift": 3,
        "showarrow": False, "text": text, "font": {"size": theme.SMALL, "color": theme.SOFT_TEXT},
    }  # fmt: skip


def _threshold(threshold: float, at: int) -> dict[str, Any]:
    """The agreement's line in one panel."""
    return {
        "type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": threshold, "y1": threshold, "layer": "below",
        "yref": f"y{'' if at == 0 else at + 1}", "line": {"color": theme.INK, "dash": "dash", "width": 1},
    }  # fmt: skip
