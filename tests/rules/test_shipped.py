"""The shipped agreements and amounts say what rules.md §5 says, and say where each value comes from."""

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files

import pytest

from lus_stats.criteria import CATALOGUE
from lus_stats.rules import load
from lus_stats.rules.table import amounts_table
from lus_stats.vocabulary import CareForm
from tests.house.source import ROOT, Module, modules
from tests.tables import drawn, read_as_drawn

RULES = load()
AGREEMENTS = """
    agreement | counties | care_form   | valid_from | model                | threshold_tenths | free_days | cutoff   | discharge_day_counts | mean_population
    law       | –        | psychiatric | 2018-01-01 | individual           | –                |         3 | 12:00:00 | yes                  | –
    law       | –        | somatic     | 2018-01-01 | individual           | –                |         3 | 12:00:00 | yes                  | –
    orebro    | 18       | psychiatric | 2018-01-01 | mean_then_individual |               30 |         3 | 12:00:00 | yes                  | all
    orebro    | 18       | somatic     | 2018-01-01 | mean_then_individual |               30 |         3 | 12:00:00 | yes                  | all
    skane     | 12       | psychiatric | 2018-01-01 | mean_excess          |               30 | –         | –        | no                   | all
    skane     | 12       | somatic     | 2018-01-01 | mean_excess          |               30 | –         | –        | no                   | all
    stockholm | 01       | psychiatric | 2020-01-01 | individual           | –                |         5 | 12:00:00 | no                   | –
    stockholm | 01       | somatic     | 2020-01-01 | mean_then_individual |               30 |         3 | 12:00:00 | no                   | criteria_met
"""  # noqa: E501 a drawn table is as wide as it is
CRITERIA = """
    agreement | criteria
    law       | admission_notice, ready_notice, sip_call, outpatient_available
    orebro    | admission_notice, ready_notice, care_contact, home_ready
    skane     | admission_notice, ready_notice
    stockholm | admission_notice, ready_notice, care_contact, sip_call
"""
AMOUNTS = """
    year | amount_sek | status
    2017 | –          | missing
    2018 | –          | missing
    2019 |      7 800 | confirmed
    2020 |      8 200 | confirmed
    2021 | –          | missing
    2022 |      9 300 | confirmed
    2023 |     10 500 | confirmed
    2024 |     11 600 | unconfirmed
    2025 | –          | missing
    2026 | –          | missing
    2027 | –          | missing
"""


def test_the_agreements_are_those_of_the_rules():
    rows = [
        {"agreement": key, "counties": list(agreement.counties), **vars(agreement.newest(form))}
        for key, agreement in RULES.agreements.items()
        for form in CareForm
    ]
    assert read_as_drawn(rows, AGREEMENTS) == drawn(AGREEMENTS)
    assert all(len(agreement.terms) == len(CareForm) for agreement in RULES.agreements.values())


def test_the_criteria_are_those_of_the_rules():
    rows = [
        {"agreement": key, "criteria": list(terms.criteria)}
        for key, agreement in RULES.agreements.items()
        for terms in [agreement.newest(CareForm.SOMATIC)]
    ]
    assert read_as_drawn(rows, CRITERIA) == drawn(CRITERIA)
    for agreement in RULES.agreements.values():
        assert len({terms.criteria for terms in agreement.terms}) == 1
    exempt = {key: {k: set(v) for k, v in a.terms[0].exempt_tracks.items()} for key, a in RULES.agreements.items()}
    assert exempt == {"law": {}, "orebro": {"care_contact": {"blue"}}, "skane": {}, "stockholm": {}}


def test_the_amounts_are_those_of_the_rules():
    table = amounts_table(RULES, 2027)
    rows = [row for row in table.iter_rows(named=True) if row["year"] >= 2017]
    assert read_as_drawn(rows, AMOUNTS) == drawn(AMOUNTS)
    assert table["year"].diff().drop_nulls().unique().to_list() == [1]
    assert RULES.amounts[2019].regulation == "HSLF-FS 2018:67"
    assert "HSLF-FS 2025:74" in RULES.amounts[2026].regulation
    assert not any(amount.invented for amount in RULES.amounts.values())


