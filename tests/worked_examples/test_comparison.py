"""Two revisions of a month held against each other (rules.md §6): what differs, and what each difference is worth.

The month is Municipality X's February 2020 in Örebro's model (cutoff 12:00, the discharge day counts, 3 free days,
above 3.0), imported for its basis on 6 March and again on 13 March.
"""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from lus_stats import store
from lus_stats.answers import Comparison, ComparisonQuestion, compare, comparisons
from lus_stats.rules import parse_changes
from lus_stats.vocabulary import CareForm
from tests.generate import write_csv
from tests.tables import drawn, read_as_drawn
from tests.worked_examples.patients import as_row

NOW = datetime(2026, 11, 20, 12, 0)
BASIS, LATER = date(2020, 3, 6), date(2020, 3, 13)
FEBRUARY = date(2020, 2, 1)
KALLE_STINA_NILS = """
    episode | notice           | discharged
    Kalle   | 2020-02-01 11:00 | 2020-02-04
    Stina   | 2020-02-01 13:00 | 2020-02-04
    Nils    | 2020-02-01 13:00 | 2020-02-04
"""


@pytest.fixture
def folder(tmp_path: Path) -> store.DataFolder:
    return store.open_data(tmp_path)


def imported(folder: store.DataFolder, table: str, drawn_on: date, **options: Any) -> None:
    """The patients of a drawn table, as one file."""
    place = Path(str(folder.place))
    path = write_csv(
        [as_row(**row) for row in drawn(table)], place / f"{drawn_on}-{len(list(place.glob('*.csv')))}.csv"
    )
    report = store.import_files(folder, [path], extracted_on=drawn_on, now=NOW, **options)
    assert not report.refused


def compared(
    folder: store.DataFolder, before: str, after: str, changes: Sequence[str] = (), **asked: Any
) -> Comparison:
    """The basis and the later revision of somatic February held against each other."""
    imported(folder, before, BASIS)
    imported(folder, after, LATER)
    return again(folder, changes, **asked)


def again(folder: store.DataFolder, changes: Sequence[str] = (), **asked: Any) -> Comparison:
    month = {"county": "18", "month": FEBRUARY, "care_form": CareForm.SOMATIC} | asked
    return compare(folder, ComparisonQuestion(changes=parse_changes(changes), **month))


def episodes_of(answer: Comparison, table: str) -> list[dict[str, str]]:
    """The episodes that differ, in the words of a drawn table."""
    rows = [
        {
            "episode": row["episode_id"],
            "municipality": row["municipality_code"],
            "change": row["change"],
            "what": [f"{fact['column']} {fact['before']} > {fact['after']}" for fact in row["facts"]],
            "mean before": row["mean_ready_days_before"],
            "mean alone": row["mean_ready_days_alone"],
            "days": row["tenths_effect"] / 10,
            "kronor": row["sek_effect"],
            "elsewhere": None if row["elsewhere_care_form"] is None else where(row),
        }
        for row in answer.episodes.to_dicts()
    ]
    return read_as_drawn(rows, table)


def where(row: dict[str, Any]) -> str:
    if row["elsewhere_month"] is None:
        return f"in hospital {row['elsewhere_extracted_on']}"
    return f"{'in' if row['elsewhere_now'] else 'was in'} {row['elsewhere_month']:%Y-%m} {row['elsewhere_care_form']}"


def groups_of(answer: Comparison, table: str) -> list[dict[str, str]]:
    """Their municipalities, in the words of a drawn table."""
    rows = [
        {
            "municipality": row["municipality_code"],
            "differ": row["differences"],
            "kronor before": row["amount_sek_before"],
            "one by one": row["sek_parts"],
            "together": row["sek_together"],
            "in all": row["sek_effect"],
        }
        for row in answer.groups.to_dicts()
    ]
    return read_as_drawn(rows, table)


