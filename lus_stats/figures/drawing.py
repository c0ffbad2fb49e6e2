"""A figure as plain data: looked through by Plotly where it is tried, and on a page only handed on."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go
from plotly.io import templates

Trace = dict[str, Any]

CHECKED = False  # whether Plotly looks through every property, which takes ten times as long; the tests do


def trace(kind: str, **properties: Any) -> Trace:
    """One of a figure's traces, by Plotly's name for its kind."""
    return {"type": kind, **properties}


class Drawing(go.Figure):  # type: ignore[misc]  # Plotly ships no types
    """A figure that nobody changes, as many readers are shown the same: its data are gathered once (D158).

    Needs: properties under Plotly's full names, and values that JSON knows, or dates.
    Errors: ValueError for a property that Plotly does not have, where `CHECKED`.
    """

    def __init__(self, traces: Iterable[Trace], layout: Mapping[str, Any]) -> None:
        """Take what is drawn; unchecked it is a figure for `to_dict` alone, which is all that a page asks of it."""
        self._told: dict[str, Any]
        if CHECKED:
            super().__init__(list(traces), dict(layout))
            self._told = super().to_dict()
        else:
            self._told = {"data": list(traces), "layout": {**layout, "template": _template(templates.default)}}

    def to_dict(self) -> dict[str, Any]:
        """What the page is told; the same dictionary each time."""
        return self._told


@lru_cache(2)
def _template(name: str) -> dict[str, Any]:
    """What Plotly would lay under every figure, and the page's theme needs."""
    laid: dict[str, Any] = templates[name].to_plotly_json()
    return laid
