"""A month imported again, whatever changes: each difference once, at the oracle's price, and the bill where it was."""

from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from lus_stats import months, store
from lus_stats.answers import ComparisonQuestion, Question, bill, compare, comparisons
from lus_stats.rules import parse_changes
from lus_stats.vocabulary import CareForm, Difference
from tests.conftest import SOAK
from tests.generate import Row, write_csv
from tests.oracle import Register, intake
from tests.oracle.calendar import default_extract_date
from tests.oracle.difference import difference
from tests.strategies import agreements_in, as_set_options, changed_terms, episode_rows, small_months

NOW = datetime(2026, 11, 20, 12, 0)
Twice = tuple[str, list[Row], list[Row]]


@st.composite
def twice(draw: st.DrawFn) -> Twice:
    """A small month, and the same again: some rows kept, some gone, some corrected, some new."""
    month, rows = draw(small_months(at_most=8))
    codes = sorted({row["kommunkod"] for row in rows})
    again = []
    for row in rows:
        kept = draw(st.sampled_from([row, row, None, "corrected"]))
        if kept is not None:
            again.append(row if kept is row else draw(episode_rows(month, codes, row["vårdtillfälle"])))
    new = [draw(episode_rows(month, codes, f"new{number}")) for number in range(draw(st.integers(0, 3)))]
    return month, rows, again + new


def imported(folder: store.DataFolder, register: Register, rows: list[Row], month: str, days_later: int) -> None:
    """The same file into the store and into the oracle's register."""
    drawn_on = default_extract_date(month, NOW.date()) + timedelta(days=days_later)
    path = write_csv(rows, Path(str(folder.place)) / f"{days_later}.csv")
    report = store.import_files(folder, [path], extracted_on=drawn_on, replace=True, now=NOW)
    assert not report.refused
    register.imported(intake(rows, drawn_on, NOW).accepted, drawn_on, NOW.date(), replace=True)


def as_the_oracle(answer: Any) -> list[dict[str, Any]]:
    return [
        {
            "episode_id": row["episode_id"],
            "municipality_code": row["municipality_code"],
            "change": row["change"],
            "changed": [fact["column"] for fact in row["facts"]],
            "days_effect": row["tenths_effect"] / 10,
            "sek_effect": row["sek_effect"],
        }
        for row in answer.episodes.to_dicts()
    ]


@settings(max_examples=200 if SOAK else 8)
@given(st.data())
def test_every_difference_once_at_the_oracles_price(data):
    month, rows, again = data.draw(twice())
    sets = data.draw(st.one_of(st.just({}), changed_terms))
    agreement = data.draw(agreements_in(month))
    changes = parse_changes(as_set_options(sets)[1::2])
    with TemporaryDirectory() as place:
        folder, register = store.open_data(place), Register()
        imported(folder, register, rows, month, 0)
        billed = bill(folder, Question(months.parse(month)))
        imported(folder, register, again, month, 7)
        counts = comparisons(folder, None, agreement, changes).rows_by_key(["county", "care_form"], named=True)
        for (county, held, care_form), revisions in register.revisions.items():
            asked = (county, months.parse(held), CareForm(care_form), None, None, agreement, changes)
            answer = compare(folder, ComparisonQuestion(*asked))
            expected = difference(register, (county, held, care_form), agreement=agreement, sets=sets)
            assert as_the_oracle(answer) == expected["episodes"]
            check_sums(answer, expected["groups"])
            check_counts(answer, counts.get((county, care_form), []), came_again=len(revisions) > 1)
        after = bill(folder, Question(months.parse(month)))
        for was, now in ((billed.groups, after.groups), (billed.lines, after.lines)):
            same = now.join(billed.extracts, on=["county", "month", "care_form"], how="semi", maintain_order="left")
            assert same.equals(was)


def check_sums(answer: Any, expected: list[dict[str, Any]]) -> None:
    """The parts and what they moved together are the whole; with one part there is nothing more."""
    groups = answer.groups
    whole = groups.select("municipality_code", days_effect=pl.col("tenths_effect") / 10, sek_effect="sek_effect")
    assert whole.to_dicts() == expected
    assert (groups["tenths_parts"] + groups["tenths_together"]).equals(groups["tenths_effect"])
    known = groups.filter(pl.col("sek_parts").is_not_null() & pl.col("sek_effect").is_not_null())
    assert (known["sek_parts"] + known["sek_together"]).equals(known["sek_effect"])
    single = groups.filter(pl.col("differences") == 1)
    assert set(single["tenths_together"]) | set(single["sek_together"]) <= {0, None}


def check_counts(answer: Any, listed: list[dict[str, Any]], *, came_again: bool) -> None:
    """The overview of all months says of this one what its own comparison does."""
    assert len(listed) == came_again
    kinds = answer.episodes.unique("episode_id")["change"].to_list()
    for row in listed:
        assert [row[kind] for kind in Difference] == [kinds.count(kind) for kind in Difference]
        assert row["tenths_effect"] == answer.groups["tenths_effect"].sum()
        sek = answer.groups["sek_effect"]
        assert row["sek_effect"] == (None if sek.has_nulls() else sek.sum())