def test_each_difference_is_counted_alone_and_what_they_do_only_together_is_said(folder):
    """The sum is 10 days on 3: 3.33, so Kalle pays a day. Either correction alone brings the mean to 3.0, and both
    do no more than one of them.
    """
    answer = compared(
        folder,
        KALLE_STINA_NILS,
        KALLE_STINA_NILS.replace("Stina   | 2020-02-01 13:00 | 2020-02-04", "Stina | 2020-02-01 13:00 | 2020-02-03")
        .replace("Nils    | 2020-02-01 13:00 | 2020-02-04", "Nils | 2020-02-02 11:00 | 2020-02-03"),
    )  # fmt: skip
    expected = """
        episode | change  | mean before | mean alone | days | kronor
        Nils    | changed |        10/3 |          3 |   -1 |  -8200
        Stina   | changed |        10/3 |          3 |   -1 |  -8200
    """
    assert episodes_of(answer, expected) == drawn(expected)
    expected = """
        municipality | differ | kronor before | one by one | together | in all
        1880         |      2 |          8200 |     -16400 |     8200 |  -8200
    """
    assert groups_of(answer, expected) == drawn(expected)


def test_what_differs_is_told_column_by_column(folder):
    answer = compared(
        folder, KALLE_STINA_NILS, KALLE_STINA_NILS.replace("Kalle   | 2020-02-01 11:00", "Kalle | 2020-02-02 11:00")
    )
    (facts,) = answer.episodes["facts"].to_list()
    assert [(fact["column"], fact["before"], fact["after"]) for fact in facts] == [
        ("inskriven", "2020-02-01 11:00", "2020-02-02 11:00"),
        ("inskrivningsmeddelande", "2020-02-01 11:00", "2020-02-02 11:00"),
        ("fast_vårdkontakt", "2020-02-01 11:00", "2020-02-02 11:00"),
        ("utskrivningsklar", "2020-02-01 11:00", "2020-02-02 11:00"),
        ("underrättelse", "2020-02-01 11:00", "2020-02-02 11:00"),
    ]


LATE = """
    episode | notice           | discharged | registered
    Kalle   | 2020-02-01 11:00 | 2020-02-04 |
    Stina   | 2020-02-01 13:00 | 2020-02-04 |
    Nils    | 2020-02-01 13:00 | 2020-02-04 |
    Sent    | 2020-02-10 11:00 | 2020-02-19 | 2020-03-07 00:00
    I tid   | 2020-02-10 13:00 | 2020-02-11 | 2020-03-06 23:59
"""


def test_a_late_registration_is_priced_as_if_it_had_come_in_time(folder):
    """Sent has 10 days, 7 after the free ones. The one day of I tid brings the mean of 10 on 3 under the limit."""
    answer = compared(folder, KALLE_STINA_NILS, LATE)
    expected = """
        episode | change | mean before | mean alone | days | kronor
        I tid   | added  |        10/3 |       11/4 |   -1 |  -8200
        Sent    | late   |        10/3 |          5 |    7 |  57400
    """
    assert episodes_of(answer, expected) == drawn(expected)


def test_one_that_is_late_in_the_basis_too_moves_nothing_however_it_is_changed(folder):
    answer = compared(folder, LATE, LATE.replace("2020-02-19", "2020-02-25"))
    expected = """
        episode | change  | days | kronor | what
        Sent    | changed |    0 |      0 | utskriven 2020-02-19 14:00 > 2020-02-25 14:00
    """
    assert episodes_of(answer, expected) == drawn(expected)


def test_one_that_was_in_time_stays_so_when_a_correction_is_registered_later(folder):
    """D69: what is asked is what the correction would have moved, not what its date of registration does."""
    corrected = KALLE_STINA_NILS.replace("discharged", "discharged | registered").replace("-04\n", "-04 |\n")
    corrected = corrected.replace("11:00 | 2020-02-04 |", "11:00 | 2020-02-05 | 2020-03-10 09:00")
    answer = compared(folder, KALLE_STINA_NILS, corrected)
    expected = """
        episode | change  | days | kronor
        Kalle   | changed |    1 |   8200
    """
    assert episodes_of(answer, expected) == drawn(expected)


