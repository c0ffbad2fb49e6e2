"""A county's municipalities on a map, without any tile server."""

from typing import Any

import plotly.graph_objects as go
import polars as pl

from lus_stats.figures import leading, theme
from lus_stats.figures.drawing import Trace, trace
from lus_stats.vocabulary import SWEDISH, State

HEIGHT = 380


def county_map(places: pl.DataFrame, county: str, *, measure: str, decimals: int = 1, unit: str = "dagar") -> go.Figure:
    """Colour each municipality by its value; the liable ones also carry a diamond, the hidden ones are grey.

    Needs: municipality_code, label, n, value, liable, state.
    Shape: one row per municipality of the county.
    """
    rows = places.with_columns(pl.col("liable").fill_null(value=False))
    drawable = (pl.col("state") == State.SHOWN) & pl.col("value").is_not_null()
    shown, rest = rows.filter(drawable), rows.filter(~drawable)
    borders = {"geojson": f"app/static/geo/{county}.json", "featureidkey": "id"}
    geo = {"fitbounds": "locations", "visible": False, "projection": {"type": "mercator"}, "bgcolor": theme.CLEAR}
    return theme.figure(
        [
            _areas(rest, borders, [[0, theme.GRID], [1, theme.GRID]], _unsaid(rest)),
            _coloured(shown, borders, measure, decimals, unit),
            _diamonds(shown.filter("liable"), borders),
        ],
        height=HEIGHT,
        margin={"l": 0, "r": 0, "t": 0, "b": 22},
        geo=geo | {"domain": {"x": [0, 1], "y": [0.14, 1]}},
    )


def _areas(rows: pl.DataFrame, borders: dict[str, str], scale: list[list[object]], said: list[str]) -> Trace:
    """Areas with a border, saying `said` under the pointer."""
    return trace(
        "choropleth",
        locations=rows["municipality_code"].to_list(),
        z=[0] * rows.height,
        text=said,
        customdata=leading.places(rows),
        hovertemplate="%{text}<extra></extra>",
        colorscale=scale,
        showscale=False,
        marker={"line": {"color": theme.CARD, "width": 1}},
        **borders,
    )


def _coloured(rows: pl.DataFrame, borders: dict[str, str], measure: str, decimals: int, unit: str) -> Trace:
    """The areas with a value, pale to deep."""
    scale = [[step / 9, colour] for step, colour in enumerate(theme.SCALE)]
    said = [_said(row, decimals, unit) for row in rows.iter_rows(named=True)]
    areas = _areas(rows, borders, scale, said)
    bar = {
        "orientation": "h", "thickness": 8, "len": 0.6, "x": 0, "xanchor": "left", "y": 0, "yanchor": "bottom",
        "outlinewidth": 0, "tickformat": f".{decimals}f", "nticks": 4,
        "tickfont": {"size": 11, "color": theme.SOFT_TEXT},
        "title": {"text": measure, "side": "top", "font": {"size": 11, "color": theme.SOFT_TEXT}},
    }  # fmt: skip
    return areas | {"z": rows["value"].to_list(), "showscale": True, "colorbar": bar}


def _diamonds(rows: pl.DataFrame, borders: dict[str, str]) -> Trace:
    """Liable ones by shape, not by colour alone."""
    return trace(
        "scattergeo",
        locations=rows["municipality_code"].to_list(),
        mode="markers",
        marker={"symbol": "diamond", "size": 11, "color": theme.ACCENT, "line": {"color": theme.CARD, "width": 1.5}},
        hoverinfo="skip",
        **borders,
    )


def _said(row: dict[str, Any], decimals: int, unit: str) -> str:
    """One municipality in words."""
    shown = theme.number(row["value"], decimals)
    liable = "<br>över gränsen" if row["liable"] else ""
    return f"<b>{row['label']}</b><br>{shown} {unit}<br>{row['n']} vårdtillfällen{liable}{leading.hint(row)}"


def _unsaid(rows: pl.DataFrame) -> list[str]:
    """Why a municipality has no value."""
    return [
        f"<b>{label}</b><br>{'inga vårdtillfällen' if state == State.SHOWN else SWEDISH[State(state)]}{leading.HINT}"
        for label, state in rows.select("label", "state").iter_rows()
    ]
