"""Trender: the small multiples, the funnel with its limits, and two periods compared, of every indicator."""

import itertools
from typing import Any

import pytest

from lus_stats.ui import cache_trends
from lus_stats.ui.filters import Filters
from lus_stats.ui.views.trends import TrendsView
from tests.every_figure.material import (
    COUNTIES,
    FIRST,
    MONTHS,
    SOAK,
    Expected,
    by_unit,
    chosen,
    close,
    codes_of,
    day,
    name_of,
    number,
)
from tests.every_figure.uncertainty import (
    Interval,
    funnel,
    funnel_of_share,
    interval_of_difference,
    interval_of_mean,
    interval_of_share,
)
from tests.oracle.stats import Counted, Figure, figures, months_back

XMR, FORM = 24, "somatic"
EMPTY: list[Counted] = []
INDICATORS = (
    "episodes",
    "ready_days",
    "mean_ready_days",
    "median_ready_days",
    "p90_ready_days",
    "share_zero_days",
    "share_beyond_free_days",
    "beds_occupied",
    "share_criteria_met",
    "share_ready_notice",
    "share_sip_call",
    "late_registrations",
    "weekend_discharges",
    "mean_ready_days_skr",
)
WAITED = "mean_ready_days_skr"
MEANS = {"mean_ready_days", WAITED}
FEWER = ("episodes", "mean_ready_days", "share_criteria_met", "mean_ready_days_skr")
EVERYWHERE = [
    (month, county, pool)
    for month in MONTHS
    for county in COUNTIES
    for pool in (1, 3, 12)
    if SOAK or pool == 1 or month == MONTHS[-1]
]


def asked(month: str, county: str, indicator: str, pool: int, reader: str, **query: str) -> Filters:
    return chosen(month, county, FORM, reader, indikator=indicator, period=str(pool), **query)


def trends(view_asked: Filters) -> TrendsView:
    view = cache_trends.trends(view_asked)
    assert view is not None
    return view


def test_every_indicator_is_listed(expected: Expected) -> None:
    known = {key for _, _, key in expected.stats(MONTHS[0], "county")}
    assert {key for key in known if not key.startswith("share_") or key in INDICATORS} == set(INDICATORS)


def held(county: str, month: str, pool: int) -> bool:
    """Whether all the months of a window are there."""
    return bool(county) and months_back(month, pool)[0] >= FIRST


@pytest.mark.parametrize(
    ("county", "pool", "reader", "indicator"),
    [("18", 1, "region", indicator) for indicator in INDICATORS]
    + [("18", 1, "network", indicator) for indicator in (INDICATORS if SOAK else FEWER[1:3])]
    + [("01", 3, "region", "share_criteria_met"), ("18", 3, "network", "mean_ready_days")]
    + [("18", 12, "network", "mean_ready_days")] * SOAK,
)
def test_the_panels(expected: Expected, county: str, pool: int, indicator: str, reader: str) -> None:
    month = MONTHS[-1]
    view = trends(asked(month, county, indicator, pool, reader))
    names = {name_of(code): code for code in codes_of(county)}
    shown = 0
    ends = {day(one): one for one in months_back(month, XMR) if held(county, one, pool)}
    for row in view.panels.rows.to_dicts():
        figure = expected.stats(ends[row["month"]], "municipality", pool).get((names[row["label"]], FORM, indicator))
        if row["state"] == "hidden":
            assert reader == "network"
            assert row["value"] is None
            assert row["n"] is None
        else:
            assert row["value"] == number(figure)
            assert row["n"] == (0 if figure is None else figure.n)
            shown += 1
    assert len(view.panels.rows) == len(ends) * len(names)
    assert shown > len(ends)
    for at, value in view.panels.county.select("month", "value").iter_rows():
        figure = expected.stats(ends[at], "county", pool)[county, FORM, indicator]
        assert value is None or value == number(figure)
    shown_in = cache_trends.trend_figures(asked(month, county, indicator, pool, reader))[1]
    drawn = [figure for one in shown_in for figure in heights(one, view.panels.top or 0)]
    assert drawn == [
        value if value is None else pytest.approx(value, abs=(view.panels.top or 0) * 1e-4)
        for value in view.panels.rows["value"]
    ]


def heights(figure: Any, top: float) -> list[float | None]:
    """What every panel's own line says of each month; the axis of all is shared, and ends 8 % above the highest."""
    (names,) = [trace for trace in figure.data if trace.text and trace.text[0].startswith("<b>")]
    (own,) = [trace for trace in figure.data if trace.hovertemplate]
    parts = [
        list(part)
        for at, part in itertools.groupby(zip(own.x, own.y, strict=True), key=lambda one: one[0] is None)
        if not at
    ]
    return [
        None if y is None else (y - head + 0.7) / 0.7 * top * 1.08
        for head, part in zip(names.y, parts, strict=True)
        for _, y in part
    ]