def test_one_that_changed_municipality_moves_both(folder):
    """Without Kalle the mean is 3.0; alone in Hallsberg he is the mean: 4 days, and pays the fourth."""
    moved = KALLE_STINA_NILS.replace("discharged", "discharged | municipality").replace("-04\n", "-04 | 1880\n")
    answer = compared(folder, KALLE_STINA_NILS, moved.replace("11:00 | 2020-02-04 | 1880", "11:00 | 2020-02-04 | 1861"))
    expected = """
        episode | municipality | change  | mean before | mean alone | days | kronor | what
        Kalle   | 1861         | changed |           – |          4 |    1 |   8200 | kommunkod 1880 > 1861
        Kalle   | 1880         | changed |        10/3 |          3 |   -1 |  -8200 | kommunkod 1880 > 1861
    """
    assert episodes_of(answer, expected) == drawn(expected)
    expected = """
        municipality | differ | kronor before | one by one | together | in all
        1861         |      1 |             0 |       8200 |        0 |   8200
        1880         |      1 |          8200 |      -8200 |        0 |  -8200
    """
    assert groups_of(answer, expected) == drawn(expected)


def test_the_last_one_gone_leaves_a_month_that_costs_nothing(folder):
    answer = compared(
        folder,
        "episode | notice | discharged | municipality\nKalle | 2020-02-01 11:00 | 2020-02-04 | 1861\n"
        "Stina | 2020-02-01 13:00 | 2020-02-04 | 1880",
        "episode | notice | discharged | municipality\nStina | 2020-02-01 13:00 | 2020-02-04 | 1880",
    )
    expected = """
        episode | change   | mean before | mean alone | days | kronor
        Kalle   | vanished |           4 |          – |   -1 |  -8200
    """
    assert episodes_of(answer, expected) == drawn(expected)


MOVED = """
    episode | notice           | discharged | care_form
    Stina   | 2020-02-01 13:00 | 2020-02-04 | somatic
    Nils    | 2020-02-01 13:00 | 2020-02-04 | somatic
    Olle    | 2020-02-01 13:00 | 2020-02-04 | somatic
    Kalle   | 2020-02-01 11:00 | 2020-03-02 | somatic
    Maja    | 2020-02-01 11:00 | 2020-02-04 | psychiatric
"""


def test_one_that_is_now_in_another_month_or_care_form_has_moved(folder):
    before = MOVED.replace("2020-03-02", "2020-02-04").replace("psychiatric", "somatic")
    answer = compared(folder, before, MOVED)
    expected = """
        episode | change | elsewhere
        Kalle   | moved  | in 2020-03 somatic
        Maja    | moved  | in 2020-02 psychiatric
    """
    assert episodes_of(answer, expected) == drawn(expected)


def test_one_that_comes_from_another_month_says_whence(folder):
    """Kalle was in January's basis and no longer is; Nils still is in January too."""
    january = """
        episode | notice           | discharged
        Kalle   | 2020-01-21 11:00 | 2020-01-31
        Nils    | 2020-01-21 11:00 | 2020-01-31
        Olle    | 2020-01-21 11:00 | 2020-01-31
    """
    imported(folder, january, date(2020, 2, 7))
    imported(folder, january.replace("Kalle   | 2020-01-21 11:00 | 2020-01-31\n", ""), date(2020, 2, 14))
    stina = "episode | notice | discharged\nStina | 2020-02-01 13:00 | 2020-02-04"
    answer = compared(folder, stina, KALLE_STINA_NILS)
    expected = """
        episode | change | elsewhere
        Kalle   | moved  | was in 2020-01 somatic
        Nils    | moved  | in 2020-01 somatic
    """
    assert episodes_of(answer, expected) == drawn(expected)


def test_one_that_turns_out_to_be_in_hospital_still_has_moved(folder):
    imported(folder, KALLE_STINA_NILS, BASIS)
    left = KALLE_STINA_NILS.replace("Kalle   | 2020-02-01 11:00 | 2020-02-04\n", "")
    rows = [as_row(**row) for row in drawn(left)]
    kalle = as_row("Kalle", "2020-02-01 11:00", "2020-02-04") | {"utskriven": ""}
    path = write_csv([*rows, kalle], Path(str(folder.place)) / "later.csv")
    store.import_files(folder, [path], extracted_on=LATER, now=NOW)
    expected = """
        episode | change | elsewhere              | days | kronor
        Kalle   | moved  | in hospital 2020-03-13 |   -1 |  -8200
    """
    assert episodes_of(again(folder), expected) == drawn(expected)


