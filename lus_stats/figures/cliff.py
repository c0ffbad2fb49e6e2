"""The bill as a curve of the month's mean: nothing up to the threshold, and the fall at it."""

from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from lus_stats.figures import theme
from lus_stats.figures.drawing import Trace, trace

HEIGHT: Final = 300
AXIS: Final = {"text": "medelvärde, dagar", "font": {"size": theme.SMALL, "color": theme.SOFT_TEXT}}


def cliff(curve: pl.DataFrame, *, threshold: float, mean: float, bill: float, in_kronor: bool) -> go.Figure:
    """Draw the curve, the threshold, and where the month stands.

    Needs: mean, value, liable.
    Shape: one row per point, sorted by mean; the rows that are not liable first.
    Unit: days of mean against whole kronor, or days where the kronor are not known.
    """
    said = theme.kronor(round(bill)) if in_kronor else f"{theme.number(bill, 0)}{theme.NBSP}dagar"
    return theme.figure(
        [_line(curve.filter(~pl.col("liable"))), _line(curve.filter("liable")), _here(mean, bill, said)],
        height=HEIGHT,
        margin={"l": 82, "r": 16, "t": 30, "b": 60, "pad": 4},
        xaxis={"title": AXIS, "range": [0, curve["mean"].max()], "automargin": True},
        yaxis={"rangemode": "tozero", "automargin": True, **_ticks(curve, in_kronor=in_kronor)},
        shapes=[_limit(threshold)],
        annotations=[_limit_word(threshold), _here_word(mean, bill, said, room=mean < threshold / 2)],
    )


def _line(points: pl.DataFrame) -> Trace:
    return trace(
        "scatter",
        x=points["mean"].to_list(),
        y=points["value"].to_list(),
        mode="lines",
        line={"color": theme.TEAL, "width": 3},
        hoverinfo="skip",
    )


def _here(mean: float, bill: float, said: str) -> Trace:
    return trace(
        "scatter",
        x=[mean],
        y=[bill],
        mode="markers",
        marker={"color": theme.ACCENT, "size": 13, "symbol": "diamond"},
        hovertemplate=f"medelvärde {theme.number(mean, 2)}: {said}<extra></extra>",
        cliponaxis=False,
    )


def _ticks(curve: pl.DataFrame, *, in_kronor: bool) -> dict[str, Any]:
    """Round numbers up the side, as Swedes write them."""
    top = float(curve["value"].max() or 1)  # type: ignore[arg-type]
    magnitude = 10 ** (len(str(int(top))) - 1)
    step = next(one * magnitude for one in (0.5, 1, 2, 2.5, 5, 10) if top / (one * magnitude) <= 4)
    marks = [at * step for at in range(int(top // step) + 2)]
    unit = "kr" if in_kronor else "dagar"
    return {"tickvals": marks, "ticktext": [f"{theme.number(mark)}{theme.NBSP}{unit}" for mark in marks]}


def _limit(threshold: float) -> dict[str, Any]:
    line = {"color": theme.INK, "dash": "dash", "width": 1.5}
    return {"type": "line", "x0": threshold, "x1": threshold, "y0": 0, "y1": 1, "yref": "paper", "line": line}


def _limit_word(threshold: float) -> dict[str, Any]:
    font = {"size": theme.SMALL, "color": theme.SOFT_TEXT}
    words = f"gränsen {theme.number(threshold, 1)}"
    return {
        "x": threshold,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "text": words,
        "showarrow": False,
        "font": font,
    }


def _here_word(mean: float, bill: float, said: str, *, room: bool) -> dict[str, Any]:
    """What the month costs, above its mark; to the left of it where the threshold, or the curve, is to its right."""
    return {
        "x": mean,
        "y": bill,
        "text": f"<b>{said}</b> vid {theme.number(mean, 2)}",
        "showarrow": False,
        "yshift": 18,
        "xshift": -4 if room else 8,
        "xanchor": "center" if room else "right",
        "bgcolor": theme.CARD,
        "font": {"size": 13, "color": theme.ACCENT},
    }
