"""The steps of the waterfall as one reader may see them: single patients are told from none of them (D120)."""

import polars as pl
import pytest

from lus_stats.rules import Terms, load
from lus_stats.ui.views.billing_steps import columns, left_out_words, steps, withheld_from
from lus_stats.vocabulary import CareForm

DAY = 8200
Part = tuple[str, int, int]
SHAPE = {"step": pl.String, "tenths": pl.Int64, "amount_sek": pl.Int64, "episodes": pl.Int64}


def terms(agreement: str = "orebro") -> Terms:
    return load().agreements[agreement].newest(CareForm.SOMATIC)


def waterfall(*parts: Part) -> pl.DataFrame:
    """Steps in days, with their kronor and episodes."""
    rows = [(step, days * 10, days * DAY, episodes) for step, days, episodes in parts]
    return pl.DataFrame(rows, schema=SHAPE, orient="row")


def read(
    *parts: Part, others: tuple[Part, ...] | None = None, moved: bool = False
) -> list[tuple[str, str, int | None]]:
    """Label, days and kronor of every step; without `others` all are others'."""
    every = waterfall(*parts)
    withheld = withheld_from(every if others is None else waterfall(*others), moved=moved)
    drawn = steps(every, terms(), "", withheld)
    return [(label, said, sek) for label, said, sek in drawn.select("label", "said", "signed_sek").iter_rows()]


STEPS: tuple[Part, ...] = (
    ("beyond_free", 100, 40),
    ("mean_not_over_threshold", 40, 20),
    ("care_contact", 20, 9),
    ("several_criteria", 10, 5),
    ("billed", 30, 6),
)
FEW = (STEPS[0], STEPS[1], STEPS[2], ("several_criteria", 10, 4), STEPS[4])


def test_steps_of_five_are_told_apart_in_days_and_kronor() -> None:
    assert read(*STEPS) == [
        ("Dagar efter fristdag 3", "100", 100 * DAY),
        ("Månaden inte över 3,0", "−40", -40 * DAY),
        ("Fast vårdkontakt", "−20", -20 * DAY),
        ("Flera kriterier", "−10", -10 * DAY),
        ("Debiteras", "30", 30 * DAY),
    ]


def test_criteria_of_which_one_stopped_four_are_told_together() -> None:
    assert read(*FEW) == [
        ("Dagar efter fristdag 3", "100", 100 * DAY),
        ("Månaden inte över 3,0", "−40", -40 * DAY),
        ("Kriterier inte uppfyllda", "−30", -30 * DAY),
        ("Debiteras", "30", 30 * DAY),
    ]


def test_a_reader_of_the_rows_has_every_step() -> None:
    assert read(*FEW, others=()) == read(*STEPS)
    assert read(*FEW, others=(), moved=True) == read(*STEPS)


def test_under_a_moved_threshold_criteria_are_told_together_however_many() -> None:
    assert read(*STEPS, moved=True) == read(*FEW)


def test_ones_own_episodes_do_not_hide_a_neighbours() -> None:
    """Six in all, four of them others': less one's own two they are four."""
    own = (*STEPS[:3], ("several_criteria", 10, 6), STEPS[4])
    assert read(*own, others=(("several_criteria", 7, 4), *STEPS[:3]))[2][0] == "Kriterier inte uppfyllda"


def test_few_that_a_mean_freed_are_in_no_sum_and_it_still_adds_up() -> None:
    freed = (("beyond_free", 64, 24), ("mean_not_over_threshold", 4, 4), *STEPS[2:])
    assert read(*freed) == [
        ("Dagar efter fristdag 3", "60", 60 * DAY),
        ("Fast vårdkontakt", "−20", -20 * DAY),
        ("Flera kriterier", "−10", -10 * DAY),
        ("Debiteras", "30", 30 * DAY),
    ]
    every = waterfall(*freed)
    withheld = withheld_from(every, moved=False)
    assert left_out_words(every, terms(), withheld, sees_small=False) == "Inte med: kommuner som inte är över 3,0."
    assert left_out_words(every, terms(), (), sees_small=True) == ""


@pytest.mark.parametrize(
    ("episodes", "said"), [(4, ": registrerade för sent"), (5, ", registrerade för sent: 9 dagar efter fristdag 3")]
)
def test_days_of_few_late_registrations_are_not_told(episodes: int, said: str) -> None:
    late = waterfall(("late_registration", 9, episodes))
    withheld = withheld_from(late, moved=False)
    assert left_out_words(late, terms(), withheld, sees_small=False).replace("\u00a0", " ") == (f"Inte med{said}.")


def test_how_many_a_step_rests_on_is_for_those_who_see_small_numbers() -> None:
    assert [column.name for column in columns(sees_small=False)] == ["label", "said", "signed_sek"]
    assert columns(sees_small=True)[-1].name == "episodes"


def test_an_unknown_amount_leaves_the_kronor_unknown_and_the_days_known() -> None:
    unknown = waterfall(*FEW).with_columns(amount_sek=pl.when(pl.col("step") != "care_contact").then("amount_sek"))
    drawn = steps(unknown, terms(), "", withheld_from(unknown, moved=False))
    together = drawn.filter(label="Kriterier inte uppfyllda")
    assert together.select("signed_sek", "signed_days").row(0) == (None, -30)
