"""What lies behind a county's months, held against the oracle's lines."""

from collections import Counter
from datetime import date

import polars as pl
import pytest

from lus_stats import answers, store
from lus_stats.answers import Grouping, HistoryQuestion, StatisticsQuestion
from lus_stats.answers.breakdowns import LONGEST, NONE, SEVERAL
from lus_stats.rules import Terms, load
from lus_stats.ui.filters import Filters
from lus_stats.ui.views.gaps import unmet_shares
from lus_stats.ui.views.months_back import seen_outcomes
from lus_stats.viewer import Viewer
from lus_stats.vocabulary import CareForm, State
from tests.oracle import bill, stats
from tests.pages.billing_material import CONFIRMED, UNCONFIRMED, Data, billing_rows, data_in

MONTH = date(2023, 2, 1)
ASKED = HistoryQuestion(date(2021, 2, 1), date(2024, 2, 1), "18")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Data:
    return data_in(tmp_path_factory.mktemp("breakdowns"), billing_rows())


@pytest.mark.parametrize("month", [CONFIRMED, UNCONFIRMED])
def test_each_episode_has_one_gap_or_none(data: Data, month: str) -> None:
    lines = bill(data.register, month)["lines"]
    expected = Counter(
        (one["care_form"], {0: NONE, 1: "".join(one["unmet_criteria"])}.get(len(one["unmet_criteria"]), SEVERAL))
        for one in lines
    )
    found = answers.criteria_gaps(store.open_data(data.folder), ASKED).filter(pl.col("month") == _first(month))
    assert {(form, gap): n for form, gap, n in found.select("care_form", "gap", "episodes").iter_rows()} == expected


def test_stays_and_hospitals_add_up_to_the_municipalities(data: Data) -> None:
    folder = store.open_data(data.folder)
    counted = stats(data.register, CONFIRMED, "municipality")
    expected = {(c, f): figure.n for (c, f, key), figure in counted.items() if key == "episodes"}
    by = ["municipality_code", "care_form"]
    lengths = answers.stay_lengths(folder, ASKED).filter(pl.col("month") == MONTH)
    assert dict(_pairs(lengths.group_by(by).agg(pl.col("episodes").sum()))) == expected
    assert lengths["ready_days"].max() == LONGEST
    hospitals = answers.hospitals(folder, ASKED).filter(pl.col("month") == MONTH, pl.col("indicator") == "episodes")
    assert dict(_pairs(hospitals.group_by(by).agg(pl.col("numerator").sum()))) == expected


def test_terms_of_another_month_leave_the_series_months_as_they_are(data: Data) -> None:
    folder = store.open_data(data.folder)
    named = HistoryQuestion(ASKED.first, ASKED.last, "18", terms_of=date(2018, 1, 1))
    assert answers.history(folder, named).equals(answers.history(folder, ASKED))


def test_others_read_the_countys_shares_and_nothing_of_what_failed_alone(data: Data) -> None:
    """With the shares beside them, small counts would be told by the larger ones (D104, D121)."""
    figures = stats(data.register, CONFIRMED, "county")
    asked = StatisticsQuestion(MONTH, Grouping.COUNTY, county="18", care_form=CareForm.SOMATIC)
    shown = unmet_shares(answers.statistics(store.open_data(data.folder), asked).figures, MONTH, _terms())
    read = dict(shown.rows.select("gap", "episodes").iter_rows())
    assert list(read) == sorted(read, key=lambda key: -read[key])
    assert SEVERAL not in read
    for key in _terms().criteria:
        own = figures["18", "somatic", f"share_{key}"]
        assert read[key] == own.denominator - own.numerator
    whole = figures["18", "somatic", "share_criteria_met"]
    assert shown.subtitle.startswith(f"{whole.denominator - whole.numerator} av ")
    assert shown.subtitle.endswith("Ett vårdtillfälle kan brista i flera.")


def test_a_hidden_county_has_hidden_gaps(data: Data) -> None:
    asked = StatisticsQuestion(MONTH, Grouping.COUNTY, county="18", care_form=CareForm.SOMATIC)
    figures = answers.statistics(store.open_data(data.folder), asked).figures
    nothing = {name: pl.lit(None, figures.schema[name]) for name in ("numerator", "denominator", "value")}
    hidden = unmet_shares(figures.with_columns(**nothing, state=pl.lit("hidden")), MONTH, _terms())
    assert set(hidden.rows["said"]) == {"dolt: färre än 5"}
    assert hidden.subtitle == "Hur många som uppfyller alla kriterier är dolt: färre än 5."
    assert hidden.html.count("dolt: färre än 5") == hidden.rows.height == 4


@pytest.mark.parametrize(("n", "in_mean", "kept"), [(4, 4, False), (5, 4, False), (5, 5, True), (0, 0, True)])
def test_an_outcome_of_few_episodes_is_in_no_sum_of_another_reader(n: int, in_mean: int, kept: bool) -> None:
    groups = pl.DataFrame(
        {"month": [MONTH], "municipality_code": ["1864"], "episodes": [n], "episodes_in_mean": [in_mean]}
    )
    counts = pl.DataFrame({"month": [MONTH], "municipality_code": ["1864"], "state": [State.SHOWN.value]})
    hidden = counts.with_columns(state=pl.lit(State.HIDDEN.value))
    for viewer, shown in (("network-18", kept), ("region-18", True), ("municipality-1864", True)):
        chosen = Filters(Viewer.from_key(viewer), MONTH, "18")
        assert seen_outcomes(groups, counts, chosen).height == shown
        assert seen_outcomes(groups, hidden, chosen).height == (viewer != "network-18")


def _first(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _pairs(rows: pl.DataFrame) -> list[tuple[tuple[str, str], int]]:
    return [((code, form), n) for code, form, n in rows.iter_rows()]


def _terms() -> Terms:
    return load().agreements["orebro"].newest(CareForm.SOMATIC)
