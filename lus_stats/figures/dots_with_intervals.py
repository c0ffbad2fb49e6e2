"""Places as dots with intervals on one axis."""

from collections.abc import Iterator
from math import ceil
from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from lus_stats.disclosure import UNCERTAIN_BELOW
from lus_stats.figures import leading, theme
from lus_stats.figures.drawing import Trace, trace
from lus_stats.figures.named_rows import RowNames
from lus_stats.vocabulary import SWEDISH, State

ROW: Final = 25
HEAD: Final = 30
FOOT: Final = 36
COLUMN: Final = 44
MOST_TICKS: Final = 12


def dots_with_intervals(
    places: pl.DataFrame,
    *,
    centre: float | None,
    centre_label: str,
    threshold: float | None,
    unit: str = "dagar",
) -> go.Figure:
    """Draw each place's value with its interval, the whole's line, the threshold and the number of episodes.

    Needs: label, n, value, low, high, liable, state; in the order they are shown, from the top. Where they are
    municipalities, municipality_code leads to each.
    Shape: one row per place; a row that is not `shown` says so in words instead.
    """
    rows = places.with_row_index("at").with_columns(pl.col("liable").fill_null(value=False))
    shown = rows.filter(pl.col("state") == State.SHOWN, pl.col("value").is_not_null())
    traces = [
        *_marks(shown.filter(~pl.col("liable")), unit, theme.TEAL, theme.TEAL_PALE, "circle"),
        *_marks(shown.filter(pl.col("liable")), unit, theme.ACCENT, theme.ACCENT_PALE, "diamond"),
    ]
    names = RowNames(rows["label"].to_list())
    words, lines = _words(rows), []
    for at, name, colour, dash, anchor in _lines(centre, centre_label, threshold):
        words.append(_name(at, name, colour, anchor))
        lines.append(_line(at, colour, dash))
    return theme.figure(
        traces,
        height=HEAD + FOOT + names.row(ROW) * max(rows.height, 1),
        annotations=words,
        shapes=lines,
        margin={"l": names.margin, "r": COLUMN, "t": HEAD, "b": FOOT, "pad": 6},
        xaxis=_days(shown, [mark for mark in (centre, threshold) if mark is not None]),
        yaxis=names.axis(rows["at"].to_list()),
    )


def _lines(
    centre: float | None, centre_label: str, threshold: float | None
) -> Iterator[tuple[float, str, str, str, str]]:
    """The whole's line and the threshold, their names outwards from each other."""
    ordered = threshold is None or centre is None or centre <= threshold
    if centre is not None:
        yield centre, centre_label, theme.TEAL, "solid", "right" if ordered else "left"
    if threshold is not None:
        yield threshold, f"gräns {theme.number(threshold, 1)}", theme.INK, "dash", "left" if ordered else "right"


def _marks(rows: pl.DataFrame, unit: str, colour: str, pale: str, symbol: str) -> list[Trace]:
    """Intervals, and on them the dots, whose area follows the number of episodes."""
    if rows.is_empty():
        return []
    bars = rows.filter(pl.col("low").is_not_null(), pl.col("high").is_not_null())
    intervals = trace(
        "scatter",
        x=[x for low, high in bars.select("low", "high").iter_rows() for x in (low, high, None)],
        y=[y for at in bars["at"] for y in (at, at, None)],
        mode="lines",
        line={"color": pale, "width": 3},
        hoverinfo="skip",
    )
    dots = trace(
        "scatter",
        x=rows["value"].to_list(),
        y=rows["at"].to_list(),
        mode="markers",
        marker={
            "color": colour,
            "symbol": _symbols(rows, symbol),
            "size": _sizes(rows["n"]),
            "opacity": 1,
            "line": {"width": 0},  # dots of sizes of their own would be given an edge
        },
        text=[_hover(row, unit) for row in rows.iter_rows(named=True)],
        customdata=leading.places(rows),
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,  # a dot at 0 is whole
    )
    return [intervals, dots]


def _symbols(rows: pl.DataFrame, symbol: str) -> str | list[str]:
    """Hollow where few episodes make it uncertain."""
    few = rows["n"].is_between(1, UNCERTAIN_BELOW - 1).to_list()
    return [f"{symbol}-open" if one else symbol for one in few] if any(few) else symbol


def _sizes(counts: pl.Series) -> list[float]:
    """Diameters between 8 and 20 pixels."""
    return [min(20.0, 7 + float(count) ** 0.5) for count in counts.fill_null(0)]


def _hover(row: dict[str, Any], unit: str) -> str:
    """One place in words."""
    value, low, high = (row[name] for name in ("value", "low", "high"))
    interval = f" ({theme.number(low, 1)}–{theme.number(high, 1)})" if low is not None and high is not None else ""
    liable = "<br>över gränsen" if row["liable"] else ""
    said = f"<b>{row['label']}</b><br>{theme.number(value, 2)} {unit}{interval}<br>{row['n']} vårdtillfällen{liable}"
    return said + leading.hint(row)


def _days(shown: pl.DataFrame, marks: list[float]) -> dict[str, object]:
    """Days along. One wide interval does not squeeze the rest: the axis ends near the values."""
    highest = max([*shown["value"].to_list(), *marks, 1.0])
    widest = max([*shown["high"].drop_nulls().to_list(), highest])
    end = min(ceil(widest + 0.2), ceil(highest * 1.8) + 1)
    return {"range": [0, end], "tickformat": "~g", "dtick": 1 if end <= MOST_TICKS else 5}


def _words(rows: pl.DataFrame) -> list[dict[str, object]]:
    """What a row without a dot says, and the column of counts."""
    words = [_count(1, "antal") | {"yref": "paper", "yanchor": "bottom"}]
    for at, state, n, value in rows.select("at", "state", "n", "value").iter_rows():
        if state == State.SHOWN:
            words.append(_count(at, theme.number(n)))
        if state != State.SHOWN or value is None:
            said = SWEDISH[State(state)] if state != State.SHOWN else "inga vårdtillfällen"
            words.append(_word(0, at, f"<i>{said}</i>") | {"xanchor": "left", "xshift": 4})
    return words


def _count(y: int, text: str) -> dict[str, object]:
    """One cell of the column at the right."""
    return _word(1, y, text) | {"xref": "paper", "xanchor": "right", "xshift": COLUMN - 4}


def _word(x: float, y: float, text: str, colour: str = theme.SOFT_TEXT) -> dict[str, object]:
    """Small text at a place."""
    return {"x": x, "y": y, "text": text, "showarrow": False, "font": {"size": theme.SMALL, "color": colour}}


def _name(at: float, label: str, colour: str, anchor: str) -> dict[str, object]:
    """A line's name, above it."""
    return _word(at, 1, label, colour) | {"yref": "paper", "yanchor": "bottom", "xanchor": anchor}


def _line(at: float, colour: str, dash: str) -> dict[str, object]:
    """A line through every row."""
    line = {"color": colour, "dash": dash, "width": 1.5}
    return {"type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper", "layer": "below", "line": line}
