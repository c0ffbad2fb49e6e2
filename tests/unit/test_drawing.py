"""A figure that is handed on as it is: what it tells the page, and what is caught where it is looked through."""

import json

import plotly.graph_objects as go
import plotly.io
import pytest

from lus_stats import figures
from lus_stats.figures import drawing, theme
from lus_stats.figures.drawing import trace
from tests.unit.test_criteria_figures import ROWS
from tests.unit.test_figures import PLACES


def test_a_property_that_plotly_does_not_have_fails_where_it_is_looked_through() -> None:
    """A misspelt one would be nothing at all on the page."""
    with pytest.raises(ValueError, match="markers"):
        theme.figure([trace("scatter", x=[1], y=[2], markers={"size": 3})], height=100)
    with pytest.raises(ValueError, match="titel"):
        theme.figure([], height=100, titel="x")


@pytest.mark.parametrize("name", ["dots", "shares", "bars"])
def test_what_is_not_looked_through_is_told_just_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plotly's own look changes nothing of what the page gets."""

    def told() -> dict[str, object]:
        drawn = {
            "dots": lambda: figures.dots_with_intervals(PLACES, centre=2.4, centre_label="länet 2,4", threshold=3.0),
            "shares": lambda: figures.shares_with_intervals(ROWS),
            "bars": lambda: theme.figure([trace("bar", x=["a"], y=[1], marker={"color": [theme.TEAL]})], height=90),
        }[name]()
        said: dict[str, object] = json.loads(plotly.io.to_json(drawn.to_dict(), validate=False))
        return said

    looked_through = told()
    monkeypatch.setattr(drawing, "CHECKED", False)
    assert told() == looked_through
    built = json.loads(go.Figure(looked_through).to_json())
    del built["layout"]["template"]
    assert built == looked_through


def test_a_figure_names_its_data() -> None:
    """The same data have the same revision, others another: a page that is handed a copy sees that nothing is new."""

    def revision(y: float, colour: str = theme.TEAL) -> str:
        drawn = theme.figure([trace("scatter", x=[1], y=[y], marker={"color": [colour]})], height=100)
        return str(drawn.to_dict()["layout"]["datarevision"])

    assert revision(2.0) == revision(2.0)
    assert len({revision(2.0), revision(2.5), revision(2.0, theme.ACCENT)}) == 3


def test_a_figure_gathers_its_data_once() -> None:
    """Every reader of it is told the same dictionary."""
    drawn = theme.figure([trace("scatter", x=[1], y=[2])], height=100)
    assert drawn.to_dict() is drawn.to_dict()
