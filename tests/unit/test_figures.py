"""The figures' data: what is drawn is what the frame says, and nothing hidden is drawn."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import polars as pl
import pytest

from lus_stats import figures
from lus_stats.figures import theme

ROOT = Path(__file__).parents[2]
PLACES = pl.DataFrame(
    {
        "municipality_code": ["1880", "1883", "1864", "1860"],
        "label": ["Örebro", "Karlskoga", "Ljusnarsberg", "Laxå"],
        "n": [176, 52, None, 0],
        "value": [2.2, 3.1, None, None],
        "low": [1.8, 2.4, None, None],
        "high": [2.6, 3.8, None, None],
        "liable": [False, True, None, False],
        "state": ["shown", "shown", "hidden", "shown"],
    }
)
NO_PLACES = PLACES.clear()


def texts(figure: go.Figure) -> list[str]:
    """What is written in a figure."""
    return [note.text for note in figure.layout.annotations]


def marks(figure: go.Figure) -> dict[str, tuple[Any, ...]]:
    """The values at each shape of mark."""
    return {trace.marker.symbol: trace.x for trace in figure.data if trace.mode == "markers"}


def test_dots_stand_at_the_values_and_liable_ones_are_diamonds() -> None:
    drawn = figures.dots_with_intervals(PLACES, centre=2.4, centre_label="länet 2,4", threshold=3.0)
    assert marks(drawn) == {"circle": (2.2,), "diamond": (3.1,)}
    assert next(trace.x for trace in drawn.data if trace.mode == "lines") == (1.8, 2.6, None)
    assert {"länet 2,4", "gräns 3,0", "antal", "176", "52"} <= set(texts(drawn))


def test_a_hidden_place_keeps_its_row_and_says_so_without_a_count() -> None:
    drawn = figures.dots_with_intervals(PLACES, centre=None, centre_label="", threshold=None)
    assert list(drawn.layout.yaxis.ticktext) == ["Örebro", "Karlskoga", "Ljusnarsberg", "Laxå"]
    assert texts(drawn).count("<i>dolt: färre än 5</i>") == 1
    assert texts(drawn).count("<i>inga vårdtillfällen</i>") == 1
    hidden = [note.text for note in drawn.layout.annotations if note.y == 2]
    assert hidden == ["<i>dolt: färre än 5</i>"]


def test_the_map_finds_its_borders_by_code_and_greys_what_has_no_value() -> None:
    drawn = figures.county_map(PLACES, "18", measure="dagar i medeltal")
    rest, coloured, diamonds = drawn.data
    assert (coloured.locations, coloured.z) == (("1880", "1883"), (2.2, 3.1))
    assert rest.locations == ("1864", "1860")
    assert diamonds.locations == ("1883",)
    assert {trace.geojson for trace in drawn.data} == {"app/static/geo/18.json"}
    assert (ROOT / "lus_stats" / "ui" / "static" / "geo" / "18.json").is_file()


def test_the_months_keep_gaps_mark_signals_and_count_under_each() -> None:
    months = pl.DataFrame(
        {
            "month": [date(2019, 12, 1), date(2020, 1, 1), date(2020, 2, 1)],
            "n": [40, None, 52],
            "value": [2.0, None, 3.1],
            "centre": [2.2] * 3,
            "lower": [1.0] * 3,
            "upper": [3.0] * 3,
            "signal": [False, False, True],
            "state": ["shown", "hidden", "shown"],
        }
    )
    drawn = figures.xmr_months(months, threshold=3.0)
    assert marks(drawn)["square"] == (date(2020, 2, 1),)
    series = next(trace for trace in drawn.data if trace.connectgaps is False)
    assert series.y == (2.0, None, 3.1)
    ticks = drawn.layout.xaxis.ticktext
    assert texts(drawn)[:3] == ["40", "–", "52"]
    assert "2019" in ticks[0]
    assert "2020" in ticks[1]
    assert "gräns 3,0" in texts(drawn)


def test_every_number_of_days_has_a_bar_and_free_ones_are_pale() -> None:
    stays = pl.DataFrame({"ready_days": [0, 3, 4, 14], "episodes": [160, 40, 25, 13]})
    bars = figures.stay_bars(stays, free_days=3).data[0]
    assert bars.x[-1] == "14+"
    assert bars.y == (160, 0, 0, 40, 25, *[0] * 9, 13)
    assert list(bars.marker.color) == [theme.TEAL_PALE] * 4 + [theme.TEAL] * 11


def test_the_waterfall_ends_where_its_result_does() -> None:
    steps = pl.DataFrame(
        {
            "label": ["Dagar efter fristdagarna", "Månaden inte över 3,0", "Fast vårdkontakt", "Debiteras"],
            "days": [184, 72, 44, 68],
            "kind": ["total", "less", "less", "result"],
            "note": [None, None, None, "714 000 kr"],
            "signed_sek": [1_932_000, -756_000, None, 714_000],
        }
    )
    drawn = figures.waterfall(steps)
    assert drawn.data[0].customdata[1:3] == (
        "<b>Månaden inte över 3,0</b><br>−72 dagar<br>−756\u00a0000 kr",
        "<b>Fast vårdkontakt</b><br>−44 dagar<br>belopp saknas",
    )
    assert drawn.data[0].base == (0, 112, 68, 0)
    assert texts(drawn) == ["<b>184</b>", "<b>−72</b>", "<b>−44</b>", "<b>68</b> · 714 000 kr"]


@pytest.mark.parametrize(("mean", "side"), [(1.0, "center"), (2.5, "right"), (3.4, "right")])
def test_what_the_month_costs_stands_clear_of_the_threshold(mean: float, side: str) -> None:
    curve = pl.DataFrame(
        {"mean": [0.0, 3.0, 3.1, 5.0], "value": [0, 0, 8200, 90_000], "liable": [False] * 2 + [True] * 2}
    )
    drawn = figures.cliff(curve, threshold=3.0, mean=mean, bill=0, in_kronor=True)
    said = drawn.layout.annotations[1]
    assert (said.xanchor, said.bgcolor) == (side, theme.CARD)


def test_the_strip_numbers_each_day_and_says_what_it_costs() -> None:
    days = pl.DataFrame(
        {
            "day": [date(2023, 2, 3), date(2023, 2, 4), date(2023, 2, 5)],
            "number": [3, 4, 5],
            "state": ["free", "billed", "billed"],
            "amount_sek": [None, 10500, None],
        }
    )
    strip = figures.day_strip(days)
    assert strip.count("<li") == 3
    assert "<span>fre 3 feb</span><strong>3</strong><span>fri</span>" in strip
    assert "10\u00a0500\u00a0kr" in strip
    assert "belopp saknas" in strip


def test_a_sparkline_breaks_where_a_month_is_missing() -> None:
    drawn = figures.sparkline((1.0, None, 2.0, 3.0), threshold=2.5)
    assert drawn.count("M") == 3  # the threshold's line too
    assert figures.sparkline((None, None)) == ""
    assert "NaN" not in figures.sparkline((2.0,))


def test_empty_frames_draw_empty_figures() -> None:
    months = {"month": pl.Date, "n": pl.Int64, "state": pl.String, "signal": pl.Boolean}
    numbers = dict.fromkeys(("value", "centre", "lower", "upper"), pl.Float64)
    assert figures.dots_with_intervals(NO_PLACES, centre=None, centre_label="", threshold=3.0)
    assert figures.county_map(NO_PLACES, "18", measure="")
    assert figures.xmr_months(pl.DataFrame(schema={**months, **numbers}), threshold=3.0)
    assert figures.stay_bars(pl.DataFrame(schema={"ready_days": pl.Int64, "episodes": pl.Int64}), free_days=None)
    steps = {"label": pl.String, "days": pl.Int64, "kind": pl.String, "note": pl.String, "signed_sek": pl.Int64}
    assert figures.waterfall(pl.DataFrame(schema=steps))


def test_both_themes_have_a_colour_for_every_slot() -> None:
    themes = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    for name in ("light", "dark"):
        assert len(themes[name]["chartCategoricalColors"]) == len(theme.SLOTS)
        assert len(themes[name]["chartSequentialColors"]) == len(theme.SCALE)
