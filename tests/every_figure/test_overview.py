"""Läget: its key figures and their lines, the dots, the map, the signals and the gaps."""

from collections import Counter
from fractions import Fraction
from typing import Any

import plotly.graph_objects as go
import pytest

from lus_stats.ui import cache_statistics
from lus_stats.ui.views.billing_steps import SHORT
from lus_stats.ui.views.overview import Overview
from tests.every_figure.material import (
    EVERYWHERE,
    HIDDEN,
    Expected,
    by_unit,
    chosen,
    close,
    codes_of,
    name_of,
    number,
)
from tests.every_figure.uncertainty import interval_of_mean, xmr
from tests.oracle.criteria import unmet_criteria
from tests.oracle.money import half_up
from tests.oracle.stats import months_back
from tests.oracle.terms import terms_for
from tests.pages.billing_material import swedish

SPARK, XMR = 13, 24
NBSP = "\u00a0"
AMOUNTS = ("billed_days", "amount_sek", "blocked_days", "blocked_sek", "episodes_in_mean")


def overview(month: str, county: str, form: str, reader: str = "region") -> Overview:
    view = cache_statistics.overview(chosen(month, county, form, reader))
    assert view is not None
    return view


def history_of(view: Overview, label: str) -> list[float | None]:
    """The line of a key figure."""
    (found,) = [one for one in view.key_figures if one.label == label]
    return list(found.history)


@pytest.mark.parametrize(("month", "county", "form"), EVERYWHERE)
def test_the_lines_of_the_key_figures(expected: Expected, month: str, county: str, form: str) -> None:
    view = overview(month, county, form)
    counted = {
        "Dagar i medeltal": ("mean_ready_days", 1),
        "Vårdtillfällen": ("episodes", 1),
        "Uppfyller alla kriterier": ("share_criteria_met", 100),
    }
    for label, (key, times) in counted.items():
        series = expected.series(month, SPARK, "county", (county, form, key))
        assert history_of(view, label) == [close(one and float(one.value or 0) * times) for one in series], label
    groups = [expected.groups(one, form) for one in months_back(month, SPARK)]
    own = [[g for code, g in of_month.items() if code[:2] == county] for of_month in groups]
    if (county, form) != ("01", "psychiatric"):  # whose terms have no threshold
        assert history_of(view, "Över gränsen") == [sum(g["liable"] for g in of_month) for of_month in own]
    sums = [None if any(g["amount_sek"] is None for g in of) else sum(g["amount_sek"] for g in of) for of in own]
    assert history_of(view, "Simulerad faktura") == (sums if any(one is not None for one in sums) else [])


@pytest.mark.parametrize("reader", ["region", "network"])
@pytest.mark.parametrize(("month", "county", "form"), EVERYWHERE)
def test_the_municipalities(expected: Expected, month: str, county: str, form: str, reader: str) -> None:
    view = overview(month, county, form, reader)
    rows = by_unit(view.places, "municipality_code")
    assert set(rows) == codes_of(county)
    groups = expected.groups(month, form)
    for code, row in rows.items():
        found, own = expected.rows(month, "municipality").get((code, form), []), groups.get(code)
        if row["state"] == "hidden":
            assert reader == "network"
            assert {row[name] for name in ("n", "value", "low", "high", *AMOUNTS)} == {None}
            continue
        days = [one.ready_days for one in found]
        interval = interval_of_mean(days) or (None, None)
        mean = number(expected.stats(month, "municipality").get((code, form, "mean_ready_days")))
        assert (row["n"], row["value"]) == (len(days), mean), code
        assert_interval(row, interval, days, reader)
        assert reader == "region" or not 1 <= len(days) <= 4
        assert_outcome(row, own, reader)
    assert_drawn(view, *cache_statistics.overview_figures(chosen(month, county, form, reader)))


def assert_interval(row: dict[str, Any], interval: tuple[Any, Any], days: list[int], reader: str) -> None:
    """The oracle's; not told to others where few waited, or beside those (D155)."""
    if reader == "network" and row["low"] is None and interval[0] is not None:
        assert row["high"] is None
        assert row["hidden"], "where few waited the bill is hidden too"
    else:
        assert (row["low"], row["high"]) == tuple(map(close, interval))
        assert reader == "region" or not 1 <= sum(1 for one in days if one) <= 4


def assert_outcome(row: dict[str, Any], own: dict[str, Any] | None, reader: str) -> None:
    """The bill's part of a row: hidden, or the oracle's."""
    if row["hidden"]:
        assert reader == "network"
        assert {row[name] for name in (*AMOUNTS, "headroom_days", "mean_ready_days")} == {None}
    elif own is None:
        assert [row[name] for name in ("billed_days", "blocked_days", "episodes_in_mean")] == [0, 0, 0]
    else:
        assert [row[name] for name in AMOUNTS] == [own[name] for name in AMOUNTS]
        assert [row["headroom_days"], row["mean_ready_days"]] == [
            close(own[name]) for name in ("headroom_days", "mean_ready_days")
        ]
        assert row["liable"] == (own["liable"] and own["threshold_days"] is not None)


