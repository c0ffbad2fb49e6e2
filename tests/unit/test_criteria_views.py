"""Kriterier's views: what is hidden stays hidden, in words, in the heat table and in what was stopped."""

import re
from datetime import date
from typing import Any

import polars as pl
import pytest

from lus_stats.rules import Terms, load
from lus_stats.ui.views.criteria_parts import NOT_APPLICABLE, PARTS_HIDDEN, Blocked, blocked
from lus_stats.ui.views.criteria_rows import by_month, heat, listed, shares
from lus_stats.vocabulary import CareForm

JANUARY, FEBRUARY = date(2023, 1, 1), date(2023, 2, 1)
FIGURES = pl.DataFrame(
    [
        {"month": JANUARY, "indicator": "share_criteria_met", "numerator": None, "state": "hidden"},
        {"month": FEBRUARY, "indicator": "share_criteria_met", "numerator": 289, "state": "shown"},
        {"month": FEBRUARY, "indicator": "share_ready_notice", "numerator": 440, "state": "shown"},
    ]
).with_columns(
    denominator=pl.when(pl.col("state") == "shown").then(440),
    value=pl.col("numerator") / 440,
    low=pl.lit(None, pl.Float64),
    high=pl.lit(None, pl.Float64),
)


def terms(agreement: str = "orebro") -> Terms:
    return load().agreements[agreement].newest(CareForm.SOMATIC)


def stopped(*parts: tuple[str, int, int | None, int], sees_small: bool, agreement: str = "orebro") -> Blocked:
    schema = {"step": pl.String, "days": pl.Int64, "amount_sek": pl.Int64, "episodes": pl.Int64}
    groups: dict[str, Any] = {
        "billed_tenths": [0],
        "blocked_days": [9],
        "amount_status": ["confirmed"],
        "invented": [False],
    }
    rows = pl.DataFrame(parts, schema=schema, orient="row")
    others = rows.clear() if sees_small else rows
    return blocked(rows, others, pl.DataFrame(groups), terms(agreement))


def test_every_criterion_is_listed_once_under_its_party_the_required_ones_first() -> None:
    groups = listed(terms())["group"].unique(maintain_order=True).to_list()
    assert groups == ["", "Sluten vård", "Öppen vård", "Krävs inte, sluten vård", "Krävs inte, öppen vård"]
    names = listed(terms())["indicator"].to_list()
    assert len(names) == len(set(names)) == 8


def test_hidden_missing_and_shown_shares_stay_apart() -> None:
    january, february = (shares(FIGURES, month, terms()) for month in (JANUARY, FEBRUARY))
    assert january.row(0, named=True)["said"] == "dolt: färre än 5"
    assert january.row(1, named=True)["said"] == "inga vårdtillfällen"
    assert february.row(0, named=True)["said"] is None


def test_the_heat_table_says_numbers_and_words_and_nothing_of_what_is_hidden() -> None:
    drawn = heat(by_month(FIGURES, FEBRUARY, terms()), "Andel")
    all_criteria = re.findall(r"<tr class=\"all\">(.*?)</tr>", drawn)[0]
    assert re.findall(r">([^<>]+)</td>", all_criteria) == ["–"] * 11 + ["dolt", "66"]
    assert "--unmet:34%" in all_criteria
    assert "65,7\u00a0%, 289 av 440" in all_criteria
    assert "--unmet:0%" in drawn


def test_a_small_part_hides_them_all_from_a_reader_without_a_right_to_the_rows() -> None:
    parts = (("care_contact", 90, 945_000, 9), ("several_criteria", 30, 315_000, 4))
    own, other = (stopped(*parts, sees_small=small) for small in (True, False))
    assert own.rows["days"].to_list() == [90, 30, 120]
    assert [column.name for column in own.columns] == ["label", "days", "amount_sek", "episodes"]
    assert (other.rows.height, other.why_not) == (0, PARTS_HIDDEN)
    assert other.title.replace("\u00a0", " ") == "Kriterierna stoppade 120 dagar: 1 260 000 kr"


@pytest.mark.parametrize(("episodes", "shown"), [(4, 0), (5, 2)])
def test_parts_of_five_are_shown_without_how_many_they_are(episodes: int, shown: int) -> None:
    view = stopped(("care_contact", 90, 945_000, episodes), sees_small=False)
    assert view.rows.height == shown
    assert "episodes" not in [column.name for column in view.columns]


def test_a_missing_amount_leaves_the_sum_unknown_and_the_days_known() -> None:
    view = stopped(("care_contact", 9, None, 2), ("home_ready", 1, 10_500, 1), sees_small=True)
    assert view.rows["amount_sek"].to_list() == [None, 10_500, None]
    assert view.title.replace("\u00a0", " ") == "Kriterierna stoppade 10 dagar: belopp saknas"


def test_nothing_is_stopped_where_no_single_episode_is_billed() -> None:
    assert stopped(("care_contact", 9, 1, 2), sees_small=True, agreement="skane").why_not == NOT_APPLICABLE
    assert stopped(sees_small=True).title == "Inga dagar stoppades av kriterierna"
