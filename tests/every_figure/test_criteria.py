"""Kriterier: shares, months, hospitals, what fails together, states, the mirror, and what was stopped."""

from collections import Counter
from typing import Any

import pytest

from lus_stats.ui import cache_criteria
from lus_stats.ui.filters import Filters
from lus_stats.ui.views.billing_steps import SHORT
from lus_stats.ui.views.criteria import CriteriaView
from tests.every_figure.material import EVERYWHERE, MONTHS, Expected, by_unit, chosen, close, day, number
from tests.every_figure.uncertainty import interval_of_share
from tests.oracle.criteria import CATALOGUE, is_met, unmet_criteria
from tests.oracle.stats import Counted, Figure, figures, months_back

SPARK = 13
OWN = {"18": "1880", "01": "0126"}
PLACES = [None, "own"]
FACTS = {
    "admission_notice": ("admission_notice_at", "estimated_discharge_on"),
    "ready_notice": ("ready_notice_at",),
    "care_contact": ("care_contact_at",),
    "home_ready": ("home_ready",),
    "sip_call": ("sip_called_at",),
}


def asked(month: str, county: str, form: str, reader: str = "region", code: str | None = None) -> Filters:
    return chosen(month, county, form, reader, **({"kommun": code} if code else {}))


def criteria(chosen_view: Filters) -> CriteriaView:
    view = cache_criteria.criteria(chosen_view)
    assert view is not None
    return view


def told(row: dict[str, Any]) -> list[Any]:
    """A share as it is shown."""
    return [row[name] for name in ("met", "n", "value", "low", "high")]


def share(figure: Figure | None) -> list[Any]:
    """A share as the oracle has it."""
    if figure is None or not figure.denominator or figure.numerator is None:
        return [None] * 5
    ends = interval_of_share(figure.numerator, figure.denominator) or (None, None)
    return [figure.numerator, figure.denominator, number(figure), *map(close, ends)]


@pytest.mark.parametrize(("reader", "place"), [("region", None), ("region", "own"), ("network", None)])
@pytest.mark.parametrize(("month", "county", "form"), EVERYWHERE)
def test_shares_and_months(
    expected: Expected, month: str, county: str, form: str, reader: str, place: str | None
) -> None:
    code = OWN[county] if place else None
    by, unit = ("municipality", code) if code else ("county", county)
    view = criteria(asked(month, county, form, reader, code))
    for row in view.shares.to_dicts():
        figure = expected.stats(month, by).get((unit, form, row["indicator"]))
        if row["state"] == "hidden":
            assert reader == "network"
            assert told(row) == [None] * 5
        else:
            assert told(row) == share(figure), row["indicator"]
    assert len(view.shares) == 1 + len(CATALOGUE)
    months = {day(one): one for one in months_back(month, SPARK)}
    for row in view.months.to_dicts() if month == MONTHS[1] else ():
        figure = expected.stats(months[row["month"]], by).get((unit, form, row["indicator"]))
        if row["state"] == "hidden":
            assert reader == "network"
        else:
            assert told(row) == share(figure)
    assert len(view.months) == SPARK * len(view.shares)
    dots = cache_criteria.criteria_figures(asked(month, county, form, reader, code))[0]
    drawn = [x for trace in dots.data if trace.mode and "markers" in trace.mode for x in trace.x]
    assert sorted(drawn) == sorted(row["value"] for row in view.shares.to_dicts() if row["value"] is not None)


@pytest.mark.parametrize("reader", ["region", "network"])
@pytest.mark.parametrize(("month", "county", "form"), EVERYWHERE)
def test_hospitals(expected: Expected, month: str, county: str, form: str, reader: str) -> None:
    rows = by_unit(criteria(asked(month, county, form, reader)).hospitals, "label")
    counted = {
        "Sjukhus saknas" if unit is None else unit: figure
        for (unit, own_form, key), figure in hospital_shares(expected, month, county).items()
        if own_form == form and key == "share_criteria_met"
    }
    assert set(rows) == set(counted)
    for name, row in rows.items():
        if row["state"] == "hidden":
            assert reader == "network"
            assert told(row) == [None] * 5
        else:
            assert told(row) == share(counted[name])
            assert reader == "region" or row["n"] > 4


