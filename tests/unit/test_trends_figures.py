"""Trender's figures: what is drawn, where it breaks, and what has a name."""

import itertools
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import polars as pl
import pytest

from lus_stats.figures import changes, funnel, small_multiples, theme
from lus_stats.uncertainty import funnel_limits

LIMITS = funnel_limits(pl.DataFrame({"value": [0, 2, 9], "count": [50, 40, 10]}), [5, 20, 80])


def test_the_funnel_names_those_outside_and_draws_the_threshold_differently() -> None:
    places = pl.DataFrame(
        {
            "label": ["Kumla", "Laxå", "Nora"],
            "n": [80, 20, 5],
            "value": [7.0, 1.7, 2.0],
            "outside": ["över 99,8 %-gränsen", None, None],
            "far": [True, False, False],
        }
    )
    drawn = funnel(places, LIMITS, centre=1.7, centre_label="länet 1,7", threshold=3.0)
    marks = [trace for trace in drawn.data if trace.mode and "markers" in trace.mode and len(trace.x or ())]
    assert {name for trace in marks for name in trace.text or ()} == {"Kumla"}
    assert [trace.marker.symbol for trace in marks] == [("circle", "circle-open"), ("diamond",)]
    assert len([trace for trace in drawn.data if trace.mode == "lines"]) == 4
    centre, threshold = drawn.layout.shapes
    assert (centre.y0, centre.line.dash) == (1.7, "solid")
    assert (threshold.y0, threshold.line.dash) == (3.0, "dash")
    sides = {word.text: (word.x, word.yanchor) for word in drawn.layout.annotations}
    assert sides == {"länet 1,7": (1, "top"), "gräns 3,0": (1, "bottom")}
    low, high = drawn.layout.yaxis.range
    assert low < 1.7
    assert high > 7.0


def test_the_names_of_the_lines_never_meet_and_a_low_place_s_is_off_the_axis() -> None:
    low = pl.DataFrame(
        {"label": ["Kumla"], "n": [20], "value": [0.4], "outside": ["under 95 %-gränsen"], "far": [False]}
    )
    drawn = funnel(low, LIMITS, centre=3.4, centre_label="länet 3,4", threshold=3.0)
    assert {word.text: word.yanchor for word in drawn.layout.annotations} == {"länet 3,4": "bottom", "gräns 3,0": "top"}
    named = next(trace for trace in drawn.data if trace.text)
    assert named.textposition[0].startswith("top")
    alone = funnel(low, LIMITS, centre=3.4, centre_label="länet 3,4", threshold=None)
    assert [word.yanchor for word in alone.layout.annotations] == ["middle"]


def test_the_year_stands_under_its_first_month() -> None:
    months = [date(2019, 12, 1), date(2020, 3, 1), date(2020, 6, 1)]
    assert theme.month_ticks(months) == ["dec<br><b>2019</b>", "mar<br><b>2020</b>", "jun<br>"]


def panels() -> tuple[pl.DataFrame, pl.DataFrame]:
    months = [date(2020, 1, 1), date(2020, 2, 1)]
    rows = pl.DataFrame(
        {
            "label": ["Kumla", "Kumla", "Laxå", "Laxå"],
            "month": months * 2,
            "value": [2.0, 4.0, 1.0, None],
            "n": [30, 31, 9, None],
            "few": [False, False, True, False],
            "said": [None, None, None, "dolt: färre än 5"],
        }
    )
    return rows, pl.DataFrame({"month": months, "value": [2.5, 2.6]})


def test_panels_below_each_other_are_read_by_their_own_ticks() -> None:
    rows, county = panels()
    for top, share in ((4.0, False), (None, False), (1_200.0, False), (4.0, True)):
        drawn = small_multiples(rows, county, top=top, threshold=3.0, decimals=1, share=share)
        read = scales(drawn)
        own = own_line(drawn)
        assert [read[0](y) for y in own.y[:2]] == pytest.approx([2.0, 4.0], rel=1e-3)
        assert read[1](own.y[3]) == pytest.approx(1.0, rel=1e-3, abs=0.02)
        assert (own.y[2], own.y[4]) == (None, None)
        assert all(len(said) < 9 for said in drawn.layout.yaxis.ticktext)


