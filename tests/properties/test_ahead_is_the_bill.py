"""A simulated month is billed as the same episodes would be: by billing.groups, and by the oracle."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl
import pytest

from lus_stats import billing, months
from lus_stats.answers.ahead_outcomes import Outcomes, Prices, outcomes
from lus_stats.answers.ahead_past import Past, in_time
from lus_stats.derive import CELL, complete
from lus_stats.rules import amounts_table, load, parse_changes, terms_table
from lus_stats.rules.table import in_force
from lus_stats.uncertainty import Drawn, drawn_months
from lus_stats.vocabulary import CareForm
from tests.engine import prepared
from tests.generate import episodes
from tests.oracle import read
from tests.oracle.episode import Episode
from tests.oracle.group import group_and_lines
from tests.oracle.terms import terms_for
from tests.strategies import as_set_options

NOW = datetime(2026, 11, 20, 12, 0)
CODE = "1880"
FIRST, LAST, COMING = "2021-12", "2022-12", tuple(months.span(date(2023, 1, 1), date(2023, 3, 1)))
FUTURES = 5
RULES = load()
MOMENTS = (
    "admitted_at",
    "ready_at",
    "registered_at",
    "admission_notice_at",
    "estimated_discharge_on",
    "care_contact_at",
    "sip_called_at",
    "ready_notice_at",
    "discharged_at",
)
QUESTIONS: tuple[tuple[str | None, Mapping[str, Any]], ...] = (
    (None, {}),
    ("stockholm", {}),
    ("law", {}),
    ("skane", {}),
    ("skane", {"mean_population": "criteria_met", "threshold_days": Decimal("1.5"), "amount_sek": 8201}),
    ("orebro", {"threshold_days": Decimal("2.2"), "free_days": 0, "discharge_day_counts": False, "cutoff": None}),
    ("stockholm", {"threshold_days": Decimal("0.9"), "free_days": 9, "amount_sek": 10_000}),
)


@pytest.fixture(scope="module")
def past_episodes() -> list[Episode]:
    """Thirteen months of one municipality, around the borders of the rules; some stays are of more than a year."""
    register = read(episodes(700, 11, ("18",), FIRST, LAST), None, NOW)
    rows = [row for revisions in register.revisions.values() for row in revisions[-1].rows]
    return [row for row in rows if row.municipality_code == CODE and row.care_form == "somatic"]


def completed(rows: list[Episode], agreement: str | None, sets: Mapping[str, Any]) -> tuple[pl.LazyFrame, pl.DataFrame]:
    """The episodes under the terms of each one's month, none of them late; and those terms."""
    frame = prepared(rows).collect()
    cells = frame.select(*CELL).unique(maintain_order=True)
    changes = parse_changes(as_set_options(dict(sets))[1::2])
    terms = terms_table(RULES, cells.iter_rows(), in_force(agreement), changes)
    return complete(frame.lazy(), terms, cells.with_columns(late_after=pl.lit(None, pl.Date))), terms


def past_of(rows: list[Episode], agreement: str | None, sets: Mapping[str, Any]) -> Past:
    changes = parse_changes(as_set_options(dict(sets))[1::2])
    _, own = in_force(agreement)(RULES, "18", COMING[0], CareForm.SOMATIC)
    held = tuple(months.span(months.parse(FIRST), months.parse(LAST)))
    kept = in_time(completed(rows, agreement, sets)[0]).collect()
    return Past(held, kept, changes.on(own), amounts_table(RULES, 2024, changes))


def alike(past: Past, rows: list[Episode], agreement: str | None, sets: Mapping[str, Any]) -> list[Episode]:
    """For each of the past's episodes one of the register's that it cannot be told from."""
    named = completed(rows, agreement, sets)[0].with_columns(municipality_code="episode_id")
    ids = {row[1:]: row[0] for row in in_time(named).collect().iter_rows()}
    by_id = {row.episode_id: row for row in rows}
    return [by_id[ids[row[1:]]] for row in past.episodes.iter_rows()]


def moved(episode: Episode, month: date, name: str, future: int) -> Episode:
    """The same episode discharged on the same day of another month, or on its last, in a place for the future."""
    assert episode.discharged_at is not None
    day = min(episode.discharged_at.day, months.last_day(month).day)
    by = month + timedelta(days=day - 1) - episode.discharged_at.date()
    shifted = {field: value + by for field in MOMENTS if (value := getattr(episode, field)) is not None}
    return replace(episode, episode_id=name, municipality_code=f"18{future:02d}", **shifted)


def of_future(drawn: Drawn, future: int) -> list[int]:
    ends = drawn.counts.cumsum()
    return list(drawn.episode[ends[future] - drawn.counts[future] : ends[future]])


def said(one: Outcomes, future: int) -> dict[str, Any]:
    unpriced = bool(one.unpriced[future])
    return {
        "episodes": int(one.episodes[future]),
        "episodes_in_mean": int(one.in_mean[future]),
        "ready_days": int(one.ready_days[future]),
        "liable": bool(one.liable[future]),
        "billed_days": one.billed_tenths[future] / 10,
        "amount_sek": None if unpriced else int(one.amount_sek[future]),
    }


@pytest.mark.parametrize(("agreement", "sets"), QUESTIONS)
def test_a_simulated_month_is_billed_as_its_episodes_are(
    past_episodes: list[Episode], agreement: str | None, sets: Mapping[str, Any]
) -> None:
    past = past_of(past_episodes, agreement, sets)
    known, unit = alike(past, past_episodes, agreement, sets), past.units[CODE]
    drawn_of = drawn_months(unit.history, len(COMING), (int(CODE), 1), futures=FUTURES)
    every: list[Episode] = []
    found: dict[tuple[date, str], dict[str, Any]] = {}
    for month, drawn in zip(COMING, drawn_of, strict=True):
        simulated = outcomes(unit, drawn, month, past.terms, Prices(past.amounts))
        terms = terms_for("18", "somatic", f"{month:%Y-%m}", agreement, sets)
        for future in range(FUTURES):
            rows = [moved(known[at], month, f"{month}-{n}", future) for n, at in enumerate(of_future(drawn, future))]
            expected, _ = group_and_lines(rows, terms, f"{month:%Y-%m}", None, sets.get("amount_sek"))
            one = found[month, f"18{future:02d}"] = said(simulated, future)
            assert one == {key: expected[key] for key in one}
            every += rows
    each, table = completed(every, agreement, sets)
    groups = billing.groups(each, past.amounts, table).with_columns(billed_days=pl.col("billed_tenths") / 10).collect()
    assert {
        (row["month"], row["municipality_code"]): {key: row[key] for key in one} for row in groups.to_dicts()
    } == found
    assert any(row["billed_days"] for row in found.values())


def test_days_before_new_year_cost_the_old_years_amount(past_episodes: list[Episode]) -> None:
    past = past_of(past_episodes, "law", {})
    unit = past.units[CODE]
    longest = np.array([int((unit.beyond * unit.history.met).argmax())])
    january = outcomes(unit, Drawn(np.array([1]), longest), COMING[0], past.terms, Prices(past.amounts))
    days = int(unit.beyond[longest[0]])
    assert days > 31 + 365, "a stay of years"
    assert january.billed_tenths[0] == days * 10
    known = {2023: 10_500, 2022: 9_300}
    last = date(2023, 1, int(unit.day[longest[0]]))
    each = [last - timedelta(days=back) for back in range(days)]
    assert january.amount_sek[0] == sum(known.get(day.year, 0) for day in each)
    assert january.unpriced[0] == 10 * sum(day.year not in known for day in each)
