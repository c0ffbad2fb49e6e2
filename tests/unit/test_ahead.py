"""The coming months' answers on their borders: the threshold, the shortest history, months that were not over."""

from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest

from lus_stats import months, store
from lus_stats.answers.ahead import Ahead, ahead, crossing, next_month
from lus_stats.answers.ahead_backtest import calibration, held_out
from lus_stats.answers.ahead_past import AheadQuestion, Past, past
from lus_stats.rules import amounts_table, load, parse_changes
from lus_stats.vocabulary import CareForm
from tests.generate import episodes, write_csv

CODE = "1880"
RULES = load()
FUTURES = 200


def past_of(days: list[int], count: int = 24, agreement: str = "orebro", *changed: str, first: str = "2021-01") -> Past:
    """So many months, each with episodes of these days; all criteria met, discharged on the tenth."""
    held = tuple(months.span(months.parse(first), months.following(months.parse(first), count - 1)))
    rows = [
        (CODE, month, stay, max(stay - 3, 0), 0, True, 10, 0)
        for month in held
        for stay in days
    ]  # fmt: skip
    columns = ("municipality_code", "month", "ready_days", "days_beyond_free", "unmet", "in_mean", "day", "uncounted")
    changes = parse_changes(changed)
    terms = changes.on(RULES.agreements[agreement].newest(CareForm.SOMATIC))
    amounts = amounts_table(RULES, held[-1].year + 2, changes)
    return Past(held, pl.DataFrame(rows, schema=columns, orient="row"), terms, amounts)


def answered(of: Past) -> Ahead:
    answer = ahead(of, CODE, futures=FUTURES)
    assert answer is not None
    return answer


@pytest.mark.parametrize(("threshold", "chance"), [(29, 1.0), (30, 0.0), (31, 0.0)])
def test_a_month_at_the_threshold_has_not_crossed_it(threshold: int, chance: float) -> None:
    of = past_of([3, 3, 3, 3])
    assert crossing(next_month(of, futures=FUTURES), threshold)[CODE] == pytest.approx(chance, abs=0.05)
    answer = answered(past_of([3, 3, 3, 3], 24, "orebro", f"threshold_days={threshold / 10}"))
    assert answer.months["crossing"].to_list() == pytest.approx([chance] * 12, abs=0.05)


def test_the_next_month_is_the_first_of_the_coming_ones() -> None:
    of = past_of([0, 0, 1, 2, 4, 9, 20])
    assert answered(of).months["crossing"][0] == crossing(next_month(of, futures=FUTURES), 30)[CODE]
    assert crossing(next_month(of, CODE, futures=FUTURES), 30) == {CODE: answered(of).months["crossing"][0]}


@pytest.mark.parametrize(
    ("days", "count", "known"), [([1, 5], 12, True), ([1, 5], 11, False), ([5], 19, False), ([5], 20, True)]
)
def test_from_fewer_than_twelve_months_or_twenty_episodes_nothing_is_drawn(
    days: list[int], count: int, known: bool
) -> None:
    of = past_of(days, count)
    assert (ahead(of, CODE, futures=FUTURES) is not None) is known
    assert (crossing(next_month(of, futures=FUTURES), 30)[CODE] is not None) is known


def test_a_municipality_without_episodes_has_no_coming_months() -> None:
    assert ahead(past_of([5]), "1881", futures=FUTURES) is None


def test_only_the_last_24_months_are_drawn_from() -> None:
    older, newer = past_of([90], 24), past_of([1, 1, 1], 24, first="2023-01")
    both = Past(older.months + newer.months, pl.concat([older.episodes, newer.episodes]), newer.terms, newer.amounts)
    answer = answered(both)
    assert (answer.first, answer.last, answer.held, answer.episodes) == (date(2023, 1, 1), date(2024, 12, 1), 24, 72)
    assert answer.months["mean_high"].max() == 1.0


def test_kronor_are_unknown_as_soon_as_a_drawn_day_lacks_its_amount() -> None:
    known = answered(past_of([9, 9, 9], 24, "orebro", "amount_sek=100"))
    assert known.sums["sek_mid"][0] == 100 * known.sums["days_mid"][0] > 0
    unknown = answered(past_of([9, 9, 9], first="2023-01"))  # what comes is 2025, whose amount nobody knows
    assert unknown.sums["sek_mid"].null_count() == 2
    assert unknown.sums["days_mid"][0] > 0


def test_no_billed_days_cost_nothing_in_any_year() -> None:
    answer = answered(past_of([1, 1, 1], first="2023-01"))
    assert answer.sums["sek_high"].to_list() == [0.0, 0.0]
    assert answer.sums["costs"].to_list() == [0.0, 0.0]


def test_without_a_threshold_there_is_no_mean_and_no_chance() -> None:
    answer = answered(past_of([0, 5, 9], 24, "law"))
    assert answer.months["crossing"].null_count() == answer.months["mean_mid"].null_count() == 12
    assert answer.sums["costs"].to_list() == [1.0, 1.0]


def test_alike_months_fall_within_their_bands_and_are_counted() -> None:
    held = held_out(past_of([0, 1, 2, 3, 9], 48, "law", "amount_sek=100"))
    assert set(held["measure"]) == {"days", "sek"}
    found = calibration(held, "sek")
    assert (found.tried, calibration(held, "sek", 3).tried, calibration(held, "mean").tried) == (24, 8, 0)
    assert found.within == 24
    assert calibration(held, "sek", large_only=True).tried == 0, "five episodes a month are few"
    asked = held_out(past_of([0, 1, 2, 3, 9], 48), ["1881"])
    assert asked.is_empty()


def test_months_that_are_missing_are_not_drawn_over() -> None:
    whole = past_of([0, 1, 2, 3, 9], 48)
    gone = whole.months[:30] + whole.months[31:]
    rest = Past(gone, whole.episodes.filter(pl.col("month").is_in(gone)), whole.terms, whole.amounts)
    tried = held_out(rest).filter(measure="mean")["month"]
    assert whole.months[30] not in tried.to_list()
    assert 0 < tried.len() < 24


def test_a_month_that_was_not_over_at_its_extract_is_no_history(tmp_path: Path) -> None:
    rows = [row for row in episodes(60, 1, ("18",), "2023-01", "2023-02") if row["utskriven"][:10] <= "2023-02-14"]
    path = write_csv([row for row in rows if row["registrerad"][:10] <= "2023-02-14"], tmp_path / "rows.csv")
    folder = store.open_data(tmp_path / "data")
    for last in (date(2023, 2, 15), date(2023, 3, 3)):
        store.import_files(folder, [path], extracted_on=last, now=datetime(2026, 11, 20), max_rejected=1.0)
        found = past(store.open_data(tmp_path / "data"), AheadQuestion(date(2023, 2, 1), "18", CareForm.SOMATIC))
        assert found.months[-1] == date(2023, 2 if last.month == 3 else 1, 1)
