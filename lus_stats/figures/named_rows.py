"""The side of a figure that has a place on each row: their names, from the top."""

from collections.abc import Sequence
from typing import Any

from lus_stats.figures import theme


def named_rows(at: Sequence[float], names: Sequence[str]) -> dict[str, Any]:
    """The axis of so many rows, numbered from 0; half a row of room above and below."""
    return {
        "range": [len(at) - 0.4, -0.6],
        "tickvals": list(at),
        "ticktext": list(names),
        "tickfont": {"size": 13, "color": theme.INK},
        "showgrid": False,
        "automargin": True,
    }
