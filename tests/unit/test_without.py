"""A month without one of its episodes: what is worked out for all lines at once equals the month billed again."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from lus_stats import billing, months
from lus_stats.answers import Question, bill, explain_line, explain_lines
from lus_stats.answers.without import without
from lus_stats.rules import NO_CHANGES, Changes
from lus_stats.store import open_data
from tests.generate import episodes
from tests.unit.lus import imported

MONTH = "2023-01"
CHANGES = {
    "as it stands": NO_CHANGES,
    "low": Changes(threshold_tenths=5),
    "entered": Changes(threshold_tenths=21, amount_sek=9_000),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = [*episodes(60, 3, ("18",), MONTH, MONTH), *episodes(40, 4, ("18",), "2021-02", "2021-02", prefix="u-")]
    return imported(tmp_path_factory.mktemp("data"), rows, None)


def again(lines: pl.DataFrame, amounts: pl.DataFrame, gone: str) -> tuple[dict[str, Any], set[str]]:
    """The municipality's month billed once more on the other lines, and who is billed then."""
    others = lines.filter(pl.col("episode_id") != gone)
    groups = billing.groups(others.lazy(), amounts).collect()
    billed = billing.lines(others.lazy(), groups.lazy(), amounts).filter(pl.col("outcome") == "billed").collect()
    return next(iter(groups.to_dicts()), {}), set(billed["episode_id"])


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("agreement", ["orebro", "stockholm", "skane", "law"])
@pytest.mark.parametrize("month", [MONTH, "2021-02"])  # the amount of 2021 is not known
def test_each_line_taken_away_is_the_month_billed_again(
    folder: Path, month: str, agreement: str, changes: Changes
) -> None:
    answer = bill(open_data(folder), Question(months.parse(month), None, None, agreement, changes))
    tried = 0
    for group in answer.groups.head(8).partition_by(*billing.GROUP):
        own = answer.lines.join(group, on=billing.GROUP, how="semi")
        found = without(own, group, answer.amounts)
        assert set(found) == set(own["episode_id"])
        before = set(own.filter(pl.col("outcome") == "billed")["episode_id"])
        was = group["amount_sek"][0]
        for gone in own["episode_id"].head(3):
            left, billed = again(own, answer.amounts, gone)
            said = found[gone]
            assert said.liable == left.get("liable", False)
            assert said.mean_ready_days == left.get("mean_ready_days")
            assert (said.ready_days, said.episodes_in_mean) == (
                left.get("ready_days", 0),
                left.get("episodes_in_mean", 0),
            )
            now = left.get("amount_sek", 0)
            assert said.amount_sek == now
            assert said.change_sek == (None if was is None or now is None else now - was)
            assert set(said.no_longer_billed) == before - billed - {gone}
            assert set(said.newly_billed) == billed - before
            tried += 1
    assert tried > 12


def test_a_pivotal_line_is_one_whose_going_ends_the_liability(folder: Path) -> None:
    answer = bill(open_data(folder), Question(months.parse(MONTH), None, None, "orebro"))
    for group in answer.groups.filter(pl.col("liable")).partition_by(*billing.GROUP):
        own = answer.lines.join(group, on=billing.GROUP, how="semi")
        found = without(own, group, answer.amounts)
        pivotal = set(own.filter(pl.col("pivotal"))["episode_id"])
        assert pivotal == {name for name, said in found.items() if not said.liable}


def test_lines_explained_together_are_those_explained_one_by_one(folder: Path) -> None:
    opened, question = open_data(folder), Question(months.parse(MONTH), None, "1880", "law")
    answer = bill(opened, question)
    together = explain_lines(opened, answer, question, "1880", "somatic")
    assert len(together) > 5
    for one in together[:5]:
        alone = explain_line(opened, answer, question, one.episode_id, "somatic")
        assert (alone.days, alone.criteria, alone.without) == (one.days, one.criteria, one.without)
        assert alone.outcome_sentence == one.outcome_sentence
