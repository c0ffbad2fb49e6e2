"""From all days to the billed ones, step by step, read from the top."""

from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from lus_stats.figures import theme
from lus_stats.figures.drawing import Trace, trace
from lus_stats.figures.named_rows import RowNames

ROW: Final = 42
COLOURS: Final = {"total": theme.INK, "less": theme.GREY, "result": theme.ACCENT}


def waterfall(steps: pl.DataFrame) -> go.Figure:
    """Draw each step as a bar along the days, so that long names fit on a phone too.

    Needs: label, days, kind ("total", "less" or "result"), note (said after the number, or null), signed_sek (null
    where an amount is missing).
    Shape: one row per step in order; `days` of "less" is the number taken away, not negative.
    """
    rows = _placed(steps)
    names = RowNames(rows["label"].to_list())
    return theme.figure(
        [_bars(rows)],
        height=names.row(ROW) * max(rows.height, 1) + 12,
        margin={"l": names.margin, "r": 8, "t": 4, "b": 4, "pad": 8},
        xaxis={"visible": False, "range": [0, max([*rows["days"].to_list(), 1]) * 1.4]},
        yaxis=names.axis(rows["at"].to_list()) | {"range": [rows.height - 0.5, -0.5]},
        annotations=[_word(row) for row in rows.iter_rows(named=True)],
        shapes=[_drop(at, left) for at, left in rows.select("at", "left").head(rows.height - 1).iter_rows()],
    )


def _drop(at: int, left: float) -> dict[str, Any]:
    """The line from what is left after one step to the next."""
    line = {"color": theme.GREY, "dash": "dot", "width": 1}
    return {"type": "line", "x0": left, "x1": left, "y0": at + 0.3, "y1": at + 0.7, "line": line}


def _placed(steps: pl.DataFrame) -> pl.DataFrame:
    """Where each bar begins and ends: what is taken away hangs at the end of what was left before it."""
    less = pl.col("kind") == "less"
    whole = pl.col("days").filter(pl.col("kind") == "total").first()
    left = whole - pl.when(less).then("days").otherwise(0).cum_sum()
    start = pl.when(less).then(left).otherwise(0)
    return steps.with_row_index("at").with_columns(start=start, end=start + pl.col("days"), left=left)


def _bars(rows: pl.DataFrame) -> Trace:
    """One bar a step."""
    return trace(
        "bar",
        orientation="h",
        base=rows["start"].to_list(),
        x=rows["days"].to_list(),
        y=rows["at"].to_list(),
        width=0.6,
        marker={"color": [COLOURS[kind] for kind in rows["kind"]]},
        customdata=[_hover(row) for row in rows.iter_rows(named=True)],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _hover(row: dict[str, Any]) -> str:
    sek = row["signed_sek"]
    kronor = "belopp saknas" if sek is None else f"{theme.number(sek)} kr"
    return f"<b>{row['label']}</b><br>{_number(row)} dagar<br>{kronor}"


def _number(row: dict[str, Any]) -> str:
    """What a bar stands for, with its sign."""
    days = -row["days"] if row["kind"] == "less" else row["days"]
    return theme.number(days, 0 if float(days).is_integer() else 1)


def _word(row: dict[str, Any]) -> dict[str, Any]:
    """The number at the bar's end, and its note."""
    note = f" · {row['note']}" if row["note"] else ""
    return {
        "x": row["end"],
        "y": row["at"],
        "text": f"<b>{_number(row)}</b>{note}",
        "showarrow": False,
        "xanchor": "left",
        "xshift": 6,
        "font": {"size": 13, "color": theme.ACCENT if row["kind"] == "result" else theme.INK},
    }
