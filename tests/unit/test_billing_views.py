"""The billing pages' pieces on their borders: who sees what, which amounts, what stands in a heading."""

from datetime import date, timedelta

import polars as pl
import pytest

from lus_stats.billing.lines import years_charged
from lus_stats.figures import day_strip
from lus_stats.rules import Amount, Rulebook, load
from lus_stats.ui.filters import Filters
from lus_stats.ui.views.amounts import amount_words, mark, mark_of_years
from lus_stats.ui.views.billing_rows import columns
from lus_stats.ui.views.outcomes import of_others, with_municipalities
from lus_stats.viewer import Role, Viewer
from lus_stats.vocabulary import CARE_FORM, CareForm

RULES = load()
DEMO = Rulebook(RULES.agreements, {**RULES.amounts, 2025: Amount(2025, 12_100, False, "demobelopp", invented=True)})


def outcomes(viewer: Viewer, hidden_elsewhere: tuple[str, ...] = ()) -> dict[str, dict[str, object]]:
    """Groups of 4 and 5 episodes, and of 20 with 4 and 0 in the mean, as a reader sees them."""
    sizes = [("1880", 20, 4), ("1881", 20, 0), ("1882", 4, 4), ("1883", 5, 5)]
    groups = pl.DataFrame(
        [("18", date(2020, 2, 1), code, "somatic", count, in_mean) for code, count, in_mean in sizes],
        schema={
            "county": pl.String,
            "month": pl.Date,
            "municipality_code": pl.String,
            "care_form": CARE_FORM,
            "episodes": pl.Int64,
            "episodes_in_mean": pl.Int64,
        },
        orient="row",
    )
    listed = with_municipalities(groups, Filters(viewer, date(2020, 2, 1), "18"), hidden_elsewhere)
    return {row["municipality_code"]: row for row in listed.to_dicts()}


@pytest.mark.parametrize(
    ("viewer", "hidden"),
    [
        (Viewer(Role.NETWORK, "18"), {"1880", "1882"}),
        (Viewer(Role.MUNICIPALITY, "1882"), {"1880"}),
        (Viewer(Role.REGION, "18"), set()),
        (Viewer(Role.REGION, "01"), {"1880", "1882"}),
    ],
)
def test_one_to_four_episodes_in_the_month_or_in_its_mean_are_hidden(viewer: Viewer, hidden: set[str]) -> None:
    seen = outcomes(viewer)
    assert {code for code, row in seen.items() if row["hidden"]} == hidden
    assert {code for code, row in seen.items() if row["episodes"] is not None} == {
        "1880",
        "1881",
        "1882",
        "1883",
    } - hidden
    assert len(seen) == 12


@pytest.mark.parametrize(
    ("viewer", "others"), [("region-18", []), ("municipality-1880", ["1881"]), ("network-18", ["1880", "1881"])]
)
def test_ones_own_parts_are_not_others(viewer: str, others: list[str]) -> None:
    parts = pl.DataFrame({"municipality_code": ["1880", "1881"]})
    chosen = Filters(Viewer.from_key(viewer), date(2020, 2, 1), "18")
    assert of_others(parts, chosen)["municipality_code"].to_list() == others


def test_what_the_statistics_hide_is_hidden_here_too() -> None:
    assert outcomes(Viewer(Role.NETWORK, "18"), ("1883",))["1883"]["hidden"]
    assert not outcomes(Viewer(Role.MUNICIPALITY, "1883"), ("1883",))["1883"]["hidden"]


def test_days_over_new_year_rest_on_both_years_amounts() -> None:
    lines = pl.DataFrame(
        {
            "municipality_code": ["1880", "1880", "1881"],
            "care_form": ["somatic"] * 3,
            "outcome": ["billed", "criteria_unmet", "mean_not_over_threshold"],
            "last_ready_on": [date(2023, 1, 2), date(2023, 1, 1), date(2023, 1, 2)],
            "days_beyond_free": [2, 1, 40],
        }
    )
    assert years_charged(lines).rows() == [("1880", "somatic", 2023, 2023)]
    earlier = years_charged(lines.with_columns(pl.col("days_beyond_free") + 1))
    assert earlier.rows() == [("1880", "somatic", 2022, 2023)]


def test_an_amount_is_said_with_its_source_and_how_well_it_is_known() -> None:
    nbsp = "\u00a0"
    assert amount_words(RULES, [2019]) == f"7{nbsp}800{nbsp}kr per dag 2019 (HSLF-FS 2018:67, bekräftat)"
    assert amount_words(RULES, [2024]).endswith("(Socialstyrelsens belopp för 2024, obekräftat)")
    assert amount_words(RULES, [2026]) == "belopp saknas 2026 (HSLF-FS 2025:74, beloppet är inte känt)"
    assert amount_words(RULES, [2040]) == "belopp saknas 2040 (beloppet är inte känt)"
    assert amount_words(DEMO, [2025, 2024]).endswith(f"12{nbsp}100{nbsp}kr per dag 2025 (demobelopp)")


def test_an_invented_amount_is_said_before_how_well_it_is_known() -> None:
    assert [mark("unconfirmed", invented=True), mark("unconfirmed", invented=False)] == ["demobelopp", "obekräftat"]
    assert [mark("entered", invented=False), mark("confirmed", invented=False)] == ["angivet", None]


def test_kronor_have_the_mark_of_the_worst_listed_year_and_none_where_nobody_has_listed_any() -> None:
    assert [mark_of_years(RULES, years) for years in ((2022, 2023), (2023, 2024))] == [None, "obekräftat"]
    assert [mark_of_years(DEMO, years) for years in ((2022, 2023), (2024, 2025))] == [None, "demobelopp"]
    assert mark_of_years(RULES, (2040, 2041)) is None


def test_a_mark_that_not_all_kronor_share_stands_after_each() -> None:
    terms = RULES.agreements["orebro"].newest(CareForm.SOMATIC)
    rows = {"note": [None] * 4, "sek": ["8 200", "9 300", "0", ""], "sek_mark": ["obekräftat", None, None, None]}
    read = pl.DataFrame(
        rows
        | {
            "blocked": ["1", "1", "0", ""],
            "blocked_sek": ["8 200", "–", "–", ""],
            "blocked_mark": ["obekräftat", None, None, None],
        },
        schema_overrides={"note": pl.String},
    )
    found = {column.name: column for column in columns(read, terms)}
    assert (found["sek"].label, found["sek"].tag) == ("Debiteras, kronor", "sek_mark")
    assert (found["blocked_sek"].label, found["blocked_sek"].tag) == ("Stoppade, kronor (obekräftat)", None)


@pytest.mark.parametrize(("length", "tiles"), [(0, 0), (42, 42), (43, 36)])
def test_a_very_long_stay_shows_its_beginning_and_its_end(length: int, tiles: int) -> None:
    days = pl.DataFrame(
        {
            "day": [date(2020, 1, 1) + timedelta(days=at) for at in range(length)],
            "number": list(range(1, length + 1)),
            "state": ["free"] * length,
            "amount_sek": [None] * length,
        },
        schema={"day": pl.Date, "number": pl.Int64, "state": pl.String, "amount_sek": pl.Int64},
    )
    strip = day_strip(days)
    assert strip.count("<li") == tiles
    assert ("dag 29–36" in strip) == (length == 43)
