"""The agreement's threshold across a figure of months: a line unlike every other, and its name."""

from typing import Any

from lus_stats.figures import theme


def across(threshold: float, axis: str = "y") -> dict[str, Any]:
    """The line, from side to side."""
    drawn = {"color": theme.INK, "dash": "dash", "width": 1.5}
    return {
        "type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": threshold, "y1": threshold, "yref": axis,
        "line": drawn,
    }  # fmt: skip


def named(threshold: float) -> dict[str, Any]:
    """Its name, on its left end."""
    return {
        "x": 0, "xref": "paper", "xanchor": "left", "y": threshold, "yanchor": "bottom", "showarrow": False,
        "text": f"gräns {theme.number(threshold, 1)}", "font": {"size": theme.SMALL, "color": theme.INK},
        "bgcolor": theme.CARD, "opacity": 0.85,
    }  # fmt: skip
