"""Fakturering and Fakturaunderlag: the table, the waterfall and the lines, against the oracle's bill."""

from typing import Any

import pytest

from lus_stats.ui import cache_billing
from lus_stats.ui.filters import Filters
from lus_stats.ui.views.billing import BillingView
from tests.every_figure.material import (
    COUNTIES,
    EVERYWHERE,
    FORMS,
    HIDDEN,
    MONTHS,
    Expected,
    by_unit,
    chosen,
    close,
    codes_of,
)

OWN = {"18": ("1880", "1883", "1881"), "01": ("0180", "0126", "0127")}
OF_GROUP = (
    "episodes_in_mean",
    "ready_days",
    "mean_ready_days",
    "threshold_days",
    "headroom_days",
    "liable",
    "billed_episodes",
    "billed_days",
    "amount_sek",
    "blocked_days",
    "blocked_sek",
)


def billing(view_asked: Filters) -> BillingView:
    view = cache_billing.billing(view_asked)
    assert view is not None
    return view


@pytest.mark.parametrize("reader", ["region", "network"])
@pytest.mark.parametrize(("month", "county", "form"), EVERYWHERE)
def test_the_table(expected: Expected, month: str, county: str, form: str, reader: str) -> None:
    view = billing(chosen(month, county, form, reader))
    groups = expected.groups(month, form)
    rows = by_unit(view.file_rows, "municipality_code")
    assert set(rows) == codes_of(county)
    sums = {"billed": 0.0, "sek": 0, "blocked": 0, "blocked_sek": 0, "episodes": 0}
    for code, row in rows.items():
        own = groups.get(code)
        if row["state"] == HIDDEN:
            assert reader == "network"
            assert {row[name] for name in ("episodes", *OF_GROUP)} == {None}
        elif own is None:
            assert row["episodes"] == 0
        else:
            assert row["episodes"] == own["episodes"]
            assert {name: row[name] for name in OF_GROUP} == {name: told(own[name]) for name in OF_GROUP}
            assert reader == "region" or not any(1 <= own[name] <= 4 for name in ("episodes", "episodes_in_mean"))
            names = ("billed_days", "amount_sek", "blocked_days", "blocked_sek", "episodes")
            for name, key in zip(sums, names, strict=True):
                sums[name] += own[key]
    total = view.rows.row(-1, named=True)
    said = {name: number(total[name]) for name in ("billed", "sek", "blocked", "blocked_sek", "episodes")}
    assert said == sums


def told(value: Any) -> Any:
    return close(value) if isinstance(value, float) else value


def number(text: str) -> float:
    """A Swedish number read back."""
    return float(text.replace("\u00a0", "").replace("−", "-").replace(",", "."))


@pytest.mark.parametrize(("month", "county", "form"), EVERYWHERE)
def test_the_waterfall(expected: Expected, month: str, county: str, form: str) -> None:
    view = billing(chosen(month, county, form))
    sums: dict[str, list[int]] = {}
    for code, steps in expected.steps(month, form).items():
        for name, step in steps.items():
            if code[:2] == county:
                assert step.kronor is not None
                own = sums.setdefault(name, [0, 0, 0])
                for at, value in enumerate((int(step.days), step.kronor, step.episodes)):
                    own[at] += value
    late = sums.pop("late_registration", None)
    read = {row["step"]: [row["days"], abs(row["signed_sek"]), row["episodes"]] for row in view.steps.to_dicts()}
    assert read == {"beyond_free": [0, 0, 0], "billed": [0, 0, 0]} | sums
    assert ("registrerade för sent" in view.left_out) == (late is not None)
    drawn = cache_billing.billing_figure(chosen(month, county, form)).data[0]
    assert list(drawn.x) == view.steps["days"].to_list()
    left = sums.get("beyond_free", [0])[0]
    for start, length, kind in zip(drawn.base, drawn.x, view.steps["kind"], strict=True):
        if kind == "less":
            left -= length
            assert start == left
        else:
            assert start == 0
    assert left == drawn.x[-1]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("month", MONTHS)
@pytest.mark.parametrize("code", [code for county in COUNTIES for code in OWN[county]])
def test_the_lines(expected: Expected, month: str, form: str, code: str) -> None:
    view = cache_billing.invoice_basis(chosen(month, code[:2], form, kommun=code))
    assert view is not None
    lines = {line["episode_id"]: line for line in expected.lines(month, form, code)}
    rows = by_unit(view.rows(0, len(view.ids)), "episode_id")
    assert set(rows) == set(lines)
    assert set(view.ids) == set(lines)
    for name, row in rows.items():
        line = lines[name]
        assert row["ready_days"] == line["ready_days"]
        assert number(row["billed_days"]) == line["billed_days"]
        assert number(row["sek"]) == line["amount_sek"]
        assert (row["tag"] == "avgörande") == line["pivotal"]
        assert row["outcome"].startswith("stoppas") == (line["outcome"] == "criteria_unmet")
        assert row["outcome"].startswith("debiteras") == (line["outcome"] == "billed")


def test_others_see_no_lines(expected: Expected) -> None:
    assert expected.lines(MONTHS[0], "somatic", "1880")
    assert cache_billing.invoice_basis(chosen(MONTHS[0], "18", "somatic", "network", kommun="1880")) is None
