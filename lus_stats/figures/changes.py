"""Places by how much they have changed between two periods, each with its interval, around a line of no change."""

from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from lus_stats.figures import leading, theme
from lus_stats.figures.drawing import Trace, trace
from lus_stats.figures.named_rows import RowNames

ROW: Final = 25
EDGES: Final = 42
ROOM: Final = 0.03  # of the axis at either end


def changes(rows: pl.DataFrame, *, unit: str) -> go.Figure:
    """Draw each place's change; a row without one says why. A filled diamond is a change beyond chance.

    Needs: label, change, low, high, apart (beyond chance), judged, change_said; in the order shown, from the top.
    """
    placed = rows.with_row_index("at")
    known, unknown = placed.filter(pl.col("change").is_not_null()), placed.filter(pl.col("change").is_null())
    names = RowNames(placed["label"].to_list())
    bars = known.filter(pl.col("low").is_not_null(), pl.col("high").is_not_null())
    interval = trace(
        "scatter",
        x=[x for low, high in bars.select("low", "high").iter_rows() for x in (low, high, None)],
        y=[y for at in bars["at"] for y in (at, at, None)],
        mode="lines",
        line={"color": theme.TEAL_PALE, "width": 3},
        hoverinfo="skip",
    )
    return theme.figure(
        [
            interval,
            _dots(known.filter(~pl.col("apart")), theme.TEAL, "circle", unit),
            _dots(known.filter("apart"), theme.ACCENT, "diamond", unit),
        ],
        height=EDGES + names.row(ROW) * max(rows.height, 1),
        margin={"l": names.margin, "r": 10, "t": 6, "b": 30, "pad": 6},
        shapes=[_no_change()],
        annotations=[_why(*row) for row in unknown.select("at", "change_said").rows()],
        xaxis={"tickformat": "+~g", "labelalias": {"+0": "0"}, "automargin": True, "range": _ends(known)},
        yaxis=names.axis(placed["at"].to_list()),
    )


def _ends(known: pl.DataFrame) -> list[float] | None:
    """From the lowest to the highest, the line of no change too, with room around."""
    values = [value for name in ("low", "high", "change") for value in known[name].drop_nulls()]
    if not values:
        return None
    low, high = min(*values, 0), max(*values, 0)
    room = (high - low) * ROOM or 1
    return [low - room, high + room]


def _dots(rows: pl.DataFrame, colour: str, symbol: str, unit: str) -> Trace:
    return trace(
        "scatter",
        x=rows["change"].to_list(),
        y=rows["at"].to_list(),
        mode="markers",
        marker={"color": colour, "symbol": symbol, "size": 10, "opacity": 1},
        text=[_hover(row, unit) for row in rows.iter_rows(named=True)],
        hovertemplate="%{text}<extra></extra>",
        customdata=leading.places(rows),
        cliponaxis=False,
    )


def _hover(row: dict[str, Any], unit: str) -> str:
    """One place in words."""
    low, high = row["low"], row["high"]
    between = "" if low is None else f" ({theme.number(low, 1, signed=True)} till {theme.number(high, 1, signed=True)})"
    change = f"{theme.number(row['change'], 1, signed=True)} {unit}{between}"
    return f"<b>{row['label']}</b><br>{change}<br>{row['judged']}{leading.hint(row)}"


def _why(at: int, said: str | None) -> dict[str, Any]:
    """Why a row has no change."""
    return {
        "x": 0, "xref": "paper", "xanchor": "left", "xshift": 4, "y": at, "text": f"<i>{said}</i>", "showarrow": False,
        "font": {"size": theme.SMALL, "color": theme.SOFT_TEXT}, "bgcolor": theme.CARD,
    }  # fmt: skip


def _no_change() -> dict[str, Any]:
    line = {"color": theme.INK, "width": 1.2}
    return {"type": "line", "x0": 0, "x1": 0, "y0": 0, "y1": 1, "yref": "paper", "layer": "below", "line": line}
