"""Shares with their intervals, in groups under each other on one axis from 0 to 100 per cent."""

from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from lus_stats.disclosure import UNCERTAIN_BELOW
from lus_stats.figures import theme
from lus_stats.figures.drawing import Trace, trace
from lus_stats.figures.named_rows import RowNames
from lus_stats.vocabulary import SWEDISH, State

ROW: Final = 27
HEAD: Final = 30
TOP: Final = 6  # where no line is named above the rows
FOOT: Final = 36
COLUMN: Final = 92
TICKS: Final = (0.0, 0.5, 1.0)


def shares_with_intervals(rows: pl.DataFrame, *, centre: float | None = None, centre_label: str = "") -> go.Figure:
    """Draw each share with its interval, what it is of beside it, and the whole's line.

    Needs: label, group, met, n, value, low, high, state, quiet (what is only followed up).
    Shape: one row per share, in the order they are shown; a heading is drawn above each `group`, none where it is "".
    """
    placed = _placed(rows)
    shown = placed.filter(pl.col("state") == State.SHOWN, pl.col("value").is_not_null())
    names = RowNames([*placed["label"], *(f"<b>{group}</b>" for group in _headings(placed).values())])
    headed = rows["group"].replace("", None).drop_nulls().n_unique()
    head = TOP if centre is None else HEAD
    line = [] if centre is None else [_line(centre)]
    name = [] if centre is None else [_word(centre, 1, centre_label, theme.TEAL) | _ABOVE]
    return theme.figure(
        [
            *_marks(shown.filter(~pl.col("quiet")), theme.TEAL, theme.TEAL_PALE, "circle"),
            *_marks(shown.filter("quiet"), theme.SOFT_TEXT, theme.GREY, "square"),
        ],
        height=head + FOOT + names.row(ROW) * max(rows.height + headed, 1),
        annotations=[*name, *_words(placed)],
        shapes=line,
        margin={"l": names.margin, "r": COLUMN, "t": head, "b": FOOT, "pad": 6},
        xaxis={"range": [0, 1], "tickvals": TICKS, "ticktext": [theme.percent(tick) for tick in TICKS], "tickangle": 0},
        yaxis=names.axis([*placed["at"], *_headings(placed)]),
    )


_ABOVE: Final[dict[str, object]] = {"yref": "paper", "yanchor": "bottom"}


def _placed(rows: pl.DataFrame) -> pl.DataFrame:
    """Where each share stands: a line further down for each heading above it."""
    group = pl.col("group")
    begins = (group != "") & (group != group.shift(1).fill_null(""))
    return rows.with_columns(begins=begins).with_columns(at=pl.int_range(pl.len()) + pl.col("begins").cum_sum())


def _headings(placed: pl.DataFrame) -> dict[int, str]:
    """Each heading and its line, above the first of its group."""
    return {at - 1: group for at, group in placed.filter("begins").select("at", "group").iter_rows()}


def _marks(rows: pl.DataFrame, colour: str, pale: str, symbol: str) -> list[Trace]:
    """Intervals, and dots on them; hollow where few episodes make it uncertain."""
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
    few = rows["n"].is_between(1, UNCERTAIN_BELOW - 1).to_list()
    dots = trace(
        "scatter",
        x=rows["value"].to_list(),
        y=rows["at"].to_list(),
        mode="markers",
        marker={"color": colour, "symbol": [f"{symbol}-open" if one else symbol for one in few], "size": 11},
        text=[_hover(row) for row in rows.iter_rows(named=True)],
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,  # a dot at 100 % is whole
    )
    return [intervals, dots]


def _hover(row: dict[str, Any]) -> str:
    """One share in words."""
    low, high = row["low"], row["high"]
    between = f" ({theme.percent(low)}–{theme.percent(high)})" if low is not None and high is not None else ""
    return f"<b>{row['label']}</b><br>{theme.percent(row['value'], 1)}{between}<br>{_of(row)}"


def _of(row: dict[str, Any]) -> str:
    return f"{theme.number(row['met'])} av {theme.number(row['n'])}"


def _words(placed: pl.DataFrame) -> list[dict[str, object]]:
    """What each share is of, at the right; and what a row without a dot says."""
    words = []
    for row in placed.iter_rows(named=True):
        if row["state"] == State.SHOWN and row["value"] is not None:
            words.append(_word(1, row["at"], _of(row)) | {"xref": "paper", "xanchor": "right", "xshift": COLUMN - 4})
        else:
            said = "inga vårdtillfällen" if row["state"] == State.SHOWN else SWEDISH[State(row["state"])]
            words.append(_word(0, row["at"], f"<i>{said}</i>") | {"xanchor": "left", "xshift": 4})
    return words


def _word(x: float, y: float, text: str, colour: str = theme.SOFT_TEXT) -> dict[str, object]:
    """Small text at a place."""
    return {"x": x, "y": y, "text": text, "showarrow": False, "font": {"size": theme.SMALL, "color": colour}}


def _line(at: float) -> dict[str, object]:
    """The whole's line through every row."""
    line = {"color": theme.TEAL, "dash": "solid", "width": 1.5}
    return {"type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper", "layer": "below", "line": line}
