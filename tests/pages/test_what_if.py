"""Tänk om asserted against the oracle and the command line: both sets of terms, the form, scenarios, who sees what."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lus_stats.rules import Scenario, parse_changes, write_scenario
from lus_stats.text.numbers import NBSP
from tests.oracle import bill
from tests.oracle.places import NAMES
from tests.pages.billing_material import (
    CONFIRMED,
    MISSING,
    SMALL,
    Data,
    billing_rows,
    data_in,
    kronor,
    opened,
    seen,
    swedish,
    table,
)
from tests.unit.lus import lus

CAPTION = "Två uppsättningar villkor per kommun"
REGION, NETWORK, OREBRO = "region-18", "network-18", "municipality-1880"
SETS: dict[str, Any] = {"threshold_days": Decimal("2.0"), "free_days": 2}
CHANGED = "threshold_days=2.0;free_days=2"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Data:
    made = data_in(tmp_path_factory.mktemp("what_if"), billing_rows())
    (made.folder / "scenarios").mkdir()
    scenario = Scenario("Två", "Prov.", None, parse_changes(CHANGED.split(";")))
    (made.folder / "scenarios" / "tva.toml").write_bytes(write_scenario(scenario))
    return made


def page(data: Data, monkeypatch: pytest.MonkeyPatch, month: str = CONFIRMED, **query: str) -> AppTest:
    chosen = {"som": REGION, "manad": month, "lan": "18", "vardform": "somatic"} | query
    return opened("what_if", data.folder, monkeypatch, **chosen)


def groups(data: Data, month: str = CONFIRMED, **asked: Any) -> dict[str, dict[str, Any]]:
    """The oracle's somatic groups by the municipality's name."""
    return data.groups(month, "municipality", **asked)


def drawn(before: dict[str, Any], after: dict[str, Any]) -> dict[str, str]:
    """What a municipality's row should say."""
    known = before["amount_sek"] is not None and after["amount_sek"] is not None
    effect = after["amount_sek"] - before["amount_sek"] if known else None
    return {
        "Skillnad": ("+" if (effect or 0) > 0 else "") + kronor(effect),
        "Vårdtillfällen": swedish(before["episodes"]),
        "Över gränsen A → B": " → ".join(dict.fromkeys("ja" if one["liable"] else "nej" for one in (before, after))),
        "Dagar A": swedish(before["billed_days"]),
        "Dagar B": swedish(after["billed_days"]),
        "Kronor A": kronor(before["amount_sek"]),
        "Kronor B": kronor(after["amount_sek"]),
    }


def rows(app: AppTest) -> dict[str, dict[str, str]]:
    """The table's rows by name, each cell by the beginning of its heading."""
    heading, *found = table(app, CAPTION)
    short = [name.split(",")[0] for name in heading]
    return {row[0]: dict(zip(short, row, strict=True)) for row in found if len(row) == len(heading)}


@pytest.mark.parametrize("month", [CONFIRMED, MISSING])
def test_both_sets_of_terms_are_the_oracles_bills(data: Data, monkeypatch: pytest.MonkeyPatch, month: str) -> None:
    app = page(data, monkeypatch, month, andrat=CHANGED)
    before, after = groups(data, month), groups(data, month, sets=SETS)
    read = rows(app)
    for name, group in before.items():
        expected = drawn(group, after[name])
        assert {key: read[name][key] for key in expected} == expected
    effects = [after[name]["amount_sek"] for name in after]
    if month == MISSING:
        assert None in effects
        assert read["Summa"]["Skillnad"] == "belopp saknas"
        assert "(belopp saknas)" in seen(app)
        return
    moved = sum(effects) - sum(group["amount_sek"] for group in before.values())
    assert read["Summa"]["Skillnad"] == f"+{swedish(moved)}"
    more = sum(after[name]["liable"] - before[name]["liable"] for name in before)
    assert f"{more} kommun" in seen(app).split("över gränsen")[0]
    assert "Ändrade villkor: gräns 2,0 i stället för 3,0; 2 fristdagar i stället för 3." in seen(app)


