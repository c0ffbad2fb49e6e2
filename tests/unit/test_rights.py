"""What of other terms each reader gets (D131, D156), and that what one month hides is hidden in several."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from lus_stats.answers import WhatIfQuestion, what_if
from lus_stats.rules import load, parse_changes
from lus_stats.rules.changes import SETTABLE
from lus_stats.store import open_data
from lus_stats.ui.filters import Filters
from lus_stats.ui.views import rights
from lus_stats.ui.views.series import overview_key as statistics_view
from lus_stats.ui.views.terms import counting
from lus_stats.ui.views.what_if_question import sides
from lus_stats.ui.views.what_if_sums import by_municipality
from lus_stats.ui.views.year_of_bills import year
from lus_stats.viewer import Role, Viewer
from tests.oracle.patients import patient
from tests.pages.billing_material import data_in

EVERYTHING = (
    "threshold_days=2.5",
    "free_days=2",
    "cutoff=13:00",
    "discharge_day_counts=false",
    "mean_population=criteria_met",
    "criteria=sip_call",
    "amount_sek=9000",
)
MONTH = date(2023, 2, 1)
REGION, NETWORK = Viewer(Role.REGION, "18"), Viewer(Role.NETWORK, "18")
NORA, OTHER_REGION, STOCKHOLM = Viewer(Role.MUNICIPALITY, "1884"), Viewer(Role.REGION, "01"), "0180"


def view(viewer: Viewer, *pairs: str, pool: int = 1) -> Filters:
    return Filters(viewer, MONTH, "18", changes=parse_changes(pairs), pool=pool)


@pytest.mark.parametrize(
    ("viewer", "terms"),
    [
        (REGION, SETTABLE),
        (NORA, SETTABLE),
        (NETWORK, ("threshold_days", "amount_sek")),
        (OTHER_REGION, ("threshold_days", "amount_sek")),
        (Viewer(Role.MUNICIPALITY, STOCKHOLM), ("threshold_days", "amount_sek")),
    ],
)
def test_who_may_change_what(viewer: Viewer, terms: tuple[str, ...]) -> None:
    chosen = view(viewer, *EVERYTHING)
    assert rights.allowed(chosen).terms == terms
    assert counting(chosen, load(), MONTH).changes.terms == terms


@pytest.mark.parametrize("pair", EVERYTHING)
def test_a_municipality_is_alone_under_any_change_that_would_tell_of_others(pair: str) -> None:
    tells_nothing = pair.partition("=")[0] in rights.FOR_EVERYONE
    assert rights.only_listed(view(NORA, pair)) == (None if tells_nothing else "1884")
    assert rights.only_listed(view(NORA, *EVERYTHING)) == "1884"
    for viewer in (REGION, NETWORK, OTHER_REGION):
        assert rights.only_listed(view(viewer, pair)) is None


def test_what_is_put_aside_is_said() -> None:
    assert rights.said(view(NETWORK, "free_days=2", "cutoff=none")) == (
        "Fristdagarna och klockslaget ändras bara för den som får se raderna, och räknas här enligt villkoren."
    )
    assert rights.said(view(NORA, "free_days=2")).startswith("Bara den egna kommunen visas")
    assert rights.said(view(NETWORK, "threshold_days=2.5")) == rights.said(view(REGION, *EVERYTHING)) == ""


OTHERS = (NETWORK, OTHER_REGION, Viewer(Role.MUNICIPALITY, STOCKHOLM))


@pytest.mark.parametrize("viewer", OTHERS)
def test_another_agreement_is_for_readers_of_rows(viewer: Viewer) -> None:
    chosen = replace(view(viewer), agreement="stockholm", against="law")
    own = counting(view(viewer), load(), MONTH)
    assert rights.agreement(chosen) is rights.against(chosen) is None
    assert (counting(chosen, load(), MONTH).own, counting(chosen, load(), MONTH).agreement.key) == (own.own, "orebro")
    assert counting(chosen, load(), MONTH).said == (rights.OWN_AGREEMENT,)
    both = sides(chosen, load(), MONTH)
    assert (both.first.key, both.second.key, both.said) == ("orebro", "orebro", (rights.OWN_AGREEMENT,))
    assert statistics_view(chosen).agreement is None


def test_a_municipality_is_alone_under_another_agreement_and_reads_statistics_under_its_countys() -> None:
    chosen = replace(view(NORA), agreement="stockholm")
    assert counting(chosen, load(), MONTH).agreement.key == "stockholm"
    assert rights.only_listed(chosen) == rights.only_compared(chosen) == "1884"
    assert statistics_view(chosen).agreement is None
    compared = replace(view(NORA), against="law")
    assert (rights.only_listed(compared), rights.only_compared(compared)) == (None, "1884")
    assert rights.said_of_both(compared).startswith("Bara den egna kommunen visas")


def test_the_region_reads_everything_under_any_agreement() -> None:
    chosen = replace(view(REGION), agreement="stockholm", against="law")
    assert statistics_view(chosen).agreement == rights.agreement(chosen) == "stockholm"
    assert rights.against(chosen) == "law"
    assert rights.only_compared(chosen) is None
    assert rights.said_of_both(chosen) == ""


@pytest.mark.parametrize("terms", [{"agreement": "stockholm"}, {"changes": parse_changes(["cutoff=13:00"])}])
def test_a_year_of_bills_is_of_the_municipality_alone_too(terms: dict[str, Any]) -> None:
    groups = pl.concat([group("1884", 8200), group("1880", 16400)])
    for viewer, sek in ((NORA, 8200), (REGION, 24600)):
        chosen = replace(view(viewer), **terms)
        part = year(groups, chosen, MONTH, counting(chosen, load(), MONTH).terms)
        assert part.rows["amount_sek"].drop_nulls().to_list() == [sek]


def test_a_year_that_nobody_pays_is_a_table_one_click_away() -> None:
    terms = counting(view(REGION), load(), MONTH).terms
    nothing = group("1884", 0).with_columns(billed_tenths=pl.lit(0))
    for rows, drawn, folded in ((nothing, None, True), (group("1884", 8200), {"unit": "kr"}, False)):
        part = year(rows, view(REGION), MONTH, terms)
        assert (part.drawn, part.folded) == (drawn, folded)


def group(code: str, amount_sek: int) -> pl.DataFrame:
    """One municipality's month."""
    row = {"municipality_code": code, "month": MONTH, "amount_sek": amount_sek, "blocked_sek": 0, "blocked_days": 0}
    figures = {"episodes": 9, "ready_days": 40, "episodes_in_mean": 9, "mean_ready_days": 4.4, "billed_tenths": 10}
    return pl.DataFrame([row | figures | {"liable": True, "amount_status": "confirmed", "invented": False}])


