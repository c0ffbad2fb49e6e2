"""Kommun: months with their limits, stays, districts, hospitals, who is still there, and what one more stay does."""

from collections import Counter
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest

from lus_stats.ui import cache_statistics
from lus_stats.ui.filters import Filters
from lus_stats.ui.views.municipality import MunicipalityView
from tests.every_figure.material import COUNTIES, EXTRACTED, HIDDEN, MONTHS, Expected, by_unit, chosen, close, day
from tests.every_figure.uncertainty import interval_of_mean, xmr
from tests.oracle.money import half_up
from tests.oracle.stats import figures, months_back
from tests.oracle.terms import terms_for
from tests.pages.billing_material import swedish

CITY, NBSP = "0180", "\u00a0"
SPARK, XMR = 13, 24
PLACES = {"18": ("1880", "1883", "1864"), "01": (CITY, "0126", "0187")}
EVERYWHERE = [(month, code) for month in MONTHS for county in COUNTIES for code in PLACES[county]]
FORM = "somatic"


def asked(month: str, code: str, reader: str = "region", form: str = FORM, **query: str) -> Filters:
    return chosen(month, code[:2], form, reader, kommun=code, **query)


def municipality(month: str, code: str, reader: str = "region", form: str = FORM, **query: str) -> MunicipalityView:
    view = cache_statistics.municipality(asked(month, code, reader, form, **query))
    assert view is not None
    return view


@pytest.mark.parametrize(
    ("month", "code", "form"),
    [(*one, FORM) for one in EVERYWHERE] + [(MONTHS[1], code, "psychiatric") for code in ("1880", "1883", CITY)],
)
def test_the_months_and_their_limits(expected: Expected, month: str, code: str, form: str) -> None:
    view = municipality(month, code, form=form)
    series = expected.series(month, XMR, "municipality", (code, form, "mean_ready_days"))
    values = [None if one is None else float(one.value or 0) for one in series]
    for row, at, one, value, limits in zip(
        view.by_month.to_dicts(), months_back(month, XMR), series, values, xmr(values), strict=True
    ):
        assert (row["month"], row["n"], row["value"]) == (day(at), expected.n(one, code[:2], at, form), close(value))
        found = [row[name] for name in ("centre", "lower", "upper", "trial", "signal_key")]
        if limits is None:
            assert [one for one in found if one is not None] == []
        else:
            lines = [close(line) for line in (limits.centre, limits.lower, limits.upper)]
            assert found == [*lines, limits.trial, limits.signal], (at, code)
    drawn = cache_statistics.municipality_figures(asked(month, code, form=form))[0].data
    assert list(drawn[2].y) == values or [*drawn[2].y] == [close(value) for value in values]
    marks = {x: y for trace in drawn[3:] for x, y in zip(trace.x, trace.y, strict=True) if y is not None}
    assert marks == {day(at): close(v) for at, v in zip(months_back(month, XMR), values, strict=True) if v is not None}
    assert set(drawn[4].x) == {row["month"] for row in view.by_month.to_dicts() if row["signal"]}


@pytest.mark.parametrize(("month", "code"), EVERYWHERE)
def test_the_network_sees_the_same_months_or_hidden_ones(expected: Expected, month: str, code: str) -> None:
    view = municipality(month, code, "network")
    series = expected.series(month, XMR, "municipality", (code, FORM, "mean_ready_days"))
    hidden = 0
    for row, at, one in zip(view.by_month.to_dicts(), months_back(month, XMR), series, strict=True):
        if row["state"] == "hidden":
            assert one is not None
            assert {row[name] for name in ("n", "value", "centre", "lower", "upper", "signal_key")} == {None}
            hidden += 1
        else:
            assert one is None or one.n > 4
            n = expected.n(one, code[:2], at, FORM)
            assert (row["n"], row["value"]) == (n, close(None if one is None else float(one.value or 0)))
    assert view.lengths is view.waiting is None
    seen = [row["value"] if row["state"] != "hidden" else None for row in view.by_month.to_dicts()]
    assert [close(one and one.centre) for one in xmr(seen)] == view.by_month["centre"].to_list()
    assert hidden or code in {CITY, "1880", "0126", "1883"}


