"""The mark "demobelopp" follows the years of the days that are charged, not the month's (rules.md §5, D165)."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from lus_stats.answers import ComparisonQuestion, compare, comparisons, what_if
from lus_stats.answers.history import HistoryQuestion, history
from lus_stats.rules import load, parse_changes
from lus_stats.store import DataFolder, import_files, open_data
from lus_stats.ui.filters import Filters
from lus_stats.ui.views.data_late import late, late_months
from lus_stats.ui.views.overview_figures import marked_words
from lus_stats.ui.views.terms import counting
from lus_stats.ui.views.what_if import what_if_view
from lus_stats.ui.views.what_if_question import question, sides
from lus_stats.ui.views.year_of_bills import year
from lus_stats.viewer import Role, Viewer
from lus_stats.vocabulary import CareForm
from tests.generate import write_csv
from tests.oracle.patients import patient
from tests.unit.lus import lus

JANUARY, NOW = date(2025, 1, 1), datetime(2026, 11, 20, 12, 0)
BASIS, LATER = date(2025, 2, 7), date(2025, 3, 7)
REGION = Viewer(Role.REGION, "18")
AMOUNT = '[[amounts]]\nyear = {}\namount_sek = 10000\nconfirmed = {}\nregulation = "{}"\n'
SET = "discharge_day_counts=false"  # so that who leaves on New Year's Day has all days in the year before
OVER_NEW_YEAR = patient("nyår", "2024-12-20 08:00", "2025-01-01 14:00", kommunkod="1880")
IN_JANUARY = patient("januari", "2025-01-10 08:00", "2025-01-30 14:00", kommunkod="1881")


def folder_in(place: Path, invented: int) -> DataFolder:
    """A store where the amount of one of 2024 and 2025 is invented, and the other's is decided."""
    (rules := place / "rules").mkdir(parents=True)
    decided = 2024 + 2025 - invented
    amounts = AMOUNT.format(decided, "true", "beslut") + AMOUNT.format(invented, "false", "demobelopp")
    (rules / "amounts.toml").write_text(amounts + "invented = true\n", encoding="utf-8")
    return open_data(place)


def imported(folder: DataFolder, rows: list[dict[str, str]], drawn_on: date) -> None:
    path = write_csv(rows, Path(str(folder.place)) / f"{drawn_on}.csv")
    assert not import_files(folder, [path], extracted_on=drawn_on, now=NOW).refused


def january(place: Path, invented: int) -> DataFolder:
    imported(folder := folder_in(place, invented), [OVER_NEW_YEAR, IN_JANUARY], BASIS)
    return folder


def view(*pairs: str, only: str | None = None) -> Filters:
    return Filters(REGION, JANUARY, "18", municipality=only, changes=parse_changes(pairs))


@pytest.mark.parametrize(("invented", "marked"), [(2024, [True, False]), (2025, [False, True])])
def test_a_group_tells_by_its_days_whether_an_amount_is_invented(
    tmp_path: Path, invented: int, marked: list[bool]
) -> None:
    asked = HistoryQuestion(JANUARY, JANUARY, "18", changes=parse_changes([SET]))
    assert history(january(tmp_path, invented), asked)["invented"].to_list() == marked


def test_one_invented_day_is_enough_blocked_ones_too_and_without_days_the_months_year_tells(tmp_path: Path) -> None:
    rows = [
        patient("båda", "2024-12-28 08:00", "2025-01-02 14:00", kommunkod="1880"),
        OVER_NEW_YEAR | {"kommunkod": "1881", "hemgångsklar": "nej"},
        patient("kort", "2025-01-10 08:00", "2025-01-11 14:00", kommunkod="1882"),
    ]
    for invented, marked in ((2024, [True, True, False]), (2025, [True, True, True])):
        imported(folder := folder_in(tmp_path / str(invented), invented), rows, BASIS)
        assert history(folder, HistoryQuestion(JANUARY, JANUARY, "18"))["invented"].to_list() == marked