@pytest.mark.parametrize("key", RULES.agreements)
def test_each_value_carries_its_source(key):
    """One of the labels of rules.md, for every term that is given."""
    file = files("lus_stats.rules") / "agreements" / f"{key}.toml"
    for terms in tomllib.loads(file.read_text(encoding="utf-8"))["terms"]:
        given = set(terms) - {"care_forms", "sources"}
        assert given == set(terms["sources"])
        for term, label in terms["sources"].items():
            assert re.match(r"\[(Ö|S|L|V|R|2|A)\]", label), f"{key}: {term} = {label!r}"


def test_every_criterion_is_asked_for_or_is_followed_up():
    asked_for = {key for agreement in RULES.agreements.values() for terms in agreement.terms for key in terms.criteria}
    for criterion in CATALOGUE:
        assert (criterion.key in asked_for) != ("uppföljning" in criterion.source), criterion.key
    assert asked_for <= {criterion.key for criterion in CATALOGUE}


TERMS = {"threshold_days", "threshold_tenths", "free_days", "cutoff", "cutoff_second", "amount_sek"}
COUNTIES = {county for agreement in RULES.agreements.values() for county in agreement.counties}
KRONOR = {amount.amount_sek for amount in RULES.amounts.values() if amount.amount_sek is not None}
ENGINE = [
    module
    for module in modules("lus_stats/")
    if not module.path.startswith(("lus_stats/demo", "lus_stats/ui/", "lus_stats/cli", "lus_stats/store/"))
]
"""What computes, draws and words; the store knows no rules, and the rest names counties for other reasons."""


def rule_numbers(module: Module) -> Iterator[str]:
    """Numbers of an agreement written in code: an amount, a term given a number, a county or an agreement by name."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and node.value in COUNTIES | KRONOR | set(RULES.agreements):
            yield f"{module.path}:{node.lineno}: {node.value!r}"
        for name, value in named_values(node):
            if (
                name in TERMS
                and isinstance(value, ast.Constant)
                and isinstance(value.value, int | float)
                and value.value
            ):
                yield f"{module.path}:{value.lineno}: {name} and {value.value!r}"


def named_values(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Names with the values they are given or compared with: x = 3, f(x=3), col("x") > 3."""
    match node:
        case ast.keyword(arg=str(name), value=value):
            yield name, value
        case ast.Assign(targets=targets, value=value):
            yield from ((target.id, value) for target in targets if isinstance(target, ast.Name))
        case ast.Compare(left=left, comparators=others):
            names = [name for side in [left, *others] for name in names_in(side)]
            yield from ((name, side) for name in names for side in [left, *others])


def names_in(node: ast.expr) -> Iterator[str]:
    """The variables, attributes and column names an expression speaks of."""
    for part in ast.walk(node):
        match part:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.Constant(value=str(name)):
                yield name


@pytest.mark.parametrize("module", ENGINE, ids=lambda module: module.path)
def test_no_number_of_an_agreement_stands_in_code(module):
    assert list(rule_numbers(module)) == []


@pytest.mark.parametrize(
    "text",
    [
        "free_days = 3",
        "Terms(threshold_tenths=30)",
        'pl.col("ready_days") > pl.col("free_days").clip(3) and pl.col("free_days") == 3',
        "if terms.free_days > 3: pass",
        "price = 8200",
        'if county == "18": pass',
        'agreement = "orebro"',
    ],
)
def test_a_number_of_an_agreement_is_found(text):
    assert list(rule_numbers(Module("lus_stats/days.py", f'"""Days."""\n{text}')))


def test_the_code_that_is_looked_through_is_there():
    assert len(ENGINE) > 20
    assert (ROOT / "lus_stats/rules/agreements/orebro.toml").is_file()
