"""Terms as they are typed in the form of Tänk om: what is read, what is refused in words, and what goes back in."""

from typing import Any

import pytest
from hypothesis import given, settings

from lus_stats.rules import NO_CHANGES, Changes, load, parse_changes
from lus_stats.ui.views.typed_terms import placeholders, read, typed
from lus_stats.vocabulary import CareForm
from tests.unit.test_filters import any_changes

OREBRO, LAW = (load().named(key).newest(CareForm.SOMATIC) for key in ("orebro", "law"))


def filled(**fields: Any) -> tuple[Changes, tuple[str, ...]]:
    return read({**typed(NO_CHANGES, OREBRO), **fields}, OREBRO)


def test_an_untouched_form_changes_nothing() -> None:
    assert filled() == (NO_CHANGES, ())


@pytest.mark.parametrize(
    ("field", "text", "pair"),
    [
        ("threshold_days", "2,5", "threshold_days=2.5"),
        ("threshold_days", " 2.5 dagar ", "threshold_days=2.5"),
        ("threshold_days", "3", "threshold_days=3.0"),
        ("free_days", "0", "free_days=0"),
        ("cutoff", "13.00", "cutoff=13:00"),
        ("cutoff", "kl. 9.30", "cutoff=09:30"),
        ("cutoff", "9", "cutoff=09:00"),
        ("cutoff", "Inget", "cutoff=none"),
        ("amount_sek", "9\u00a0000 kr", "amount_sek=9000"),
        ("discharge_day_counts", "false", "discharge_day_counts=false"),
        ("mean_population", "criteria_met", "mean_population=criteria_met"),
        ("criteria", [], "criteria="),
        ("criteria", ["sip_call", "ready_notice"], "criteria=ready_notice,sip_call"),
    ],
)
def test_a_field_is_read_as_swedes_write(field: str, text: Any, pair: str) -> None:
    assert filled(**{field: text}) == (parse_changes([pair]), ())


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("threshold_days", "2,55", "Gränsen ”2,55” går inte att läsa. Skriv ett tal med högst en decimal"),
        ("threshold_days", "-1", "Gränsen ”-1” går inte att läsa."),
        ("threshold_days", "tre", "Gränsen ”tre” går inte att läsa."),
        ("free_days", "2,5", "Fristdagarna ”2,5” går inte att läsa. Skriv ett heltal"),
        ("cutoff", "24.00", "Klockslaget ”24.00” går inte att läsa. Skriv ett klockslag"),
        ("cutoff", "12.0.0", "Klockslaget ”12.0.0” går inte att läsa."),
        ("amount_sek", "9000,50", "Beloppet ”9000,50” går inte att läsa. Skriv hela kronor"),
        ("amount_sek", "=1+1", "Beloppet ”=1+1” går inte att läsa."),
    ],
)
def test_what_cannot_be_read_is_said_and_changes_nothing(field: str, text: str, said: str) -> None:
    changes, faults = filled(**{field: text})
    assert changes == NO_CHANGES
    assert len(faults) == 1
    assert faults[0].startswith(said)


def test_every_fault_is_said() -> None:
    _, faults = filled(threshold_days="x", free_days="y", cutoff="z", amount_sek="w")
    assert len(faults) == 4


@settings(max_examples=40, deadline=None)
@given(any_changes())
def test_what_the_view_says_goes_in_the_form_and_comes_out_again(changes: Changes) -> None:
    if changes.criteria == OREBRO.criteria:
        return
    assert read(typed(changes, OREBRO), OREBRO) == (changes, ())


def test_an_empty_field_shows_the_terms_own_value() -> None:
    assert placeholders(OREBRO)["threshold_days"] == "3,0 enligt villkoren"
    assert placeholders(OREBRO)["cutoff"] == "12.00 enligt villkoren"
    assert placeholders(LAW)["threshold_days"] == "används inte"
