"""Budget's figure: the band, the middle, the months that were, and the chances under the coming ones."""

from datetime import date

import polars as pl

from lus_stats import figures, months

CAME = pl.DataFrame(
    {
        "month": [date(2022, 11, 1), date(2022, 12, 1), date(2023, 1, 1)],
        "in_mean": [12, 0, 9],
        "mean": [2.5, None, 3.25],
    }
)
COMING = pl.DataFrame(
    {
        "month": list(months.span(date(2023, 2, 1), date(2023, 4, 1))),
        "mean_low": [1.5, 1.4, 1.6],
        "mean_mid": [2.0, 2.1, 2.2],
        "mean_high": [3.5, 3.4, 3.6],
        "crossing": [0.25, 0.5, 0.0],
    }
)


def test_the_band_lies_between_its_ends_and_the_middle_goes_on_from_what_was() -> None:
    band, middle, points, hover = figures.ahead(CAME, COMING, threshold=3.0).data
    assert list(band.y) == [3.5, 3.4, 3.6, 1.6, 1.4, 1.5]
    assert list(middle.y) == [3.25, 2.0, 2.1, 2.2]
    assert list(points.y) == [2.5, None, 3.25]
    assert points.connectgaps is False
    assert points.text[0] == "<b>november\u00a02022</b><br>2,50 dagar<br>12 vårdtillfällen"
    assert points.text[1] == ""
    assert hover.text[0] == "<b>februari\u00a02023</b><br>1,5–3,5 dagar<br>över gränsen: 25\u00a0%"


def test_each_coming_month_has_its_chance_under_it_and_the_threshold_its_name() -> None:
    drawn = figures.ahead(CAME, COMING, threshold=3.0).layout
    assert [one.text for one in drawn.annotations] == ["25\u00a0%", "50\u00a0%", "0\u00a0%", "gräns 3,0"]
    assert (drawn.shapes[0].y0, drawn.shapes[0].line.dash) == (3.0, "dash")


def test_the_first_month_of_each_year_says_the_year() -> None:
    said = figures.ahead(CAME, COMING, threshold=3.0).layout.xaxis.ticktext
    assert [text.count("<b>") for text in said] == [1, 1]