@pytest.mark.parametrize(("invented", "marks"), [(2024, ("demobelopp", None)), (2025, (None, "demobelopp"))])
def test_a_year_of_bills_marks_the_months_whose_billed_days_have_an_invented_amount(
    tmp_path: Path, invented: int, marks: tuple[str | None, str | None]
) -> None:
    asked = HistoryQuestion(JANUARY, JANUARY, "18", changes=parse_changes([SET]))
    groups = history(january(tmp_path, invented), asked)
    for code, mark in zip(("1880", "1881"), marks, strict=True):
        chosen = view(SET, only=code)
        part = year(groups, chosen, JANUARY, counting(chosen, load(), JANUARY).terms)
        assert part.rows["mark"].to_list() == [*[None] * 11, mark]
        assert ("(demobelopp)" in part.title) == (mark is not None)
        own = groups.filter(municipality_code=code)
        assert marked_words(own) == ("" if mark is None else f" ({mark})")


def test_a_month_is_not_marked_for_a_municipality_that_pays_nothing(tmp_path: Path) -> None:
    pays_nothing = patient("kort", "2025-01-10 08:00", "2025-01-11 14:00", kommunkod="1881")
    imported(folder := folder_in(tmp_path, 2025), [OVER_NEW_YEAR, pays_nothing], BASIS)
    groups = history(folder, HistoryQuestion(JANUARY, JANUARY, "18", changes=parse_changes([SET])))
    chosen = view(SET)
    part = year(groups, chosen, JANUARY, counting(chosen, load(), JANUARY).terms)
    assert part.rows.row(-1, named=True)["amount_sek"] == 90_000
    assert part.rows["mark"].to_list()[-1] is None


@pytest.mark.parametrize(("row", "invented"), [(OVER_NEW_YEAR, 2024), (IN_JANUARY, 2025)])
def test_a_what_if_marks_kronor_by_the_days(tmp_path: Path, row: dict[str, str], invented: int) -> None:
    chosen = replace(view("threshold_days=30"), agreement="stockholm")  # where the discharge day does not count
    both = sides(chosen, load(), JANUARY)
    for year_invented in (2024, 2025):
        imported(folder := folder_in(tmp_path / str(year_invented), year_invented), [row], BASIS)
        seen = what_if_view(what_if(folder, question(chosen, both, JANUARY)), chosen, both, ())
        assert "mindre**" in seen.sentence
        assert ("(demobelopp)" in seen.sentence) == (year_invented == invented)


@pytest.mark.parametrize(("row", "invented"), [(OVER_NEW_YEAR, 2024), (IN_JANUARY, 2025)])
def test_what_came_late_marks_kronor_by_the_days(tmp_path: Path, row: dict[str, str], invented: int) -> None:
    short = patient("kort", "2025-01-10 08:00", "2025-01-11 14:00", kommunkod=row["kommunkod"])
    late_row = row | {"registrerad": "2025-02-20 08:00"}
    for year_invented in (2024, 2025):
        folder = folder_in(tmp_path / str(year_invented), year_invented)
        imported(folder, [short], BASIS)
        imported(folder, [short, late_row], LATER)
        asked = ComparisonQuestion("18", JANUARY, CareForm.SOMATIC, changes=parse_changes([SET]))
        shown = late(compare(folder, asked), REGION)
        marked = year_invented == invented
        assert ("(demobelopp)" in shown.sentence) == marked
        assert (shown.groups["tag"].to_list() == ["demobelopp"]) == marked
        overview = late_months(comparisons(folder, "18", changes=parse_changes([SET])), view())
        assert (overview.rows["tag"].to_list() == ["demobelopp"]) == marked


@pytest.mark.parametrize(("invented", "said"), [(2024, False), (2025, True)])
def test_the_command_line_names_the_years_whose_amounts_are_charged(
    tmp_path: Path, invented: int, *, said: bool
) -> None:
    """Free days alone lie in 2024: nothing is charged at its amount."""
    free_in_2024 = patient("fria", "2024-12-30 08:00", "2025-01-05 14:00", kommunkod="1880")
    folder = folder_in(tmp_path, invented)
    imported(folder, [free_in_2024], BASIS)
    bill = lus("bill", "--month", "2025-01", "--data", tmp_path)
    assert (f"Beloppet för {invented} är påhittat (demobelopp)." in bill.out + bill.err) == said
    imported(folder, [free_in_2024, IN_JANUARY], LATER)
    moved = lus("months", "--diff", "--month", "2025-01", "--data", tmp_path)
    assert ("Beloppet är påhittat (demobelopp) för minst ett av åren." in moved.out + moved.err) == said
