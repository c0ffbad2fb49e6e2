"""Changed terms in words, each beside what the terms say, with the borders and what is no change at all."""

import pytest

from lus_stats.rules import load, parse_changes
from lus_stats.text.changes import in_words, sentence, without_use
from lus_stats.text.numbers import NBSP
from lus_stats.vocabulary import CareForm

RULES = load()
OREBRO, SKANE, LAW = (RULES.named(key).newest(CareForm.SOMATIC) for key in ("orebro", "skane", "law"))
STOCKHOLM = RULES.named("stockholm").newest(CareForm.SOMATIC)


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        ("threshold_days=2.5", "gräns 2,5 i stället för 3,0"),
        ("threshold_days=2.9", "gräns 2,9 i stället för 3,0"),
        ("threshold_days=3.1", "gräns 3,1 i stället för 3,0"),
        ("threshold_days=0", "gräns 0,0 i stället för 3,0"),
        ("free_days=0", "0 fristdagar i stället för 3"),
        ("free_days=1", "1 fristdag i stället för 3"),
        ("free_days=2", "2 fristdagar i stället för 3"),
        ("cutoff=11:59", "klockslag 11.59 i stället för klockslag 12.00"),
        ("cutoff=12:01", "klockslag 12.01 i stället för klockslag 12.00"),
        ("cutoff=none", "inget klockslag i stället för klockslag 12.00"),
        ("discharge_day_counts=false", "nolldagar räknas inte (utskrivningsdagen)"),
        ("mean_population=criteria_met", "i medelvärdet bara vårdtillfällen med uppfyllda kriterier"),
        ("criteria=", "inga kriterier krävs"),
        (
            "criteria=admission_notice,ready_notice,care_contact",
            "utan kravet ”Hemgångsklar säkerställd”",
        ),
        (
            "criteria=admission_notice,ready_notice,care_contact,sip_call",
            "utan kravet ”Hemgångsklar säkerställd”, med kravet ”Kallelse till SIP inom tre dagar”",
        ),
        ("amount_sek=9000", f"9{NBSP}000{NBSP}kr per dag i stället för årets belopp"),
        ("amount_sek=0", f"0{NBSP}kr per dag i stället för årets belopp"),
    ],
)
def test_a_change_is_said_beside_what_it_replaces(pair: str, words: str) -> None:
    said = tuple(one.replace(NBSP, " ") for one in in_words(parse_changes([pair]), OREBRO))
    assert said == (words.replace(NBSP, " "),)


def test_what_the_terms_say_already_is_no_change() -> None:
    same = [
        "threshold_days=3.0",
        "free_days=3",
        "cutoff=12:00",
        "discharge_day_counts=true",
        "mean_population=all",
        "criteria=home_ready,admission_notice,ready_notice,care_contact",
    ]
    assert in_words(parse_changes(same), OREBRO) == ()
    assert sentence(parse_changes(same), OREBRO) == ""
    assert in_words(parse_changes(["cutoff=none"]), SKANE) == ()
    assert in_words(parse_changes(["discharge_day_counts=true"]), STOCKHOLM) == (
        "nolldagar räknas (utskrivningsdagen)",
    )


def test_several_changes_are_one_sentence() -> None:
    both = parse_changes(["discharge_day_counts=false", "threshold_days=2.5"])
    assert sentence(both, OREBRO) == (
        "Ändrade villkor: gräns 2,5 i stället för 3,0; nolldagar räknas inte (utskrivningsdagen)."
    )


def test_what_a_model_has_no_use_for_is_said_apart() -> None:
    changes = parse_changes(["threshold_days=2.5", "mean_population=all", "free_days=2"])
    assert in_words(changes, LAW) == (f"2{NBSP}fristdagar i stället för 3",)
    assert without_use(changes, LAW) == (
        "Gränsen och vilka som är med i medelvärdet används inte: villkoren prövar varje vårdtillfälle."
    )
    assert without_use(changes, SKANE) == "Fristdagarna används inte: medelvärdets dagar debiteras."
    assert without_use(changes, OREBRO) == ""
