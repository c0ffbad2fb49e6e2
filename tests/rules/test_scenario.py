"""Scenario files: read strictly, written so that they are read back, and every fault named with its cure."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lus_stats.errors import Refused
from lus_stats.rules import Changes, Scenario, load, parse_changes, read_scenario, write_scenario
from lus_stats.rules.scenario import LARGEST
from tests.unit.test_filters import any_changes

EXAMPLE = Path(__file__).parents[2] / "docs" / "exempel" / "grans-2-5.toml"
WHOLE = """
name = "Gräns 2,5 och inga nolldagar"
description = "Inför förhandlingen."
agreement = "orebro"

[terms]
threshold_days = 2.5
free_days = 2
cutoff = 13:00:00
discharge_day_counts = false
mean_population = "criteria_met"
criteria = ["sip_call", "ready_notice"]
amount_sek = 9000
"""
PAIRS = (
    "threshold_days=2.5",
    "free_days=2",
    "cutoff=13:00",
    "discharge_day_counts=false",
    "mean_population=criteria_met",
    "criteria=sip_call,ready_notice",
    "amount_sek=9000",
)


def read(text: str) -> Scenario:
    return read_scenario(text.encode(), "x.toml")


def test_every_term_can_stand_in_a_scenario() -> None:
    changes = parse_changes(PAIRS)
    assert read(WHOLE) == Scenario("Gräns 2,5 och inga nolldagar", "Inför förhandlingen.", "orebro", changes)


def test_only_the_name_and_the_terms_must_be_there() -> None:
    assert read('name = "Som i dag"\n[terms]\n') == Scenario("Som i dag")
    assert read('name = "x"\n[terms]\ncutoff = "none"\ncriteria = []\nthreshold_days = 3').changes == parse_changes(
        ["cutoff=none", "criteria=", "threshold_days=3"]
    )


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("name = ", "nme = ", "okänd nyckel 'nme'; menade du 'name'?"),
        ("free_days", "fre_days", "okänd nyckel 'fre_days', i terms; menade du 'free_days'?"),
        ("[terms]", "[villkor]", "okänd nyckel 'villkor'"),
        ('name = "Gräns 2,5 och inga nolldagar"', "", "nyckeln 'name' saknas"),
        ('"Gräns 2,5 och inga nolldagar"', '" "', "'name' ska vara en rad om 1–100 tecken"),
        ('"Gräns 2,5 och inga nolldagar"', '"a\\nb"', "'name' ska vara en rad om 1–100 tecken"),
        ('"Gräns 2,5 och inga nolldagar"', "7", "'name' ska vara en text"),
        ("2.5", "2.55", "Skriv ett tal med högst en decimal"),
        ("2.5", "nan", "Skriv ett tal med högst en decimal"),
        ("2.5", "-2.5", "Skriv ett tal med högst en decimal"),
        ("2.5", '"2.5"', "'threshold_days' ska vara ett tal med högst en decimal"),
        ("2.5", "true", "'threshold_days' ska vara ett tal med högst en decimal"),
        ("free_days = 2", "free_days = 2.0", "'free_days' ska vara ett heltal"),
        ("free_days = 2", "free_days = true", "'free_days' ska vara ett heltal"),
        ("free_days = 2", "free_days = -1", "Skriv ett heltal, 0 eller större."),
        ("13:00:00", "13:00:30", "'cutoff' ska vara ett klockslag"),
        ("13:00:00", '"13:00"', "'cutoff' ska vara ett klockslag"),
        ("= false", '= "nej"', "'discharge_day_counts' ska vara true eller false"),
        ("criteria_met", "some", "Välj bland: all, criteria_met."),
        ('"sip_call", "ready_notice"', '"sip_call", "sip_call"', "lista med olika texter"),
        ('"sip_call", "ready_notice"', '"sip_call,ready_notice"', "'criteria' ska vara några av admission_notice"),
        ("[terms]", "[terms]\nmodel = 'individual'", "okänd nyckel 'model', i terms"),
        ("[terms]", "[terms", "inte giltig TOML"),
    ],
)
def test_a_fault_is_named_with_its_file_and_its_cure(old: str, new: str, words: str) -> None:
    assert old in WHOLE
    with pytest.raises(Refused) as refused:
        read(WHOLE.replace(old, new))
    assert str(refused.value).startswith("x.toml: ")
    assert words in str(refused.value)


def test_what_is_no_text_and_what_is_far_too_large_is_refused() -> None:
    with pytest.raises(Refused, match="UTF-8"):
        read_scenario("namn = 'Gräns'".encode("latin-1"), "x.toml")
    with pytest.raises(Refused, match="för stor"):
        read_scenario(b"#" * (LARGEST + 1), "x.toml")


@settings(max_examples=40, deadline=None)
@given(
    st.text(min_size=1, max_size=100).filter(lambda text: text.isprintable() and text == text.strip()),
    st.text(st.characters(exclude_categories=["Cs"])).map(str.strip),
    st.sampled_from([None, "orebro"]),
    any_changes(),
)
def test_what_is_written_is_read_back(name: str, said: str, agreement: str | None, changes: Changes) -> None:
    scenario = Scenario(name, said, agreement, changes)
    assert read_scenario(write_scenario(scenario), "x.toml") == scenario


def test_the_documented_example_is_one() -> None:
    found = read_scenario(EXAMPLE.read_bytes(), EXAMPLE.name)
    assert found.changes.terms
    assert found.agreement is None or load().named(found.agreement)
