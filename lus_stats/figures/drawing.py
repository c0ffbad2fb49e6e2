"""A figure as plain data: looked through by Plotly where it is tried, and on a page only handed on."""

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any

import plotly.graph_objects as go
from plotly.io.json import to_json_plotly

Trace = dict[str, Any]

CHECKED = False  # whether Plotly looks through every property, which takes ten times as long; the tests do


def trace(kind: str, **properties: Any) -> Trace:
    """One of a figure's traces, by Plotly's name for its kind."""
    return {"type": kind, **properties}


class Drawing(go.Figure):  # type: ignore[misc]  # Plotly ships no types
    """A figure that nobody changes, as many readers are shown the same: its data are gathered once (D158).

    It goes without Plotly's template, as the page lays its own under it, and names its own revision (D177).

    Needs: properties under Plotly's full names, and values that JSON knows, or dates.
    Errors: ValueError for a property that Plotly does not have, where `CHECKED`.
    """

    def __init__(self, traces: Iterable[Trace], layout: Mapping[str, Any]) -> None:
        """Take what is drawn; unchecked it is a figure for `to_dict` alone, which is all that a page asks of it."""
        self._told: dict[str, Any] = {"data": list(traces), "layout": {**layout}}
        self._told["layout"]["datarevision"] = _revision(self._told)
        if CHECKED:
            super().__init__(self._told)
            self._told = super().to_dict()
            del self._told["layout"]["template"]

    def to_dict(self) -> dict[str, Any]:
        """What the page is told; the same dictionary each time."""
        return self._told


def _revision(drawn: dict[str, Any]) -> str:
    """One name for the same data: a page hands Plotly each figure twice, and this says that nothing is new."""
    return blake2b(to_json_plotly(drawn).encode(), digest_size=6).hexdigest()