def test_a_municipality_that_is_small_in_one_month_is_hidden_in_them_all(tmp_path: Path) -> None:
    rows = [
        patient(f"{month}-{number}", f"2023-{month}-01 08:00", f"2023-{month}-0{number} 14:00", kommunkod=code)
        for month, code, count in (("01", "1884", 6), ("02", "1884", 4), ("01", "1880", 6), ("02", "1880", 5))
        for number in range(2, 2 + count)
    ]
    rows = [row | {"vårdtillfälle": f"{row['vårdtillfälle']}-{row['kommunkod']}"} for row in rows]
    folder = open_data(data_in(tmp_path, rows).folder)
    answer = what_if(folder, WhatIfQuestion(MONTH, 3, "18", changes=parse_changes(["threshold_days=1.0"])))
    assert len(answer.counted) == 2
    for viewer, hidden in ((NETWORK, {"1884"}), (REGION, set()), (NORA, set()), (OTHER_REGION, {"1884"})):
        listed = by_municipality(answer, view(viewer, "threshold_days=1.0", pool=3), ())
        assert set(listed.filter("hidden")["municipality_code"]) == hidden
        figures = listed.filter("hidden").drop("municipality_code", "municipality", "hidden")
        assert figures.null_count().sum_horizontal().sum() == figures.height * figures.width
    elsewhere = by_municipality(answer, view(NETWORK, pool=3), ("1880",))
    assert set(elsewhere.filter("hidden")["municipality_code"]) == {"1880", "1884"}