def assert_drawn(view: Overview, dots: go.Figure, county_map: go.Figure) -> None:
    """The dots stand at the rows' values, the lines at their intervals, and the map's colours are those values."""
    rows = view.places.to_dicts()
    shown = {at: row for at, row in enumerate(rows) if row["state"] == "shown" and row["value"] is not None}
    marks = {y: x for trace in dots.data if trace.mode == "markers" for x, y in zip(trace.x, trace.y, strict=True)}
    assert marks == {at: row["value"] for at, row in shown.items()}
    ends = [x for trace in dots.data if trace.mode == "lines" for x in trace.x if x is not None]
    assert sorted(ends) == sorted(end for row in shown.values() for end in (row["low"], row["high"]) if end is not None)
    diamonds = [y for t in dots.data if t.mode == "markers" and "diamond" in str(t.marker.symbol) for y in t.y]
    assert sorted(diamonds) == [at for at, row in shown.items() if row["liable"]]
    lines = sorted(shape.x0 for shape in dots.layout.shapes)
    assert lines == sorted(one for one in (view.centre, view.threshold) if one is not None)
    colours = {
        place: value
        for trace in county_map.data
        if trace.type == "choropleth" and trace.showscale
        for place, value in zip(trace.locations, trace.z, strict=True)
    }
    assert colours == {row["municipality_code"]: row["value"] for row in shown.values()}
    (liable,) = [trace.locations for trace in county_map.data if trace.type == "scattergeo"]
    assert set(liable) == {row["municipality_code"] for row in shown.values() if row["liable"]}


@pytest.mark.parametrize(("month", "county", "form"), EVERYWHERE)
def test_the_signals(expected: Expected, month: str, county: str, form: str) -> None:
    """As many as the limits of 24 months say, of whom they say."""
    terms = terms_for(county, form, month)
    units = {(name_of(code), "municipality", code, "mean_ready_days") for code in codes_of(county)}
    units |= {(SHORT[key], "county", county, f"share_{key}") for key in terms.criteria}
    units.add(("Alla kriterier", "county", county, "share_criteria_met"))
    loud: Counter[str] = Counter()
    for name, by, unit, key in units:
        series = expected.series(month, XMR, by, (unit, form, key))
        limits = xmr([None if one is None else float(one.value or 0) for one in series])
        if limits[-1] is not None and limits[-1].signal is not None:
            loud[name] += 1
    view = overview(month, county, form)
    more = [int(word) for word in view.findings.more.split() if word.isdigit()] or [0]
    assert len(view.findings.sentences) + more[0] == sum(loud.values())
    for sentence in view.findings.sentences:
        assert any(name in sentence for name in loud), sentence


@pytest.mark.parametrize(("month", "county", "form"), EVERYWHERE)
def test_the_gaps(expected: Expected, month: str, county: str, form: str) -> None:
    found = expected.rows(month, "county")[county, form]
    unmet = [unmet_criteria(one.episode, one.terms) for one in found]
    alone = Counter(keys[0] for keys in unmet if len(keys) == 1)
    for row in overview(month, county, form).gaps.rows.to_dicts():
        several = sum(len(keys) > 1 for keys in unmet)
        assert row["episodes"] == (several if row["label"] == "Flera kriterier" else alone[row["gap"]])
        assert row["share"] == close(row["episodes"] / len(found))
    others = overview(month, county, form, "network").gaps.rows.to_dicts()
    for row in others:
        if row["said"] == HIDDEN:
            assert row["episodes"] is row["share"] is None
        else:
            failed = sum(row["gap"] in keys for keys in unmet_of_all(found))
            assert (row["episodes"], row["share"]) == (failed, close(Fraction(failed, len(found))))


def unmet_of_all(found: list[Any]) -> list[list[str]]:
    """Every episode's unmet criteria."""
    return [unmet_criteria(one.episode, one.terms) for one in found]


def test_the_material_has_something_to_hide_and_to_signal() -> None:
    views = [overview(month, county, form, "network") for month, county, form in EVERYWHERE]
    assert sum((view.places["state"] == "hidden").sum() for view in views) > 5
    assert sum((view.places["state"] == "shown").sum() for view in views) > 100
    own = [overview(month, county, form) for month, county, form in EVERYWHERE]
    assert sum(len(view.findings.sentences) for view in own) > 2


@pytest.mark.parametrize(("month", "county", "form"), EVERYWHERE)
def test_the_key_figures_as_they_are_written(expected: Expected, month: str, county: str, form: str) -> None:
    said = {one.label: (one.value, one.note) for one in overview(month, county, form).key_figures}
    figures = expected.stats(month, "county")
    mean, met = (figures[county, form, key] for key in ("mean_ready_days", "share_criteria_met"))
    own = [group for code, group in expected.groups(month, form).items() if code[:2] == county]
    assert said["Dagar i medeltal"][0] == swedish(float(half_up(mean.value or Fraction(0), "0.1")), 1)
    assert said["Vårdtillfällen"][0] == swedish(mean.n)
    assert said["Uppfyller alla kriterier"][1] == f"{met.numerator} av {met.denominator}"
    if own[0]["threshold_days"] is not None:
        liable = sum(group["liable"] for group in own)
        assert said["Över gränsen"][0] == f"{liable} av {len(codes_of(county))}"
    amounts = [group["amount_sek"] for group in own]
    assert None not in amounts
    assert said["Simulerad faktura"][0].replace(NBSP, " ") == f"{swedish(sum(amounts))} kr"
