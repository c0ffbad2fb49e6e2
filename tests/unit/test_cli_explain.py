"""One episode explained, on every outcome, and what the month is without it."""

from pathlib import Path
from typing import Any

import pytest

from tests.oracle.patients import patient
from tests.unit.lus import imported, lus, two_patients


@pytest.fixture(scope="module")
def february(tmp_path_factory: pytest.TempPathFactory) -> Path:
    late = patient("sen", "2020-02-10 10:00", "2020-02-28 14:00", registrerad="2020-03-09 08:00", kommunkod="1862")
    waiting = patient("kvar", "2020-02-27 12:30", "", registrerad="2020-02-27 14:00")
    blocked = patient(
        "stoppad", "2020-02-10 10:00", "2020-02-16 14:00", kommunkod="1862", hemgångsklar="nej", fast_vårdkontakt=""
    )
    over_new_year = patient("nyår", "2019-12-30 10:00", "2020-01-03 14:00", kommunkod="1862")
    rows = [*two_patients(), late, waiting, blocked, over_new_year]
    return imported(tmp_path_factory.mktemp("data"), rows)


def explained(folder: Path, name: str, *options: str) -> Any:
    called = lus("explain", name, *options, "--data", folder, "--format", "json")
    assert called.code == 0, called.err
    return called.json


def sentences(folder: Path, name: str, *options: str) -> str:
    return " ".join(explained(folder, name, *options)["sentences"]).replace("\u00a0", " ")


def test_kalles_fourth_day_is_billed(february):
    said = explained(february, "kalle")
    assert [(day["number"], day["day"], day["state"]) for day in said["days"]] == [
        (1, "2020-02-01", "free"),
        (2, "2020-02-02", "free"),
        (3, "2020-02-03", "free"),
        (4, "2020-02-04", "billed"),
    ]
    assert {day["amount_sek"] for day in said["days"]} == {8200}
    assert [(one["key"], one["state"]) for one in said["criteria"]] == [
        ("admission_notice", "met"),
        ("ready_notice", "met"),
        ("care_contact", "met"),
        ("home_ready", "met"),
    ]
    assert (said["line"]["outcome"], said["group"]["mean_ready_days"], said["month"]) == ("billed", 3.5, "2020-02")


def test_kalle_in_words(february):
    said = sentences(february, "kalle")
    assert "Kommunen underrättades lördag 1 februari kl. 11.00. Det är före 12.00, så 1 februari är dag 1." in said
    assert "Patienten skrevs ut tisdag 4 februari; utskrivningsdagen räknas." in said
    assert (
        "medelvärde i februari är 3,50 (7 dagar på 2 vårdtillfällen), över 3,0. Därför debiteras dag 4: 1 × 8 200 kr"
        in said
    )
    assert "Om den här raden föll bort: medelvärdet blir 3,00, inte längre över 3,0" in said
    assert "kommunen betalar 8 200 kr mindre" in said


def test_stina_was_told_after_noon(february):
    said = sentences(february, "stina")
    assert "kl. 13.00. Det är efter 12.00, så 2 februari är dag 1." in said
    assert "Vårdtillfället har 3 dagar och fristen är 3 dagar, så inget debiteras." in said
    assert "medelvärdet blir 4,00, fortfarande över 3,0 · ingen annan rad ändras" in said


def test_without_the_short_stay_the_long_one_begins_to_be_billed(february):
    said = explained(february, "stina", "--set", "threshold_days=3.5")
    assert said["group"]["liable"] is False
    assert (said["without"]["liable"], said["without"]["newly_billed"]) == (True, ["kalle"])
    assert said["without"]["change_sek"] == 8200
    told = sentences(february, "stina", "--set", "threshold_days=3.5")
    assert "nu över 3,5 · 1 annan rad börjar debiteras (kalle)" in told


def test_without_a_pivotal_line_every_other_billed_line_falls(tmp_path):
    """7, 4 and 1 days are over 3.5 by 1.5; the seven alone carry it."""
    stays = {"sju": "07", "fyra": "04", "en": "01"}
    rows = [patient(name, "2020-02-01 10:00", f"2020-02-{day} 14:00") for name, day in stays.items()]
    said = explained(imported(tmp_path, rows), "sju", "--set", "threshold_days=3.5")
    assert said["line"]["pivotal"] is True
    assert said["without"]["no_longer_billed"] == ["fyra"]
    assert said["without"]["change_sek"] == -5 * 8200


def test_a_late_registration_says_when(february):
    said = sentences(february, "sen")
    assert "registrerades måndag 9 mars, efter att underlaget frystes fredag 6 mars 2020." in said
    assert "varken i medelvärdet eller på fakturan" in said
    assert "medelvärdet ändras inte" in said
    assert {day["state"] for day in explained(february, "sen")["days"]} == {"unbilled"}


