"""The benchmark's contenders answer the same on a few rows; no stopwatch here."""

from pathlib import Path

import polars as pl
import pytest

from benchmarks import episodes, question, report, with_duckdb, with_engine, with_pandas
from benchmarks.compare import assert_same
from lus_stats.schema import PreparedEpisode

ROWS = 50_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return episodes.write(tmp_path_factory.mktemp("benchmark"), ROWS)


@pytest.fixture(scope="module")
def answer(folder: Path) -> pl.DataFrame:
    return with_engine.answer(folder, question.rules())


def test_the_episodes_are_what_the_store_keeps(folder):
    drawn = pl.read_parquet(question.files(folder))
    assert PreparedEpisode.validate(drawn).height == ROWS
    assert drawn["municipality_code"].n_unique() == 290
    assert drawn["month"].dt.year().n_unique() == episodes.YEARS


@pytest.mark.parametrize("contender", [with_duckdb, with_pandas], ids=lambda module: module.__name__)
def test_another_engine_says_the_same(contender, folder, answer):
    assert_same(answer, contender.answer(folder, question.rules()))


def test_a_krona_more_is_noticed(answer):
    with pytest.raises(AssertionError, match="amount_sek"):
        assert_same(answer, answer.with_columns(pl.col("amount_sek") + 1))


def test_the_question_is_not_an_easy_one(answer):
    assert answer["episodes"].sum() < ROWS  # some were registered too late
    assert answer["amount_sek"].null_count() > 0
    assert answer["amount_sek"].sum() > 0
    assert answer["blocked_sek"].sum() > 0
    assert set(answer["amount_status"]) == {"confirmed", "unconfirmed", "missing"}
    assert set(answer["liable"]) == {True, False}


def test_the_report_says_which_targets_held():
    seconds = {"engine": 1.0, "pandas": 9.0}
    runs = {name: [{"seconds": it, "cpu_seconds": it, "peak_mb": 100.0}] for name, it in seconds.items()}
    told = "\n".join(report.lines(runs))
    assert "held      9.00 times as fast as pandas" in told
    assert "MISSED    1.00 of pandas' peak memory" in told
    assert "DuckDB with" not in told
