"""Own rules over the shipped ones: an amount, a changed agreement, a new one; and terms in several versions."""

from datetime import date, time

import pytest

from lus_stats.errors import Refused, WrongCall
from lus_stats.rules import load
from lus_stats.rules.table import in_force, newest, terms_table
from lus_stats.vocabulary import AmountStatus, CareForm
from tests.engine import bills
from tests.oracle import read
from tests.rules.files import AGREEMENT, AMOUNTS, edited, loaded, version
from tests.tables import drawn, read_as_drawn
from tests.worked_examples.patients import NOW, as_row


def groups_under(rules, table, result, agreement=None):
    """The groups of every month, in order, under other rules."""
    register = read([as_row(**row) for row in drawn(table)], None, NOW)
    groups = [group for document in bills(register, agreement, rules=rules).values() for group in document["groups"]]
    return read_as_drawn(groups, result)


IN_2021 = """
    episode | notice           | discharged
    a       | 2021-02-01 11:00 | 2021-02-05
"""


@pytest.mark.parametrize(("confirmed", "status"), [("true", "confirmed"), ("false", "unconfirmed")])
def test_an_own_amount_takes_effect_and_only_in_its_year(tmp_path, confirmed, status):
    rules = loaded(tmp_path, amounts=edited(AMOUNTS, "confirmed = true", f"confirmed = {confirmed}"))
    result = f"billed_days | amount_sek | amount_status\n2 | 18 000 | {status}"
    assert groups_under(rules, IN_2021, result) == drawn(result)
    assert rules.amounts[2020] == load().amounts[2020]
    assert rules.amounts[2022].status == AmountStatus.MISSING  # listed there without an amount, over the shipped 9 300


def test_without_it_the_amount_is_missing():
    result = "billed_days | amount_sek | amount_status\n2 | – | missing"
    assert groups_under(load(), IN_2021, result) == drawn(result)


def test_the_last_overlay_wins_year_by_year(tmp_path):
    (demo := tmp_path / "demo").mkdir()
    (own := tmp_path / "own").mkdir()
    invented = AMOUNTS.replace("confirmed = true", "confirmed = false\ninvented = true")
    (demo / "amounts.toml").write_text(invented.replace("year = 2022", "year = 2025"), encoding="utf-8")
    (own / "amounts.toml").write_text(AMOUNTS, encoding="utf-8")
    both, only_demo = load([demo, own]), load([demo])
    assert (only_demo.amounts[2021].invented, only_demo.amounts[2021].status) == (True, AmountStatus.UNCONFIRMED)
    assert (both.amounts[2021].invented, both.amounts[2021].status) == (False, AmountStatus.CONFIRMED)


def test_a_new_agreement_holds_for_its_county(tmp_path):
    rules = loaded(tmp_path, gotland=edited(AGREEMENT, "\nfree_days = 3", "\nfree_days = 1"))
    patients = """
        episode | municipality | notice           | discharged
        a       | 0980         | 2020-02-01 11:00 | 2020-02-04
    """
    result = "agreement | billed_days | amount_sek\ngotland | 3 | 24 600"
    assert groups_under(rules, patients, result) == drawn(result)
    assert rules.of_county("03").key == "law"


def test_an_own_agreement_replaces_the_shipped_one_whole(tmp_path):
    """Its other terms are the file's own: nothing of the shipped agreement is left."""
    text = AGREEMENT.replace('"gotland"', '"orebro"').replace('"09"', '"18"')
    rules = loaded(tmp_path, whatever=edited(text, "cutoff = 12:00:00", "cutoff = 10:00:00"))
    assert rules.agreements.keys() == load().agreements.keys()
    terms = rules.of_county("18").newest(CareForm.SOMATIC)
    assert (terms.cutoff, terms.criteria) == (time(10), ("ready_notice", "care_contact"))
    result = "agreement | ready_days\norebro | 4"
    assert groups_under(rules, IN_2021, result) == drawn(result)


def test_own_agreements_may_lie_in_a_folder_of_their_own(tmp_path):
    (tmp_path / "agreements").mkdir()
    (tmp_path / "agreements" / "gotland.toml").write_text(AGREEMENT, encoding="utf-8")
    (tmp_path / "README.md").write_text("not a rule", encoding="utf-8")
    assert load([tmp_path]).of_county("09").key == "gotland"


def test_a_folder_that_does_not_exist_holds_nothing(tmp_path):
    assert load([tmp_path / "none"]) == load()