def test_one_that_was_in_hospital_before_the_basis_was_drawn_is_simply_gone(folder):
    kalle = as_row("Kalle", "2020-02-01 11:00", "2020-02-04") | {"utskriven": ""}
    path = write_csv([kalle], Path(str(folder.place)) / "earlier.csv")
    store.import_files(folder, [path], extracted_on=date(2020, 2, 3), now=NOW)
    answer = compared(
        folder, KALLE_STINA_NILS, KALLE_STINA_NILS.replace("Kalle   | 2020-02-01 11:00 | 2020-02-04\n", "")
    )
    expected = """
        episode | change   | elsewhere
        Kalle   | vanished | –
    """
    assert episodes_of(answer, expected) == drawn(expected)


def test_without_a_frozen_basis_nothing_is_late(folder):
    imported(folder, KALLE_STINA_NILS, date(2020, 2, 20))
    imported(folder, LATE, date(2020, 2, 28))
    expected = """
        episode | change | days
        I tid   | added  |   -1
        Sent    | added  |    7
    """
    assert episodes_of(again(folder), expected) == drawn(expected)


def test_the_excess_of_a_mean_is_priced_in_tenths(folder):
    """Skåne: no cutoff and the discharge day does not count. 3, 3, 3 → 3, 3, 6: 12 days on 3, 3 above; and half up."""
    answer = compared(
        folder,
        KALLE_STINA_NILS,
        KALLE_STINA_NILS.replace("13:00 | 2020-02-04", "13:00 | 2020-02-06", 1),
        ["threshold_days=2.9"],
        agreement="skane",
    )
    expected = """
        episode | change  | mean before | mean alone | days | kronor
        Stina   | changed |           3 |       11/3 |    2 |  16400
    """
    assert episodes_of(answer, expected) == drawn(expected)
    assert answer.groups["billed_tenths_before"].to_list() == [3]
    assert answer.groups["amount_sek_before"].to_list() == [2460]


def test_kronor_of_a_year_without_an_amount_are_unknown_never_none(folder):
    table = KALLE_STINA_NILS.replace("2020-02", "2021-02")
    imported(folder, table, date(2021, 3, 5))
    imported(folder, table.replace("11:00 | 2021-02-04", "11:00 | 2021-02-05"), date(2021, 3, 12))
    answer = again(folder, month=date(2021, 2, 1))
    expected = """
        episode | change  | days | kronor
        Kalle   | changed |    1 | –
    """
    assert episodes_of(answer, expected) == drawn(expected)
    expected = """
        municipality | differ | kronor before | one by one | together | in all
        1880         |      1 | –             | –          | –        | –
    """
    assert groups_of(answer, expected) == drawn(expected)
    (month,) = comparisons(folder).to_dicts()
    assert (month["tenths_effect"], month["sek_effect"]) == (10, None)


def test_a_month_whose_basis_is_the_newest_is_not_among_those_that_came_again(folder):
    imported(folder, KALLE_STINA_NILS, date(2020, 2, 28))
    imported(folder, LATE, BASIS)
    assert comparisons(folder).is_empty()
    answer = again(folder, before=1)
    assert answer.after["revision"].to_list() == [2]
    assert answer.episodes["episode_id"].to_list() == ["I tid", "Sent"]


def test_a_month_before_the_terms_is_compared_without_a_price(folder):
    table = KALLE_STINA_NILS.replace("2020-02", "2017-02")
    imported(folder, table, date(2017, 3, 10))
    imported(folder, table.replace("11:00 | 2017-02-04", "11:00 | 2017-02-05"), date(2017, 3, 17))
    (month,) = comparisons(folder).to_dicts()
    assert (month["changed"], month["tenths_effect"], month["sek_effect"]) == (1, None, None)


def test_the_same_rows_drawn_again_differ_in_nothing_whatever_a_day_costs(folder):
    table = KALLE_STINA_NILS.replace("2020-02", "2021-02")
    imported(folder, table, date(2021, 3, 5))
    imported(folder, table, date(2021, 3, 12))
    (month,) = comparisons(folder).to_dicts()
    assert (month["changed"], month["tenths_effect"], month["sek_effect"]) == (0, 0, 0)
