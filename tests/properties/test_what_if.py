"""A what-if from the store against the oracle: both sets of terms, months together, and parts that add up."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lus_stats.answers import WhatIfQuestion, what_if, what_if_lines
from lus_stats.answers.what_if import AGREEMENT, TOGETHER
from lus_stats.errors import Refused, WrongCall
from lus_stats.rules import NO_CHANGES, parse_changes
from lus_stats.store import DataFolder, open_data
from lus_stats.vocabulary import CareForm
from tests.generate import episodes
from tests.oracle import bill
from tests.pages.billing_material import Data, data_in
from tests.strategies import as_set_options, changed_terms

MONTHS = ("2021-12", "2022-01", "2022-02")  # 2021's amount is unknown
LAST = date(2022, 2, 1)
SCENARIOS: dict[str, dict[str, Any]] = {
    "a lower threshold": {"sets": {"threshold_days": Decimal("2.0")}},
    "no free days and no zero day": {"sets": {"free_days": 0, "discharge_day_counts": False}},
    "only what met the criteria": {"sets": {"mean_population": "criteria_met", "criteria": ["ready_notice"]}},
    "another agreement": {"agreement": "law", "sets": {}},
    "another agreement, changed": {"agreement": "skane", "sets": {"threshold_days": Decimal("1.5"), "cutoff": None}},
    "an entered amount": {"sets": {"amount_sek": 9000}},
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Data:
    return data_in(tmp_path_factory.mktemp("what_if"), episodes(240, 3, ("18",), MONTHS[0], MONTHS[-1]))


@pytest.fixture(scope="module")
def folder(data: Data) -> DataFolder:
    return open_data(data.folder)


def asked(sets: dict[str, Any], agreement: str | None = None, pool: int = 1, month: date = LAST) -> WhatIfQuestion:
    return WhatIfQuestion(month, pool, "18", against=agreement, changes=parse_changes(as_set_options(sets)[1::2]))


def groups(data: Data, month: str, **how: Any) -> dict[tuple[str, str], dict[str, Any]]:
    return {(one["municipality_code"], one["care_form"]): one for one in bill(data.register, month, **how)["groups"]}


@pytest.mark.parametrize("name", SCENARIOS)
def test_both_sides_are_the_oracles_bills(data: Data, folder: DataFolder, name: str) -> None:
    scenario = SCENARIOS[name]
    answer = what_if(folder, asked(scenario["sets"], scenario.get("agreement")))
    expected = {"before": groups(data, MONTHS[-1]), "after": groups(data, MONTHS[-1], **scenario)}
    assert answer.outcomes.height == len(expected["before"]) > 5
    for row in answer.outcomes.to_dicts():
        for side, oracle in expected.items():
            found = oracle[row["municipality_code"], row["care_form"]]
            same = (
                "episodes",
                "episodes_in_mean",
                "ready_days",
                "mean_ready_days",
                "liable",
                "amount_sek",
                "blocked_sek",
            )
            assert {key: row[f"{key}_{side}"] for key in same} == {key: found[key] for key in same}
            assert row[f"billed_tenths_{side}"] == found["billed_days"] * 10
            assert row[f"amount_status_{side}"] == found["amount_status"]


def test_months_together_are_the_months_one_by_one(data: Data, folder: DataFolder) -> None:
    sets = {"threshold_days": Decimal("1.5"), "free_days": 2}
    answer = what_if(folder, asked(sets, pool=3))
    assert (answer.counted, answer.left_out) == (tuple(date.fromisoformat(f"{m}-01") for m in MONTHS), ())
    for month in MONTHS:
        expected = groups(data, month, sets=sets)
        rows = answer.outcomes.filter(pl.col("month") == date.fromisoformat(f"{month}-01")).to_dicts()
        assert {(row["municipality_code"], row["care_form"]): row["amount_sek_after"] for row in rows} == {
            key: one["amount_sek"] for key, one in expected.items()
        }
    december = answer.outcomes.filter(pl.col("month") == date(2021, 12, 1))
    assert december["amount_sek_after"].null_count() > 0


def test_months_that_are_not_there_or_before_the_terms_are_named(folder: DataFolder) -> None:
    year = what_if(folder, asked({"free_days": 2}, pool=12))
    assert (len(year.counted), len(year.left_out)) == (3, 9)
    with pytest.raises(Refused, match="före de första villkoren"):
        what_if(folder, asked({}, "stockholm", month=date(2019, 12, 1)))
    with pytest.raises(Refused, match="inga uppgifter"):
        what_if(folder, asked({"free_days": 2}, month=date(2020, 2, 1)))
    with pytest.raises(WrongCall, match="1, 3 eller 12"):
        replace(asked({}), pool=2)


def test_months_before_an_agreements_first_terms_are_left_out(tmp_path: Path) -> None:
    material = data_in(tmp_path, episodes(60, 5, ("01",), "2019-12", "2020-02"))
    answer = what_if(open_data(material.folder), WhatIfQuestion(date(2020, 2, 1), 3, "01", against="stockholm"))
    assert answer.left_out == (date(2019, 12, 1),)
    assert answer.counted == (date(2020, 1, 1), date(2020, 2, 1))


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_lines_that_differ_are_the_oracles(data: Data, folder: DataFolder, name: str) -> None:
    scenario = SCENARIOS[name]
    found = what_if_lines(folder, asked(scenario["sets"], scenario.get("agreement")))
    sides = [
        {one["episode_id"]: one for one in bill(data.register, MONTHS[-1], **how)["lines"]} for how in ({}, scenario)
    ]
    decides = ("outcome", "billed_days", "amount_sek")
    differ = {key for key, one in sides[0].items() if any(one[name] != sides[1][key][name] for name in decides)}
    assert set(found["episode_id"]) == differ
    assert differ
    for row in found.to_dicts():
        before, after = (side[row["episode_id"]] for side in sides)
        assert [row[f"{key}_before"] for key in decides] == [before[key] for key in decides]
        assert [row[f"{key}_after"] for key in decides] == [after[key] for key in decides]
    if scenario.get("agreement") != "skane":
        answer = what_if(folder, asked(scenario["sets"], scenario.get("agreement")))
        assert found["sek_effect"].sum() == answer.outcomes["sek_effect"].sum()


def test_lines_of_one_municipality_are_its_own(folder: DataFolder) -> None:
    question = asked({"threshold_days": Decimal(0), "free_days": 0})
    every = what_if_lines(folder, question)
    code = every["municipality_code"][0]
    assert 0 < every.filter(pl.col("municipality_code") == code).height < every.height
    assert what_if_lines(folder, question, code).equals(every.filter(pl.col("municipality_code") == code))


@pytest.mark.parametrize("care_form", CareForm)
def test_one_care_form_is_a_part_of_both(folder: DataFolder, care_form: CareForm) -> None:
    question = asked({"threshold_days": Decimal("2.0"), "free_days": 2})
    both, own = what_if(folder, question), what_if(folder, replace(question, care_form=care_form))
    assert own.outcomes.equals(both.outcomes.filter(pl.col("care_form") == care_form))


@settings(max_examples=settings().max_examples // 4)  # each is up to ten bills of three months
@given(changed_terms, st.sampled_from([None, "law", "skane", "stockholm"]))
def test_the_parts_add_up_to_the_whole(folder: DataFolder, sets: dict[str, Any], agreement: str | None) -> None:
    question = asked(sets, agreement, pool=3)
    answer = what_if(folder, question)
    named = [*([AGREEMENT] if agreement else []), *question.changes.terms]
    expected = {*named, TOGETHER} if len(named) != 1 else set(named)
    assert set(answer.parts["part"]) == ({TOGETHER} if not named else expected)
    key = ["county", "month", "municipality_code", "care_form"]
    sums = answer.parts.group_by(key).agg(
        pl.col("tenths_effect").sum(),
        sek=pl.when(pl.col("sek_effect").is_not_null().all()).then(pl.col("sek_effect").sum()),
    )
    joined = answer.outcomes.join(sums, on=key, suffix="_parts", validate="1:1")
    assert joined.height == answer.outcomes.height
    assert (joined["tenths_effect"] == joined["tenths_effect_parts"]).all()
    known = joined.filter(pl.col("sek").is_not_null())
    assert (known["sek"] == known["sek_effect"]).all()
    unknown = answer.parts.filter(pl.col("sek_effect").is_null()).select(key).unique()
    assert unknown.height == joined.height - known.height


@pytest.mark.parametrize("part", ["agreement", "threshold_days", "free_days"])
def test_a_part_is_that_change_alone(folder: DataFolder, part: str) -> None:
    question = asked({"threshold_days": Decimal("1.5"), "free_days": 1}, "stockholm")
    of_part = what_if(folder, question).parts.filter(pl.col("part") == part)
    if part == "agreement":
        alone = replace(question, changes=NO_CHANGES)
    else:
        alone = replace(question, against=None, changes=question.changes.only([part]))
    whole = what_if(folder, alone).outcomes
    assert of_part["tenths_effect"].sum() == whole["tenths_effect"].sum() != 0
    assert of_part["sek_effect"].sum() == whole["sek_effect"].sum()
