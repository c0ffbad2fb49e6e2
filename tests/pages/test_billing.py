"""Fakturering asserted against the oracle: the table, the waterfall, the threshold, the states, who sees what."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.oracle import bill
from tests.oracle.places import NAMES
from tests.pages.billing_material import (
    CONFIRMED,
    MISSING,
    SMALL,
    UNCONFIRMED,
    Data,
    billing_rows,
    data_in,
    kronor,
    opened,
    seen,
    swedish,
    table,
)

CAPTION = "Fakturering per kommun"
REGION, NETWORK = "region-18", "network-18"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Data:
    return data_in(tmp_path_factory.mktemp("billing"), billing_rows())


def page(data: Data, monkeypatch: pytest.MonkeyPatch, month: str = CONFIRMED, **query: str) -> AppTest:
    chosen = {"som": REGION, "manad": month, "lan": "18", "vardform": "somatic"} | query
    return opened("billing", data.folder, monkeypatch, **chosen)


def drawn(group: dict[str, Any]) -> list[str]:
    """What a municipality's row should say after its name."""
    headroom = group["headroom_days"]
    sign = "+" if headroom > 0 else ""
    blocked = [swedish(group["blocked_days"]), kronor(group["blocked_sek"])] if group["liable"] else ["–", "–"]
    return [
        swedish(group["episodes"]),
        swedish(group["mean_ready_days"], 2),
        sign + swedish(headroom, 0 if float(headroom).is_integer() else 1),
        swedish(group["billed_days"]),
        kronor(group["amount_sek"]),
        *blocked,
        "för kort historik",
    ]


def all_drawn(expected: dict[str, dict[str, Any]]) -> dict[str, list[str]]:
    """Every municipality's row by its name."""
    return {named(group): drawn(group) for group in expected.values()}


def named(group: dict[str, Any]) -> str:
    return group["municipality"] + (" över gränsen" if group["liable"] else "")


@pytest.mark.parametrize("month", [CONFIRMED, MISSING])
def test_the_region_reads_every_municipality_as_the_oracle_bills_it(
    data: Data, monkeypatch: pytest.MonkeyPatch, month: str
) -> None:
    expected = data.groups(month)
    assert any(group["billed_days"] for group in expected.values())
    _, *rows, total = table(page(data, monkeypatch, month), CAPTION)
    read = {row[0]: row[1:] for row in rows}
    assert {named(group): read.get(named(group)) for group in expected.values()} == all_drawn(expected)
    assert len(rows) == 12
    assert read[NAMES["1862"]] == ["0", "saknas", "–", "–", "–", "–", "–", "–"]
    sums = {key: sum(group[key] or 0 for group in expected.values()) for key in ("episodes", "billed_days")}
    amounts = [group["amount_sek"] for group in expected.values()]
    amount = None if None in amounts else sum(amounts)
    assert total[:1] + total[1:2] + total[4:6] == [
        "Summa", swedish(sums["episodes"]), swedish(sums["billed_days"]), kronor(amount),
    ]  # fmt: skip


def test_the_waterfall_goes_from_all_days_to_the_billed_ones(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [one for one in bill(data.register, CONFIRMED)["lines"] if one["care_form"] == "somatic"]
    beyond = {"billed": 0, "criteria_unmet": 0, "mean_not_over_threshold": 0}
    for line in lines:
        if line["outcome"] in beyond:
            beyond[line["outcome"]] += line["ready_days"] - line["free_days"]
    app = page(data, monkeypatch)
    (first, *less, last) = [
        [label, days] for label, days, *_ in table(app, f"Av {swedish(sum(beyond.values()))} dagar")[1:]
    ]
    assert first == ["Dagar efter fristdag 3", swedish(sum(beyond.values()))]
    assert last == ["Debiteras", swedish(beyond["billed"])]
    assert ["Månaden inte över 3,0", swedish(-beyond["mean_not_over_threshold"])] in less
    taken = -sum(int(days.replace("−", "-").replace(" ", "")) for _, days in less)
    assert taken == beyond["mean_not_over_threshold"] + beyond["criteria_unmet"]
    figure, *_ = app.main.get("plotly_chart")
    assert len(json.loads(figure.proto.spec)["data"][0]["y"]) == len(less) + 2


def test_a_moved_threshold_is_said_counted_and_put_back(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(data, monkeypatch, grans="2.0")
    assert "Ändrade villkor: gräns 2,0 i stället för 3,0." in seen(app)
    expected = data.groups(sets={"threshold_days": Decimal("2.0")})
    read = {row[0]: row[1:] for row in table(app, CAPTION)[1:]}
    assert {named(group): read.get(named(group)) for group in expected.values()} == all_drawn(expected)
    app.button(key="restore_terms").click().run()
    assert "Ändrade villkor" not in seen(app)
    assert not {"grans", "andrat"} & set(app.query_params)
    read = {row[0]: row[1:] for row in table(app, CAPTION)[1:]}
    assert {name: read.get(name) for name in all_drawn(data.groups())} == all_drawn(data.groups())


def test_the_network_sees_nothing_of_the_small_municipality_and_no_sum_gives_it_away(
    data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = data.groups()
    small = {code for code, group in expected.items() if 1 <= group["episodes"] <= 4}
    assert SMALL in small
    assert expected[SMALL]["billed_days"] > 0
    _, *rows, total = table(page(data, monkeypatch, som=NETWORK), CAPTION)
    hidden = {row[0] for row in rows if row[1:] == ["dolt: färre än 5"]}
    assert {NAMES[code] for code in small} <= hidden
    shown = [group for group in expected.values() if group["municipality"] not in hidden]
    assert total[0] == "Summa utan de dolda"
    assert total[1] == swedish(sum(group["episodes"] for group in shown))
    assert total[4] == swedish(sum(group["billed_days"] for group in shown))
    own = table(page(data, monkeypatch, som=f"municipality-{SMALL}"), CAPTION)
    assert drawn(expected[SMALL]) in [row[1:] for row in own]


def test_what_is_known_of_an_amount_is_said_with_its_kronor(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    unconfirmed = page(data, monkeypatch, UNCONFIRMED)
    assert "11 600 kr per dag (Socialstyrelsens belopp för 2024, obekräftat)" in seen(unconfirmed)
    assert "kr (obekräftat belopp)" in seen(unconfirmed)
    headings = table(unconfirmed, CAPTION)[0]
    assert {"Debiteras, kronor (obekräftat)", "Stoppade, kronor (obekräftat)"} <= set(headings)
    assert "10 500 kr per dag (Socialstyrelsens belopp för 2023, bekräftat)" in seen(page(data, monkeypatch))
    assert "belopp saknas" in seen(page(data, monkeypatch, MISSING))


def test_other_models_have_other_columns(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    law = page(data, monkeypatch, enligt="law", grans="2.0")
    heading, *rows = table(law, CAPTION)
    assert "Medel" not in heading
    assert not any("över gränsen" in row[0] for row in rows)
    assert "Gränsen används inte" in seen(law)
    excess = page(data, monkeypatch, enligt="skane")
    heading, *rows = table(excess, CAPTION)
    assert "Stoppade, dagar" not in heading
    expected = data.groups(agreement="skane")
    billed = {
        named(group): swedish(group["billed_days"], 0 if float(group["billed_days"]).is_integer() else 1)
        for group in expected.values()
    }
    assert {row[0]: row[4] for row in rows if row[0] in billed} == billed
    assert "enskilda vårdtillfällen har inga egna kronor" in seen(excess)


def test_an_empty_store_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened("billing", tmp_path, monkeypatch)
    assert "Det finns inga uppgifter att visa ännu." in seen(app)