@pytest.mark.parametrize(("month", "code"), EVERYWHERE)
def test_the_lines_of_the_key_figures(expected: Expected, month: str, code: str) -> None:
    view = municipality(month, code)
    found = {one.label: one for one in (*view.waits, *view.outcome)}
    counted = {
        "Dagar i medeltal": ("mean_ready_days", 1),
        "Vårdtillfällen": ("episodes", 1),
        "Median, dagar": ("median_ready_days", 1),
        "Andel med 0 dagar": ("share_zero_days", 100),
        "Vårdplatser som upptas": ("beds_occupied", 1),
    }
    for label, (key, times) in counted.items():
        series = expected.series(month, SPARK, "municipality", (code, FORM, key))
        line = [None if one is None else close(float(one.value or 0) * times) for one in series]
        if series[-1] is not None or label == "Vårdtillfällen":
            assert list(found[label].history) == line, label
        else:
            assert found[label].history == ()
    groups = [expected.groups(one, FORM).get(code) for one in months_back(month, SPARK)]
    for label, name in (("Simulerad faktura", "amount_sek"), ("Stoppas av kriterier", "blocked_sek")):
        line = [None if one is None else one[name] for one in groups]
        assert list(found[label].history) == (line if any(one is not None for one in line) else [])
    if groups[-1] is not None:
        assert found["Simulerad faktura"].value.replace(NBSP, " ") == f"{swedish(groups[-1]['amount_sek'])} kr"
        if groups[-1]["headroom_days"] is not None:
            assert found["Utrymme till gränsen"].value.split(NBSP)[0] == tenths(groups[-1]["headroom_days"])


def tenths(days: float) -> str:
    return swedish(days, 0 if days == int(days) else 1)


@pytest.mark.parametrize(("month", "code"), EVERYWHERE)
def test_the_stays(expected: Expected, month: str, code: str) -> None:
    days = [one.ready_days for one in expected.rows(month, "municipality").get((code, FORM), [])]
    lengths = municipality(month, code).lengths
    assert lengths is not None
    counts = Counter(min(one, 14) for one in days)
    assert dict(lengths.iter_rows()) == counts
    bars = cache_statistics.municipality_figures(asked(month, code))[1]
    assert bars is not None
    assert list(bars.data[0].y) == [counts[at] for at in range(15)]


@pytest.mark.parametrize("reader", ["region", "network"])
@pytest.mark.parametrize("areas", ["recorded", "today"])
@pytest.mark.parametrize("month", MONTHS)
def test_the_districts(expected: Expected, month: str, areas: str, reader: str) -> None:
    """Others get today's areas whichever they ask for."""
    view = municipality(month, CITY, reader, stadsdelar=areas)
    assert view.districts is not None
    rows = by_unit(view.districts.rows, "label")
    counted = expected.rows(month, "district" if areas == "recorded" and reader == "region" else "today")
    names = {"Stadsdel saknas" if unit is None else unit: unit for unit, form in counted if form == FORM}
    assert set(names) <= set(rows)
    for name, row in rows.items():
        days = [one.ready_days for one in counted.get((names.get(name, name), FORM), [])]
        figures_of = [row[key] for key in ("n", "value", "low", "high")]
        if row["state"] == "hidden":
            assert reader == "network"
            assert figures_of == [None] * 4
        else:
            mean = Fraction(sum(days), len(days)) if days else None
            assert figures_of[:2] == [len(days), close(mean)]
            if reader == "region" or row["low"] is not None:
                assert figures_of[2:] == [*map(close, interval_of_mean(days) or (None, None))]
                assert reader == "region" or not 1 <= sum(1 for one in days if one) <= 4
            assert reader == "region" or not 1 <= len(days) <= 4
    dots = cache_statistics.municipality_figures(asked(month, CITY, reader, stadsdelar=areas))[2]
    assert dots is not None
    drawn = [x for trace in dots.data if trace.mode == "markers" for x in trace.x]
    assert sorted(drawn) == sorted(row["value"] for row in rows.values() if row["value"] is not None)