def test_the_next_version_ends_the_last_and_the_discharge_month_picks(tmp_path):
    rules = loaded(tmp_path, gotland=version(AGREEMENT, "2020-03-01", threshold_days="2.0", free_days="1"))
    patients = """
        episode | municipality | notice           | discharged
        feb     | 0980         | 2020-02-26 11:00 | 2020-02-28
        mar     | 0980         | 2020-02-28 11:00 | 2020-03-01
        apr     | 0980         | 2020-04-01 11:00 | 2020-04-03
    """
    result = """
        terms_from | threshold_days | mean_ready_days | liable | billed_days | headroom_days
        2018-01-01 |            3.0 |               3 | no     |           0 |             0
        2020-03-01 |            2.0 |               3 | yes    |           2 |            -1
        2020-03-01 |            2.0 |               3 | yes    |           2 |            -1
    """
    assert groups_under(rules, patients, result) == drawn(result)


def test_versions_may_stand_in_any_order(tmp_path):
    newest_first = version(edited(AGREEMENT, "2018-01-01", "2020-03-01"), "2018-01-01", free_days="1")
    agreement = loaded(tmp_path, gotland=newest_first).named("gotland")
    in_each = [agreement.in_force(month, CareForm.SOMATIC) for month in (date(2020, 2, 1), date(2020, 3, 1))]
    assert [terms and terms.free_days for terms in in_each] == [1, 3]
    assert (agreement.first_month, agreement.newest(CareForm.SOMATIC).free_days) == (date(2018, 1, 1), 3)


def test_a_series_counts_all_months_under_the_newest_terms(tmp_path):
    rules = loaded(tmp_path, gotland=version(AGREEMENT, "2020-03-01", free_days="1"))
    cells = [("09", date(2020, month, 1), "somatic") for month in (2, 3)]
    each = terms_table(rules, cells, in_force()).unique("month").sort("month")
    series = terms_table(rules, cells, newest()).unique("month").sort("month")
    assert each["free_days"].to_list() == [3, 1]
    assert series["free_days"].to_list() == [1, 1]
    assert series["terms_from"].to_list() == [date(2020, 3, 1)] * 2


def test_a_care_form_whose_terms_begin_later_falls_under_the_act_until_then(tmp_path):
    somatic = edited(AGREEMENT, '["somatic", "psychiatric"]', '["somatic"]')
    both = version(somatic, "2020-03-01", care_forms='["psychiatric"]', free_days="1")
    rules = loaded(tmp_path, gotland=both)
    cells = [("09", date(2020, month, 1), form) for month in (2, 3) for form in CareForm]
    terms = terms_table(rules, cells).unique(["month", "care_form"]).sort("month", "care_form")
    assert terms["agreement"].to_list() == ["law", "gotland", "gotland", "gotland"]


@pytest.mark.parametrize(
    ("month", "agreement"),
    [
        (date(2018, 1, 1), None),
        (date(2018, 1, 1), "orebro"),
        (date(2020, 1, 1), "stockholm"),
        (date(2031, 5, 1), "law"),
    ],
)
def test_a_month_with_terms_is_in_order(month, agreement):
    load().check_month(month, agreement)


@pytest.mark.parametrize(
    ("month", "agreement", "words"),
    [
        (date(2017, 12, 1), None, "Månaden 2017-12 ligger före de första villkoren (Lagen), som gäller från 2018-01."),
        (date(2017, 12, 1), "orebro", "Månaden 2017-12 ligger före de första villkoren (Örebro län)"),
        (date(2019, 12, 1), "stockholm", "(Stockholms län), som gäller från 2020-01. Välj en senare månad eller en"),
    ],
)
def test_a_month_before_the_terms_is_refused(month, agreement, words):
    with pytest.raises(Refused) as refused:
        load().check_month(month, agreement)
    assert words in str(refused.value)


def test_no_agreement_of_ones_own_reaches_back_before_the_act(tmp_path):
    rules = loaded(tmp_path, gotland=edited(AGREEMENT, "2018-01-01", "2016-01-01"))
    with pytest.raises(Refused, match="2017-12"):
        rules.check_month(date(2017, 12, 1), "gotland")


def test_an_unknown_agreement_is_a_wrong_call_that_lists_those_there_are():
    with pytest.raises(WrongCall, match=r"'örebro' finns inte\. Välj bland: law, orebro, skane, stockholm"):
        load().check_month(date(2020, 1, 1), "örebro")
