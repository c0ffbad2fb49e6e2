"""How long patients stay: a bar for each number of days."""

from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from lus_stats.figures import theme
from lus_stats.figures.drawing import trace

HEIGHT: Final = 290
DAYS: Final = {"text": "utskrivningsklara dagar", "font": {"size": theme.SMALL, "color": theme.SOFT_TEXT}}


def stay_bars(stays: pl.DataFrame, *, free_days: int | None, last: int = 14) -> go.Figure:
    """Draw a bar for 0, 1, 2, … days; the last one is that and more, and the free days are pale.

    Needs: ready_days (0 … `last`, where `last` stands for that and more), episodes.
    Shape: one row per number of days; a number that is missing has no episodes.
    """
    days = pl.DataFrame({"ready_days": range(last + 1)}, schema={"ready_days": stays.schema["ready_days"]})
    rows = days.join(stays, on="ready_days", how="left", validate="1:1", maintain_order="left").fill_null(0)
    names = [*map(str, range(last)), f"{last}+"]
    free = [free_days is not None and day <= free_days for day in range(last + 1)]
    return theme.figure(
        [
            trace(
                "bar",
                x=names,
                y=rows["episodes"].to_list(),
                marker={"color": [theme.TEAL_PALE if pale else theme.TEAL for pale in free]},
                text=[theme.number(count) if count else "" for count in rows["episodes"]],
                textposition="outside",
                cliponaxis=False,
                textfont={"size": 11, "color": theme.SOFT_TEXT},
                hovertemplate="%{x} dagar: %{y} vårdtillfällen<extra></extra>",
            )
        ],
        height=HEIGHT,
        bargap=0.18,
        margin={"l": 8, "r": 8, "t": 34, "b": 56, "pad": 4},
        xaxis={"type": "category", "showgrid": False, "title": DAYS, "tickangle": 0},
        yaxis={"showticklabels": False, "showgrid": False},
        shapes=[] if free_days is None else [_edge(free_days)],
        annotations=[] if free_days is None else _beside(free_days),
    )


def _edge(free_days: int) -> dict[str, Any]:
    """Where the free days end."""
    at = free_days + 0.5
    line = {"color": theme.GREY, "dash": "dot", "width": 1.5}
    return {"type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1.08, "yref": "paper", "line": line}


def _beside(free_days: int) -> list[dict[str, Any]]:
    """The same in words."""
    return [
        {
            "x": free_days + 0.5, "y": 1.12, "yref": "paper", "yanchor": "middle", "xanchor": anchor, "xshift": shift,
            "showarrow": False, "text": text, "font": {"size": theme.SMALL, "color": theme.SOFT_TEXT},
        }
        for anchor, shift, text in (("right", -6, "inom fristdagarna"), ("left", 6, "efter fristdagarna"))
    ]  # fmt: skip
