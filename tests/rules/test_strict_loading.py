"""A faulty rule file is refused with its name, the place and the cure; nothing is guessed."""

import pytest

from lus_stats.errors import RulesError
from lus_stats.rules import load
from tests.rules.files import AGREEMENT, AMOUNTS, edited, loaded, version

TERMS = "in terms 1"


def test_the_sound_files_load(tmp_path):
    rules = loaded(tmp_path, gotland=AGREEMENT, amounts=AMOUNTS)
    assert rules.of_county("09").key == "gotland"
    assert rules.amounts[2021].amount_sek == 9000


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("\nfree_days = 3", "\nfre_days = 3", f"unknown key 'fre_days' {TERMS}; did you mean 'free_days'?"),
        ("\nfree_days = 3", "", f"missing key 'free_days' {TERMS}; add it"),
        ("\nfree_days = 3", '\nfree_days = "3"', f"'free_days' must be int, not '3', {TERMS}"),
        ("\nfree_days = 3", "\nfree_days = 3.0", f"'free_days' must be int, not 3.0, {TERMS}"),
        ("\nfree_days = 3", "\nfree_days = true", f"'free_days' must be int, not True, {TERMS}"),
        ("\nfree_days = 3", "\nfree_days = -1", f"'free_days' must be 0 or more, not -1, {TERMS}"),
        ("= 3.0", "= 3", f"'threshold_days' must be float, not 3, {TERMS}"),
        ("= 3.0", "= 3.05", f"'threshold_days' must be a number with one decimal, like 3.0, not 3.05, {TERMS}"),
        ("= 3.0", "= -0.1", f"'threshold_days' must be a number with one decimal, like 3.0, not -0.1, {TERMS}"),
        ("= 3.0", "= nan", f"'threshold_days' must be a number with one decimal, like 3.0, not nan, {TERMS}"),
        ("= 3.0", "= inf", f"'threshold_days' must be a number with one decimal, like 3.0, not inf, {TERMS}"),
        ("= 2018-01-01", "= 2018-01-02", f"'valid_from' must be the first of a month, not 2018-01-02, {TERMS}"),
        (
            "= 2018-01-01",
            "= 2018-01-01T00:00:00",
            f"'valid_from' must be date, not datetime.datetime(2018, 1, 1, 0, 0), {TERMS}",
        ),
        ("= 2018-01-01", '= "2018-01-01"', f"'valid_from' must be date, not '2018-01-01', {TERMS}"),
        ("\nvalid_from = 2018-01-01", "", f"missing key 'valid_from' {TERMS}; add it"),
        ("= 12:00:00", '= "noon"', f"'cutoff' must be a time like 12:00:00, or \"none\", not 'noon', {TERMS}"),
        ("= 12:00:00", "= 12", f"'cutoff' must be a time like 12:00:00, or \"none\", not 12, {TERMS}"),
        ("\ncutoff = 12:00:00", "", f"missing key 'cutoff' {TERMS}; add it"),
        ("counts = true", "counts = 1", f"'discharge_day_counts' must be bool, not 1, {TERMS}"),
        ("counts = true", 'counts = "yes"', f"'discharge_day_counts' must be bool, not 'yes', {TERMS}"),
        (
            '"mean_then_individual"',
            '"mean"',
            f"'model' must be one of mean_then_individual, mean_excess, individual, not 'mean', {TERMS}",
        ),
        ('\nmodel = "mean_then_individual"', "", f"missing key 'model' {TERMS}; add it"),
        ('"all"', '"some"', f"'mean_population' must be one of all, criteria_met, not 'some', {TERMS}"),
        ('"all"', "true", f"'mean_population' must be str, not True, {TERMS}"),
        (
            '["ready_notice", ',
            '["ready_note", ',
            "unknown criterion 'ready_note'; the catalogue has admission_notice, ready_notice, care_contact, "
            f"home_ready, sip_call, outpatient_available, weekday_discharge, {TERMS}",
        ),
        (
            '["ready_notice", "care_contact"]',
            '["ready_notice", "ready_notice"]',
            f"'criteria' must be a list of distinct strings, not ['ready_notice', 'ready_notice'], {TERMS}",
        ),
        (
            '["ready_notice", "care_contact"]',
            '"ready_notice"',
            f"'criteria' must be list, not 'ready_notice', {TERMS}",
        ),
        (
            '["blue"]',
            '["purple"]',
            f"'care_contact' must be one of green, yellow, red, blue, not 'purple', {TERMS}, exempt_tracks",
        ),
        ('["blue"]', '"blue"', f"'care_contact' must be list, not 'blue', {TERMS}, exempt_tracks"),
        (
            "{ care_contact =",
            "{ contact =",
            "unknown criterion 'contact'; the catalogue has admission_notice, ready_notice, care_contact, "
            f"home_ready, sip_call, outpatient_available, weekday_discharge, {TERMS}, exempt_tracks",
        ),
        (
            '["somatic", "psychiatric"]',
            '["somatic", "dental"]',
            f"'care_forms' must be one of psychiatric, somatic, not 'dental', {TERMS}",
        ),
        ('["somatic", "psychiatric"]', "[]", f"'care_forms' is empty {TERMS}"),
        (
            '["somatic", "psychiatric"]',
            '["somatic"]',
            'no terms for psychiatric care; add a [[terms]] with care_forms = ["psychiatric"],',
        ),
        ('threshold_days = "§ 3"\n', "", f"missing key 'threshold_days' {TERMS}, sources; add it"),
        (
            'threshold_days = "§ 3"',
            'treshold_days = "§ 3"',
            f"unknown key 'treshold_days' {TERMS}, sources; did you mean 'threshold_days'?",
        ),
        ('threshold_days = "§ 3"', "threshold_days = 3", f"'threshold_days' must be str, not 3, {TERMS}, sources"),
        (
            '"mean_then_individual"',
            '"individual"',
            f"'mean_population' has no use in model 'individual'; remove it, {TERMS}",
        ),
        (
            '"mean_then_individual"',
            '"mean_excess"',
            f"'free_days' has no use in model 'mean_excess'; remove it, {TERMS}",
        ),
        ('label = "Gotlands län"', "label = 9", "'label' must be str, not 9,"),
        ('label = "Gotlands län"\n', "", "missing key 'label'; add it"),
        ('\nsource = "Överenskommelse"', "", "missing key 'source'; add it"),
        ('["09"]', '["9"]', "county '9' must be two digits, like '18',"),
        ('["09"]', "[9]", "'counties' must be a list of distinct strings, not [9],"),
        ('["09"]', '["09", "09"]', "'counties' must be a list of distinct strings, not ['09', '09'],"),
        (
            '["09"]',
            '["09", "18"]',
            "county '18' already belongs to agreement 'orebro' (orebro.toml); remove it from one of them",
        ),
        ("[[terms]]", "[[term]]", "unknown key 'term'; did you mean 'terms'?"),
    ],
)
def test_one_fault_in_an_agreement(tmp_path, old, new, message):
    with pytest.raises(RulesError) as refused:
        loaded(tmp_path, gotland=edited(AGREEMENT, old, new))
    assert str(refused.value) == f"gotland.toml: {message}"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("amount_sek = 9000", "amount_sek = 9000.0", "'amount_sek' must be int, not 9000.0, in amounts 1"),
        ("amount_sek = 9000", "amount_sek = true", "'amount_sek' must be int, not True, in amounts 1"),
        ("amount_sek = 9000", "amount_sek = -1", "'amount_sek' must be whole kronor, 0 or more, not -1, in amounts 1"),
        ("amount_sek = 9000", "amount_kr = 9000", "unknown key 'amount_kr' in amounts 1; did you mean 'amount_sek'?"),
        ("\nconfirmed = true", "", "missing key 'confirmed' in amounts 1; add it"),
        ("confirmed = true", "confirmed = 1", "'confirmed' must be bool, not 1, in amounts 1"),
        ("year = 2021", 'year = "2021"', "'year' must be int, not '2021', in amounts 1"),
        ("year = 2021\n", "", "missing key 'year' in amounts 1; add it"),
        ("year = 2021", "year = 2022", "the year 2022 is given twice; keep one of them,"),
        ('\nregulation = "inte känt"', "", "missing key 'regulation' in amounts 2; add it"),
        ('"inte känt"', '"inte känt"\nsource = "x"', "unknown key 'source' in amounts 2; known keys: "),
    ],
)
def test_one_fault_in_the_amounts(tmp_path, old, new, message):
    with pytest.raises(RulesError) as refused:
        loaded(tmp_path, amounts=edited(AMOUNTS, old, new))
    assert str(refused.value).startswith(f"amounts.toml: {message}")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("gotland", AGREEMENT.replace('key = "gotland"', "key = "), "gotland.toml: not valid TOML: "),
        ("gotland", "", "gotland.toml: missing key 'key'; add it"),
        ("amounts", "", "amounts.toml: missing key 'amounts'; add it"),
        ("amounts", "amounts = [2021]", "amounts.toml: 'amounts' must be a list of tables, not [2021],"),
        ("amounts", "amounts = 2021", "amounts.toml: 'amounts' must be list, not 2021,"),
        (
            "gotland",
            AGREEMENT[: AGREEMENT.index("[[terms]]")] + "terms = [1]",
            "gotland.toml: 'terms' must be a list of tables, not [1],",
        ),
        (
            "gotland",
            AGREEMENT[: AGREEMENT.index("[[terms]]")] + "terms = []",
            "gotland.toml: no terms for psychiatric care; add a [[terms]]",
        ),
        (
            "gotland",
            version(AGREEMENT, "2018-01-01", free_days="4"),
            "gotland.toml: two terms for psychiatric care begin in the same month; give each its own 'valid_from',",
        ),
        (
            "gotland",
            AGREEMENT.replace('counties = ["09"]', "fallback = true"),
            "exactly one agreement must say fallback = true; now: law, gotland",
        ),
        (
            "law",
            AGREEMENT.replace('"gotland"', '"law"'),
            "exactly one agreement must say fallback = true; now: none",
        ),
        (
            "ovansiljan",
            AGREEMENT.replace('"gotland"', '"dalarna"').replace('"09"', '"18"'),
            "ovansiljan.toml: county '18' already belongs to agreement 'orebro' (orebro.toml); remove it from one of",
        ),
    ],
)
def test_a_file_that_is_faulty_as_a_whole(tmp_path, name, text, message):
    with pytest.raises(RulesError) as refused:
        loaded(tmp_path, **{name: text})
    assert str(refused.value).startswith(message)


def test_a_file_in_another_encoding(tmp_path):
    (tmp_path / "gotland.toml").write_bytes(AGREEMENT.encode("iso-8859-1"))
    with pytest.raises(RulesError, match=r"gotland\.toml: not UTF-8 at byte \d+; save it as UTF-8"):
        load([tmp_path])


def test_a_file_that_is_a_folder(tmp_path):
    (tmp_path / "gotland.toml").mkdir()
    with pytest.raises(RulesError, match=r"gotland\.toml: cannot be read"):
        load([tmp_path])


def test_the_second_terms_are_named_as_such(tmp_path):
    text = version(AGREEMENT, "2020-01-01", free_days="true")
    with pytest.raises(RulesError, match="'free_days' must be int, not True, in terms 2"):
        loaded(tmp_path, gotland=text)
