"""Small panels below each other, one per place, with the county's line faint in each."""

from collections.abc import Sequence
from datetime import date, timedelta
from math import ceil, floor, log10
from typing import Any, Final, NamedTuple

import plotly.graph_objects as go
import polars as pl

from lus_stats.figures import leading, theme
from lus_stats.figures.drawing import Trace, trace
from lus_stats.vocabulary import SWEDISH, State

PANEL: Final = 112  # pixels
BELOW: Final = 26  # pixels below the last panel, for the months
SHARE_OF_PANEL: Final = 0.7  # the rest is the name above
FOOT: Final = 0.04  # of a panel, below its axis
LETTER: Final = 7  # pixels that a letter of a tick's may take
BESIDE: Final = timedelta(days=12)  # free on both sides of the months
FINE: Final = 5  # decimals: a thousandth of a pixel
ROOM: Final = 0.08  # of the axis, above the highest

Points = list[tuple[date | None, float | None]]


class _Panel(NamedTuple):
    """One place's part of the figure's only axis, which runs from 0 to the number of panels (D175)."""

    rows: pl.DataFrame
    base: float
    low: float
    high: float

    def up(self, value: float | None) -> float | None:
        """Where a value stands on the figure's axis; None for one that is not there or off the panel's own axis."""
        if value is None or not self.low <= value <= self.high:
            return None
        return round(self.base + SHARE_OF_PANEL * (value - self.low) / (self.high - self.low), FINE)

    @property
    def head(self) -> float:
        """Where its name stands."""
        return self.base + SHARE_OF_PANEL


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

    Needs: (panels) label, month, value, n, few, said (why there is no value), by place and month; (county) month,
    value. `top` ends every panel's axis; None lets each have its own.
    """
    each = panels.partition_by("label", maintain_order=True)
    drawn = [_panel(rows, county, len(each) - 1 - at, top) for at, rows in enumerate(each)]
    months = panels["month"].unique().sort().to_list()
    ends = months[0] - BESIDE, months[-1] + BESIDE
    names = [(f"<b>{one.rows['label'][0]}</b>", one.head) for one in drawn]
    newest = [(_last(one.rows, decimals, share), one.head) for one in drawn]
    ticks = [(one.up(value), said) for one in drawn for value, said in _ticks(one, share)]
    return theme.figure(
        [
            *([] if threshold is None else [_across(drawn, threshold, ends)]),
            _county(drawn, county),
            _own(drawn, decimals, share),
            _certain(drawn),
            _marks(drawn),
            _words(names, ends[0], "right", 13, theme.INK),
            _words(newest, ends[1], "left", theme.SMALL, theme.SOFT_TEXT),
        ],
        height=PANEL * len(drawn) + BELOW,
        margin={"l": 8 + LETTER * max(len(said) for _, said in ticks), "r": 8, "t": 2, "b": BELOW - 2, "pad": 2},
        xaxis=_months(months, ends),
        yaxis={
            "range": [0, len(drawn)],
            "tickvals": [at for at, _ in ticks],
            "ticktext": [said for _, said in ticks],
            "tickfont": {"size": 11, "color": theme.SOFT_TEXT},
        },
    )


def _panel(rows: pl.DataFrame, county: pl.DataFrame, from_below: int, top: float | None) -> _Panel:
    low, high = _own_axis(rows, county) if top is None else (0.0, top * (1 + ROOM))
    return _Panel(rows, from_below + FOOT, low, high)


def _own_axis(rows: pl.DataFrame, county: pl.DataFrame) -> tuple[float, float]:
    """From the lowest to the highest, with room around."""
    values = [*rows["value"].drop_nulls().to_list(), *county["value"].drop_nulls().to_list()] or [0.0, 1.0]
    room = (max(values) - min(values)) * ROOM or ROOM
    return min(values) - room, max(values) + room


def _ticks(panel: _Panel, share: bool) -> list[tuple[float, str]]:
    """A panel's round values, two at the least, and how they are written."""
    exponent = ceil(log10(panel.high - panel.low))
    steps = (digit * 10.0**power for power in range(exponent, exponent - 3, -1) for digit in (5, 2, 1))
    for step in steps:
        first, last = ceil(panel.low / step), floor(panel.high / step)
        if last > first:
            break
    decimals = max(-floor(log10(step)) - 2 * share, 0)
    write = theme.percent if share else theme.number
    return [(at * step, write(at * step, decimals)) for at in range(first, last + 1)]


