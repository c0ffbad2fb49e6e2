"""Places under two sets of terms: where each was, and where it came to."""

from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from lus_stats.figures import theme
from lus_stats.figures.drawing import Trace, trace
from lus_stats.figures.named_rows import RowNames

ROW: Final = 26
LEGEND_ROOM: Final = 46  # above the rows: the names stand below each other on a phone
EDGES: Final = LEGEND_ROOM + 42
LEGEND: Final = {
    "orientation": "h",
    "x": 0,
    "y": 1,
    "yref": "container",  # of the whole figure, so that it never reaches down to the first row
    "yanchor": "top",
    "itemclick": False,
    "itemdoubleclick": False,
}
UNITS: Final = {"sek": "kr", "days": "dagar"}


def dumbbells(places: pl.DataFrame, *, before: str, after: str) -> go.Figure:
    """Draw each place's two values and what lies between them. A circle is the first, a filled diamond the second.

    Needs: label, before, after, unit ("sek" or "days", the same in all); in the order shown, from the top.
    """
    rows = places.with_row_index("at")
    unit = UNITS[rows["unit"][0]] if rows.height else UNITS["sek"]
    names = RowNames(rows["label"].to_list())
    between = trace(
        "scatter",
        x=[x for first, second in rows.select("before", "after").iter_rows() for x in (first, second, None)],
        y=[y for at in rows["at"] for y in (at, at, None)],
        mode="lines",
        line={"color": theme.GREY, "width": 3},
        hoverinfo="skip",
        showlegend=False,
    )
    return theme.figure(
        [
            between,
            _marks(rows, "before", before, theme.TEAL, "circle-open", unit),
            _marks(rows, "after", after, theme.ACCENT, "diamond", unit),
        ],
        height=EDGES + names.row(ROW) * max(rows.height, 1),
        margin={"l": names.margin, "r": 14, "t": LEGEND_ROOM, "b": 36, "pad": 6},
        showlegend=True,
        legend=LEGEND,
        xaxis={"rangemode": "tozero", "tickformat": ",.0f", "ticksuffix": f" {unit}", "nticks": 5, "automargin": True},
        yaxis=names.axis(rows["at"].to_list()) | {"ticks": "outside", "ticklen": 8, "tickcolor": theme.CLEAR},
    )


def _marks(rows: pl.DataFrame, side: str, name: str, colour: str, symbol: str, unit: str) -> Trace:
    return trace(
        "scatter",
        x=rows[side].to_list(),
        y=rows["at"].to_list(),
        mode="markers",
        name=name,
        marker={"color": colour, "symbol": symbol, "size": 11, "line": {"width": 2}},
        text=[_hover(row, side, name, unit) for row in rows.iter_rows(named=True)],
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
    )


def _hover(row: dict[str, Any], side: str, name: str, unit: str) -> str:
    value = row[side]
    decimals = 0 if float(value).is_integer() else 1
    return f"<b>{row['label']}</b><br>{name}: {theme.number(value, decimals)} {unit}"
