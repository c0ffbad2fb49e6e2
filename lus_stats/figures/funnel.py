"""The funnel: each place by its size, within what chance allows around the county's figure."""

from math import log10
from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from lus_stats.disclosure import UNCERTAIN_BELOW
from lus_stats.figures import leading, theme
from lus_stats.figures.drawing import Trace, trace

HEIGHT: Final = 420
BESIDE: Final = 78  # pixels for the county's name beside the plot
CLOSE: Final = 1.35  # sizes whose names would run into each other
LOW: Final = 0.25  # of the county's figure: a name below it would lie on the axis
TICKS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)
APART: Final = ", ".join(f"{x}px {y}px 2px {theme.CARD}" for x in (-1, 1) for y in (-1, 1))  # a name over a line
ROOM: Final = 1.25  # beside the smallest and the largest place, as a factor: the axis is logarithmic


def funnel(
    places: pl.DataFrame,
    limits: pl.DataFrame,
    *,
    centre: float,
    centre_label: str,
    threshold: float | None,
    share: bool = False,
) -> go.Figure:
    """Draw the limits, the county's line, the threshold, and the places; those outside have a name.

    Needs: (places) label, n, value, outside (null, or in words where it lies), far (outside the outer limits);
    (limits) uncertainty.funnel.LIMITS, sorted.
    Shape: one row per shown place.
    """
    lines = [
        _limit(limits, f"{side}_{level}", colour, dash)
        for level, colour, dash in (("95", theme.GREY, "dot"), ("998", theme.SOFT_TEXT, "solid"))
        for side in ("low", "high")
    ]
    apart = pl.col("outside").is_not_null()
    return theme.figure(
        [
            *lines,
            _places(places.filter(~apart), theme.TEAL, "circle", share, centre, named=False),
            _places(places.filter(apart & ~pl.col("far")), theme.TEAL, "square", share, centre, named=True),
            _places(places.filter(apart & pl.col("far")), theme.ACCENT, "diamond", share, centre, named=True),
        ],
        height=HEIGHT,
        margin={"l": 48 if share else 34, "r": BESIDE, "t": 26, "b": 60, "pad": 4},
        shapes=_shapes(centre, threshold),
        annotations=_names(centre, centre_label, threshold),
        **_axes(places, limits, threshold, share),
    )


def _limit(limits: pl.DataFrame, column: str, colour: str, dash: str) -> Trace:
    """One limit over all sizes."""
    return trace(
        "scatter",
        x=limits["n"].to_list(),
        y=limits[column].to_list(),
        mode="lines",
        line={"color": colour, "dash": dash, "width": 1.3},
        hoverinfo="skip",
    )


def _places(rows: pl.DataFrame, colour: str, symbol: str, share: bool, centre: float, *, named: bool) -> Trace:
    """A mark per place; hollow where few episodes make it uncertain."""
    few = rows["n"].is_between(1, UNCERTAIN_BELOW - 1).to_list()
    return trace(
        "scatter",
        x=rows["n"].to_list(),
        y=rows["value"].to_list(),
        mode="markers+text" if named else "markers",
        text=rows["label"].to_list() if named else None,
        textposition=_beside(rows, centre),
        textfont={"size": theme.SMALL, "color": theme.INK, "shadow": APART},
        marker={"color": colour, "symbol": [f"{symbol}-open" if one else symbol for one in few], "size": 10},
        hovertext=[_hover(row, share) for row in rows.iter_rows(named=True)],
        hovertemplate="%{hovertext}<extra></extra>",
        customdata=leading.places(rows),
        cliponaxis=False,
    )


def _beside(rows: pl.DataFrame, centre: float) -> list[str]:
    """Where each name stands: outwards from the county's line (but off the axis), away from one of nearly its size."""
    ordered = rows.with_row_index("at").sort("n")
    sides: dict[int, str] = {}
    sizes = ordered["n"].to_list()
    for place, (at, n, value) in enumerate(ordered.select("at", "n", "value").iter_rows()):
        left = place + 1 < len(sizes) and sizes[place + 1] < n * CLOSE
        right = place > 0 and n < sizes[place - 1] * CLOSE
        across = "left" if left and not right else "right" if right else "center"
        sides[at] = f"{'top' if value >= centre or value < centre * LOW else 'bottom'} {across}"
    return [sides[at] for at in range(rows.height)]


def _hover(row: dict[str, Any], share: bool) -> str:
    """One place in words."""
    value = theme.percent(row["value"]) if share else f"{theme.number(row['value'], 2)} dagar"
    outside = f"<br>{row['outside']}" if row["outside"] else ""
    return f"<b>{row['label']}</b><br>{value}<br>{theme.number(row['n'])} vårdtillfällen{outside}{leading.hint(row)}"


def _axes(places: pl.DataFrame, limits: pl.DataFrame, threshold: float | None, share: bool) -> dict[str, Any]:
    """Sizes along, by factors; the value up, so far that the places and the limits beside them are in sight."""
    sizes = [size for size in limits["n"].to_list() if size]
    least, most = (min(sizes), max(sizes)) if sizes else (1, 10)
    near = limits.filter(pl.col("n") >= max(least, UNCERTAIN_BELOW // 4))
    marks = [] if threshold is None else [threshold]
    values = [*places["value"].to_list(), *marks]
    highest = max([*values, *near["high_95"].to_list(), 0.1])
    lowest = min([*values, *near["low_95"].to_list(), highest])
    room = (highest - lowest) * 0.15
    return {
        "xaxis": {
            "type": "log",
            "range": [log10(least / ROOM), log10(most * ROOM)],
            "tickvals": TICKS,
            "ticktext": [theme.number(tick) for tick in TICKS],
            "title": {"text": "Vårdtillfällen", "font": {"size": theme.SMALL, "color": theme.SOFT_TEXT}},
            "automargin": True,
        },
        "yaxis": {
            "range": [max(lowest - room, -room / 4), min(highest + room, 1 + room / 4) if share else highest + room],
            "tickformat": ".0%" if share else "~g",
            "automargin": True,
        },
    }


def _shapes(centre: float, threshold: float | None) -> list[dict[str, Any]]:
    """The county's line, and the threshold unlike every other."""
    lines = [(centre, theme.TEAL, "solid")] + ([] if threshold is None else [(threshold, theme.INK, "dash")])
    return [
        {
            "type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": at, "y1": at, "layer": "below",
            "line": {"color": colour, "dash": dash, "width": 1.5},
        }
        for at, colour, dash in lines
    ]  # fmt: skip


def _names(centre: float, label: str, threshold: float | None) -> list[dict[str, Any]]:
    """The lines' names beside the plot, where no mark can come; the upper one above its line, the lower one below."""
    said = [(centre, label, theme.TEAL, "middle")]
    if threshold is not None:
        sides = ("top", "bottom") if centre < threshold else ("bottom", "top")
        limit = f"gräns {theme.number(threshold, 1)}"
        said = [(centre, label, theme.TEAL, sides[0]), (threshold, limit, theme.INK, sides[1])]
    return [
        {
            "x": 1, "xref": "paper", "xanchor": "left", "xshift": 4, "y": at, "yanchor": side,
            "showarrow": False, "text": text, "font": {"size": theme.SMALL, "color": colour},
        }
        for at, text, colour, side in said
    ]  # fmt: skip