def test_an_unmet_criterion_is_told_from_one_nobody_recorded(february):
    said = explained(february, "stoppad")
    states = {one["key"]: one["state"] for one in said["criteria"]}
    assert states == {
        "admission_notice": "met",
        "ready_notice": "met",
        "care_contact": "not_recorded",
        "home_ready": "unmet",
    }
    assert said["days"][-1]["state"] == "blocked"
    assert "kriterierna ”Fast vårdkontakt utsedd före utskrivning” och ”Hemgångsklar säkerställd” är inte" in sentences(
        february, "stoppad"
    )
    assert "Det stoppar 4 × 8 200 kr = 32 800 kr" in sentences(february, "stoppad")


def test_an_exempt_track_is_told_from_a_met_criterion(tmp_path):
    rows = [patient("blå", "2020-02-01 10:00", "2020-02-07 14:00", spår="blå", fast_vårdkontakt="")]
    said = explained(imported(tmp_path, rows), "blå")
    assert {one["key"]: one["state"] for one in said["criteria"]}["care_contact"] == "exempt"
    assert said["line"]["outcome"] == "billed"


def test_each_day_has_its_own_years_amount(february):
    """30 and 31 December and 1 January are free under free_days=2 but for the last; with none, two years pay."""
    said = sentences(february, "nyår", "--set", "free_days=0")
    assert "Därför debiteras dag 1–5: 2 × 7 800 kr + 3 × 8 200 kr = 40 200 kr (HSLF-FS 2018:67;" in said
    assert "måndag 30 december 2019 kl. 10.00" in said


def test_a_missing_amount_is_said_and_never_zero(tmp_path):
    folder = imported(tmp_path, two_patients(2021), "2021-03-05")
    assert "Därför debiteras dag 4: 1 dag, belopp saknas (beloppet är inte känt)." in sentences(folder, "kalle")


def test_a_patient_still_in_hospital_has_days_so_far(february):
    said = explained(february, "kvar")
    assert (said["in_hospital"], said["line"], said["group"], said["month"]) == (True, None, None, None)
    assert (said["ready_days"], said["first_ready_on"], said["first_liable_on"]) == (8, "2020-02-28", "2020-03-02")
    assert [day["state"] for day in said["days"]] == ["free"] * 3 + ["unbilled"] * 5
    assert "Inget debiteras förrän patienten är utskriven." in sentences(february, "kvar")


def test_under_a_means_excess_the_line_carries_no_kronor(february):
    said = explained(february, "kalle", "--agreement", "skane", "--set", "threshold_days=2.5")
    assert {day["state"] for day in said["days"]} == {"in_mean"}
    assert "raden har inga egna kronor" in " ".join(said["sentences"])


def test_twelve_sharp_is_early_and_said_so(tmp_path):
    folder = imported(tmp_path, [patient("tolv", "2020-02-01 12:00", "2020-02-04 14:00")])
    assert "Det är precis 12.00 och inte efter, så 1 februari är dag 1." in sentences(folder, "tolv")


def test_exactly_at_the_threshold_is_not_over(tmp_path):
    rows = two_patients()
    rows[0]["underrättelse"] = rows[0]["utskrivningsklar"] = "2020-02-01 12:01"
    said = sentences(imported(tmp_path, rows), "kalle")
    assert "är 3,00 (6 dagar på 2 vårdtillfällen), precis på 3,0 och alltså inte över." in said


def test_no_days_before_the_first_that_counts(tmp_path):
    folder = imported(tmp_path, [patient("noll", "2020-02-04 13:00", "2020-02-04 14:00")])
    said = sentences(folder, "noll")
    assert "så räkningen börjar onsdag 5 februari." in said
    assert "Det blir 0 dagar." in said
    assert explained(folder, "noll")["days"] == []


def test_the_basis_is_explained_and_a_line_only_in_a_later_version_says_so(tmp_path):
    imported(tmp_path, two_patients())
    more = [*two_patients(), patient("tillkom", "2020-02-10 10:00", "2020-02-12 14:00")]
    imported(tmp_path, more, "2020-04-03", name="igen.csv")
    assert explained(tmp_path, "kalle")["extract"]["revision"] == 1
    assert explained(tmp_path, "tillkom")["extract"] == {
        "county": "18", "care_form": "somatic", "revision": 2, "extracted_on": "2020-04-03", "basis": False,
        "late_after": "2020-03-06",
    }  # fmt: skip
    assert (
        "Version 2, uttag 2020-04-03, inte underlag för fakturering"
        in lus("explain", "tillkom", "--data", tmp_path).out
    )


def test_the_card_on_a_terminal(february):
    called = lus("explain", "kalle", "--data", february)
    assert called.out.startswith("kalle · varför dag\u00a04 debiteras · avgörande\n")
    assert "Regionens kriterier: alla uppfyllda" in called.out
    assert "**" not in called.out


def test_the_days_as_csv(february):
    called = lus("explain", "kalle", "--data", february, "--format", "csv")
    assert called.out.splitlines()[0] == "day;number;state;amount_sek;amount_status;regulation"
    assert len(called.out.splitlines()) == 5