def test_the_parts_and_the_episodes_add_up_to_the_difference(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(data, monkeypatch, andrat=CHANGED)
    parts = {name: days for name, days, _ in table(app, "Vad varje ändring gör")[1:]}
    alone = {}
    before = sum(group["billed_days"] for group in groups(data).values())
    for term, label in (
        ("threshold_days", "gräns 2,0 i stället för 3,0"),
        ("free_days", "2 fristdagar i stället för 3"),
    ):
        alone[label] = sum(one["billed_days"] for one in groups(data, sets={term: SETS[term]}).values()) - before
    whole = sum(one["billed_days"] for one in groups(data, sets=SETS).values()) - before
    expected = alone | {"tillsammans utöver var för sig": whole - sum(alone.values()), "allt på en gång": whole}
    assert parts == {name: ("+" if days > 0 else "") + swedish(days) for name, days in expected.items()}
    sides = [
        {one["episode_id"]: one for one in bill(data.register, CONFIRMED, sets=sets)["lines"]} for sets in ({}, SETS)
    ]
    differ = {
        key for key, one in sides[0].items()
        if one["care_form"] == "somatic"
        and any(one[name] != sides[1][key][name] for name in ("outcome", "billed_days", "amount_sek"))
    }  # fmt: skip
    assert f"{len(differ)} vårdtillfällen får ett annat utfall" in seen(app)
    assert {row[1] for row in table(app, f"{len(differ)}{NBSP}vårdtillfällen")[1:]} <= differ


def test_nothing_changed_says_what_is_paid_and_shows_no_difference(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(data, monkeypatch)
    assert "Enligt villkoren för Örebro län betalar länets kommuner" in seen(app)
    assert "annat utfall" not in seen(app)
    read = rows(app)
    assert {name: read[name]["Debiteras"] for name in groups(data)} == {
        name: kronor(group["amount_sek"]) for name, group in groups(data).items()
    }
    assert not app.main.get("plotly_chart")


def test_the_form_is_counted_once_and_travels_in_the_link(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(data, monkeypatch)
    app.text_input(key="terms_form_threshold_days").input("2,0")
    app.text_input(key="terms_form_free_days").input("2")
    app.button(key="terms_form_submit").click().run()
    assert app.query_params["andrat"] == CHANGED
    expected = groups(data, sets=SETS)
    assert {name: row["Kronor B"] for name, row in rows(app).items() if name in expected} == {
        name: kronor(group["amount_sek"]) for name, group in expected.items()
    }
    app.text_input(key="terms_form_threshold_days").input("två")
    app.button(key="terms_form_submit").click().run()
    assert "Gränsen ”två” går inte att läsa. Skriv ett tal med högst en decimal, till exempel 2,5." in seen(app)
    assert app.query_params["andrat"] == CHANGED
    app.button(key="restore_terms").click().run()
    assert "andrat" not in app.query_params
    assert app.text_input(key="terms_form_threshold_days").value == ""


def test_another_agreement_stands_beside_the_countys_own(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(data, monkeypatch, mot="law")
    before, after = groups(data), groups(data, agreement="law")
    read = rows(app)
    assert {name: (read[name]["Kronor A"], read[name]["Kronor B"]) for name in before} == {
        name: (kronor(before[name]["amount_sek"]), kronor(after[name]["amount_sek"])) for name in before
    }
    assert "i stället för Örebro län hade länets kommuner betalat" in seen(app)
    assert "Över gränsen A" in table(app, CAPTION)[0]


def test_a_part_is_named_beside_the_terms_it_is_put_on(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(data, monkeypatch, mot="law", andrat="criteria=admission_notice,ready_notice,home_ready;free_days=2")
    assert [row[0] for row in table(app, "Vad varje ändring gör")[1:]] == [
        "Lagen i stället för Örebro län",
        "2 fristdagar i stället för 3",
        "utan kravet ”Fast vårdkontakt utsedd före utskrivning”",
        "tillsammans utöver var för sig",
        "allt på en gång",
    ]


def test_page_command_line_and_scenario_are_the_same(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(data, monkeypatch)
    app.selectbox(key="scenario_kept").select("tva")
    app.button(key="scenario_submit").click().run()
    assert "Scenario: Två. Prov." in seen(app)
    assert app.query_params["andrat"] == CHANGED
    called = lus("bill", "--month", CONFIRMED, "--scenario", "tva", "--data", data.folder, "--format", "json")
    somatic = [group for group in called.json["groups"] if group["care_form"] == "somatic"]
    read = rows(app)
    assert {group["municipality"]: kronor(group["amount_sek"]) for group in somatic} == {
        group["municipality"]: read[group["municipality"]]["Kronor B"] for group in somatic
    }


def test_a_pasted_scenario_is_read_strictly(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(data, monkeypatch)
    app.text_area(key="scenario_pasted").input('name = "x"\n[terms]\nfre_days = 2\n')
    app.button(key="scenario_submit").click().run()
    assert "Texten: okänd nyckel 'fre_days', i terms; menade du 'free_days'?" in seen(app)
    assert "andrat" not in app.query_params
    app.text_area(key="scenario_pasted").input('name = "Lagen"\nagreement = "law"\n[terms]\nfree_days = 2\n')
    app.button(key="scenario_submit").click().run()
    assert (app.query_params["mot"], app.query_params["andrat"]) == ("law", "free_days=2")


def test_a_hostile_link_shows_the_terms_as_they_are(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(data, monkeypatch, andrat="free_days=<b>1</b>", mot="../../law")
    assert "Enligt villkoren för Örebro län betalar länets kommuner" in seen(app)
    assert not {"andrat", "mot"} & set(app.query_params)


def test_the_network_moves_the_threshold_and_sees_no_hidden_municipality(
    data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = page(data, monkeypatch, som=NETWORK, andrat=CHANGED)
    assert "Fristdagarna ändras bara för den som får se raderna, och räknas här enligt villkoren." in seen(app)
    expected = groups(data, sets={"threshold_days": SETS["threshold_days"]})
    read = rows(app)
    small = {name for name, group in expected.items() if 1 <= group["episodes"] <= 4}
    assert NAMES[SMALL] in small
    assert not small & set(read)
    hidden = {row[0] for row in table(app, CAPTION)[1:] if row[1:] == ["dolt: färre än 5"]}
    assert small <= hidden
    shown = {name: group for name, group in expected.items() if name not in hidden}
    assert {name: read[name]["Kronor B"] for name in shown} == {
        name: kronor(group["amount_sek"]) for name, group in shown.items()
    }
    assert read["Summa utan de dolda"]["Kronor B"] == kronor(sum(group["amount_sek"] for group in shown.values()))
    assert "annat utfall" not in seen(app)
    assert not {name for name in small if name in seen(app).replace(" ".join(hidden), "") and name not in hidden}
    fields = [app.text_input(key=f"terms_form_{term}").disabled for term in ("threshold_days", "free_days", "cutoff")]
    assert fields == [False, True, True]


def test_a_municipality_changes_every_term_for_itself_alone(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(data, monkeypatch, som=OREBRO, andrat=CHANGED)
    expected = groups(data, sets=SETS)["Örebro"]
    read = rows(app)
    assert set(read) == {"Örebro", "Summa"}
    assert read["Örebro"]["Kronor B"] == read["Summa"]["Kronor B"] == kronor(expected["amount_sek"])
    assert "Bara den egna kommunen visas" in seen(app)
    everyone = rows(page(data, monkeypatch, som=OREBRO, andrat="threshold_days=2.0"))
    assert len(everyone) > 2
    assert NAMES[SMALL] not in everyone


def test_fakturering_and_the_invoice_basis_honour_every_term(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    query = {
        "som": REGION,
        "manad": CONFIRMED,
        "lan": "18",
        "vardform": "somatic",
        "andrat": f"{CHANGED};amount_sek=9000",
    }
    bills = opened("billing", data.folder, monkeypatch, **query)
    expected = groups(data, sets=SETS | {"amount_sek": 9000})
    read = {row[0].removesuffix(" över gränsen"): row for row in table(bills, "Fakturering per kommun")[1:]}
    assert {name: (read[name][4], read[name][5]) for name in expected} == {
        name: (swedish(group["billed_days"]), kronor(group["amount_sek"])) for name, group in expected.items()
    }
    assert "9 000 kr per dag i stället för årets belopp" in seen(bills)
    assert "9 000 kr per dag (angivet belopp)" in seen(bills)
    own = opened("invoice_basis", data.folder, monkeypatch, kommun="1880", **query)
    assert f"{swedish(expected['Örebro']['billed_days'])} dagar debiteras" in seen(own)
    assert "Ändrade villkor: gräns 2,0 i stället för 3,0" in seen(own)
    alone = opened("billing", data.folder, monkeypatch, **{**query, "som": OREBRO})
    assert {row[0].removesuffix(" över gränsen") for row in table(alone, "Fakturering per kommun")[1:]} == {
        "Örebro", "Summa",
    }  # fmt: skip
    others = opened("billing", data.folder, monkeypatch, **{**query, "som": NETWORK})
    assert "Fristdagarna ändras bara för den som får se raderna" in seen(others)


def test_several_months_leave_out_what_is_not_there(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(data, monkeypatch, andrat="threshold_days=2.0", period="3")
    assert "under 1 månad till och med februari 2023" in seen(app)
    assert "December 2022 och januari 2023 är inte med: uppgifter saknas, eller ligger före villkoren." in seen(app)
    assert rows(app)["Örebro"]["Månader över gränsen A → B"] in {"0 av 1", "1 av 1", "0 → 1 av 1"}


def test_an_empty_store_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Det finns inga uppgifter att visa ännu." in seen(opened("what_if", tmp_path, monkeypatch))
