"""`--set`: each term, how it is written, what it changes, and what is refused or has no use."""

from datetime import time

import pytest

from lus_stats.errors import WrongCall
from lus_stats.rules import NO_CHANGES, Changes, load, parse_changes, settings
from lus_stats.vocabulary import CareForm, MeanPopulation

OREBRO, SKANE, LAW = (load().named(key).newest(CareForm.SOMATIC) for key in ("orebro", "skane", "law"))


@pytest.mark.parametrize(
    ("pair", "changes"),
    [
        ("threshold_days=2.5", Changes(threshold_tenths=25)),
        ("threshold_days=2,5", Changes(threshold_tenths=25)),
        ("threshold_days=3", Changes(threshold_tenths=30)),
        ("threshold_days=0", Changes(threshold_tenths=0)),
        ("threshold_days=2.9", Changes(threshold_tenths=29)),
        ("free_days=2", Changes(free_days=2)),
        ("free_days=0", Changes(free_days=0)),
        ("cutoff=none", Changes(cutoff=(None,))),
        ("cutoff=00:00", Changes(cutoff=(time(0),))),
        ("cutoff=23:59", Changes(cutoff=(time(23, 59),))),
        ("discharge_day_counts=false", Changes(discharge_day_counts=False)),
        ("discharge_day_counts=true", Changes(discharge_day_counts=True)),
        ("mean_population=all", Changes(mean_population=MeanPopulation.ALL)),
        ("mean_population=criteria_met", Changes(mean_population=MeanPopulation.CRITERIA_MET)),
        ("criteria=", Changes(criteria=())),
        ("criteria=sip_call,ready_notice", Changes(criteria=("ready_notice", "sip_call"))),
        ("criteria=sip_call, sip_call", Changes(criteria=("sip_call",))),
        ("amount_sek=9000", Changes(amount_sek=9000)),
        ("amount_sek=0", Changes(amount_sek=0)),
        (" free_days = 2 ", Changes(free_days=2)),
    ],
)
def test_a_term_is_read(pair, changes):
    assert parse_changes([pair]) == changes


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        ("fre_days=2", "Menade du free_days?"),
        ("model=individual", "Välj bland: threshold_days, free_days, cutoff"),
        ("free_days", "Skriv TERM=VÄRDE."),
        ("=2", "Skriv TERM=VÄRDE."),
        ("", "Skriv TERM=VÄRDE."),
        ("free_days=", "Skriv ett heltal, 0 eller större."),
        ("free_days=-1", "Skriv ett heltal, 0 eller större."),
        ("free_days=2.0", "Skriv ett heltal, 0 eller större."),
        ("free_days=två", "Skriv ett heltal, 0 eller större."),
        ("free_days=٣", "Skriv ett heltal, 0 eller större."),
        ("threshold_days=2.55", "Skriv ett tal med högst en decimal"),
        ("threshold_days=-1", "Skriv ett tal med högst en decimal"),
        ("threshold_days=nan", "Skriv ett tal med högst en decimal"),
        ("threshold_days=", "Skriv ett tal med högst en decimal"),
        ("cutoff=24:00", "Skriv ett klockslag, till exempel 12:00, eller none."),
        ("cutoff=12", "Skriv ett klockslag, till exempel 12:00, eller none."),
        ("cutoff=12:60", "Skriv ett klockslag, till exempel 12:00, eller none."),
        ("cutoff=", "Skriv ett klockslag, till exempel 12:00, eller none."),
        ("discharge_day_counts=1", "Skriv true eller false."),
        ("mean_population=some", "Välj bland: all, criteria_met."),
        ("criteria=sip", "Kriteriet 'sip' finns inte. Välj bland: admission_notice, ready_notice, care_contact"),
        ("criteria=sip_call,,ready_notice", "Kriteriet '' finns inte."),
        ("amount_sek=8200.50", "Skriv ett heltal, 0 eller större."),
        ("amount_sek=8 200", "Skriv ett heltal, 0 eller större."),
    ],
)
def test_a_value_a_term_cannot_take_is_a_wrong_call(pair, words):
    with pytest.raises(WrongCall) as wrong:
        parse_changes([pair])
    assert words in str(wrong.value)


def test_a_term_given_twice_is_a_wrong_call():
    with pytest.raises(WrongCall, match="free_days anges två gånger"):
        parse_changes(["free_days=2", "free_days=2"])


def test_changes_replace_terms_and_leave_the_others():
    changed = parse_changes(["free_days=2", "cutoff=none", "criteria="]).on(OREBRO)
    assert (changed.free_days, changed.cutoff, changed.criteria) == (2, None, ())
    assert (changed.threshold_tenths, changed.mean_population) == (OREBRO.threshold_tenths, OREBRO.mean_population)
    assert changed.exempt_tracks == OREBRO.exempt_tracks


def test_no_change_changes_nothing():
    assert NO_CHANGES.on(OREBRO) == OREBRO
    assert not NO_CHANGES
    assert parse_changes([]) == NO_CHANGES
    assert parse_changes(["amount_sek=0"])
    assert parse_changes(["cutoff=none"])


@pytest.mark.parametrize(
    ("terms", "unused"),
    [(OREBRO, []), (SKANE, ["free_days"]), (LAW, ["mean_population", "threshold_days"])],
    ids=["orebro", "skane", "law"],
)
def test_a_term_the_model_has_no_use_for_is_named_and_left_alone(terms, unused):
    every = parse_changes(
        [
            "threshold_days=1.0",
            "free_days=1",
            "cutoff=none",
            "discharge_day_counts=true",
            "mean_population=criteria_met",
            "criteria=home_ready",
            "amount_sek=1",
        ]
    )
    assert every.unused_by(terms) == unused
    assert parse_changes(["cutoff=none", "criteria=", "amount_sek=1"]).unused_by(terms) == []
    changed = every.on(terms)
    assert (changed.threshold_tenths is None) == ("threshold_days" in unused)
    assert (changed.free_days is None) == ("free_days" in unused)
    assert (changed.mean_population is None) == ("mean_population" in unused)
    assert changed.criteria == ("home_ready",)


def test_zero_is_a_change_too():
    assert parse_changes(["free_days=0"]).unused_by(SKANE) == ["free_days"]
    assert parse_changes(["threshold_days=0"]).unused_by(LAW) == ["threshold_days"]


def test_what_set_reads_is_what_settings_write():
    pairs = (
        "threshold_days=2.5",
        "free_days=0",
        "cutoff=none",
        "discharge_day_counts=false",
        "mean_population=all",
        "criteria=",
        "amount_sek=9000",
    )
    assert settings(parse_changes(pairs)) == pairs
    for pair in ("cutoff=00:00", "criteria=ready_notice,sip_call", "threshold_days=0.0"):
        assert settings(parse_changes([pair])) == (pair,)
    assert settings(NO_CHANGES) == ()


def test_only_what_differs_from_the_terms_is_beyond_them():
    every = parse_changes(["threshold_days=3.0", "free_days=2", "cutoff=12:00", "amount_sek=9000"])
    assert every.beyond(OREBRO) == parse_changes(["free_days=2", "amount_sek=9000"])
    assert every.beyond(LAW).terms == ("threshold_days", "free_days", "amount_sek")
    assert parse_changes(["cutoff=none"]).beyond(OREBRO).terms == ("cutoff",)
    assert every.only(("free_days", "criteria")) == Changes(free_days=2)