def _months(months: Sequence[date], ends: tuple[date, date]) -> dict[str, Any]:
    """The Januaries and Julies."""
    ticks = [month for month in months if month.month in {1, 7}]
    return {
        "range": list(ends),
        "tickvals": ticks,
        "ticktext": [f"{theme.MONTH_NAMES[m.month - 1][:3]}{theme.NBSP}{m.year % 100:02}" for m in ticks],
    }


def _line(points: Points, **properties: Any) -> Trace:
    """Points of all panels as one trace, broken where there is none."""
    return trace("scatter", x=[x for x, _ in points], y=[y for _, y in points], connectgaps=False, **properties)


def _apart(parts: Sequence[Points]) -> Points:
    """The panels' points after each other, with a gap between."""
    return [point for part in parts for point in [*part, (None, None)]]


def _across(drawn: Sequence[_Panel], threshold: float, ends: tuple[date, date]) -> Trace:
    """The agreement's line in every panel whose axis it is on."""
    return _line(
        _apart([[(end, one.up(threshold)) for end in ends] for one in drawn]),
        mode="lines", line={"color": theme.INK, "dash": "dash", "width": 1}, hoverinfo="skip",
    )  # fmt: skip


def _county(drawn: Sequence[_Panel], county: pl.DataFrame) -> Trace:
    """The county's line in every panel."""
    months = county.select("month", "value").rows()
    return _line(
        _apart([[(month, one.up(value)) for month, value in months] for one in drawn]),
        mode="lines", line={"color": theme.GREY, "width": 1.2}, hoverinfo="skip",
    )  # fmt: skip


def _own(drawn: Sequence[_Panel], decimals: int, share: bool) -> Trace:
    """The places' own lines, with each month's figures and the way to the place."""
    said = [
        "" if value is None else f"{_said(value, decimals, share)}<br>{theme.number(n)}"
        for one in drawn
        for value, n in [*one.rows.select("value", "n").rows(), (None, None)]
    ]
    codes = [[*(leading.places(one.rows) or [""] * one.rows.height), ""] for one in drawn]
    return _line(
        _apart([_points(one, one.rows) for one in drawn]),
        mode="lines",
        line={"color": theme.TEAL, "width": 1},
        text=said,
        customdata=[code for part in codes for code in part],
        hovertemplate="<b>%{x|%B %Y}</b><br>%{text} vårdtillfällen<extra></extra>",
    )


def _points(panel: _Panel, rows: pl.DataFrame) -> Points:
    return [(month, panel.up(value)) for month, value in rows.select("month", "value").iter_rows()]


def _certain(drawn: Sequence[_Panel]) -> Trace:
    """The same lines, thicker, where there are episodes enough."""
    enough = pl.when(~pl.col("few")).then("value").alias("value")
    return _line(
        _apart([_points(one, one.rows.with_columns(enough)) for one in drawn]),
        mode="lines", line={"color": theme.TEAL, "width": 2.4}, hoverinfo="skip",
    )  # fmt: skip


def _marks(drawn: Sequence[_Panel]) -> Trace:
    """A mark on the last month and on one that stands alone between gaps; hollow where few make it uncertain."""
    value = pl.col("value")
    alone = value.shift(1).is_null() & value.shift(-1).is_null()
    last = pl.int_range(pl.len()) == pl.len() - 1
    marked = [one.rows.filter(value.is_not_null(), alone | last) for one in drawn]
    points = [point for one, rows in zip(drawn, marked, strict=True) for point in _points(one, rows)]
    symbols = ["circle-open" if few else "circle" for rows in marked for few in rows["few"]]
    return _line(points, mode="markers", marker={"size": 5, "color": theme.TEAL, "symbol": symbols}, hoverinfo="skip")


def _words(said: Sequence[tuple[str, float]], x: date, side: str, size: int, colour: str) -> Trace:
    """A text above each panel."""
    return trace(
        "scatter", x=[x] * len(said), y=[y for _, y in said], text=[words for words, _ in said], mode="text",
        textposition=f"top {side}", textfont={"size": size, "color": colour}, cliponaxis=False, hoverinfo="skip",
    )  # fmt: skip


def _last(rows: pl.DataFrame, decimals: int, share: bool) -> str:
    """The last month's figure, or why there is none."""
    value, said = rows.select("value", "said").row(-1)
    return (said or SWEDISH[State.MISSING]) if value is None else _said(value, decimals, share)


def _said(value: float, decimals: int, share: bool) -> str:
    return theme.percent(value) if share else theme.number(value, decimals)