def hospital_shares(expected: Expected, month: str, county: str) -> dict[Any, Figure]:
    """The county's own hospitals: those of the others have other names."""
    found: dict[Any, Figure] = {}
    for (name, form), rows in expected.rows(month, "hospital").items():
        own = [row for row in rows if row.episode.county == county]
        if own:
            found |= {(name, form, key): figure for key, figure in figures(own, [month]).items()}
    return found


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("month", "county", "form"), EVERYWHERE)
def test_what_fails_together_and_how(expected: Expected, month: str, county: str, form: str, place: str | None) -> None:
    code = OWN[county] if place else None
    rows = [
        one
        for one in expected.rows(month, "county")[county, form]
        if code is None or one.episode.municipality_code == code
    ]
    view = criteria(asked(month, county, form, code=code))
    if not rows:
        return
    assert view.together is not None
    failed = Counter(" + ".join(SHORT[key] for key in unmet_criteria(one.episode, one.terms)) for one in rows)
    failed.pop("", None)
    told_of = {row["label"]: row["episodes"] for row in view.together.combinations.to_dicts()}
    assert told_of == failed
    for row in view.together.combinations.to_dicts():
        assert row["share"] == close(row["episodes"] / len(rows))
    for row in view.together.states.to_dicts():
        key = row["indicator"].removeprefix("share_")
        ways = Counter(way(key, one) for one in rows)
        assert {name: row[name] for name in ("met", "unmet", "not_recorded", "exempt")} == {
            name: ways[name] for name in ("met", "unmet", "not_recorded", "exempt")
        }, key
    network = criteria(asked(month, county, form, "network"))
    assert network.together is None


def way(key: str, one: Counted) -> str:
    """How a criterion went for an episode."""
    if CATALOGUE[key](one.episode):
        return "met"
    if is_met(key, one.episode, one.terms):
        return "exempt"
    empty = any(getattr(one.episode, name) is None for name in FACTS.get(key, ()))
    return "not_recorded" if empty else "unmet"


@pytest.mark.parametrize("reader", ["region", "network"])
@pytest.mark.parametrize(("month", "county", "form"), EVERYWHERE)
def test_the_mirror(expected: Expected, month: str, county: str, form: str, reader: str) -> None:
    view = criteria(asked(month, county, form, reader))
    series = {
        key: expected.series(month, SPARK, "county", (county, form, key))
        for key in ("mean_ready_days", "share_criteria_met")
    }
    for at, row in enumerate(view.mirror.to_dicts()):
        mean, met = series["mean_ready_days"][at], series["share_criteria_met"][at]
        if row["mean"] is not None or reader == "region":
            assert (row["n"], row["mean"]) == ((None, None) if mean is None else (mean.n, number(mean)))
        if row["share"] is not None or reader == "region":
            assert (row["met"], row["share"]) == ((None, None) if met is None else (met.numerator, number(met)))
    drawn = cache_criteria.criteria_figures(asked(month, county, form, reader))[2].data
    values = {round(float(y), 9) for trace in drawn for y in (trace.y if trace.y is not None else ()) if y is not None}
    for row in view.mirror.to_dicts():
        if row["mean"] is not None:
            assert round(row["mean"], 9) in values


@pytest.mark.parametrize(("month", "county", "form"), EVERYWHERE)
def test_what_the_criteria_stopped(expected: Expected, month: str, county: str, form: str) -> None:
    view = criteria(asked(month, county, form))
    parts: dict[str, list[int]] = {}
    for code, steps in expected.steps(month, form).items():
        for name, step in steps.items():
            if code[:2] == county and name in SHORT:
                sums = parts.setdefault(SHORT[name], [0, 0, 0])
                assert step.kronor is not None
                for at, value in enumerate((int(step.days), step.kronor, step.episodes)):
                    sums[at] += value
    columns = ("label", "days", "amount_sek", "episodes")
    found = {row[0]: list(row[1:]) for row in view.blocked.rows.select(columns).iter_rows()}
    total = found.pop("Sammanlagt", [0, 0, 0])
    assert found == parts
    assert total == [sum(part[at] for part in parts.values()) for at in range(3)]
    blocked = [group["blocked_sek"] for code, group in expected.groups(month, form).items() if code[:2] == county]
    assert total[1] == sum(blocked)
