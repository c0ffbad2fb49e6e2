"""Pooled months against the oracle, which counts the window's episodes one by one."""

from datetime import date, datetime
from fractions import Fraction
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from lus_stats import answers, store
from lus_stats import months as calendar
from lus_stats.answers import Grouping, StatisticsQuestion
from lus_stats.errors import Refused, WrongCall
from lus_stats.store import DataFolder
from tests.generate import episodes
from tests.oracle import Register, read, stats
from tests.properties.test_statistics_are_the_oracle import COLUMN, differences

NOW = datetime(2026, 11, 20, 12, 0)
COUNTIES = ["18", "01"]


@cache
def rows() -> list[dict[str, str]]:
    """A year and a month; with so few that some municipality lacks some month."""
    return episodes(1_200, 5, counties=COUNTIES, first="2020-01", last="2021-01")


@cache
def register() -> Register:
    return read(rows(), None, NOW)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    root = tmp_path_factory.mktemp("pooled")
    csv = root / "all.csv"
    pl.DataFrame(rows()).write_csv(csv, separator=";")
    opened = store.open_data(root / "data")
    store.import_files(opened, [csv], now=NOW, max_rejected=1.0)
    return opened


def pooled(folder: DataFolder, month: str, pool: int, by: str, **more: object) -> pl.DataFrame:
    question = StatisticsQuestion(calendar.parse(month), Grouping(by), pool=pool, sees_small=True, **more)
    return answers.statistics(folder, question).figures


@pytest.mark.parametrize("by", COLUMN)
@pytest.mark.parametrize(("month", "pool"), [("2020-05", 3), ("2020-12", 12), ("2021-01", 12), ("2021-01", 3)])
def test_pooled_months_come_out_the_same(folder: DataFolder, by: str, month: str, pool: int) -> None:
    for county in COUNTIES:
        part = Register(revisions={key: held for key, held in register().revisions.items() if key[0] == county})
        expected = stats(part, month, by, pool=pool)
        found = pooled(folder, month, pool, by, county=county).filter(pl.col("applies"))
        assert len(found) == sum(figure.denominator != 0 or "beyond" not in key[2] for key, figure in expected.items())
        for row in found.iter_rows(named=True):
            figure = expected[row[COLUMN[by]], row["care_form"], row["indicator"]]
            assert row["month"] == calendar.parse(month)
            assert differences(row, figure) == [], row


def test_beds_are_over_all_days_of_the_window_and_a_mean_is_not_one_of_means(folder: DataFolder) -> None:
    """Also where a municipality has no episode in one of the months."""
    figures = pooled(folder, "2020-03", 3, "municipality", indicators=("beds_occupied", "mean_ready_days"))
    assert set(figures.filter(indicator="beds_occupied")["denominator"]) == {31 + 29 + 31}
    alone = pooled(folder, "2020-02", 1, "municipality", indicators=("mean_ready_days",))
    assert set(figures["municipality_code"]) - set(alone["municipality_code"]), "somebody lacks the middle month"
    county = [
        pooled(folder, m, 1, "county", indicators=("mean_ready_days",)) for m in ("2020-01", "2020-02", "2020-03")
    ]
    whole = pooled(folder, "2020-03", 3, "county", indicators=("mean_ready_days",))
    sums = pl.concat(county).group_by("county", "care_form").agg(pl.col("numerator", "denominator").sum())
    for code, form, days, count in sums.iter_rows():
        row = whole.filter(county=code, care_form=form).row(0, named=True)
        assert row["value"] == pytest.approx(float(Fraction(days, count)))


def test_a_window_that_lacks_a_month_is_left_out_of_a_series_and_refused_alone(folder: DataFolder) -> None:
    question = StatisticsQuestion(date(2020, 1, 1), Grouping.COUNTY, last=date(2020, 4, 1), pool=3, sees_small=True)
    assert set(answers.statistics(folder, question).figures["month"]) == {date(2020, 3, 1), date(2020, 4, 1)}
    with pytest.raises(Refused, match="2019-12 till 2020-02"):
        pooled(folder, "2020-02", 3, "county")
    with pytest.raises(WrongCall, match="1, 3 eller 12"):
        pooled(folder, "2020-02", 2, "county")


def test_the_command_line_pools(folder: DataFolder, tmp_path: Path) -> None:
    del tmp_path
    from tests.unit.lus import lus

    root = Path(str(folder.home))
    asked = ("stats", "--month", "2020-03", "--by", "county", "--pool", "3", "--show-small", "--data", root)
    said = lus(*asked, "--format", "json")
    expected = stats(register(), "2020-03", "county", pool=3)
    for row in said.json["rows"]:
        assert row["value"] == pytest.approx(
            float(expected[row["county"], row["care_form"], row["indicator"]].value or 0)
        )
    assert "Varje rad gäller 3 månader" in lus(*asked).err
    assert lus(*asked[:6], "två", "--data", root).code == 2
