"""Trender's figures: what is drawn, where it breaks, and what has a name."""

from datetime import date

import polars as pl

from lus_stats.figures import changes, funnel, small_multiples, theme
from lus_stats.uncertainty import funnel_limits
from lus_stats.vocabulary import State

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
            "state": [State.SHOWN.value] * 3 + [State.HIDDEN.value],
        }
    )
    return rows, pl.DataFrame({"month": months, "value": [2.5, 2.6]})


def test_small_multiples_share_an_axis_or_have_their_own() -> None:
    rows, county = panels()
    aligned = small_multiples(rows, county, top=4.0, threshold=3.0, decimals=1)
    assert aligned.layout.yaxis.range == aligned.layout.yaxis2.range
    assert len(aligned.layout.shapes) == 2
    free = small_multiples(rows, county, top=None, threshold=None, decimals=1)
    assert free.layout.yaxis.range != free.layout.yaxis2.range
    words = [word.text for word in free.layout.annotations]
    assert words == ["<b>Kumla</b>", "4,0", "<b>Laxå</b>", "dolt: färre än 5"]
    own = [trace for trace in free.data if trace.mode == "lines+markers"]
    assert [list(trace.y) for trace in own] == [[2.0, 4.0], [1.0, None]]
    assert own[1].marker.symbol[0] == "circle-open"
    assert {trace.connectgaps for trace in own} == {False}


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