def scales(drawn: Any) -> list[Callable[[float], float]]:
    """How each panel turns heights into values, as its two lowest ticks tell; from the top."""
    names = trace_of(drawn, "<b>Kumla</b>").y
    ticks = sorted(zip(drawn.layout.yaxis.tickvals, drawn.layout.yaxis.ticktext, strict=True))
    edges = [*names, 0.0]
    read = []
    for above, below in itertools.pairwise(edges):
        (low, said), (high, more) = [one for one in ticks if below - 1e-9 <= one[0] <= above][:2]
        first, second = as_number(said), as_number(more)
        read.append(partial(_read, low, first, (second - first) / (high - low)))
    return read


def _read(low: float, first: float, slope: float, y: float) -> float:
    return first + (y - low) * slope


def as_number(said: str) -> float:
    plain = said.replace("\u00a0", "").replace(",", ".")
    return float(plain.removesuffix("%")) / (100 if plain.endswith("%") else 1)


def trace_of(drawn: Any, text: str) -> Any:
    """The trace that has a text."""
    (found,) = [trace for trace in drawn.data if text in (trace.text or ())]
    return found


def own_line(drawn: Any) -> Any:
    """The places' own line, which is the one with words under the pointer."""
    (found,) = [trace for trace in drawn.data if trace.hovertemplate]
    return found


def test_a_threshold_is_drawn_in_the_panels_whose_axis_it_is_on() -> None:
    rows, county = panels()
    for top, heights in ((4.0, 4), (2.5, 0), (None, 2)):
        drawn = small_multiples(rows, county, top=top, threshold=3.0, decimals=1)
        (dashed,) = [trace for trace in drawn.data if trace.line.dash == "dash"]
        assert len([y for y in dashed.y if y is not None]) == heights


def test_a_line_breaks_where_a_month_is_not_shown_and_is_thin_where_few_make_it_uncertain() -> None:
    rows, county = panels()
    drawn = small_multiples(rows, county, top=4.0, threshold=None, decimals=1)
    own = own_line(drawn)
    assert own.connectgaps is False
    assert [said.replace("<br>", " ") for said in own.text] == ["2,0 30", "4,0 31", "", "1,0 9", "", ""]
    (certain,) = [trace for trace in drawn.data if trace.line.width == 2.4]
    assert list(certain.y) == [*own.y[:3], None, None, None]
    (marks,) = [trace for trace in drawn.data if trace.mode == "markers"]
    assert (list(marks.y), list(marks.marker.symbol)) == ([own.y[1], own.y[3]], ["circle", "circle-open"])
    assert list(trace_of(drawn, "4,0").text) == ["4,0", "dolt: färre än 5"]


def test_an_axis_of_one_value_has_ticks_to_be_read_by() -> None:
    rows, county = panels()
    flat = rows.with_columns(value=pl.lit(0.0)), county.with_columns(value=pl.lit(0.0))
    for top in (None, 1.0):
        drawn = small_multiples(*flat, top=top, threshold=None, decimals=1)
        assert len(drawn.layout.yaxis.ticktext) >= 4


def test_changes_stand_around_a_line_and_say_what_is_not_there() -> None:
    rows = pl.DataFrame(
        {
            "label": ["Kumla", "Laxå", "Nora"],
            "change": [1.5, -0.2, None],
            "low": [0.5, None, None],
            "high": [2.5, None, None],
            "apart": [True, False, False],
            "judged": ["ökat, mer än slumpen", "minskat", "dolt: färre än 5"],
            "change_said": [None, None, "dolt: färre än 5"],
        }
    )
    drawn = changes(rows, unit="dagar")
    interval, plain, apart = drawn.data
    assert list(interval.x) == [0.5, 2.5, None]
    assert (list(plain.x), list(apart.x), apart.marker.symbol) == ([-0.2], [1.5], "diamond")
    assert (drawn.layout.shapes[0].x0, drawn.layout.shapes[0].x1) == (0, 0)
    assert [(word.y, word.text) for word in drawn.layout.annotations] == [(2, "<i>dolt: färre än 5</i>")]
    first, last = drawn.layout.xaxis.range
    assert first < min(x for x in drawn.data[0].x if x is not None)
    assert last > max(x for x in drawn.data[0].x if x is not None)
    assert apart.marker.color == theme.ACCENT
