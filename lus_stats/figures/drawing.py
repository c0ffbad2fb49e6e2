"""A figure as plain data: looked through by Plotly where it is tried, and on a page only handed on."""

from collections.abc import Iterable, Mapping
from typing import Any

import plotly.graph_objects as go

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
        """Take what is drawn."""
        super().__init__(list(traces), dict(layout), _validate=CHECKED)
        self._told: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        """What the page is told; the same dictionary each time."""
        if self._told is None:
            self._told = super().to_dict()
        return self._told