@pytest.mark.parametrize(
    ("month", "county", "pool", "indicator"),
    [(*one, "mean_ready_days") for one in EVERYWHERE]
    + [(MONTHS[0], county, 3, key) for county in COUNTIES for key in ("mean_ready_days_skr", "share_zero_days")],
)
def test_the_funnel(expected: Expected, month: str, county: str, pool: int, indicator: str) -> None:
    view = trends(asked(month, county, indicator, pool, "region"))
    assert view.funnel is not None
    every = expected.rows(month, "county", pool)[county, FORM]
    days = [one.ready_days for one in every if indicator != "mean_ready_days_skr" or one.ready_days]
    hits = sum(one.ready_days == 0 for one in every)
    assert view.funnel.centre == number(expected.stats(month, "county", pool)[county, FORM, indicator])
    rows = by_unit(view.funnel.rows, "municipality_code")
    assert set(rows) == codes_of(county)
    for code, row in rows.items():
        figure = expected.stats(month, "municipality", pool).get((code, FORM, indicator))
        assert (row["n"], row["value"]) == (0 if figure is None else figure.n, number(figure)), code
        if not figure or not row["n"]:
            continue
        share = indicator.startswith("share")
        limits = funnel_of_share(hits, len(every), row["n"]) if share else funnel(days, row["n"])
        assert {name: row[name] for name in limits} == {name: close(limit) for name, limit in limits.items()}, code
        assert row["outside"] == outside(float(figure.value or 0), limits)
    drawn = cache_trends.trend_figures(asked(month, county, indicator, pool, "region"))[0]
    marks = [(x, y) for trace in drawn.data if "markers" in trace.mode for x, y in zip(trace.x, trace.y, strict=True)]
    assert sorted(marks) == sorted((row["n"], row["value"]) for row in rows.values() if row["n"])


def outside(value: float, limits: dict[str, float]) -> str | None:
    """Where a place lies, in the page's words."""
    for level, words in (("998", "99,8 %-gränsen"), ("95", "95 %-gränsen")):
        if value > limits[f"high_{level}"] + 1e-9:
            return f"över {words}"
        if value < limits[f"low_{level}"] - 1e-9:
            return f"under {words}"
    return None


@pytest.mark.parametrize(
    ("county", "pool", "other", "reader", "indicator"),
    [("18", 1, "2022-03", "region", indicator) for indicator in INDICATORS]
    + [("01", 3, "2022-11", "region", indicator) for indicator in FEWER[1:3]]
    + [("18", 12, "2022-03", reader, "mean_ready_days") for reader in ("region", "network")],
)
def test_two_periods(expected: Expected, county: str, pool: int, other: str, indicator: str, reader: str) -> None:
    month = MONTHS[-1]
    view = trends(asked(month, county, indicator, pool, reader, jamfor=other))
    rows = by_unit(view.changes.rows, "municipality_code")
    assert set(rows) == codes_of(county)
    waited = by_unit(trends(asked(month, county, WAITED, pool, reader, jamfor=other)).changes.rows, "municipality_code")
    share = indicator.startswith("share")
    times = 100 if share else 1
    for code, row in rows.items():
        now, before = (expected.rows(one, "municipality", pool).get((code, FORM), EMPTY) for one in (month, other))
        found = [
            figures(one, months_back(at, pool))[indicator] if one else None
            for one, at in ((now, month), (before, other))
        ]
        for name, figure in zip(("now", "before"), found, strict=True):
            assert row[name] is None or row[name] == number(figure)
            assert row[name] is not None or reader == "network" or figure is None or figure.value is None
        if row["now"] is None or row["before"] is None:
            assert row["change"] is row["low"] is row["high"] is None
            continue
        assert row["change"] == close((row["now"] - row["before"]) * times)
        between = interval_of_difference(
            row["now"], interval(indicator, found[0], now), row["before"], interval(indicator, found[1], before)
        )
        is_untold = reader == "network" and None in (waited[code]["now"], waited[code]["before"])
        if indicator == "mean_ready_days" and is_untold:
            between = None  # it would tell how many waited (D155)
        ends = (None, None) if between is None else between
        assert [row["low"], row["high"]] == [None if end is None else close(end * times) for end in ends], code
        if between is not None:
            beyond = not between[0] <= 0 <= between[1]
            assert row["apart"] <= beyond


def interval(indicator: str, figure: Figure | None, rows: list[Counted]) -> Interval:
    """A figure's own interval, where it has one."""
    if figure is None:
        return None
    if indicator.startswith("share"):
        return interval_of_share(figure.numerator or 0, figure.denominator or 0)
    if indicator in MEANS:
        return interval_of_mean(
            [one.ready_days for one in rows if indicator != "mean_ready_days_skr" or one.ready_days]
        )
    return None