@pytest.mark.parametrize("reader", ["region", "network"])
@pytest.mark.parametrize(("month", "code"), EVERYWHERE)
def test_the_hospitals(expected: Expected, month: str, code: str, reader: str) -> None:
    """The municipality's own patients, or to others the whole county's."""
    every = expected.rows(month, "county")[code[:2], FORM]
    own = [one for one in every if reader == "network" or one.episode.municipality_code == code]
    rows = by_unit(municipality(month, code, reader).hospitals, "label")
    names = {one.episode.hospital for one in own}
    assert set(rows) == {"Sjukhus saknas" if name is None else name for name in names}
    for name in names:
        row = rows["Sjukhus saknas" if name is None else name]
        of_it = figures([one for one in own if one.episode.hospital == name], [month])
        if row["n"] is None:
            assert reader == "network"
            assert row["mean"] is row["met"] is None
            assert row["said"] == row["met_said"] == HIDDEN
            continue
        assert row["n"] == of_it["episodes"].n
        assert row["mean"] == close(of_it["mean_ready_days"].value)
        if row["met"] is None:  # where the terms' mean is of few that met them, their share would tell how many
            assert reader == "network"
            assert (code[:2], row["met_said"]) == ("01", HIDDEN)
        else:
            assert row["met"] == close(of_it["share_criteria_met"].value)


@pytest.mark.parametrize("code", ["1880", "0126", "1883"])
def test_who_is_still_there(expected: Expected, code: str) -> None:
    view = municipality(MONTHS[-1], code)
    assert view.waiting is not None
    terms = terms_for(code[:2], FORM, f"{EXTRACTED:%Y-%m}")
    waiting = [
        one
        for one in expected.register.in_hospital[code[:2], EXTRACTED]
        if (one.municipality_code, one.care_form) == (code, FORM)
    ]
    assert waiting
    expected_rows: dict[str, tuple[Any, ...]] = {}
    for one in waiting:
        first = one.clock.date() + timedelta(days=terms.cutoff is not None and one.clock.time() > terms.cutoff)
        so_far = max(0, (EXTRACTED - first).days + 1)
        expected_rows[one.episode_id] = (first, so_far, first + timedelta(days=terms.free_days or 0))
    columns = ("episode_id", "first_ready_on", "days_so_far", "first_liable_on")
    assert {row[0]: row[1:] for row in view.waiting.select(columns).iter_rows()} == expected_rows


@pytest.mark.parametrize(("month", "code"), EVERYWHERE)
def test_what_one_more_stay_does(expected: Expected, month: str, code: str) -> None:
    group = expected.groups(month, FORM).get(code)
    days, count = (0, 0) if group is None else (group["ready_days"], group["episodes_in_mean"])
    view = municipality(month, code)
    for row in view.room.rows.to_dicts():
        stay = int(row["days"].split(NBSP)[0])
        after = Fraction(days + stay, count + 1)
        assert row["verdict"].startswith("över") == (after > 3)
        told = row["mean"].split(NBSP)[0]
        assert told == swedish(
            float(half_up(after, f"1.{'0' * len(told.partition(',')[2])}")), len(told.partition(",")[2])
        )
    longest = [stay for stay in range(2_000) if days + stay <= 3 * (count + 1)]
    assert len(longest) < 2_000
    if longest:
        assert f"{swedish(longest[-1])}{NBSP}dag" in view.room.sentences[1]
