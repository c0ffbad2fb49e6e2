"""Kriterier's figures: what is drawn is what the frame says, and nothing hidden is drawn."""

from datetime import date

import polars as pl

from lus_stats import figures

ROWS = pl.DataFrame(
    {
        "label": ["Alla kriterier", "Underrättelse", "Hemgångsklar", "Fast vårdkontakt", "Kallelse till SIP"],
        "group": ["", "Sluten vård", "Sluten vård", "Öppen vård", "Krävs inte, öppen vård"],
        "met": [289, 420, None, None, 9],
        "n": [440, 440, None, 0, 10],
        "value": [289 / 440, 420 / 440, None, None, 0.9],
        "low": [0.61, 0.93, None, None, 0.6],
        "high": [0.7, 0.97, None, None, 0.98],
        "state": ["shown", "shown", "hidden", "shown", "shown"],
        "quiet": [False, False, False, False, True],
    }
)
MONTHS = pl.DataFrame(
    {
        "month": [date(2019, 12, 1), date(2020, 1, 1), date(2020, 2, 1)],
        "n": [40, None, 10],
        "share": [0.5, None, 0.75],
        "mean": [2.0, None, 3.5],
    }
)


def test_each_share_stands_at_its_value_under_its_heading() -> None:
    figure = figures.shares_with_intervals(ROWS)
    at = dict(zip(figure.layout.yaxis.ticktext, figure.layout.yaxis.tickvals, strict=True))
    assert sorted(at.values()) == list(range(8))
    assert at["<b>Sluten vård</b>"] + 1 == at["Underrättelse"] == at["Hemgångsklar"] - 1
    dots = {y: x for trace in figure.data if trace.mode == "markers" for x, y in zip(trace.x, trace.y, strict=True)}
    assert dots == {at["Alla kriterier"]: 289 / 440, at["Underrättelse"]: 420 / 440, at["Kallelse till SIP"]: 0.9}
    written = {note.y: note.text for note in figure.layout.annotations}
    assert written[at["Underrättelse"]] == "420 av 440"
    assert written[at["Hemgångsklar"]] == "<i>dolt: färre än 5</i>"
    assert written[at["Fast vårdkontakt"]] == "<i>inga vårdtillfällen</i>"


def test_what_is_not_required_is_a_square_and_few_episodes_a_hollow_one() -> None:
    symbols = {trace.marker.symbol for trace in figures.shares_with_intervals(ROWS).data if trace.mode == "markers"}
    assert symbols == {("circle", "circle"), ("square-open",)}


def test_the_whole_s_line_is_drawn_and_named_and_no_rows_are_an_empty_figure() -> None:
    figure = figures.shares_with_intervals(ROWS.with_columns(group=pl.lit("")), centre=0.66, centre_label="länet 66 %")
    assert [shape.x0 for shape in figure.layout.shapes] == [0.66]
    assert "länet 66 %" in [note.text for note in figure.layout.annotations]
    assert len(figure.layout.yaxis.tickvals) == ROWS.height
    assert not figures.shares_with_intervals(ROWS.clear()).data


def test_a_long_name_stands_on_two_lines_with_room_for_them() -> None:
    """On a phone a hospital's whole name would leave no room for its share."""
    short = pl.DataFrame({**ROWS.head(1).to_dict(as_series=False), "label": ["Lindesbergs lasarett"]})
    long = short.with_columns(label=pl.lit("Psykiatriska kliniken i Örebro län"))
    plain, broken = figures.shares_with_intervals(short), figures.shares_with_intervals(pl.concat([short, long]))
    assert broken.layout.yaxis.ticktext == ("Lindesbergs lasarett", "Psykiatriska kliniken i<br>Örebro län")
    edges = plain.layout.margin.t + plain.layout.margin.b
    assert plain.layout.height - edges < (broken.layout.height - edges) / 2
    assert plain.layout.margin.l <= broken.layout.margin.l < 180


def test_the_mirror_holds_both_against_the_same_months() -> None:
    figure = figures.mirror(MONTHS, above="Regionen", below="Kommunen", threshold=3.0)
    share, mean = figure.data
    assert tuple(share.x) == tuple(mean.x) == tuple(MONTHS["month"])
    assert (tuple(share.y), share.yaxis) == ((0.5, None, 0.75), "y")
    assert (tuple(mean.y), mean.yaxis) == ((2.0, None, 3.5), "y2")
    assert share.connectgaps is False
    assert figure.layout.xaxis.anchor == "y2"
    written = [note.text for note in figure.layout.annotations]
    assert written == ["<b>Regionen</b>", "<b>Kommunen</b>", "gräns 3,0", "40", "–", "10"]
    assert not figures.mirror(MONTHS, above="", below="", threshold=None).layout.shapes
